//! `/administration/audit` and its exports.

use acceptance::instance::Storage;
use serde_json::{Value, json};

use super::code;
use crate::demo::{RHEINTAL, STADTWERKE, demo, items};

#[tokio::test]
async fn what_happens_is_found_again_and_stays_in_its_tenant() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let form = [("email", "x@y.example"), ("role", "viewer")];
        admin.call("/fn/invitations/send", &form).await;
        let auditor = demo.login("auditor", RHEINTAL).await;
        let (_, page) = auditor
            .ask(
                "/fn/audit/list",
                &json!({ "filter": { "action": "member_manage" } }),
            )
            .await;
        let rows = page["rows"].as_array().unwrap_or_else(|| panic!("{page}"));
        assert_eq!(rows.len(), 1, "{storage:?}: {page}");
        assert_eq!(rows[0]["actor"], "Henrik Vogt");
        assert!(!rows[0]["request_id"].as_str().expect("a request").is_empty());
        assert!(
            !page.to_string().contains("x@y.example"),
            "addresses stay out of the log"
        );
        let (_, page) = auditor
            .ask("/fn/audit/list", &json!({ "filter": { "actor": "vogt" } }))
            .await;
        assert!(
            page["rows"].as_array().is_some_and(|rows| rows.len() >= 2),
            "{page}"
        );
        let (status, answer) = auditor
            .ask("/fn/audit/list", &json!({ "filter": { "from": "31.02.2026" } }))
            .await;
        assert_eq!((status, code(&answer).as_str()), (422, "date_unreadable"));
        let other = demo.machine(STADTWERKE).await;
        let log = other.get("/api/v1/audit?action=member_manage").await;
        assert!(items(&log).is_empty(), "{storage:?}: {log}");
        for role in ["service_manager", "viewer", "vendor_manager"] {
            let person = demo.login(role, RHEINTAL).await;
            assert_eq!(
                person.ask("/fn/audit/list", &json!({ "filter": {} })).await.0,
                403,
                "{role}"
            );
            let answer = person
                .get("/administration/audit.csv")
                .send()
                .await
                .expect("an answer");
            assert_eq!(answer.status(), 403, "{role}");
        }
    }
}

#[tokio::test]
async fn the_export_is_complete_and_noted() {
    let demo = demo(Storage::Postgres).await;
    let auditor = demo.login("auditor", RHEINTAL).await;
    let lines = auditor.page("/administration/audit.ndjson").await;
    let entries: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    let newest = entries[0]["seq"].as_u64().expect("a number");
    assert_eq!(entries.len() as u64, newest, "without gaps");
    let csv = auditor.page("/administration/audit.csv").await;
    assert_eq!(
        csv.lines().count() as u64,
        newest + 2,
        "a heading, and the first export itself"
    );
    let (_, page) = auditor
        .ask("/fn/audit/list", &json!({ "filter": { "object": "audit_log" } }))
        .await;
    assert_eq!(page["rows"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn refused_sign_ins_stand_in_the_log_by_the_name_of_whom_they_were_for() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (email, _) = demo.person("viewer", RHEINTAL);
        demo.app.browser().sign_in(email, "wrong").await;
        demo.app
            .browser()
            .sign_in("nobody@rheintal.example", "wrong")
            .await;
        let auditor = demo.login("auditor", RHEINTAL).await;
        let filter = json!({ "filter": { "action": "sign_in", "object": "Emma" } });
        let mut rows = Vec::new();
        for _ in 0..50 {
            let (_, page) = auditor.ask("/fn/audit/list", &filter).await;
            rows = page["rows"].as_array().cloned().unwrap_or_default();
            if !rows.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(rows.len(), 1, "{storage:?}: {rows:?}");
        assert_eq!(rows[0]["object_name"], "Emma Wright");
        assert_eq!(rows[0]["detail"], r#"{"refused":"password"}"#);
    }
}
