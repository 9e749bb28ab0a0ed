//! `/administration/members` and `/invitation`.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::rows;
use acceptance::smtp::{Behaviour, SmtpPeer};

use super::{code, mailed_link, token};
use crate::demo::{RHEINTAL, STADTWERKE, demo, demo_in};

const PASSWORD: &str = "ein langer neuer Satz";
const NEWCOMER: &str = "eva.sommer@rheintal.example";

#[tokio::test]
async fn an_invitation_brings_somebody_in_once() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let form = [("email", NEWCOMER), ("role", "viewer"), ("language", "de")];
        let (status, answer) = admin.call("/fn/invitations/send", &form).await;
        assert!(status < 400, "{storage:?}: {status} {answer}");
        let link = mailed_link(&peer, NEWCOMER, "/invitation").await;
        let browser = demo.app.browser();
        let (_, offer) = browser
            .call("/fn/invitations/offer", &[("token", token(&link))])
            .await;
        assert_eq!(offer["tenant_name"], RHEINTAL);
        assert_eq!(offer["has_account"], false);
        let join = [
            ("token", token(&link)),
            ("name", "Eva Sommer"),
            ("password", PASSWORD),
        ];
        let (status, answer) = browser.call("/fn/invitations/accept", &join).await;
        assert!(status < 400, "{storage:?}: {status} {answer}");
        assert!(browser.page("/contracts").await.contains("Eva Sommer"));
        let (status, answer) = demo.app.browser().call("/fn/invitations/accept", &join).await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "link_invalid"),
            "{storage:?}"
        );
        demo.app.login(NEWCOMER, PASSWORD).await;
    }
}

#[tokio::test]
async fn who_has_an_account_joins_with_its_password() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Postgres).mail_to(&peer)).await;
    let (email, password) = demo.person("viewer", RHEINTAL);
    let admin = demo.login("tenant_admin", STADTWERKE).await;
    admin
        .call("/fn/invitations/send", &[("email", email), ("role", "auditor")])
        .await;
    let link = mailed_link(&peer, email, "/invitation").await;
    let browser = demo.app.browser();
    let wrong = [("token", token(&link)), ("name", ""), ("password", PASSWORD)];
    let (status, answer) = browser.call("/fn/invitations/accept", &wrong).await;
    assert_eq!((status, code(&answer).as_str()), (422, "wrong_password"));
    let right = [
        ("token", token(&link)),
        ("name", "Somebody Else"),
        ("password", password),
    ];
    let (status, answer) = browser.call("/fn/invitations/accept", &right).await;
    assert!(status < 400, "{status} {answer}");
    let page = browser.page("/contracts").await;
    assert!(page.contains(STADTWERKE) && page.contains("Emma Wright") && !page.contains("Somebody Else"));
}

/// Checking a password takes long enough for its owner to change it. Here the change waits with the row in its hands
/// until the old password has been found right.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_joins_with_a_password_that_was_changed_meanwhile() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Postgres).mail_to(&peer)).await;
    let (email, password) = demo.person("viewer", RHEINTAL);
    let admin = demo.login("tenant_admin", STADTWERKE).await;
    admin
        .call("/fn/invitations/send", &[("email", email), ("role", "auditor")])
        .await;
    let link = mailed_link(&peer, email, "/invitation").await;
    let change = format!(
        "begin; update person set password_hash = 'another' where email = '{email}'; select pg_sleep(4); commit"
    );
    let memberships = format!(
        "select count(*) from membership m join person p on p.id = m.person_id where p.email = '{email}'"
    );
    let join = [("token", token(&link)), ("name", ""), ("password", password)];
    let browser = demo.app.browser();
    let (before, (status, _)) = std::thread::scope(|scope| {
        scope.spawn(|| rows::query(&demo.app, &change));
        let before = rows::query(&demo.app, &memberships);
        std::thread::sleep(std::time::Duration::from_secs(1));
        let joined = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(browser.call("/fn/invitations/accept", &join))
        });
        (before, joined)
    });
    assert!(status >= 400, "{status}");
    assert_eq!(rows::query(&demo.app, &memberships), before);
}

#[tokio::test]
async fn invitations_are_withdrawn_and_replaced() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Sqlite).mail_to(&peer)).await;
    let admin = demo.login("tenant_admin", RHEINTAL).await;
    let form = [("email", NEWCOMER), ("role", "viewer")];
    admin.call("/fn/invitations/send", &form).await;
    let first = mailed_link(&peer, NEWCOMER, "/invitation").await;
    let (_, view) = admin.call("/fn/members/list", &[]).await;
    let id = view["invitations"][0]["id"]
        .as_str()
        .expect("an invitation")
        .to_owned();
    let (status, _) = admin.call("/fn/invitations/resend", &[("id", &id)]).await;
    assert!(status < 400);
    let browser = demo.app.browser();
    let (status, _) = browser
        .call("/fn/invitations/offer", &[("token", token(&first))])
        .await;
    assert_eq!(status, 409, "the first link is replaced");
    let (_, view) = admin.call("/fn/members/list", &[]).await;
    let invitations = view["invitations"].as_array().expect("invitations");
    assert_eq!(invitations.len(), 1);
    let id = invitations[0]["id"].as_str().expect("an id");
    admin.call("/fn/invitations/revoke", &[("id", id)]).await;
    let (_, view) = admin.call("/fn/members/list", &[]).await;
    assert_eq!(view["invitations"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn nobody_grants_more_than_they_may() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let invite = async |role: &str, invited: &str| {
            let person = demo.login(role, RHEINTAL).await;
            let form = [("email", NEWCOMER), ("role", invited)];
            let (status, answer) = person.call("/fn/invitations/send", &form).await;
            (status, answer)
        };
        for role in [
            "service_manager",
            "auditor",
            "viewer",
            "compliance_officer",
            "vendor_user",
        ] {
            assert_eq!(invite(role, "viewer").await.0, 403, "{storage:?}: {role}");
        }
        let (status, answer) = invite("vendor_manager", "tenant_admin").await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (422, "not_grantable"),
            "{storage:?}"
        );
        let (status, _) = invite("vendor_manager", "vendor_user").await;
        assert!(status < 400, "{storage:?}: a vendor manager invites colleagues");
        // Machines invite people, but no administrators.
        let machine = demo.machine(RHEINTAL).await;
        let body = serde_json::json!({ "email": NEWCOMER, "role": "tenant_admin" });
        let answer = machine
            .request(reqwest::Method::POST, "/api/v1/users")
            .json(&body)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 422, "{storage:?}");
    }
}

#[tokio::test]
async fn vendors_see_and_manage_their_colleagues_alone() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let (_, view) = vendor.call("/fn/members/list", &[]).await;
        let members = view["members"].as_array().expect("members");
        assert_eq!(members.len(), 2, "{storage:?}: {members:?}");
        for member in members {
            assert_eq!(member["supplier_name"], "Nordlicht IT-Services GmbH");
        }
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let (_, all) = admin.call("/fn/members/list", &[]).await;
        let manager = all["members"].as_array().expect("members").iter();
        let manager = manager
            .clone()
            .find(|row| row["role"] == "service_manager")
            .expect("a manager");
        let id = manager["id"].as_str().expect("an id");
        for (path, extra) in [
            ("/fn/members/remove", None),
            ("/fn/members/disable", Some(("disabled", "true"))),
            ("/fn/members/change-role", Some(("role", "vendor_user"))),
        ] {
            let form: Vec<_> = [("id", id)].into_iter().chain(extra).collect();
            assert_eq!(vendor.call(path, &form).await.0, 404, "{storage:?}: {path}");
        }
    }
}

#[tokio::test]
async fn access_ends_at_once_and_the_last_administrator_stays() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let viewer = demo.login("viewer", RHEINTAL).await;
        let (_, view) = admin.call("/fn/members/list", &[]).await;
        let id_of = |role: &str| {
            let rows = view["members"].as_array().expect("members");
            let row = rows.iter().find(|row| row["role"] == role).expect("a member");
            row["id"].as_str().expect("an id").to_owned()
        };
        let own = id_of("tenant_admin");
        for form in [
            vec![("id", own.as_str()), ("role", "viewer")],
            vec![("id", own.as_str())],
        ] {
            let path = if form.len() == 2 {
                "/fn/members/change-role"
            } else {
                "/fn/members/remove"
            };
            let (status, answer) = admin.call(path, &form).await;
            assert_eq!(
                (status, code(&answer).as_str()),
                (409, "own_membership"),
                "{storage:?}"
            );
        }
        // A machine is nobody's own, and still leaves the last administrator in.
        let machine = demo.machine(RHEINTAL).await;
        let answer = machine
            .request(reqwest::Method::DELETE, &format!("/api/v1/users/{own}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(
            answer.status(),
            403,
            "{storage:?}: machines do not touch administrators"
        );
        let id = id_of("viewer");
        admin
            .call("/fn/members/disable", &[("id", &id), ("disabled", "true")])
            .await;
        assert!(
            viewer
                .get("/")
                .send()
                .await
                .expect("an answer")
                .status()
                .is_redirection()
        );
        let (email, password) = demo.person("viewer", RHEINTAL);
        let refused = demo.app.browser().sign_in(email, password).await;
        assert!(refused.headers().get("set-cookie").is_none(), "{storage:?}");
        admin
            .call("/fn/members/disable", &[("id", &id), ("disabled", "false")])
            .await;
        demo.login("viewer", RHEINTAL).await;
        admin.call("/fn/members/remove", &[("id", &id)]).await;
        let refused = demo.app.browser().sign_in(email, password).await;
        assert!(
            refused.headers().get("set-cookie").is_none(),
            "{storage:?}: removed"
        );
        // Nothing of the person is left, and the log is still whole.
        let output = demo.app.run(&["audit", "verify"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let (_, log) = admin
            .ask("/fn/audit/list", &serde_json::json!({ "filter": {} }))
            .await;
        assert!(!log.to_string().contains("Emma Wright"), "{storage:?}: {log}");
    }
}

#[tokio::test]
async fn invitations_end_with_the_rights_they_were_made_with() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Postgres).mail_to(&peer)).await;
    let vendor = demo.login("vendor_manager", RHEINTAL).await;
    let form = [("email", "neu@nordlicht.example"), ("role", "vendor_user")];
    vendor.call("/fn/invitations/send", &form).await;
    let link = mailed_link(&peer, "neu@nordlicht.example", "/invitation").await;
    let admin = demo.login("tenant_admin", RHEINTAL).await;
    let (_, view) = admin.call("/fn/members/list", &[]).await;
    let rows = view["members"].as_array().expect("members");
    let row = rows
        .iter()
        .find(|row| row["role"] == "vendor_manager")
        .expect("a vendor");
    let id = row["id"].as_str().expect("an id");
    admin
        .call("/fn/members/disable", &[("id", id), ("disabled", "true")])
        .await;
    let browser = demo.app.browser();
    let (status, _) = browser
        .call("/fn/invitations/offer", &[("token", token(&link))])
        .await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn a_machine_gives_nobody_more_than_its_own_scopes() {
    let demo = demo(Storage::Sqlite).await;
    let admin = demo.login("tenant_admin", RHEINTAL).await;
    let form = [("name", "HR"), ("scopes[0]", "members:write")];
    let (_, made) = admin.call("/fn/api-clients/create", &form).await;
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    let machine = demo.app.machine(&text("client_id"), &text("secret")).await;
    for role in ["auditor", "service_manager", "compliance_officer", "viewer"] {
        let body = serde_json::json!({ "email": NEWCOMER, "role": role });
        let answer = machine
            .request(reqwest::Method::POST, "/api/v1/users")
            .json(&body);
        assert_eq!(answer.send().await.expect("an answer").status(), 422, "{role}");
    }
}
