//! `/login`: who gets in, and what a session is good for.

use acceptance::instance::Storage;
use reqwest::Response;

use crate::demo::{RHEINTAL, SERVICE_DESK, demo};

const FAILURES_ALLOWED: usize = 5;

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_for_scripts_and_foreign_sites() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("service_manager", RHEINTAL);
    let answer = demo.app.browser().sign_in(email, password).await;
    assert_eq!(location(&answer), "/");
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .expect("a text")
        .to_owned();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_five_lock_the_account() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (email, password) = demo.person("auditor", RHEINTAL);
        let browser = demo.app.browser();
        for _ in 0..FAILURES_ALLOWED {
            let answer = browser.sign_in(email, "wrong").await;
            assert!(location(&answer).contains("/login"), "{storage:?}");
            assert!(answer.headers().get("set-cookie").is_none(), "{storage:?}");
        }
        let answer = browser.sign_in(email, password).await;
        assert!(
            location(&answer).contains("/login"),
            "{storage:?}: the right password comes too late"
        );
        assert!(answer.headers().get("set-cookie").is_none(), "{storage:?}");
        // Other accounts are not locked out with it.
        demo.login("service_manager", RHEINTAL).await;
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("service_manager", RHEINTAL);
    let browser = demo.app.browser();
    let answer = browser.sign_in(email, password).await;
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .expect("a text")
        .split(';')
        .next()
        .map(str::to_owned);
    let stolen = cookie.expect("a cookie");
    let with_stolen = || {
        demo.app
            .browser()
            .get("/contracts")
            .header("cookie", &stolen)
            .send()
    };
    assert_eq!(with_stolen().await.expect("an answer").status(), 200);
    let answer = browser
        .post("/fn/session/sign-out")
        .send()
        .await
        .expect("an answer");
    assert_eq!(location(&answer), "/login");
    let answer = with_stolen().await.expect("an answer");
    assert!(
        location(&answer).starts_with("/login"),
        "the old cookie leads to {}",
        location(&answer)
    );
}

#[tokio::test]
async fn nobody_is_sent_to_a_foreign_site_after_signing_in() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("service_manager", RHEINTAL);
    for (next, leads_to) in [
        ("/contracts", "/contracts"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("\t//evil.example", "/"),
        ("/\r\nLocation: https://evil.example", "/"),
        (" //evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("https:evil.example", "/"),
        ("evil.example", "/"),
        ("@evil.example", "/"),
        ("", "/"),
        // An encoded slash is a part of a path here, not of an address elsewhere.
        ("/%2f%2fevil.example", "/%2f%2fevil.example"),
        ("/@evil.example", "/@evil.example"),
    ] {
        let form = [("email", email), ("password", password), ("next", next)];
        let answer = demo
            .app
            .browser()
            .post("/fn/session/sign-in")
            .form(&form)
            .send()
            .await
            .expect("an answer");
        assert_eq!(location(&answer), leads_to, "{next}");
    }
}

#[tokio::test]
async fn a_form_on_a_foreign_site_cannot_act_for_a_person() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    for path in [
        "/fn/session/sign-out",
        "/fn/outages/report",
        "/preferences",
        "/imports/upload",
    ] {
        let forged = person
            .get(path)
            .build()
            .map(|request| request.url().clone())
            .expect("an address");
        let client = reqwest::Client::new();
        let answer = client
            .post(forged)
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site");
        let answer = answer
            .form(&[("language", "en")])
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 403, "{path}");
    }
    assert!(person.page("/").await.contains("Sabine Kraus"), "still signed in");
}

#[tokio::test]
async fn pages_ask_to_sign_in_first_and_come_back() {
    let demo = demo(Storage::Sqlite).await;
    for path in [
        "/",
        "/contracts",
        "/suppliers",
        "/outages",
        "/imports",
        "/escalations",
    ] {
        let answer = demo.app.browser().get(path).send().await.expect("an answer");
        assert!(answer.status().is_redirection(), "{path}: {}", answer.status());
        assert!(
            location(&answer).starts_with("/login"),
            "{path} leads to {}",
            location(&answer)
        );
    }
}

fn location(answer: &Response) -> String {
    let value = answer
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn signing_in_again_ends_the_earlier_session_of_that_browser() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("service_manager", RHEINTAL);
    let browser = demo.app.browser();
    let answer = browser.sign_in(email, password).await;
    let cookie = answer.headers()["set-cookie"].to_str().expect("a text");
    let earlier = cookie.split(';').next().expect("a cookie").to_owned();
    assert_eq!(location(&browser.sign_in(email, password).await), "/");
    assert!(browser.page("/contracts").await.contains(SERVICE_DESK));
    let other = demo.app.browser().get("/contracts").header("cookie", earlier);
    let answer = other.send().await.expect("an answer");
    assert!(
        location(&answer).starts_with("/login"),
        "the first cookie opens nothing"
    );
}
