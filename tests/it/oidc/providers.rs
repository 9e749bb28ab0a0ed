//! Providers that cannot or must not be asked.

use std::time::{Duration, Instant};

use acceptance::Instance;
use acceptance::instance::Storage;
use serde_json::json;

use super::{World, account, location, peer_for, world};
use crate::demo::{RHEINTAL, demo_in};

const NOT_CONFIGURED: &str = "/login?error=oidc_not_configured";

async fn start(world: &World, path: &str) -> String {
    let answer = world
        .demo
        .app
        .browser()
        .get(path)
        .send()
        .await
        .expect("an answer");
    location(&answer)
}

#[tokio::test]
async fn a_provider_that_describes_itself_badly_is_not_used() {
    for how in ["redirect", "huge", "slow", "issuer", "clear"] {
        let world = world().await;
        world.peer.tell(json!({ "discovery": how })).await;
        let begun = Instant::now();
        assert_eq!(
            start(&world, "/login/oidc/rheintal").await,
            "/login?error=oidc_failed",
            "{how}"
        );
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{how}: {:?}",
            begun.elapsed()
        );
        world.peer.tell(json!({ "discovery": "" })).await;
        let (_, at) = world
            .sign_in(account("ada", "ada@rheintal.example", &["everybody"]))
            .await;
        assert_eq!(at, "/contracts", "{how}: well again");
    }
}

#[tokio::test]
async fn a_provider_is_asked_before_it_is_offered() {
    let world = world().await;
    let admin = world.demo.login("tenant_admin", RHEINTAL).await;
    let form = |issuer: &str, enabled: &str| {
        [
            ("label", "Another"),
            ("issuer", issuer),
            ("client_id", "tragwerk"),
            ("client_secret", "x"),
            ("enabled", enabled),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    };
    let save = async |issuer: &str, enabled: &str| {
        let form = form(issuer, enabled);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        admin.call("/fn/sign-in/save-provider", &form).await
    };
    let (_, before) = admin.call("/fn/sign-in/one", &[]).await;
    let elsewhere = format!("{}/elsewhere", world.peer.issuer());
    for (issuer, how, expected) in [
        ("http://127.0.0.1:9", "", "issuer_unreachable"),
        (elsewhere.as_str(), "", "issuer_no_provider"),
        (world.peer.issuer(), "redirect", "issuer_no_provider"),
        (world.peer.issuer(), "huge", "issuer_no_provider"),
        (world.peer.issuer(), "slow", "issuer_unreachable"),
        (world.peer.issuer(), "issuer", "issuer_mismatch"),
    ] {
        world.peer.tell(json!({ "discovery": how })).await;
        let (status, answer) = save(issuer, "true").await;
        let found = answer.to_string();
        assert_eq!(status, 422, "{issuer} {how}: {found}");
        assert!(
            found.contains(expected) && found.contains("\"issuer\""),
            "{issuer} {how}: {found}"
        );
    }
    let (_, after) = admin.call("/fn/sign-in/one", &[]).await;
    assert_eq!(before, after, "nothing was stored");
    world.peer.tell(json!({ "discovery": "" })).await;
    assert_eq!(save(world.peer.issuer(), "true").await.0, 200);
    // What is not offered yet may be prepared before the provider answers.
    assert_eq!(save("http://127.0.0.1:9", "false").await.0, 200);
}

#[tokio::test]
async fn only_tenants_with_a_provider_that_is_switched_on_have_one() {
    let world = world().await;
    for slug in ["stadtwerke", "nobody", "RHEINTAL", "rheintal%00", "%2e%2e%2f"] {
        for path in [
            format!("/login/oidc/{slug}"),
            format!("/login/oidc/{slug}/callback?state=a&code=b"),
        ] {
            assert_eq!(start(&world, &path).await, NOT_CONFIGURED, "{path}");
        }
    }
    world
        .configure(RHEINTAL, &world.peer, &[("enabled", "false")])
        .await;
    assert_eq!(start(&world, "/login/oidc/rheintal").await, NOT_CONFIGURED);
}

#[tokio::test]
async fn the_form_of_the_sign_in_page_begins_anew_so_that_it_may_lead_elsewhere() {
    let world = world().await;
    let form = "/login/oidc?tenant=%20Rheintal%20&next=%2Fcontracts%3Fa%3Db%26c";
    let answer = world
        .demo
        .app
        .browser()
        .get(form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    let refresh = answer.headers()["refresh"].to_str().expect("text");
    assert_eq!(
        refresh,
        "0; url=/login/oidc/rheintal?next=%2Fcontracts%3Fa%3Db%26c"
    );
    for tenant in [
        "",
        "..%2F..",
        "a%0d%0aSet-Cookie:x",
        "https:%2F%2Fevil.example",
        "a;b",
        "%C3%A4",
    ] {
        let path = format!("/login/oidc?tenant={tenant}");
        assert_eq!(
            start(&world, &path).await,
            "/login?error=oidc_not_configured",
            "{tenant}"
        );
    }
}

#[tokio::test]
async fn a_product_on_the_internet_asks_nobody_in_the_clear() {
    let setup = Instance::on(Storage::Sqlite).with("TRAGWERK__HTTP__PUBLIC_URL", "https://sla.example.com");
    let peer = peer_for(&setup, "rheintal");
    let world = World {
        demo: demo_in(setup).await,
        peer,
    };
    let (email, password) = world.demo.person("tenant_admin", RHEINTAL);
    let answer = world.demo.app.browser().sign_in(email, password).await;
    let cookie = answer.headers()["set-cookie"].to_str().expect("text");
    assert!(
        cookie.starts_with("__Host-tragwerk=") && cookie.contains("; Secure"),
        "{cookie}"
    );
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let saved = world
        .demo
        .app
        .browser()
        .post("/fn/sign-in/save-provider")
        .header("cookie", cookie)
        .form(&[
            ("label", "Company"),
            ("issuer", world.peer.issuer()),
            ("client_id", "tragwerk"),
            ("client_secret", "x"),
            ("enabled", "true"),
        ])
        .send()
        .await;
    assert!(saved.expect("an answer").status().is_redirection());
    // It answered nobody, so it is not offered.
    assert_eq!(start(&world, "/login/oidc/rheintal").await, NOT_CONFIGURED);
}
