//! `/administration/members`: what its people hear of it, and the way back for those who lost their second factor.

use acceptance::instance::Storage;
use acceptance::rows::query;
use acceptance::smtp::{Behaviour, SmtpPeer};
use acceptance::{Instance, Session};
use serde_json::{Value, json};

use super::code;
use super::second_factor::{enrol, waiting};
use crate::demo::{Demo, RHEINTAL, demo, demo_in};

/// The membership of a role, as somebody who may see it does.
async fn member(viewer: &Session, role: &str) -> Value {
    let (_, view) = viewer.call("/fn/members/list", &[]).await;
    let rows = view["members"].as_array().expect("members");
    let row = rows.iter().find(|row| row["role"] == role);
    row.unwrap_or_else(|| panic!("no {role}: {view}")).clone()
}

async fn reset(by: &Session, of: &Value) -> (u16, Value) {
    let id = of["id"].as_str().expect("an id");
    by.call("/fn/members/reset-second-factor", &[("id", id)]).await
}

/// Subjects of the mails to an address, once there are so many.
async fn told(peer: &SmtpPeer, email: &str, count: usize) -> Vec<String> {
    for _ in 0..100 {
        let messages = peer.messages().into_iter();
        let own = messages.filter(|message| message.to == [email]);
        let subjects: Vec<_> = own.map(|message| message.subject).collect();
        if subjects.len() >= count {
            return subjects;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{email} was not told {count} times");
}

async fn enrolled(demo: &Demo, role: &str) -> Session {
    let person = demo.login(role, RHEINTAL).await;
    enrol(&person, demo.person(role, RHEINTAL).1).await;
    person
}

#[tokio::test]
async fn a_lost_second_factor_is_reset_by_those_who_manage_all_that_it_opens() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let signed_in = enrolled(&demo, "auditor").await;
        enrolled(&demo, "vendor_user").await;
        let auditor = member(&admin, "auditor").await;

        let manager = demo.login("service_manager", RHEINTAL).await;
        assert_eq!(reset(&manager, &auditor).await.0, 403, "{storage:?}");
        assert_eq!(
            reset(&vendor, &auditor).await.0,
            404,
            "{storage:?}: not a colleague"
        );
        waiting(&demo, "auditor").await;

        let (status, answer) = reset(&admin, &auditor).await;
        assert!(status < 400, "{storage:?}: {answer}");
        let answer = signed_in.get("/").send().await.expect("an answer");
        assert!(answer.status().is_redirection(), "{storage:?}: signed out");
        demo.login("auditor", RHEINTAL).await;
        let subjects = told(&peer, demo.person("auditor", RHEINTAL).0, 2).await;
        assert!(
            subjects.iter().any(|subject| subject.contains("zurückgesetzt")),
            "{subjects:?}"
        );
        let (status, answer) = reset(&admin, &auditor).await;
        assert_eq!((status, code(&answer).as_str()), (409, "no_second_factor"));
        let filter = json!({ "filter": { "action": "member_manage" } });
        let (_, log) = admin.ask("/fn/audit/list", &filter).await;
        assert_eq!(log["rows"][0]["detail"], r#"{"second_factor":"reset"}"#, "{log}");

        // A vendor's manager helps a colleague; whoever works elsewhere too is for the operator to help.
        let (status, answer) = reset(&vendor, &member(&vendor, "vendor_user").await).await;
        assert!(status < 400, "{storage:?}: {answer}");
        enrol(&vendor, demo.person("vendor_manager", RHEINTAL).1).await;
        let (status, answer) = reset(&admin, &member(&admin, "vendor_manager").await).await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "second_factor_elsewhere"),
            "{storage:?}"
        );
        waiting(&demo, "vendor_manager").await;
    }
}

#[tokio::test]
async fn people_hear_once_of_each_change_of_their_access_the_last_one_too() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let (email, _) = demo.person("viewer", RHEINTAL);
        let viewer = member(&admin, "viewer").await;
        let id = viewer["id"].as_str().expect("an id");
        for (path, more) in [
            ("/fn/members/change-role", ("role", "auditor")),
            // What stays as it was is told to nobody.
            ("/fn/members/change-role", ("role", "auditor")),
            ("/fn/members/disable", ("disabled", "true")),
            ("/fn/members/disable", ("disabled", "false")),
            ("/fn/members/remove", ("", "")),
        ] {
            let (status, answer) = admin.call(path, &[("id", id), more]).await;
            assert!(status < 400, "{storage:?}: {path} {answer}");
        }
        told(&peer, email, 4).await;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let mut subjects = told(&peer, email, 4).await;
        subjects.sort();
        let expected = ["removed", "restored", "suspended", "role"];
        assert_eq!(subjects.len(), expected.len(), "{storage:?}: {subjects:?}");
        for word in expected {
            let about = |subject: &&String| subject.contains(word) && subject.contains(RHEINTAL);
            assert_eq!(
                subjects.iter().filter(about).count(),
                1,
                "{storage:?}: {word} {subjects:?}"
            );
        }
        assert_eq!(
            query(&demo.app, "SELECT count(*) FROM notice"),
            "0",
            "{storage:?}: no address stays"
        );
    }
}

#[tokio::test]
async fn how_people_are_protected_is_shown_to_those_who_look_after_it() {
    let demo = demo(Storage::Sqlite).await;
    for (role, shown) in [
        ("tenant_admin", true),
        ("auditor", true),
        ("vendor_manager", true),
        ("service_manager", false),
        ("compliance_officer", false),
        ("vendor_user", false),
    ] {
        let person = demo.login(role, RHEINTAL).await;
        let own = member(&person, role).await;
        assert_eq!(own["second_factor"].is_boolean(), shown, "{role}: {own}");
        assert_eq!(own["last_seen_at"].is_string(), shown, "{role}: {own}");
    }
    let admin = demo.login("tenant_admin", RHEINTAL).await;
    let form = [("name", "Telefonbuch"), ("scopes[0]", "members:read")];
    let (_, made) = admin.call("/fn/api-clients/create", &form).await;
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    let machine = demo.app.machine(&text("client_id"), &text("secret")).await;
    let users = machine.get("/api/v1/users").await;
    assert!(users["items"][0]["second_factor"].is_null(), "{users}");
    let full = demo.machine(RHEINTAL).await.get("/api/v1/users").await;
    assert!(full["items"][0]["second_factor"].is_boolean(), "{full}");
}
