//! `/api/v1/facts`: what was measured, all of it or nothing.

use std::time::{Duration, Instant};

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::demo::{DYNAMO_DB, RHEINTAL, demo, items, target_of, text};

/// Longer than the lease of a job whose worker has died.
const PATIENCE: Duration = Duration::from_mins(1);

/// One hour in a month in which the demo has no outage of this service.
fn outage(service: &str) -> Value {
    json!({
        "service_id": service,
        "external_id": "OUT-1",
        "starts_at": "2025-05-05T10:00:00+02:00",
        "ends_at": "2025-05-05T11:00:00+02:00",
    })
}

/// The seconds of May 2025.
const MAY_SECONDS: i64 = 31 * 86_400;

#[tokio::test]
async fn an_acknowledged_outage_counts_though_the_server_dies_on_sqlite() {
    counts_though_the_server_dies(Storage::Sqlite).await;
}

#[tokio::test]
async fn an_acknowledged_outage_counts_though_the_server_dies_on_postgres() {
    counts_though_the_server_dies(Storage::Postgres).await;
}

async fn counts_though_the_server_dies(storage: Storage) {
    let mut demo = demo(storage).await;
    let machine = demo.machine(RHEINTAL).await;
    let target = target_of(&machine, DYNAMO_DB).await;
    let (status, body) = record(&machine, &outage(&service_of(&machine, DYNAMO_DB).await)).await;
    assert_eq!(status, 201, "{body}");
    demo.app.kill();
    demo.app.restart().await;
    let machine = demo.machine(RHEINTAL).await;
    let path = format!("/api/v1/targets/{target}/periods/2025-05");
    let result = wait_for(&machine, &path, |result| {
        result["attainment"]["numerator"] == MAY_SECONDS - 3_600
    })
    .await;
    assert_eq!(result["attainment"]["denominator"], MAY_SECONDS);
}

#[tokio::test]
async fn the_same_outage_again_changes_nothing_and_a_correction_replaces_it() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let mut outage = outage(&service_of(&machine, DYNAMO_DB).await);
    let counts = |created, updated, unchanged| json!({ "created": created, "updated": updated, "unchanged": unchanged });
    assert_eq!(record(&machine, &outage).await.1, counts(1, 0, 0));
    assert_eq!(record(&machine, &outage).await.1, counts(0, 0, 1));
    outage["ends_at"] = json!("2025-05-05T10:30:00+02:00");
    assert_eq!(record(&machine, &outage).await.1, counts(0, 1, 0));
    let target = target_of(&machine, DYNAMO_DB).await;
    let path = format!("/api/v1/targets/{target}/periods/2025-05");
    wait_for(&machine, &path, |result| {
        result["attainment"]["numerator"] == MAY_SECONDS - 1_800
    })
    .await;
}

#[tokio::test]
async fn one_wrong_outage_refuses_the_whole_batch() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let service = service_of(&machine, DYNAMO_DB).await;
        let before = items(&machine.get("/api/v1/facts/outages").await).len();
        let right = outage(&service);
        for (what, change) in [
            (
                "ends before it starts",
                json!({ "ends_at": "2025-05-05T09:00:00+02:00" }),
            ),
            (
                "has a day that does not exist",
                json!({ "starts_at": "2025-02-30T09:00:00+01:00" }),
            ),
            ("has no zone", json!({ "starts_at": "2025-05-05T09:00:00" })),
            ("belongs to no service", json!({ "service_id": "nowhere" })),
            ("has a field nobody knows", json!({ "severity": 1 })),
        ] {
            let mut wrong = right.clone();
            wrong["external_id"] = json!("OUT-2");
            wrong
                .as_object_mut()
                .expect("an object")
                .extend(change.as_object().expect("an object").clone());
            let (status, problem) = record(&machine, &json!([right, wrong])).await;
            assert_eq!(status, 422, "{storage:?} {what}: {problem}");
            assert!(
                !problem["errors"].as_array().is_none_or(Vec::is_empty),
                "{what} is named: {problem}"
            );
        }
        let after = items(&machine.get("/api/v1/facts/outages").await).len();
        assert_eq!(after, before, "{storage:?}: nothing was kept");
    }
}

async fn record(machine: &Machine, body: &Value) -> (StatusCode, Value) {
    let answer = machine
        .request(Method::POST, "/api/v1/facts/outages")
        .json(body)
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

async fn wait_for(machine: &Machine, path: &str, reached: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let result = machine.get(path).await;
        if reached(&result) {
            return result;
        }
        assert!(started.elapsed() < PATIENCE, "not after {PATIENCE:?}: {result}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
