//! `/api/v1/breaches` and `/api/v1/claims`: what is owed to us, until when, and what becomes of it.

use std::time::Duration;

use acceptance::Machine;
use acceptance::instance::Storage;
use acceptance::rows::query;
use reqwest::Method;
use serde_json::{Value, json};

use crate::demo::{DYNAMO_DB, Demo, RHEINTAL, SERVICE_DESK, STADTWERKE, demo, items, text};

const AZURE_SQL: &str = "UC-2025-012";

async fn claims(machine: &Machine, query: &str) -> Vec<Value> {
    items(&machine.get(&format!("/api/v1/claims{query}")).await).to_vec()
}

/// The only claim of a contract in a state.
async fn claim_of(machine: &Machine, contract: &str, state: &str) -> Value {
    let all = claims(machine, &format!("?state={state}")).await;
    let found = all.into_iter().find(|claim| claim["contract_number"] == contract);
    found.unwrap_or_else(|| panic!("no {state} claim of {contract}"))
}

/// Sends a step, seen at a revision; the status and the answer.
async fn step(machine: &Machine, id: &str, revision: Option<i64>, body: &Value) -> (u16, Value) {
    let mut request = machine.request(Method::POST, &format!("/api/v1/claims/{id}/status"));
    if let Some(revision) = revision {
        request = request.header("if-match", format!("\"{revision}\""));
    }
    let answer = request.json(body).send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn one(machine: &Machine, id: &str) -> Value {
    machine.get(&format!("/api/v1/claims/{id}")).await
}

fn revision(claim: &Value) -> i64 {
    claim["revision"].as_i64().expect("a revision")
}

#[tokio::test]
async fn a_breach_that_owes_money_opens_one_claim_with_its_deadline() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let breaches = machine.get("/api/v1/breaches?limit=500").await;
        let all = claims(&machine, "?limit=500").await;
        let owed = |contract: &str| {
            all.iter()
                .filter(|claim| claim["contract_number"] == contract)
                .count()
        };
        assert!(
            owed(SERVICE_DESK) >= 2 && owed(AZURE_SQL) == 1,
            "{storage:?}: {all:#?}"
        );
        assert_eq!(owed("SLA-2021-014"), 0, "what we owe is no claim of ours");
        assert_eq!(owed("OLA-2022-021"), 0, "and between own teams nothing is owed");
        let linked = items(&breaches)
            .iter()
            .filter(|breach| !breach["claim_id"].is_null());
        assert_eq!(linked.count(), all.len(), "each claim comes from one breach");
        // AWS: the end of the second billing cycle after October 2025. Nobody asked.
        let aws = claim_of(&machine, DYNAMO_DB, "lapsed").await;
        assert_eq!(aws["deadline"], "2025-12-31");
        assert_eq!(aws["deadline_source"], "rule");
        assert_eq!(aws["amount"]["amount_minor"], 124_000, "10 % of 12,400.00");
        // No rule in the contract: three years from the end of the year.
        let malus = claim_of(&machine, "UC-2023-003", "submitted").await;
        assert_eq!(malus["deadline_source"], "limitation");
        assert!(text(&malus["deadline"]).ends_with("-12-31"));
        let desk = machine.get("/api/v1/claims").await;
        let totals = desk["totals"].as_array().expect("totals");
        let sum = |key: &str| totals.iter().filter_map(|row| row[key].as_i64()).sum::<i64>();
        assert_eq!(sum("lapsed_minor"), 124_000, "{storage:?}");
        assert!(sum("received_minor") > 0 && sum("claimed_minor") >= sum("received_minor"));
    }
}

#[tokio::test]
async fn a_claim_goes_its_way_step_by_step() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = text(&claim_of(&machine, AZURE_SQL, "open").await["id"]).to_owned();
        let claim = one(&machine, &id).await;
        let letter = text(&claim["letter"]);
        assert!(
            letter.contains("Service Credit") && letter.contains("mindestens 99,99 %"),
            "{letter}"
        );
        let seen = revision(&claim);
        let submit = json!({ "status": "submitted", "reason": "Supportfall 1234" });
        assert_eq!(step(&machine, &id, None, &submit).await.0, 428);
        // Two people at once: one of them is told.
        let (first, second) = tokio::join!(
            step(&machine, &id, Some(seen), &submit),
            step(&machine, &id, Some(seen), &submit)
        );
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!(answers, [200, 412], "{storage:?}: {first:?} {second:?}");
        let (status, answer) = step(&machine, &id, Some(seen + 1), &json!({ "status": "submitted" })).await;
        assert_eq!((status, &answer["code"]), (409, &json!("no_such_claim_step")));
        let settle = json!({ "status": "settled", "amount": "300.00", "invoice": "E0800QK" });
        let (status, settled) = step(&machine, &id, Some(seen + 1), &settle).await;
        assert_eq!(status, 200, "{settled}");
        assert_eq!(settled["settled"]["amount_minor"], 30_000);
        let kinds = settled["events"].as_array().expect("events").iter();
        let kinds: Vec<_> = kinds.map(|event| text(&event["kind"]).to_owned()).collect();
        assert_eq!(kinds, ["open", "submitted", "settled"]);
        let log = machine.get("/api/v1/audit?action=claim_write").await;
        let entry = items(&log).iter().any(|entry| entry["action"] == "claim_write");
        assert!(entry, "{storage:?}: the audit log knows: {log}");
    }
}

#[tokio::test]
async fn steps_that_cannot_be_are_refused_field_by_field() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let id = text(&claim_of(&machine, AZURE_SQL, "open").await["id"]).to_owned();
    let seen = revision(&one(&machine, &id).await);
    for (body, field, code) in [
        (json!({ "status": "paid" }), "status", "unknown"),
        (json!({ "status": "lapsed" }), "status", "unknown"),
        (json!({ "status": "waived" }), "reason", "required"),
        (
            json!({ "status": "submitted", "on_day": "31.02.2026" }),
            "on_day",
            "date_unreadable",
        ),
        (
            json!({ "status": "submitted", "on_day": "2999-01-01" }),
            "on_day",
            "in_the_future",
        ),
        (
            json!({ "status": "submitted", "on_day": "2020-01-01" }),
            "on_day",
            "before_last_step",
        ),
        (
            json!({ "status": "submitted", "amount": "1.00" }),
            "amount",
            "only_settled",
        ),
        (
            json!({ "status": "settled", "invoice": "1", "amount": "viel" }),
            "amount",
            "amount_unreadable",
        ),
        (json!({ "state": "submitted" }), "body", "unreadable_json"),
    ] {
        let (status, answer) = step(&machine, &id, Some(seen), &body).await;
        assert_eq!(status, 422, "{body}: {answer}");
        assert_eq!(answer["errors"][0]["field"], field, "{body}: {answer}");
        assert_eq!(answer["errors"][0]["code"], code, "{body}: {answer}");
    }
    assert_eq!(revision(&one(&machine, &id).await), seen, "nothing was written");
    for query in [
        "?state=paid",
        "?supplier=x",
        "?within=soon",
        "?limit=0",
        "?cursor=x",
        "?colour=red",
    ] {
        let answer = machine
            .request(Method::GET, &format!("/api/v1/claims{query}"))
            .send()
            .await;
        let status = answer.expect("an answer").status().as_u16();
        assert!([400, 422].contains(&status), "{query}: {status}");
    }
    // A lapsed claim can be entered late, with the day on which it was asked for in time.
    let aws = claim_of(&machine, DYNAMO_DB, "lapsed").await;
    let (id, seen) = (
        text(&aws["id"]).to_owned(),
        revision(&one(&machine, text(&aws["id"])).await),
    );
    let (status, answer) = step(&machine, &id, Some(seen), &json!({ "status": "submitted" })).await;
    assert_eq!(
        (status, &answer["errors"][0]["code"]),
        (422, &json!("after_deadline"))
    );
    let in_time = json!({ "status": "submitted", "on_day": "2025-12-31" });
    assert_eq!(step(&machine, &id, Some(seen), &in_time).await.0, 200);
}

#[tokio::test]
async fn a_correction_is_put_beside_the_amount_and_taken_over_by_a_person() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let open = claim_of(&machine, AZURE_SQL, "open").await;
        let id = text(&open["id"]).to_owned();
        let before = one(&machine, &id).await;
        // Half a day more of downtime in the same month: 25 % instead of 10 %.
        let day = format!("{}-02", text(&open["period"]));
        let outage = json!({ "service": "Berichtsdatenbank (Azure SQL)", "external_id": "late-report",
                             "starts_at": format!("{day}T00:00:00Z"), "ends_at": format!("{day}T12:00:00Z") });
        let answer = machine
            .request(Method::POST, "/api/v1/facts/outages")
            .json(&outage)
            .send()
            .await;
        assert_eq!(answer.expect("an answer").status(), 201);
        let corrected = eventually(&machine, &id, |claim| !claim["corrected"].is_null()).await;
        assert_eq!(
            corrected["amount"], before["amount"],
            "{storage:?}: nobody has decided yet"
        );
        let amount = |claim: &Value, key: &str| claim[key]["amount_minor"].as_i64().expect("an amount");
        assert_eq!(amount(&corrected, "corrected"), amount(&before, "amount") * 5 / 2);
        let adopt = |seen: i64| {
            let request = machine.request(Method::POST, &format!("/api/v1/claims/{id}/amount"));
            request.header("if-match", format!("\"{seen}\"")).send()
        };
        let stale = adopt(revision(&before)).await.expect("an answer");
        assert_eq!(stale.status(), 412, "the claim was changed by the correction");
        let seen = revision(&corrected);
        assert_eq!(adopt(seen).await.expect("an answer").status(), 200);
        assert_eq!(
            adopt(seen + 1).await.expect("an answer").status(),
            409,
            "once is enough"
        );
        let adopted = one(&machine, &id).await;
        assert_eq!(amount(&adopted, "amount"), amount(&corrected, "corrected"));
        assert!(adopted["corrected"].is_null(), "{storage:?}");
    }
}

#[tokio::test]
async fn a_supplier_sees_what_was_asked_for_and_answers_it() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let vendor = demo.login("vendor_user", RHEINTAL).await;
        let desk = vendor.page("/claims").await;
        let shown = |claim: &Value| desk.contains(text(&claim["id"]));
        for claim in claims(&machine, "?limit=500").await {
            let state = text(&claim["state"]);
            let asked =
                claim["supplier"] == "Nordlicht IT-Services GmbH" && !["open", "lapsed"].contains(&state);
            assert_eq!(shown(&claim), asked, "{storage:?}: {claim}");
        }
        let open = claim_of(&machine, SERVICE_DESK, "open").await;
        let id = text(&open["id"]).to_owned();
        let answer = vendor.get(&format!("/claims/{id}")).send().await;
        assert_eq!(
            answer.expect("an answer").status(),
            404,
            "not before it was asked for"
        );
        let seen = revision(&one(&machine, &id).await);
        assert_eq!(
            step(&machine, &id, Some(seen), &json!({ "status": "submitted" }))
                .await
                .0,
            200
        );
        let page = vendor.page(&format!("/claims/{id}")).await;
        assert!(!page.contains("id=\"letter\""), "the letter is ours");
        let form_of = |status: &'static str, reason: &'static str, seen: i64| {
            let seen: &str = Box::leak(seen.to_string().into_boxed_str());
            [
                ("id", id.as_str()),
                ("revision", seen),
                ("status", status),
                ("reason", reason),
            ]
        };
        // Only what is theirs to say.
        let (status, _) = vendor
            .call("/fn/claims/move", &form_of("waived", "x", seen + 1))
            .await;
        assert_eq!(status, 403, "nobody waives what others claim");
        let (status, _) = vendor
            .call("/fn/claims/answer", &form_of("settled", "x", seen + 1))
            .await;
        assert_eq!(status, 422);
        let (status, _) = vendor
            .call("/fn/claims/answer", &form_of("disputed", "", seen + 1))
            .await;
        assert_eq!(status, 422, "who disputes says why");
        let objection = form_of("disputed", "Wartungsfenster vereinbart", seen + 1);
        assert_eq!(vendor.call("/fn/claims/answer", &objection).await.0, 200);
        let disputed = one(&machine, &id).await;
        assert_eq!(disputed["state"], "disputed", "{storage:?}");
        let last = disputed["events"]
            .as_array()
            .and_then(|events| events.last().cloned());
        assert_eq!(last.expect("an event")["actor"], "Mia Lorenz");
    }
}

#[tokio::test]
async fn open_claims_lapse_and_remind_by_the_clock_and_other_tenants_have_their_own() {
    let mut demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let (azure, malus) = (
        claim_of(&machine, AZURE_SQL, "open").await,
        claim_of(&machine, "UC-2024-007", "open").await,
    );
    let other = demo.machine(STADTWERKE).await;
    let path = format!("/api/v1/claims/{}", text(&azure["id"]));
    let foreign = other.request(Method::GET, &path).send().await;
    assert_eq!(foreign.expect("an answer").status(), 404);
    let set = |demo: &Demo, claim: &Value, deadline: &str| {
        let reference = text(&claim["reference"]);
        let tenant = format!("tenant_id = (SELECT id FROM tenant WHERE name = '{RHEINTAL}')");
        query(
            &demo.app,
            &format!("UPDATE claim SET deadline = {deadline} WHERE reference = '{reference}' AND {tenant}"),
        );
    };
    set(&demo, &azure, "date('now', '-2 days')");
    set(&demo, &malus, "date('now', '+4 days')");
    demo.app.kill();
    demo.app.restart().await;
    let machine = demo.machine(RHEINTAL).await;
    let lapsed = eventually(&machine, text(&azure["id"]), |claim| claim["state"] == "lapsed").await;
    let last = lapsed["events"]
        .as_array()
        .and_then(|events| events.last().cloned());
    assert_eq!(last.expect("an event")["kind"], "lapsed");
    assert_eq!(one(&machine, text(&malus["id"])).await["state"], "open");
    let mails = format!(
        "SELECT count(*) FROM mail WHERE subject LIKE '%{}%'",
        text(&malus["reference"])
    );
    for _ in 0..100 {
        if query(&demo.app, &mails) == "1" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(
        query(&demo.app, &mails),
        "1",
        "one reminder, to the service manager"
    );
    demo.app.kill();
    demo.app.restart().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(query(&demo.app, &mails), "1", "and no second one");
}

/// The claim, once it is as expected.
async fn eventually(machine: &Machine, id: &str, as_expected: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..100 {
        let claim = one(machine, id).await;
        if as_expected(&claim) {
            return claim;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("claim {id} stays as it is: {}", one(machine, id).await);
}
