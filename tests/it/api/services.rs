//! `/api/v1/services`: the catalogue, priorities and responsibilities.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::{Value, json};

use super::suppliers::send;
use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

async fn named(machine: &Machine, name: &str) -> String {
    let list = machine.get("/api/v1/services").await;
    let found = items(&list).iter().find(|row| row["name"] == name);
    text(&found.unwrap_or_else(|| panic!("no service {name}: {list}"))["id"]).to_owned()
}

#[tokio::test]
async fn a_service_is_written_changed_and_removed() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let erp = named(&machine, "ERP").await;
        let mut body =
            json!({ "name": "Kantine", "criticality": "low", "categories": ["Haus"], "components": [erp] });
        let (status, tag, made) = send(&machine, Method::POST, "/api/v1/services", "", &body).await;
        assert_eq!((status, tag.as_str()), (201, "\"1\""), "{storage:?}: {made}");
        assert_eq!(made["components"][0]["name"], "ERP");
        assert_eq!(made["priority_matrix"], json!([[1, 2, 3], [2, 3, 4], [3, 4, 5]]));
        let path = format!("/api/v1/services/{}", text(&made["id"]));

        body["priority_matrix"] = json!([[1, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5, 5]]);
        assert_eq!(send(&machine, Method::PUT, &path, "", &body).await.0, 428);
        let (status, tag, changed) = send(&machine, Method::PUT, &path, &tag, &body).await;
        assert_eq!((status, tag.as_str()), (200, "\"2\""));
        assert_eq!(changed["priority_matrix"], body["priority_matrix"]);
        assert_eq!(send(&machine, Method::PUT, &path, "\"1\"", &body).await.0, 412);
        let (_, _, below) = send(
            &machine,
            Method::GET,
            &format!("/api/v1/services/{erp}"),
            "",
            &Value::Null,
        )
        .await;
        assert_eq!(below["used_by"][0]["name"], "Kantine");
        assert_eq!(
            send(&machine, Method::DELETE, &path, "", &Value::Null).await.0,
            204
        );
        assert_eq!(send(&machine, Method::GET, &path, "", &Value::Null).await.0, 404);
    }
}

#[tokio::test]
async fn a_service_in_use_ends_but_stays() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let path = format!("/api/v1/services/{}", named(&machine, "WAN Standorte").await);
        let refused = send(&machine, Method::DELETE, &path, "", &Value::Null).await;
        assert_eq!(
            (refused.0, &refused.2["code"]),
            (409, &json!("in_use")),
            "{storage:?}"
        );
        let (_, tag, _) = send(&machine, Method::GET, &path, "", &Value::Null).await;
        let body = json!({ "name": "WAN Standorte", "status": "ended" });
        let (status, _, ended) = send(&machine, Method::PUT, &path, &tag, &body).await;
        assert_eq!((status, &ended["status"]), (200, &json!("ended")));
        let list = machine.get("/api/v1/services?status=ended").await;
        assert_eq!(items(&list).len(), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_field_by_field() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let next_door = demo.machine(STADTWERKE).await;
        let foreign = named(&next_door, "Leitstelle").await;
        let (erp, centre) = (
            named(&machine, "ERP").await,
            named(&machine, "Rechenzentrum Betrieb").await,
        );
        let uc = machine.get("/api/v1/contracts?number=UC-2024-007").await;
        let uc = text(&items(&uc)[0]["id"]).to_owned();
        let path = format!("/api/v1/services/{centre}");
        let (_, tag, before) = send(&machine, Method::GET, &path, "", &Value::Null).await;
        for (field, value, reason) in [
            ("name", json!(""), "required"),
            ("name", json!("ERP"), "name_taken"),
            ("components", json!([centre]), "circle"),
            ("components", json!([erp]), "circle"),
            ("components", json!([foreign]), "unknown"),
            ("components", json!(["x"]), "unknown"),
            ("owner_id", json!(foreign), "unknown"),
            ("sla_id", json!(uc), "unknown"),
            ("criticality", json!("very"), "unknown"),
            ("categories", json!(["x".repeat(41)]), "too_long"),
        ] {
            let mut body = json!({ "name": "Rechenzentrum Betrieb" });
            body[field] = value;
            let (status, _, refused) = send(&machine, Method::PUT, &path, &tag, &body).await;
            let error = &refused["errors"][0];
            assert_eq!(
                (status, &error["field"], &error["code"]),
                (422, &json!(field), &json!(reason)),
                "{storage:?}"
            );
        }
        for (matrix, reason) in [
            (json!([[1, 2], [2, 3]]), "matrix_size"),
            (json!([[1, 2, 3], [2, 3, 4], [3, 4]]), "matrix_size"),
            (json!([[1, 2, 3], [2, 9, 4], [3, 4, 5]]), "matrix_priority"),
        ] {
            let body = json!({ "name": "Rechenzentrum Betrieb", "priority_matrix": matrix });
            let (status, _, refused) = send(&machine, Method::PUT, &path, &tag, &body).await;
            assert_eq!((status, &refused["errors"][0]["code"]), (422, &json!(reason)));
        }
        let (_, _, after) = send(&machine, Method::GET, &path, "", &Value::Null).await;
        assert_eq!(before, after, "nothing was written");
    }
}

#[tokio::test]
async fn exactly_one_answers_for_a_service() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let path = format!("/api/v1/services/{}/raci", named(&machine, "ERP").await);
        let (status, tag, table) = send(&machine, Method::GET, &path, "", &Value::Null).await;
        assert_eq!(status, 200);
        let rows = items(&table);
        assert_eq!(
            (rows.len(), &rows[0]["duty"]),
            (5, &json!("accountable")),
            "{storage:?}"
        );
        let contact = rows[1]["contact_id"].clone();
        assert!(contact.is_string() && rows[1]["supplier"].is_string(), "{table}");
        let accountable = |function: &str| json!({ "duty": "accountable", "function": function });
        let responsible = json!({ "duty": "responsible", "contact_id": contact });
        for (rows, reason) in [
            (vec![responsible.clone()], "one_accountable"),
            (
                vec![accountable("A"), accountable("B"), responsible.clone()],
                "one_accountable",
            ),
            (vec![accountable("A")], "nobody_responsible"),
            (
                vec![accountable("A"), responsible.clone(), responsible.clone()],
                "twice",
            ),
            (
                vec![
                    accountable("A"),
                    json!({ "duty": "responsible", "contact_id": uuid(&table) }),
                ],
                "unknown_party",
            ),
            (
                vec![
                    accountable("A"),
                    json!({ "duty": "responsible", "contact_id": contact, "function": "B" }),
                ],
                "one_party",
            ),
        ] {
            let (status, _, refused) =
                send(&machine, Method::PUT, &path, &tag, &json!({ "items": rows })).await;
            let error = &refused["errors"][0];
            assert_eq!(
                (status, &error["field"], &error["code"]),
                (422, &json!("entries"), &json!(reason))
            );
        }
        let whole = json!({ "items": [responsible, accountable("IT-Leitung")] });
        let (status, next, table) = send(&machine, Method::PUT, &path, &tag, &whole).await;
        assert_eq!((status, items(&table).len()), (200, 2));
        assert_ne!(next, tag);
        assert_eq!(
            send(&machine, Method::PUT, &path, &tag, &whole).await.0,
            412,
            "somebody was faster"
        );
    }
}

/// An id that is none of a contact.
fn uuid(table: &Value) -> Value {
    table["items"][0]["person_id"].clone()
}
