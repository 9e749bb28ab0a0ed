//! Whom a provider lets in, and as what.

use acceptance::rows::{self, query};
use serde_json::json;

use super::{account, viewer, world};
use crate::demo::RHEINTAL;

const NO_ACCESS: &str = "/login?error=oidc_no_access";

#[tokio::test]
async fn a_newcomer_gets_the_role_of_the_group_and_follows_it() {
    let world = world().await;
    let ada = |groups: &[&str]| account("ada", "Ada@Rheintal.example", groups);
    let (browser, at) = world.sign_in(ada(&["everybody", "sla-managers"])).await;
    assert_eq!(at, "/contracts", "back where the way began");
    let who = viewer(&browser).await;
    assert_eq!(
        (&who["role"], &who["name"]),
        (&json!("service_manager"), &json!("Ada Lovelace"))
    );
    assert_eq!(who["email"], "ada@rheintal.example");
    assert!(browser.page("/contracts").await.contains("Betrieb Service Desk"));

    // The address may change; the subject says who it is.
    let renamed = account("ada", "countess@rheintal.example", &["everybody"]);
    let (browser, at) = world.sign_in(renamed).await;
    assert_eq!(at, "/contracts");
    let who = viewer(&browser).await;
    assert_eq!(
        (&who["role"], &who["email"]),
        (&json!("viewer"), &json!("ada@rheintal.example"))
    );
    let people = query(
        &world.demo.app,
        "SELECT count(*) FROM person WHERE name = 'Ada Lovelace'",
    );
    assert_eq!(people, "1");

    let (_, at) = world.sign_in(ada(&["canteen"])).await;
    assert_eq!(at, NO_ACCESS, "no group, no role");
}

#[tokio::test]
async fn a_member_is_recognised_by_a_confirmed_address_and_keeps_the_own_role() {
    let world = world().await;
    let (email, _) = world.demo.person("auditor", RHEINTAL);
    let unconfirmed =
        json!({ "sub": "georg", "email": email, "email_verified": false, "groups": ["sla-admins"] });
    let silent = json!({ "sub": "georg", "email": email, "groups": ["sla-admins"] });
    for claims in [unconfirmed, silent, json!({ "sub": "georg" })] {
        let (_, at) = world.sign_in(claims.clone()).await;
        assert_eq!(at, NO_ACCESS, "{claims}");
    }
    let (browser, at) = world.sign_in(account("georg", email, &["sla-admins"])).await;
    assert_eq!(at, "/contracts");
    assert_eq!(
        viewer(&browser).await["role"],
        "auditor",
        "groups are for those who came through the provider"
    );
    // From now on the subject counts, and nobody else with this address.
    let (_, at) = world.sign_in(account("georg-2", email, &["sla-admins"])).await;
    assert_eq!(at, NO_ACCESS);
    let (_, at) = world.sign_in(json!({ "sub": "georg" })).await;
    assert_eq!(at, "/contracts");
}

#[tokio::test]
async fn who_is_not_wanted_stays_out() {
    let world = world().await;
    let app = &world.demo.app;
    for groups in [&[][..], &["canteen"], &["EVERYBODY"], &["everybody "]] {
        let (_, at) = world
            .sign_in(account("eve", "eve@rheintal.example", groups))
            .await;
        assert_eq!(at, NO_ACCESS, "{groups:?}");
    }
    let (email, _) = world.demo.person("viewer", RHEINTAL);
    query(
        app,
        &format!("UPDATE person SET disabled = TRUE WHERE email = '{email}'"),
    );
    let (_, at) = world.sign_in(account("emma", email, &["everybody"])).await;
    assert_eq!(at, NO_ACCESS, "a disabled person");
    query(
        app,
        &format!("UPDATE person SET disabled = FALSE WHERE email = '{email}'"),
    );
    let person = format!("person_id = (SELECT id FROM person WHERE email = '{email}')");
    query(
        app,
        &format!("UPDATE membership SET disabled_at = '2026-01-01T00:00:00+00:00' WHERE {person}"),
    );
    let (_, at) = world.sign_in(account("emma", email, &["everybody"])).await;
    assert_eq!(at, NO_ACCESS, "a membership that is switched off");

    world.configure(RHEINTAL, &world.peer, &[]).await;
    let before = rows::all(app);
    let (_, at) = world
        .sign_in(account("new", "new@rheintal.example", &["sla-admins"]))
        .await;
    assert_eq!(
        at, NO_ACCESS,
        "newcomers are not let in unless the tenant says so"
    );
    assert_eq!(rows::differences(&before, &rows::all(app)), [""; 0]);
}
