//! Periods that are proposed, closed and corrected; time that both sides leave out.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::demo::{DYNAMO_DB, RHEINTAL, demo, target_of, text};

/// The seconds of May 2025, a month in which the demo has no outage of this service.
const MAY_SECONDS: i64 = 31 * 86_400;

#[tokio::test]
async fn a_closed_period_stays_and_a_later_fact_makes_a_revision_beside_it() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let target = target_of(&machine, DYNAMO_DB).await;
        let period = format!("/api/v1/targets/{target}/periods/2025-05");
        let path = format!("{period}/sign-off");
        outage(
            &machine,
            "OUT-EARLY",
            "2025-05-01T10:00:00Z",
            "2025-05-01T10:01:00Z",
        )
        .await;
        wait_for(&machine, &period, |result| {
            result["attainment"]["numerator"] == MAY_SECONDS - 60
        })
        .await;
        assert_eq!(machine.get(&path).await["state"], "provisional", "{storage:?}");
        let (status, problem) = post(&machine, &path, &json!({ "step": "closed" })).await;
        assert_eq!((status.as_u16(), &problem["code"]), (409, &json!("no_such_step")));
        assert_eq!(post(&machine, &path, &json!({ "step": "proposed" })).await.0, 204);
        let (status, problem) = post(&machine, &path, &json!({ "step": "closed" })).await;
        assert_eq!(
            (status.as_u16(), &problem["errors"][0]),
            (422, &json!({ "field": "reason", "code": "required" }))
        );
        let close = json!({ "step": "closed", "reason": "No answer within thirty days" });
        assert_eq!(post(&machine, &path, &close).await.0, 204);

        outage(
            &machine,
            "OUT-LATE",
            "2025-05-05T10:00:00Z",
            "2025-05-05T11:00:00Z",
        )
        .await;
        let life = wait_for(&machine, &path, |life| life["state"] == "corrected").await;
        let steps = life["steps"].as_array().expect("steps");
        let figures: Vec<_> = steps
            .iter()
            .map(|step| (&step["revision"], &step["numerator"]))
            .collect();
        assert_eq!(
            figures[1],
            (&json!(1), &json!(MAY_SECONDS - 60)),
            "{storage:?}: {life}"
        );
        assert_eq!(figures[2], (&json!(2), &json!(MAY_SECONDS - 3_660)));
        let locked = machine.get(&period).await;
        assert_eq!(
            locked["attainment"]["numerator"],
            MAY_SECONDS - 60,
            "{storage:?}: what was closed stays"
        );

        assert_eq!(post(&machine, &path, &json!({ "step": "proposed" })).await.0, 204);
        assert_eq!(post(&machine, &path, &close).await.0, 204);
        wait_for(&machine, &period, |result| {
            result["attainment"]["numerator"] == MAY_SECONDS - 3_660
        })
        .await;
    }
}

#[tokio::test]
async fn maintenance_is_left_out_and_what_one_side_wants_is_not() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let target = target_of(&machine, DYNAMO_DB).await;
        let period = format!("/api/v1/targets/{target}/periods/2025-05");
        outage(&machine, "OUT-1", "2025-05-05T10:00:00Z", "2025-05-05T11:00:00Z").await;
        let reached =
            |seconds: i64| move |result: &Value| result["attainment"]["numerator"] == MAY_SECONDS - seconds;
        wait_for(&machine, &period, reached(3_600)).await;
        let service = service_of(&machine).await;
        let window = json!({ "service": service, "starts_at": "2025-05-05T10:00:00Z", "ends_at": "2025-05-05T10:30:00Z" });
        assert_eq!(post(&machine, "/api/v1/facts/maintenance", &window).await.0, 201);
        wait_for(&machine, &period, reached(1_800)).await;
        let ledger = machine.get(&format!("{period}/ledger")).await;
        let reasons: Vec<_> = ledger["items"][0]["intervals"]
            .as_array()
            .expect("intervals")
            .iter()
            .map(|interval| text(&interval["reason"]).to_owned())
            .collect();
        assert_eq!(reasons, ["maintenance", "downtime"], "{storage:?}");

        let contract = contract_of(&machine).await;
        let request = json!({ "contract_id": contract, "target_id": target, "starts_at": "2025-05-05T10:30:00Z",
                              "ends_at": "2025-05-05T11:00:00Z", "reason": "Our own test of the failover" });
        let (status, asked) = post(&machine, "/api/v1/exclusions", &request).await;
        assert_eq!(status, 201, "{asked}");
        let path = format!("/api/v1/exclusions/{}/answer", text(&asked["id"]));
        let agreed = json!({ "status": "agreed" });
        assert_eq!(
            post(&machine, &path, &agreed).await.0,
            428,
            "which state was seen must be said"
        );
        let (status, problem) = post_as_of(&machine, &path, &agreed, 1).await;
        assert_eq!(
            (status.as_u16(), &problem["code"]),
            (409, &json!("other_side_answers"))
        );
        assert_eq!(
            post_as_of(&machine, &path, &json!({ "status": "withdrawn" }), 7)
                .await
                .0,
            412
        );
        assert_eq!(
            post_as_of(&machine, &path, &json!({ "status": "withdrawn" }), 1)
                .await
                .0,
            204
        );
        assert_eq!(
            machine.get(&period).await["attainment"]["numerator"],
            MAY_SECONDS - 1_800
        );
    }
}

#[tokio::test]
async fn an_exclusion_without_sense_is_refused_by_field() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let request = json!({ "contract_id": contract_of(&machine).await, "starts_at": "2025-05-05T11:00:00Z",
                          "ends_at": "2025-05-05T10:00:00Z", "reason": " " });
    let (status, problem) = post(&machine, "/api/v1/exclusions", &request).await;
    assert_eq!(status, 422);
    assert_eq!(
        problem["errors"],
        json!([{ "field": "ends_at", "code": "end_before_start" }, { "field": "reason", "code": "required" }])
    );
}

async fn outage(machine: &Machine, number: &str, from: &str, to: &str) {
    let service = service_of(machine).await;
    let outage = json!({ "service": service, "external_id": number, "starts_at": from, "ends_at": to });
    assert_eq!(post(machine, "/api/v1/facts/outages", &outage).await.0, 201);
}

async fn post(machine: &Machine, path: &str, body: &Value) -> (StatusCode, Value) {
    read(machine.request(Method::POST, path).json(body)).await
}

async fn post_as_of(machine: &Machine, path: &str, body: &Value, revision: i32) -> (StatusCode, Value) {
    let request = machine.request(Method::POST, path).json(body);
    read(request.header("if-match", format!("\"{revision}\""))).await
}

async fn read(request: reqwest::RequestBuilder) -> (StatusCode, Value) {
    let answer = request.send().await.expect("an answer");
    let status = answer.status();
    let text = answer.text().await.expect("a text");
    (status, serde_json::from_str(&text).unwrap_or_default())
}

async fn contract_of(machine: &Machine) -> String {
    let contracts = machine
        .get(&format!("/api/v1/contracts?number={DYNAMO_DB}"))
        .await;
    text(&contracts["items"][0]["id"]).to_owned()
}

async fn service_of(machine: &Machine) -> String {
    let targets = format!("/api/v1/contracts/{}/targets", contract_of(machine).await);
    text(&machine.get(&targets).await["items"][0]["service_id"]).to_owned()
}

async fn wait_for(machine: &Machine, path: &str, reached: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..150 {
        let result = machine.get(path).await;
        if reached(&result) {
            return result;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("{path} stays {}", machine.get(path).await);
}
