//! A provider speaks for its own tenant alone: a hostile one of the next tenant asserts whom it likes.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::rows::{self, query};
use serde_json::json;

use super::{World, account, location, peer_for, viewer, world};
use crate::demo::{RHEINTAL, STADTWERKE, demo_in};

const NO_ACCESS: &str = "/login?error=oidc_no_access";

#[tokio::test]
async fn asserting_people_of_other_tenants_and_of_suppliers_opens_nothing() {
    let world = world().await;
    let before = rows::of_tenant(&world.demo.app, STADTWERKE);
    let foreign = [
        world.demo.person("tenant_admin", STADTWERKE).0,
        world.demo.person("service_manager", STADTWERKE).0,
        // A member of both tenants, but on behalf of a supplier.
        world.demo.person("vendor_manager", RHEINTAL).0,
        world.demo.person("vendor_user", RHEINTAL).0,
    ];
    for email in foreign {
        for written in [email.to_owned(), email.to_uppercase(), format!(" {email} ")] {
            let (_, at) = world.sign_in(account("evil", &written, &["sla-admins"])).await;
            assert_eq!(at, NO_ACCESS, "{written}");
        }
    }
    let linked = query(&world.demo.app, "SELECT count(*) FROM oidc_identity");
    assert_eq!(linked, "0", "nobody was linked either");
    let after = rows::of_tenant(&world.demo.app, STADTWERKE);
    assert_eq!(rows::differences(&before, &after), [""; 0]);
}

#[tokio::test]
async fn the_session_of_a_provider_stays_in_its_tenant_and_changes_no_account() {
    let world = world().await;
    let app = &world.demo.app;
    let (email, _) = world.demo.person("service_manager", RHEINTAL);
    // The same person is somebody at the other tenant, too.
    query(
        app,
        &format!(
            "UPDATE membership SET person_id = (SELECT id FROM person WHERE email = '{email}')
             WHERE person_id = (SELECT id FROM person WHERE email = 'carla.neumann@stadtwerke.example')"
        ),
    );
    let other = crate::walls::membership_of(app, email, STADTWERKE);
    let (browser, at) = world.sign_in(account("sabine", email, &["everybody"])).await;
    assert_eq!(at, "/contracts");
    let who = viewer(&browser).await;
    assert_eq!(who["tenant_name"], RHEINTAL);
    assert_eq!(
        who["memberships"].as_array().map(Vec::len),
        Some(1),
        "the other is not even offered: {who}"
    );
    let (status, _) = browser
        .call("/fn/session/switch", &[("membership_id", &other)])
        .await;
    assert_eq!(status, 404);
    assert_eq!(viewer(&browser).await["tenant_name"], RHEINTAL);
    for (path, form) in [
        (
            "/fn/account/change-password",
            [("current", "Tragwerk-Demo-2026"), ("new", "regenschirm-am-see")],
        ),
        (
            "/fn/account/change-email",
            [
                ("password", "Tragwerk-Demo-2026"),
                ("email", "x@rheintal.example"),
            ],
        ),
        (
            "/fn/second-factor/remove",
            [("password", "Tragwerk-Demo-2026"), ("code", "000000")],
        ),
        (
            "/fn/second-factor/setup",
            [("password", "Tragwerk-Demo-2026"), ("code", "")],
        ),
    ] {
        let (status, answer) = browser.call(path, &form).await;
        assert_eq!(status, 409, "{path}: {answer}");
        assert!(answer.to_string().contains("oidc_session"), "{path}: {answer}");
    }
    // With the password the same person does go over.
    let browser = world.demo.login("service_manager", RHEINTAL).await;
    let (status, _) = browser
        .call("/fn/session/switch", &[("membership_id", &other)])
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn the_answer_of_one_provider_is_no_answer_of_another() {
    let setup = Instance::on(Storage::Sqlite);
    let (good, evil) = (peer_for(&setup, "stadtwerke"), peer_for(&setup, "rheintal"));
    let world = World {
        demo: demo_in(setup).await,
        peer: evil,
    };
    world
        .configure(RHEINTAL, &world.peer, &[("just_in_time", "true")])
        .await;
    world.configure(STADTWERKE, &good, &[]).await;
    let (email, _) = world.demo.person("service_manager", STADTWERKE);
    good.tell(json!({ "account": account("thomas", email, &[]) }))
        .await;
    world
        .peer
        .tell(json!({ "account": account("evil", email, &["sla-admins"]) }))
        .await;
    // The hostile provider's answer is brought to the other tenant's address, and the other way round.
    let browser = world.demo.app.browser();
    let back = world.go(&browser, "rheintal", &world.peer).await;
    let answer = browser
        .get(&back.replace("rheintal", "stadtwerke"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(location(&answer), "/login?error=oidc_failed");
    let back = world.go(&browser, "stadtwerke", &good).await;
    let answer = browser
        .get(&back.replace("stadtwerke", "rheintal"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(location(&answer), "/login?error=oidc_failed");
    let back = world.go(&browser, "stadtwerke", &good).await;
    let answer = browser.get(&back).send().await.expect("an answer");
    assert_eq!(
        location(&answer),
        "/contracts",
        "the right one lets the own people in"
    );
    assert_eq!(viewer(&browser).await["tenant_name"], STADTWERKE);
}
