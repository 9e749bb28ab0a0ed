//! `/api/v1/targets`: results and the ledgers behind them.

use std::collections::BTreeMap;

use acceptance::instance::Storage;
use acceptance::naive::{self, Reading};
use acceptance::places;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::demo::{DYNAMO_DB, RHEINTAL, SERVICE_DESK, demo, items, target_of, text};

/// 890 real tickets, read a second time by a program that shares nothing with the product.
#[tokio::test]
async fn every_ticket_agrees_with_the_naive_reading() {
    let readings = naive::read(&places::incident_log());
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let target = target_of(&machine, SERVICE_DESK).await;
        for (month, expected) in naive::months(&readings) {
            let of_month: BTreeMap<&str, &Reading> = readings
                .iter()
                .filter(|reading| reading.month() == month)
                .map(|reading| (reading.ticket.as_str(), reading))
                .collect();
            let path = format!("/api/v1/targets/{target}/periods/{month}");
            let result = machine.get(&path).await;
            assert_eq!(
                result["attainment"]["numerator"], expected.met,
                "{storage:?} {month}"
            );
            assert_eq!(
                result["attainment"]["denominator"], expected.total,
                "{storage:?} {month}"
            );

            let ledger = machine.get(&format!("{path}/ledger?limit=1000")).await;
            assert_eq!(items(&ledger).len(), of_month.len(), "{storage:?} {month}");
            for item in items(&ledger) {
                agrees(item, of_month[text(&item["external_id"])]);
            }
        }
    }
}

fn agrees(item: &Value, reading: &Reading) {
    let ticket = &reading.ticket;
    assert_eq!(instant(&item["due"]), reading.due_utc(), "{ticket}");
    assert_eq!(item["goal_seconds"], reading.goal_minutes * 60, "{ticket}");
    assert_eq!(item["service_seconds"], reading.service_minutes * 60, "{ticket}");
    assert_eq!(item["met"], reading.met, "{ticket}");
    is_without_gap(item);
}

/// The intervals follow one another from report to resolution, and those that count add up.
fn is_without_gap(item: &Value) {
    let intervals = item["intervals"].as_array().expect("intervals");
    let mut at = instant(&item["reported"]);
    let mut counted = 0;
    for interval in intervals {
        assert_eq!(instant(&interval["from"]), at, "{item}");
        at = instant(&interval["to"]);
        let seconds = interval["seconds"].as_i64().expect("seconds");
        assert_eq!((at - instant(&interval["from"])).num_seconds(), seconds, "{item}");
        counted += if interval["counted"] == true { seconds } else { 0 };
    }
    assert_eq!(at, instant(&item["resolved"]), "{item}");
    assert_eq!(item["service_seconds"], counted, "{item}");
}

/// The incident of 20 October 2025 in us-east-1 under the clause that Amazon published.
#[tokio::test]
async fn a_published_clause_gives_its_credit_and_deadline() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let target = target_of(&machine, DYNAMO_DB).await;
        let result = machine
            .get(&format!("/api/v1/targets/{target}/periods/2025-10"))
            .await;
        let reached =
            json!({ "numerator": 2_668_080, "denominator": 2_678_400, "percent": 99.6147, "unit": "second" });
        assert_eq!(result["attainment"], reached, "{storage:?}");
        assert_eq!(result["credit"]["amount_minor"], 124_000, "{storage:?}");
        assert_eq!(result["claim_by"], "2025-12-31", "{storage:?}");
        assert_eq!(result["state"], "breached", "{storage:?}");
    }
}

#[tokio::test]
async fn a_ledger_can_be_read_page_by_page() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let target = target_of(&machine, SERVICE_DESK).await;
    let path = format!("/api/v1/targets/{target}/periods/2016-03/ledger");
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = machine.get(&format!("{path}?limit=300{cursor}")).await;
        seen.extend(
            items(&page)
                .iter()
                .map(|item| text(&item["external_id"]).to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 854);
    seen.dedup();
    assert_eq!(seen.len(), 854, "every ticket once");
}

#[tokio::test]
async fn what_does_not_exist_is_said_so() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let target = target_of(&machine, SERVICE_DESK).await;
    for (path, status, code) in [
        (format!("/api/v1/targets/{target}/periods/march"), 422, "invalid"),
        (
            "/api/v1/targets/none/periods/2016-03".to_owned(),
            404,
            "not_found",
        ),
        ("/api/v1/nothing".to_owned(), 404, "not_found"),
    ] {
        let answer = machine
            .request(reqwest::Method::GET, &path)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(
            answer.headers()["content-type"],
            "application/problem+json",
            "{path}"
        );
        let problem: Value = answer.json().await.expect("JSON");
        assert_eq!(problem["code"], code, "{path}");
    }
}

fn instant(value: &Value) -> DateTime<Utc> {
    text(value)
        .parse()
        .unwrap_or_else(|error| panic!("{value}: {error}"))
}
