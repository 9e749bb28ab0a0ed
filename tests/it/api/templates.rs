//! `/api/v1/templates`.

use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::{Value, json};

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

#[tokio::test]
async fn a_contract_is_made_from_a_published_clause() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let library = machine.get("/api/v1/templates").await;
        assert_eq!(items(&library).len(), 73, "{storage:?}");
        let unverified = items(&library)
            .iter()
            .filter(|row| row["verified"] == false)
            .count();
        assert_eq!(unverified, 15, "{storage:?}");
        let code = "azure-sql-database-basic-or-standard-tiers";
        let template = machine.get(&format!("/api/v1/templates/{code}")).await;
        assert!(
            text(&template["published"]["source"]).contains("Microsoft"),
            "{template}"
        );
        let find = async |path: &str, name: &str| {
            let list = machine.get(path).await;
            let found = items(&list).iter().find(|row| row["name"] == name).cloned();
            text(&found.unwrap_or_else(|| panic!("{name}: {list}"))["id"]).to_owned()
        };
        let body = json!({ "number": "UC-2026-200", "title": "Azure SQL", "currency": "EUR", "starts_on": "2026-01-01",
                           "supplier_id": find("/api/v1/suppliers", "Microsoft Azure").await,
                           "service_id": find("/api/v1/services", "Berichtsdatenbank (Azure SQL)").await,
                           "notice": { "count": 30, "unit": "day" }, "notice_to": "any_day" });
        let make = async |code: &str, body: &Value| {
            let path = format!("/api/v1/templates/{code}/contracts");
            let answer = machine.request(Method::POST, &path).json(body).send().await;
            let answer = answer.expect("an answer");
            (
                answer.status().as_u16(),
                answer.json::<Value>().await.unwrap_or_default(),
            )
        };
        let (status, contract) = make(code, &body).await;
        assert_eq!(status, 201, "{storage:?}: {contract}");
        let draft = machine
            .get(&format!("/api/v1/contracts/{}/draft", text(&contract["id"])))
            .await;
        let target = &draft["targets"][0];
        assert_eq!(
            (&target["calendar"], &draft["has_term"]),
            (&json!("24x7 (UTC)"), &json!(true)),
            "{draft}"
        );
        assert_eq!(target["definition"], template["targets"][0]["definition"]);
        let again = machine.get(&format!("/api/v1/templates/{code}")).await;
        assert_eq!(again["contracts"], json!([contract["id"]]));
        let (status, taken) = make(code, &body).await;
        assert_eq!(
            (status, &taken["errors"][0]["field"]),
            (422, &json!("number")),
            "{taken}"
        );
        let (status, refused) = make("recurly-subscription-platform-enterprise", &body).await;
        assert_eq!(
            (status, &refused["code"]),
            (409, &json!("template_not_usable")),
            "{refused}"
        );
        assert_eq!(make("nobody-ships-this", &body).await.0, 404);
        // What another tenant owns does not exist here.
        let other = demo.machine(STADTWERKE).await;
        let foreign = other.get("/api/v1/services").await;
        let mut body = body.clone();
        body["number"] = json!("UC-2026-201");
        body["service_id"] = items(&foreign)[0]["id"].clone();
        let (status, refused) = make(code, &body).await;
        assert_eq!(
            (status, &refused["errors"][0]["field"]),
            (422, &json!("service_id")),
            "{refused}"
        );
    }
}
