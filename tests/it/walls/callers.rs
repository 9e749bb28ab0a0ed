//! Everybody who has no business with a tenant any more, or never had.

use acceptance::rows::query;
use acceptance::{Instance, Session};

use super::call::Caller;
use crate::demo::{Demo, STADTWERKE};

/// Callers by name.
pub type Callers = Vec<(&'static str, Caller)>;

/// People of the tenant whose sessions are over, and one who never had any.
pub async fn without_a_session(demo: &Demo) -> Callers {
    let app = &demo.app;
    vec![
        ("a stranger", Caller::Browser(app.browser())),
        (
            "an invented session",
            Caller::Cookie(app.browser(), format!("tragwerk={}", "A".repeat(43))),
        ),
        (
            "an empty session",
            Caller::Cookie(app.browser(), "tragwerk=".to_owned()),
        ),
        ("an expired session", Caller::Browser(expired(demo).await)),
        ("an idle session", Caller::Browser(idle(demo).await)),
        ("a revoked session", revoked(demo).await),
        ("a disabled person", Caller::Browser(disabled(demo).await)),
        ("a former member", Caller::Browser(former_member(demo).await)),
    ]
}

fn of_person(email: &str) -> String {
    format!("person_id = (SELECT id FROM person WHERE email = '{email}')")
}

async fn expired(demo: &Demo) -> Session {
    let session = demo.login("service_manager", STADTWERKE).await;
    let person = of_person(demo.person("service_manager", STADTWERKE).0);
    query(
        &demo.app,
        &format!("UPDATE session SET expires_at = '2026-01-01T00:00:00+00:00' WHERE {person}"),
    );
    session
}

async fn idle(demo: &Demo) -> Session {
    let session = demo.login("service_manager", STADTWERKE).await;
    let person = of_person(demo.person("service_manager", STADTWERKE).0);
    query(
        &demo.app,
        &format!("UPDATE session SET last_seen_at = '2026-01-01T00:00:00+00:00' WHERE {person}"),
    );
    session
}

async fn revoked(demo: &Demo) -> Caller {
    let (email, password) = demo.person("service_manager", STADTWERKE);
    let browser = demo.app.browser();
    let answer = browser.sign_in(email, password).await;
    let cookie = answer.headers()["set-cookie"].to_str().expect("a text");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let answer = browser.post("/fn/session/sign-out").send().await;
    assert!(answer.expect("an answer").status().is_redirection());
    Caller::Cookie(demo.app.browser(), cookie)
}

async fn disabled(demo: &Demo) -> Session {
    let session = demo.login("tenant_admin", STADTWERKE).await;
    let (email, _) = demo.person("tenant_admin", STADTWERKE);
    query(
        &demo.app,
        &format!("UPDATE person SET disabled = TRUE WHERE email = '{email}'"),
    );
    session
}

/// Somebody whose only membership was taken away while signed in.
async fn former_member(demo: &Demo) -> Session {
    let session = demo.login("viewer", crate::demo::RHEINTAL).await;
    let person = of_person(demo.person("viewer", crate::demo::RHEINTAL).0);
    query(&demo.app, &format!("DELETE FROM membership WHERE {person}"));
    session
}

/// People of a tenant by role, signed in.
pub async fn people(demo: &Demo, tenant: &'static str, roles: &[&'static str]) -> Callers {
    let mut callers = Callers::new();
    for role in roles {
        callers.push((role, Caller::Browser(demo.login(role, tenant).await)));
    }
    callers
}

/// A program with a fresh token.
pub async fn program(app: &Instance, client_id: &str, secret: &str) -> String {
    let form = [("client_id", client_id), ("client_secret", secret)];
    let answer = app.browser().post("/api/v1/auth/token").form(&form).send().await;
    let body: serde_json::Value = answer.expect("an answer").json().await.expect("JSON");
    body["access_token"].as_str().expect("a token").to_owned()
}
