//! Signing in through a tenant's identity provider.

mod admission;
mod answers;
mod foreign;
mod providers;

use acceptance::instance::{Setup, Storage};
use acceptance::oidc::{CLIENT_ID, CLIENT_SECRET, OidcPeer};
use acceptance::{Instance, Session};
use reqwest::Response;
use serde_json::{Value, json};

use crate::demo::{Demo, RHEINTAL, demo_in};

pub const ROLE_MAP: &str = "sla-admins = tenant_admin\nsla-managers = service_manager\neverybody = viewer";

/// The larger demo tenant with a provider.
pub struct World {
    pub demo: Demo,
    pub peer: OidcPeer,
}

pub async fn world() -> World {
    let setup = Instance::on(Storage::Sqlite);
    let peer = peer_for(&setup, "rheintal");
    let demo = demo_in(setup).await;
    let world = World { demo, peer };
    world
        .configure(RHEINTAL, &world.peer, &[("just_in_time", "true")])
        .await;
    world
}

/// A provider that sends people back to a tenant of an instance.
pub fn peer_for(setup: &Setup, slug: &str) -> OidcPeer {
    OidcPeer::start(&[format!(
        "http://127.0.0.1:{}/login/oidc/{slug}/callback",
        setup.port()
    )])
}

impl World {
    /// Lets a tenant's administrator connect a provider.
    pub async fn configure(&self, tenant: &str, peer: &OidcPeer, more: &[(&str, &str)]) {
        let admin = self.demo.login("tenant_admin", tenant).await;
        let mut form = vec![
            ("label", "Company"),
            ("issuer", peer.issuer()),
            ("client_id", CLIENT_ID),
            ("client_secret", CLIENT_SECRET),
            ("role_claim", "groups"),
            ("role_map", ROLE_MAP),
            ("enabled", "true"),
        ];
        form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        form.extend_from_slice(more);
        let (status, answer) = admin.call("/fn/sign-in/save-provider", &form).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Goes to the provider; the address in the product that it leads back to.
    pub async fn go(&self, browser: &Session, slug: &str, peer: &OidcPeer) -> String {
        let start = format!("/login/oidc/{slug}?next=%2Fcontracts");
        let answer = browser.get(&start).send().await.expect("an answer");
        let address = location(&answer);
        assert!(
            address.starts_with(peer.issuer()),
            "{}: {address}",
            answer.status()
        );
        let back = peer.sign_in(&address).await;
        assert!(back.as_str().starts_with(&self.demo.app.url()), "{back}");
        format!("{}?{}", back.path(), back.query().unwrap_or_default())
    }

    /// Signs in with a fresh browser as somebody with these claims; where that leads.
    pub async fn sign_in(&self, account: Value) -> (Session, String) {
        self.peer.tell(json!({ "account": account })).await;
        let browser = self.demo.app.browser();
        let back = self.go(&browser, "rheintal", &self.peer).await;
        let answer = browser.get(&back).send().await.expect("an answer");
        let at = location(&answer);
        let let_in = answer.headers().get("set-cookie").is_some();
        assert_eq!(let_in, !at.contains("error="), "{at}");
        (browser, at)
    }
}

/// Somebody at the provider.
pub fn account(sub: &str, email: &str, groups: &[&str]) -> Value {
    json!({ "sub": sub, "email": email, "email_verified": true, "name": "Ada Lovelace", "groups": groups })
}

pub fn location(answer: &Response) -> String {
    let value = answer
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// What the page's frame says about who is signed in.
pub async fn viewer(browser: &Session) -> Value {
    let (status, viewer) = browser.call("/fn/session/viewer", &[]).await;
    assert_eq!(status, 200, "{viewer}");
    viewer
}
