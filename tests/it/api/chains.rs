//! `/api/v1/contracts/{id}/chain` and `/api/v1/chains`.

use std::time::Duration;

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use reqwest::header::IF_MATCH;
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

const ERP: &str = "SLA-2021-014";
const NETWORK: &str = "SLA-2022-018";

async fn contract(machine: &Machine, number: &str) -> String {
    let found = machine.get(&format!("/api/v1/contracts?number={number}")).await;
    text(&found["items"][0]["id"]).to_owned()
}

fn part(id: &str) -> Value {
    json!({ "part": { "contract_id": id } })
}

async fn send(machine: &Machine, method: Method, id: &str, tag: Option<&str>, body: &Value) -> (u16, Value) {
    let request = machine.request(method, &format!("/api/v1/contracts/{id}/chain"));
    let request = match tag {
        Some(tag) => request.header(IF_MATCH, tag),
        None => request,
    };
    let answer = request.json(body).send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn put(machine: &Machine, id: &str, tag: &str, structure: Value) -> (u16, Value) {
    let body = json!({ "structure": structure });
    send(machine, Method::PUT, id, Some(tag), &body).await
}

/// The row of an SLA once the worker has come to this verdict.
async fn proven(machine: &Machine, number: &str, verdict: &str) -> Value {
    let mut seen = Value::Null;
    for _ in 0..100 {
        let list = machine.get("/api/v1/chains").await;
        let row = items(&list).iter().find(|row| row["sla"]["number"] == number);
        seen = row.cloned().unwrap_or_default();
        if seen["verdict"] == verdict {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{number} is not {verdict}: {seen}");
}

fn check<'a>(chain: &'a Value, subject: &str) -> &'a Value {
    let checks = chain["proof"]["promises"][0]["checks"]
        .as_array()
        .expect("checks");
    let found = checks.iter().find(|check| check["subject"] == subject);
    found.unwrap_or_else(|| panic!("no {subject}: {chain}"))
}

#[tokio::test]
async fn a_chain_names_its_weakest_link_and_what_it_would_need() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let erp = contract(&machine, ERP).await;
        let chain = machine.get(&format!("/api/v1/contracts/{erp}/chain")).await;
        assert_eq!(
            (&chain["revision"], &chain["verdict"]),
            (&json!(1), &json!("broken")),
            "{storage:?}"
        );
        // 99.98 · 99.5 · 99.95 · 99.99 %, cut off; without 99.5 % it would need 99.9 / 99.9200… %.
        let availability = check(&chain, "availability");
        assert_eq!(availability["given_ppm"], 994_204);
        assert_eq!(availability["would_need_ppm"], 999_800);
        assert_eq!(chain["parts"][1]["number"], "OLA-2022-021");
        assert_eq!(availability["weakest"], 1);
        let hours = check(&chain, "service_hours");
        assert_eq!(
            (&hours["cover"], &hours["weakest"]),
            (&json!("broken"), &json!(1))
        );
        assert_eq!(check(&chain, "windows")["cover"], "proven");
        // The data centre owes 5 % of 26,000 at 99.9 %; the cloud has no fixed fee, so nobody knows.
        let money = check(&chain, "money");
        assert_eq!(money["owed"]["minor"], 620_000);
        assert_eq!(money["covered"]["minor"], 130_000);
        assert_eq!(money["cover"], "not_assessable");

        let holding = proven(&machine, NETWORK, "proven").await;
        assert_eq!(holding["found_at"], Value::Null);
        let weak = machine.get("/api/v1/chains?sufficient=false").await;
        let weak: Vec<_> = items(&weak)
            .iter()
            .map(|row| text(&row["sla"]["number"]))
            .collect();
        assert_eq!(weak, [ERP], "{storage:?}");
        let broken = proven(&machine, ERP, "broken").await;
        assert!(broken["found_at"].is_string(), "{broken}");
        let next_door = demo.machine(STADTWERKE).await;
        assert!(items(&next_door.get("/api/v1/chains").await).is_empty());
    }
}

#[tokio::test]
async fn a_chain_that_was_repaired_settles_its_finding_and_an_amendment_breaks_another() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (erp, data_centre) = (
            contract(&machine, ERP).await,
            contract(&machine, "UC-2024-007").await,
        );
        proven(&machine, ERP, "broken").await;
        let (status, chain) = put(&machine, &erp, "\"1\"", part(&data_centre)).await;
        assert_eq!(
            (status, &chain["revision"]),
            (200, &json!(2)),
            "{storage:?}: {chain}"
        );
        // Available enough; but at 99.9 % it owes us 1,300 and we owe 6,200.
        assert_eq!(check(&chain, "availability")["cover"], "proven");
        assert_eq!(
            (&chain["verdict"], &check(&chain, "money")["cover"]),
            (&json!("broken"), &json!("broken"))
        );
        let application = contract(&machine, "OLA-2023-022").await;
        let (status, chain) = put(&machine, &erp, "\"2\"", json!({ "series": [part(&application)] })).await;
        assert_eq!((status, &chain["verdict"]), (200, &json!("broken")), "{chain}");

        // A supplier that agrees on a lower fee owes less, too.
        let carrier = contract(&machine, "UC-2023-003").await;
        let term = machine.get(&format!("/api/v1/contracts/{carrier}/term")).await;
        let amendment = json!({
            "revision": term["revision"], "valid_from": "2026-01-01", "monthly_fee": "100.00", "duration": "indefinite",
            "notice": { "count": 3, "unit": "month" }, "notice_to": "quarter_end", "notice_form": "text", "region": "DE-NW",
        });
        proven(&machine, NETWORK, "proven").await;
        let path = format!("/api/v1/contracts/{carrier}/versions");
        let answer = machine.request(Method::POST, &path).json(&amendment).send().await;
        assert_eq!(answer.expect("an answer").status(), 201);
        let broken = proven(&machine, NETWORK, "broken").await;
        assert_eq!(
            broken["weakest"]["number"], "UC-2023-003",
            "{storage:?}: {broken}"
        );
        assert!(broken["found_at"].is_string());
        // Taking the chain away settles what was found about it.
        let network = contract(&machine, NETWORK).await;
        assert_eq!(
            send(&machine, Method::DELETE, &network, Some("\"1\""), &json!({}))
                .await
                .0,
            204
        );
        let list = machine.get("/api/v1/chains").await;
        let row = items(&list)
            .iter()
            .find(|row| row["sla"]["number"] == NETWORK)
            .expect("the SLA");
        assert_eq!(
            (&row["found_at"], &row["verdict"], &row["has_structure"]),
            (&Value::Null, &Value::Null, &json!(false))
        );
        let chain = machine.get(&format!("/api/v1/contracts/{network}/chain")).await;
        assert_eq!(
            (&chain["revision"], &chain["structure"]),
            (&json!(2), &Value::Null)
        );
    }
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (erp, carrier) = (
            contract(&machine, ERP).await,
            contract(&machine, "UC-2023-003").await,
        );
        let (first, second) = tokio::join!(
            put(&machine, &erp, "\"1\"", part(&carrier)),
            put(&machine, &erp, "\"1\"", part(&carrier))
        );
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!(answers, [200, 412], "{storage:?}: {first:?} {second:?}");
        let body = json!({ "structure": part(&carrier) });
        assert_eq!(send(&machine, Method::PUT, &erp, None, &body).await.0, 428);
        assert_eq!(
            send(&machine, Method::DELETE, &erp, Some("\"1\""), &body).await.0,
            412
        );
        assert_eq!(
            send(&machine, Method::DELETE, &erp, Some("\"2\""), &body).await.0,
            204
        );
        assert_eq!(send(&machine, Method::DELETE, &erp, None, &body).await.0, 404);
        // The revision goes on counting: who saw the first one cannot bring it back.
        assert_eq!(put(&machine, &erp, "\"0\"", part(&carrier)).await.0, 412);
        assert_eq!(put(&machine, &erp, "\"3\"", part(&carrier)).await.0, 200);
    }
}

#[tokio::test]
async fn chains_that_cannot_be_are_refused_with_their_place() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let id = async |number: &str| contract(&machine, number).await;
        let (erp, network, a, b) = (
            id(ERP).await,
            id(NETWORK).await,
            id("UC-2024-007").await,
            id("UC-2023-003").await,
        );
        let foreign = contract(&demo.machine(STADTWERKE).await, "UC-2023-101").await;
        let services = machine.get("/api/v1/services").await;
        let service = |name: &str| {
            items(&services)
                .iter()
                .find(|row| row["name"] == name)
                .expect("a service")["id"]
                .clone()
        };
        let deep = (0..8).fold(part(&a), |inner, _| json!({ "series": [inner] }));
        let with = |key: &str, value: Value| {
            let mut part = part(&a);
            part["part"][key] = value;
            part
        };
        for (structure, field, code) in [
            (json!({ "series": [] }), "structure", "chain_empty_group"),
            (
                json!({ "series": [part(&a), { "parallel": [] }] }),
                "structure.1",
                "chain_empty_group",
            ),
            (
                json!({ "k_of_n": { "needed": 3, "parts": [part(&a), part(&b)] } }),
                "structure",
                "chain_impossible_count",
            ),
            (
                json!({ "k_of_n": { "needed": 0, "parts": [part(&a)] } }),
                "structure",
                "chain_impossible_count",
            ),
            (deep, "structure", "chain_too_deep"),
            (
                json!({ "parallel": [part(&a), part(&a)] }),
                "structure",
                "chain_repeated",
            ),
            (
                json!({ "series": [part(&a), part(&erp)] }),
                "structure.1",
                "chain_itself",
            ),
            (
                with("handover_minutes", json!(2_000)),
                "structure",
                "chain_handover_too_long",
            ),
            (
                json!({ "parallel": [with("carries", json!("times"))] }),
                "structure.0",
                "chain_times_in_redundancy",
            ),
            (
                with("service_id", service("WAN Standorte")),
                "structure",
                "chain_not_its_service",
            ),
            (with("carries", json!("hope")), "structure", "chain_unreadable"),
            (
                json!({ "part": { "contract_id": "x" } }),
                "structure",
                "chain_unreadable",
            ),
            (json!(null), "structure", "chain_unreadable"),
        ] {
            let (status, answer) = put(&machine, &erp, "\"1\"", structure.clone()).await;
            assert_eq!(status, 422, "{structure}: {answer}");
            let first = &answer["errors"][0];
            assert_eq!(
                (text(&first["field"]), text(&first["code"])),
                (field, code),
                "{structure}: {answer}"
            );
        }
        // What belongs to somebody else is not there, and nothing tells it from what never was.
        for stranger in [foreign.as_str(), "00000000-0000-0000-0000-000000000001"] {
            let (status, answer) = put(&machine, &erp, "\"1\"", json!({ "series": [part(stranger)] })).await;
            assert_eq!((status, &answer["code"]), (404, &json!("not_found")), "{answer}");
        }
        assert_eq!(
            put(&machine, &erp, "\"1\"", with("service_id", json!(foreign)))
                .await
                .0,
            404
        );
        // Only SLAs rest on something.
        assert_eq!(put(&machine, &a, "\"0\"", part(&b)).await.0, 404);
        // The network may rest on the ERP, but then not the other way round.
        assert_eq!(put(&machine, &network, "\"1\"", part(&erp)).await.0, 200);
        let (status, answer) = put(
            &machine,
            &erp,
            "\"1\"",
            json!({ "series": [part(&b), part(&network)] }),
        )
        .await;
        assert_eq!(
            (status, &answer["errors"][0]["code"]),
            (422, &json!("chain_cycle")),
            "{answer}"
        );
        let chain = machine.get(&format!("/api/v1/contracts/{erp}/chain")).await;
        assert_eq!(
            (&chain["revision"], chain["parts"].as_array().map(Vec::len)),
            (&json!(1), Some(4)),
            "nothing changed"
        );
    }
}

#[tokio::test]
async fn a_contract_that_a_chain_names_cannot_be_deleted() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let network = contract(&machine, NETWORK).await;
        let carrier = machine
            .get(&format!(
                "/api/v1/contracts/{}",
                contract(&machine, "UC-2023-003").await
            ))
            .await;
        let draft = json!({ "number": "UC-2026-200", "title": "Zweite Leitung", "kind": "uc", "currency": "EUR",
            "supplier_id": carrier["supplier"]["id"], "time_zone": "Europe/Berlin", "starts_on": "2026-01-01",
            "language": "de", "penalty_nature": "service_credit" });
        let made = machine.request(Method::POST, "/api/v1/contracts").json(&draft);
        let made = made.send().await.expect("an answer");
        let made: Value = made.json().await.expect("a contract");
        let second = text(&made["id"]).to_owned();
        let both = json!({ "parallel": [part(&second), part(text(&carrier["id"]))] });
        assert_eq!(put(&machine, &network, "\"1\"", both).await.0, 200, "{storage:?}");
        let path = format!("/api/v1/contracts/{second}");
        let remove = || {
            machine
                .request(Method::DELETE, &path)
                .header(IF_MATCH, "\"1\"")
                .send()
        };
        let refused = remove().await.expect("an answer");
        assert_eq!(refused.status(), 409, "{storage:?}");
        assert_eq!(
            refused.json::<Value>().await.expect("a problem")["code"],
            "contract_in_use"
        );
        assert_eq!(
            put(&machine, &network, "\"2\"", part(text(&carrier["id"])))
                .await
                .0,
            200
        );
        assert_eq!(remove().await.expect("an answer").status(), 204, "{storage:?}");
    }
}

#[tokio::test]
async fn two_chains_written_at_once_do_not_rest_on_each_other() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let (a, b) = (contract(&machine, ERP).await, contract(&machine, NETWORK).await);
        let (first, second) = tokio::join!(
            put(&machine, &a, "\"1\"", part(&b)),
            put(&machine, &b, "\"1\"", part(&a))
        );
        let mut answers = [first.0, second.0];
        answers.sort_unstable();
        assert_eq!(answers, [200, 422], "{storage:?}: {first:?} {second:?}");
    }
}
