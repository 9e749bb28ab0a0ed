//! `/api/v1/contracts/{id}/term`, `/versions` and `/api/v1/deadlines`.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, SERVICE_DESK, demo, items, text};

async fn contract(machine: &Machine) -> String {
    let found = machine
        .get(&format!("/api/v1/contracts?number={SERVICE_DESK}"))
        .await;
    text(&found["items"][0]["id"]).to_owned()
}

fn amendment(revision: i64) -> Value {
    json!({
        "revision": revision, "valid_from": "2026-01-01", "note": "1. Nachtrag", "monthly_fee": "50000.00",
        "duration": "indefinite", "notice": { "count": 3, "unit": "month" }, "notice_to": "quarter_end",
        "notice_form": "text", "lead_working_days": 10, "region": "DE-NW",
    })
}

async fn amend(machine: &Machine, id: &str, body: &Value) -> (u16, Value) {
    let path = format!("/api/v1/contracts/{id}/versions");
    let answer = machine.request(Method::POST, &path).json(body).send().await;
    let answer = answer.expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_term_explains_itself_and_answers_what_if() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = contract(&machine).await;
        let term = machine.get(&format!("/api/v1/contracts/{id}/term")).await;
        // Three years from 1 July 2015, then year by year; six months' notice to the end.
        let end = text(&term["next"]["end"]);
        assert!(end.ends_with("-06-30"), "{storage:?}: {term}");
        let year = &end[..4];
        let before: i32 = year.parse::<i32>().expect("a year") - 1;
        assert_eq!(term["next"]["notice"]["last_receipt"], format!("{before}-12-31"));
        let rules = term["next"]["steps"].as_array().expect("steps").iter();
        let rules: Vec<_> = rules.map(|step| text(&step["rule"]).to_owned()).collect();
        assert!(rules.contains(&"last_receipt".to_owned()), "{rules:?}");
        let asked = machine
            .get(&format!("/api/v1/contracts/{id}/term?received_on=2030-01-01"))
            .await;
        assert_eq!(asked["what_if"]["end"], "2031-06-30", "a day too late for 2030");
        let answer = machine
            .request(
                Method::GET,
                &format!("/api/v1/contracts/{id}/term?received_on=31.02.2030"),
            )
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 422);
    }
}

#[tokio::test]
async fn an_amendment_is_a_version_of_its_own_and_never_lost() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = contract(&machine).await;
        let term = machine.get(&format!("/api/v1/contracts/{id}/term")).await;
        let revision = term["revision"].as_i64().expect("a revision");
        let body = amendment(revision);
        // Two people write at once: one of them is told.
        let (first, second) = tokio::join!(amend(&machine, &id, &body), amend(&machine, &id, &body));
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!(answers, [201, 409], "{storage:?}: {first:?} {second:?}");
        let versions = machine.get(&format!("/api/v1/contracts/{id}/versions")).await;
        let versions = items(&versions);
        assert_eq!(versions.len(), 2, "{storage:?}");
        assert_eq!(versions[0]["monthly_fee_minor"], 5_000_000);
        assert_eq!(
            versions[1]["monthly_fee_minor"], 4_800_000,
            "the first stays as it was"
        );
        let term = machine.get(&format!("/api/v1/contracts/{id}/term")).await;
        assert_eq!(term["version"], 2);
        assert_eq!(term["revision"], revision + 1);
    }
}

#[tokio::test]
async fn amendments_that_cannot_be_are_refused_field_by_field() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let id = contract(&machine).await;
    for (field, value, code) in [
        ("valid_from", json!("31.02.2026"), "date_unreadable"),
        ("valid_from", json!("2001-01-01"), "before_start"),
        ("monthly_fee", json!("viel"), "amount_unreadable"),
        ("region", json!("Bayern"), "required"),
        ("notice_to", json!("sometime"), "required"),
        ("duration", json!("for"), "required"),
    ] {
        let mut body = amendment(1);
        body[field] = value;
        let (status, answer) = amend(&machine, &id, &body).await;
        assert_eq!(status, 422, "{field}: {answer}");
        assert_eq!(answer["errors"][0]["code"], code, "{field}: {answer}");
    }
    let mut body = amendment(1);
    body["notice"] = Value::Null;
    let (status, answer) = amend(&machine, &id, &body).await;
    assert_eq!((status, &answer["errors"][0]["code"]), (422, &json!("no_notice")));
    let (status, answer) = amend(&machine, &id, &json!({ "revision": "x" })).await;
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (422, &json!("unreadable_json"))
    );
    let versions = machine.get(&format!("/api/v1/contracts/{id}/versions")).await;
    assert_eq!(items(&versions).len(), 1, "nothing was written");
}

#[tokio::test]
async fn deadlines_come_most_urgent_first_and_not_to_vendors() {
    let demo = demo(Storage::Postgres).await;
    let machine = demo.machine(RHEINTAL).await;
    let list = machine.get("/api/v1/deadlines").await;
    let days: Vec<_> = items(&list)
        .iter()
        .map(|row| row["days_to_decide"].as_i64().expect("days"))
        .collect();
    assert!(days.len() >= 6 && days.is_sorted(), "{list}");
    // The other party's pages do not tell what we need between the decision and the notice.
    let vendor = demo.login("vendor_manager", RHEINTAL).await;
    let id = contract(&machine).await;
    let page = vendor.page(&format!("/contracts/{id}")).await;
    assert!(!page.contains("lead_working_days") && !page.contains("decide_by"));
}
