//! `/api/v1/facts`: samples, tickets, maintenance windows and reported values, in every format, by the thousand.

use std::fmt::Write as _;

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::demo::{DYNAMO_DB, RHEINTAL, SERVICE_DESK, STADTWERKE, demo, items, target_of, text};

#[tokio::test]
async fn every_kind_is_recorded_once_and_corrected_with_a_reason() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let service = service_of(&machine, DYNAMO_DB).await;
        let target = target_of(&machine, DYNAMO_DB).await;
        for (kind, fact, correction) in [
            (
                "samples",
                json!({ "service": service, "starts_at": "2026-10-01T10:00:00Z", "width_seconds": 300, "good": 99, "total": 100 }),
                json!({ "good": 98 }),
            ),
            (
                "tickets",
                json!({ "service": service, "external_id": "T-1", "priority": "High", "reported_at": "2026-10-01T10:00:00Z",
                        "pauses": [{ "from": "2026-10-01T11:00:00Z", "to": "2026-10-01T12:00:00Z" }] }),
                json!({ "resolved_at": "2026-10-01T13:00:00Z", "satisfaction": 5 }),
            ),
            (
                "maintenance",
                json!({ "service": service, "starts_at": "2027-01-01T20:00:00Z", "ends_at": "2027-01-01T22:00:00Z",
                        "external_id": "CHG-1" }),
                json!({ "ends_at": "2027-01-01T23:00:00Z" }),
            ),
            (
                "values",
                json!({ "target": target, "period": "2026-09", "value": "99.95" }),
                json!({ "value": "99.96" }),
            ),
        ] {
            let mut fact = fact;
            assert_eq!(
                record(&machine, kind, &fact).await,
                created(1),
                "{storage:?} {kind}"
            );
            assert_eq!(
                record(&machine, kind, &fact).await,
                counts(0, 0, 1),
                "{storage:?} {kind}"
            );
            let fields = fact.as_object_mut().expect("an object");
            fields.extend(correction.as_object().expect("an object").clone());
            fields.insert("reason".to_owned(), json!("measured again"));
            assert_eq!(
                record(&machine, kind, &fact).await,
                counts(0, 1, 0),
                "{storage:?} {kind}"
            );
        }
        let path = "/api/v1/facts/tickets?external_id=T-1&history=true";
        let history = machine.get(path).await;
        assert_eq!(items(&history).len(), 2, "{storage:?}: the earlier state stays");
        assert_eq!(history["items"][0]["reason"], "measured again");
        assert!(history["items"][1]["superseded_at"].is_string(), "{history}");
        let samples = machine
            .get(&format!("/api/v1/facts/samples?service={service}"))
            .await;
        assert_eq!(samples["items"][0]["good"], 98, "{storage:?}");
        let values = machine.get("/api/v1/facts/values").await;
        assert_eq!(values["items"][0]["value"], "99.96");
    }
}

#[tokio::test]
async fn a_batch_in_any_format_is_the_same_batch() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let service = service_of(&machine, DYNAMO_DB).await;
    let row =
        |start: &str| json!({ "service_id": service, "starts_at": start, "width_seconds": 60, "value": 1.5 });
    let (one, two) = (row("2026-10-01T10:00:00Z"), row("2026-10-01T10:01:00Z"));
    let array = json!([one, two]).to_string();
    assert_eq!(
        send(&machine, "samples", "application/json", array).await.1,
        created(2)
    );
    let lines = format!("{one}\n{two}\n");
    assert_eq!(
        send(&machine, "samples", "application/x-ndjson", lines).await.1,
        counts(0, 0, 2)
    );
    let table = format!(
        "service_id;starts_at;width_seconds;value\n{service};2026-10-01T10:00:00Z;60;1,5\n{service};2026-10-01T10:02:00Z;60;2\n"
    );
    assert_eq!(
        send(&machine, "samples", "text/csv", table).await.1,
        counts(1, 0, 1)
    );
}

#[tokio::test]
async fn one_bad_row_in_a_hundred_thousand_refuses_all_or_is_left_out() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let service = service_of(&machine, DYNAMO_DB).await;
        let lines = samples(&service, 100_000, Some(70_000));
        let (status, problem) = send(&machine, "samples", "application/x-ndjson", lines.clone()).await;
        assert_eq!(status, 422, "{problem}");
        assert_eq!(
            problem["errors"],
            json!([{ "field": "[70000].good", "code": "more_than_total" }])
        );
        assert!(
            items(&machine.get("/api/v1/facts/samples").await).is_empty(),
            "nothing was kept"
        );

        let (status, answer) = send(
            &machine,
            "samples?on_error=skip",
            "application/x-ndjson",
            lines.clone(),
        )
        .await;
        assert_eq!(status, 201, "{answer}");
        assert_eq!(
            [&answer["created"], &answer["rejected"]],
            [&json!(99_999), &json!(1)]
        );
        assert_eq!(
            answer["errors"],
            json!([{ "index": 70_000, "field": "good", "code": "more_than_total" }])
        );
        let again = send(&machine, "samples?on_error=skip", "application/x-ndjson", lines)
            .await
            .1;
        assert_eq!(
            [&again["created"], &again["unchanged"]],
            [&json!(0), &json!(99_999)],
            "{storage:?}"
        );
    }
}

#[tokio::test]
async fn what_contradicts_itself_is_refused_by_field_and_reason() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let service = service_of(&machine, DYNAMO_DB).await;
    let target = target_of(&machine, DYNAMO_DB).await;
    let start = "2026-10-01T10:00:00Z";
    for (kind, fact, field, code) in [
        (
            "samples",
            json!({ "service": service, "starts_at": start, "width_seconds": 0, "value": 1 }),
            "width_seconds",
            "out_of_range",
        ),
        (
            "samples",
            json!({ "service": service, "starts_at": start, "width_seconds": 60 }),
            "good",
            "required",
        ),
        (
            "tickets",
            json!({ "service": service, "external_id": "T", "priority": "P1", "reported_at": start, "resolved_at": "2026-10-01T09:00:00Z" }),
            "resolved_at",
            "resolved_before_reported",
        ),
        (
            "tickets",
            json!({ "service": service, "priority": "P1", "reported_at": start }),
            "external_id",
            "required",
        ),
        (
            "maintenance",
            json!({ "service": service, "starts_at": start, "ends_at": start }),
            "ends_at",
            "end_before_start",
        ),
        (
            "maintenance",
            json!({ "service": service, "starts_at": "2026-03-29T02:30:00", "ends_at": start }),
            "starts_at",
            "offset_needed",
        ),
        (
            "values",
            json!({ "target": target, "period": "2026-13", "value": 1 }),
            "period",
            "unknown_period",
        ),
        (
            "values",
            json!({ "target": target, "period": "2026", "value": 1 }),
            "period",
            "another_window",
        ),
        (
            "values",
            json!({ "target": target, "period": "2026-09", "value": "1e3" }),
            "value",
            "number_unreadable",
        ),
        (
            "outages",
            json!({ "service": "nowhere", "starts_at": start }),
            "service_id",
            "unknown_service",
        ),
    ] {
        let (status, problem) = send(&machine, kind, "application/json", fact.to_string()).await;
        assert_eq!(status, 422, "{kind} {problem}");
        let named = json!({ "field": field, "code": code });
        let errors = problem["errors"].as_array().expect("errors");
        assert!(errors.contains(&named), "{kind}: {named} in {problem}");
    }
    let twice = json!({ "service": service, "starts_at": start, "ends_at": "2026-10-01T11:00:00Z", "external_id": "O" });
    let (_, problem) = send(
        &machine,
        "outages",
        "application/json",
        json!([twice, twice]).to_string(),
    )
    .await;
    assert_eq!(
        problem["errors"][0],
        json!({ "field": "[1].external_id", "code": "duplicate_external_id" })
    );
    for (kind, body) in [
        ("application/json", "[{"),
        ("text/csv", "PK\u{3}\u{4}\u{0}"),
        ("text/csv", "nonsense\n"),
    ] {
        let (status, problem) = send(&machine, "outages", kind, body.to_owned()).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("body"))
        );
    }
}

#[tokio::test]
async fn lists_go_page_by_page() {
    let demo = demo(Storage::Postgres).await;
    let machine = demo.machine(RHEINTAL).await;
    let service = service_of(&machine, SERVICE_DESK).await;
    let mut seen = std::collections::BTreeSet::new();
    let mut path = format!("/api/v1/facts/tickets?service={service}&limit=400");
    loop {
        let page = machine.get(&path).await;
        let ids = items(&page).iter().map(|item| text(&item["id"]).to_owned());
        assert!(ids.clone().all(|id| seen.insert(id)), "no ticket twice");
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/api/v1/facts/tickets?service={service}&limit=400&cursor={cursor}");
    }
    assert!(seen.len() > 800, "{}", seen.len());
}

#[tokio::test]
async fn nobody_reports_for_the_target_of_somebody_else() {
    let demo = demo(Storage::Sqlite).await;
    let (home, next_door) = (demo.machine(RHEINTAL).await, demo.machine(STADTWERKE).await);
    let target = target_of(&home, DYNAMO_DB).await;
    let value = json!({ "target": target, "period": "2026-09", "value": "1" }).to_string();
    let (status, problem) = send(&next_door, "values", "application/json", value).await;
    assert_eq!(
        (status.as_u16(), &problem["errors"][0]["code"]),
        (422, &json!("unknown_target"))
    );
}

/// NDJSON with samples of five minutes; the one at `bad` has more good events than there were.
fn samples(service: &str, count: usize, bad: Option<usize>) -> String {
    let start = chrono::DateTime::from_timestamp(1_735_689_600, 0).expect("a moment");
    let mut lines = String::new();
    for index in 0..count {
        let at = start + chrono::Duration::seconds(300 * i64::try_from(index).expect("small"));
        let good = if bad == Some(index) { 101 } else { 100 - index % 3 };
        let at = at.format("%Y-%m-%dT%H:%M:%SZ");
        writeln!(
            lines,
            r#"{{"service_id":"{service}","starts_at":"{at}","width_seconds":300,"good":{good},"total":100}}"#
        )
        .expect("a text");
    }
    lines
}

fn counts(created: i64, updated: i64, unchanged: i64) -> Value {
    json!({ "created": created, "updated": updated, "unchanged": unchanged })
}

fn created(number: i64) -> Value {
    counts(number, 0, 0)
}

async fn record(machine: &Machine, kind: &str, body: &Value) -> Value {
    send(machine, kind, "application/json", body.to_string()).await.1
}

async fn send(machine: &Machine, kind: &str, content_type: &str, body: String) -> (StatusCode, Value) {
    let answer = machine
        .request(Method::POST, &format!("/api/v1/facts/{kind}"))
        .header("content-type", content_type)
        .body(body)
        .send()
        .await
        .expect("an answer");
    (answer.status(), answer.json().await.expect("JSON"))
}

async fn service_of(machine: &Machine, contract: &str) -> String {
    let contracts = machine.get(&format!("/api/v1/contracts?number={contract}")).await;
    let id = text(&contracts["items"][0]["id"]).to_owned();
    text(&machine.get(&format!("/api/v1/contracts/{id}/targets")).await["items"][0]["service_id"]).to_owned()
}
