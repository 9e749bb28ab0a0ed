//! Answers that must not be believed.

use acceptance::oidc::CLIENT_SECRET;
use acceptance::rows::query;
use serde_json::{Value, json};

use super::{World, account, location, world};

const FAILED: &str = "/login?error=oidc_failed";

fn ada() -> Value {
    account("ada", "ada@rheintal.example", &["everybody"])
}

#[tokio::test]
async fn tokens_that_are_not_right_open_nothing() {
    let world = world().await;
    let (_, at) = world.sign_in(ada()).await;
    assert_eq!(at, "/contracts", "it works as long as nothing is spoilt");
    for spoilt in [
        json!({ "claims": { "nonce": "another" } }),
        json!({ "claims": { "nonce": null } }),
        json!({ "claims": { "aud": "another-client" } }),
        json!({ "claims": { "aud": ["tragwerk", "another-client"] } }),
        json!({ "claims": { "iss": "https://login.example.com" } }),
        json!({ "claims": { "iss": format!("{}/", world.peer.issuer()) } }),
        json!({ "claims": { "exp": 1_767_225_600 } }),
        json!({ "claims": { "iat": 1_767_225_600 } }),
        json!({ "shift": -7_200 }),
        json!({ "shift": 7_200 }),
        json!({ "sign": "unknown" }),
        json!({ "sign": "other" }),
        json!({ "sign": "none" }),
        json!({ "sign": "secret" }),
    ] {
        world.peer.tell(json!({ "token": spoilt })).await;
        let (_, at) = world.sign_in(ada()).await;
        assert_eq!(at, FAILED, "{spoilt}");
    }
    world.peer.tell(json!({ "token": {} })).await;
    let (_, at) = world.sign_in(ada()).await;
    assert_eq!(at, "/contracts", "and again");
    let log = world.demo.app.log();
    assert!(!log.contains(CLIENT_SECRET), "the secret is nobody's business");
}

#[tokio::test]
async fn clocks_may_differ_by_half_a_minute_and_keys_may_change() {
    let world = world().await;
    for shift in [-30, 30] {
        world.peer.tell(json!({ "token": { "shift": shift } })).await;
        let (_, at) = world.sign_in(ada()).await;
        assert_eq!(at, "/contracts", "{shift} seconds");
    }
    world.peer.tell(json!({ "token": {} })).await;
    for _ in 0..2 {
        world.peer.tell(json!({ "rotate": true })).await;
        let (_, at) = world.sign_in(ada()).await;
        assert_eq!(at, "/contracts", "with a new key");
    }
}

/// Begins in a fresh browser and comes back from the provider; the browser and the address it comes back to.
async fn there_and_back(world: &World) -> (acceptance::Session, String) {
    world.peer.tell(json!({ "account": ada() })).await;
    let browser = world.demo.app.browser();
    let back = world.go(&browser, "rheintal", &world.peer).await;
    (browser, back)
}

async fn assert_refused(browser: &acceptance::Session, back: &str, what: &str) {
    let answer = browser.get(back).send().await.expect("an answer");
    assert_eq!(location(&answer), FAILED, "{what}");
    assert!(answer.headers().get("set-cookie").is_none(), "{what}");
}

#[tokio::test]
async fn the_way_back_works_once_in_the_browser_that_went() {
    let world = world().await;
    let (browser, back) = there_and_back(&world).await;
    assert_refused(&world.demo.app.browser(), &back, "another browser").await;
    let other = world.demo.app.browser();
    world.go(&other, "rheintal", &world.peer).await;
    assert_refused(&other, &back, "a browser on its own way").await;
    // Neither has used it up for the one it belongs to.
    let answer = browser.get(&back).send().await.expect("an answer");
    assert_eq!(location(&answer), "/contracts");
    assert_refused(&browser, &back, "the same answer again").await;
}

/// What somebody does to an address.
type Bend = fn(&str) -> String;

#[tokio::test]
async fn the_way_back_is_not_to_be_bent() {
    let world = world().await;
    let bent: [(&str, Bend); 6] = [
        ("another state", |back| back.replace("state=", "state=x")),
        ("no state", |back| back.replace("state=", "status=")),
        ("another code", |back| back.replace("code=", "code=x")),
        ("no code", |back| back.replace("code=", "error=access_denied&c=")),
        ("another provider", |back| {
            back.replace("iss=", "iss=https%3A%2F%2Flogin.example.com%2F&i=")
        }),
        ("nothing at all", |back| {
            back.split('?').next().unwrap_or_default().to_owned()
        }),
    ];
    for (what, bend) in bent {
        let (browser, back) = there_and_back(&world).await;
        assert_refused(&browser, &bend(&back), what).await;
    }
    let (browser, back) = there_and_back(&world).await;
    query(
        &world.demo.app,
        "UPDATE oidc_sign_in SET expires_at = '2026-01-01T00:00:00+00:00'",
    );
    assert_refused(&browser, &back, "after ten minutes").await;
    let (browser, back) = there_and_back(&world).await;
    query(
        &world.demo.app,
        "UPDATE oidc_sign_in SET pkce_verifier = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
    );
    assert_refused(&browser, &back, "without the verifier of the challenge").await;
}

#[tokio::test]
async fn the_request_carries_state_nonce_and_challenge_and_keeps_nothing_readable() {
    let world = world().await;
    let answer = world
        .demo
        .app
        .browser()
        .get("/login/oidc/rheintal?next=//evil.example")
        .send()
        .await;
    let answer = answer.expect("an answer");
    let address: reqwest::Url = location(&answer).parse().expect("an address");
    let query_of = |name: &str| {
        let pair = address.query_pairs().find(|(key, _)| key == name);
        pair.unwrap_or_else(|| panic!("no {name}: {address}"))
            .1
            .into_owned()
    };
    assert_eq!(query_of("response_type"), "code");
    assert_eq!(query_of("code_challenge_method"), "S256");
    let back = format!("{}/login/oidc/rheintal/callback", world.demo.app.url());
    assert_eq!(query_of("redirect_uri"), back);
    assert!(query_of("nonce").len() > 40 && query_of("state").len() > 40);
    let stored = query(&world.demo.app, "SELECT * FROM oidc_sign_in");
    assert!(
        !stored.contains(&query_of("state")),
        "only the hash of the state is kept"
    );
    assert!(
        !stored.contains("evil.example"),
        "nobody is sent to a foreign site afterwards"
    );
    let cookie = answer.headers()["set-cookie"].to_str().expect("text").to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
}
