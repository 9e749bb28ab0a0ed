//! Whose address counts for throttling.

use acceptance::instance::Storage;
use acceptance::{Instance, Session};

use crate::demo::{Demo, RHEINTAL, STADTWERKE, demo, demo_in};

const FAILURES_ALLOWED: usize = 5;
const TOKEN_FAILURES_ALLOWED: usize = 20;

/// Tries to sign in as somebody who is said to be at an address; whether it worked.
async fn sign_in(browser: &Session, email: &str, password: &str, forwarded: &str) -> bool {
    let answer = browser
        .post("/fn/session/sign-in")
        .header("x-forwarded-for", forwarded)
        .form(&[("email", email), ("password", password), ("next", "/")])
        .send()
        .await
        .expect("an answer");
    answer.headers().get("set-cookie").is_some()
}

async fn token(demo: &Demo, secret: &str, forwarded: &str) -> u16 {
    let (client_id, _) = demo.client(STADTWERKE);
    let answer = demo
        .app
        .browser()
        .post("/api/v1/auth/token")
        .header("x-forwarded-for", forwarded)
        .form(&[("client_id", client_id), ("client_secret", secret)])
        .send()
        .await
        .expect("an answer");
    answer.status().as_u16()
}

#[tokio::test]
async fn a_stranger_cannot_claim_another_address() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("auditor", RHEINTAL);
    for attempt in 0..FAILURES_ALLOWED {
        assert!(
            !sign_in(
                &demo.app.browser(),
                email,
                "wrong",
                &format!("198.51.100.{attempt}")
            )
            .await
        );
    }
    assert!(
        !sign_in(&demo.app.browser(), email, password, "203.0.113.77").await,
        "locked all the same"
    );
    let (_, secret) = demo.client(STADTWERKE);
    for attempt in 0..TOKEN_FAILURES_ALLOWED {
        assert_eq!(token(&demo, "wrong", &format!("198.51.100.{attempt}")).await, 401);
    }
    assert_eq!(token(&demo, secret, "203.0.113.77").await, 429);
}

#[tokio::test]
async fn behind_a_trusted_proxy_everybody_has_the_own_address() {
    let setup =
        Instance::on(Storage::Sqlite).with("TRAGWERK__HTTP__TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8");
    let demo = demo_in(setup).await;
    let (email, password) = demo.person("auditor", RHEINTAL);
    // What the attacker writes stands to the left of what the proxies add.
    for attempt in 0..FAILURES_ALLOWED {
        let forwarded = format!("203.0.113.{attempt}, 198.51.100.1, 10.1.2.3");
        assert!(!sign_in(&demo.app.browser(), email, "wrong", &forwarded).await);
    }
    assert!(
        !sign_in(&demo.app.browser(), email, password, "198.51.100.1").await,
        "the attacker is locked out"
    );
    assert!(
        sign_in(&demo.app.browser(), email, password, "198.51.100.2").await,
        "others are not"
    );
    let (_, secret) = demo.client(STADTWERKE);
    for _ in 0..TOKEN_FAILURES_ALLOWED {
        assert_eq!(token(&demo, "wrong", "198.51.100.1").await, 401);
    }
    assert_eq!(token(&demo, secret, "198.51.100.1").await, 429);
    assert_eq!(token(&demo, secret, "198.51.100.2").await, 200);
}

#[tokio::test]
async fn one_network_of_ipv6_is_one_customer() {
    let setup = Instance::on(Storage::Sqlite).with("TRAGWERK__HTTP__TRUSTED_PROXIES", "127.0.0.1");
    let demo = demo_in(setup).await;
    let (email, password) = demo.person("auditor", RHEINTAL);
    for attempt in 0..FAILURES_ALLOWED {
        assert!(
            !sign_in(
                &demo.app.browser(),
                email,
                "wrong",
                &format!("2001:db8:1:2::{attempt}")
            )
            .await
        );
    }
    assert!(!sign_in(&demo.app.browser(), email, password, "2001:db8:1:2:ffff::1").await);
    assert!(sign_in(&demo.app.browser(), email, password, "2001:db8:1:3::1").await);
}
