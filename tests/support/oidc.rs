//! A real identity provider as peer: `peers/oidc.mjs`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Url;
use serde_json::{Value, json};

use crate::places;

/// The product's id at the provider.
pub const CLIENT_ID: &str = "tragwerk";
/// The product's secret there.
pub const CLIENT_SECRET: &str = "a-secret-between-the-two-of-them";

/// The running provider; ends when dropped.
pub struct OidcPeer {
    process: Child,
    issuer: String,
}

impl OidcPeer {
    /// Starts a provider on a free port of the loopback that sends people back to these addresses.
    ///
    /// # Panics
    /// When Node.js or the npm packages of `tests/` are missing.
    pub fn start(redirect_uris: &[String]) -> Self {
        let options = json!({
            "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET, "redirectUris": redirect_uris,
        });
        let mut process = Command::new("node")
            .arg(places::tests().join("peers/oidc.mjs"))
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It warns that it keeps everything in memory, which is what it is here for.
            .stderr(Stdio::null())
            .spawn()
            .expect("Node.js: `cargo xtask test` says what is missing");
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        output.read_line(&mut line).expect("a line from the provider");
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            panic!(
                "the provider did not start: run `npm ci` in {}",
                places::tests().display()
            )
        });
        let issuer = ready["issuer"].as_str().expect("an issuer").to_owned();
        Self { process, issuer }
    }

    /// Its issuer URL.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Tells it who signs in next, or how to misbehave; see `peers/oidc.mjs`.
    ///
    /// # Panics
    /// When it does not take it.
    pub async fn tell(&self, what: Value) {
        let request = reqwest::Client::new()
            .post(format!("{}/control", self.issuer))
            .json(&what);
        assert_eq!(request.send().await.expect("an answer").status(), 204);
    }

    /// What a browser does with it: signs in at this address and comes back with the address it is sent to.
    ///
    /// # Panics
    /// When it is not sent back.
    pub async fn sign_in(&self, address: &str) -> Url {
        let browser = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        let mut address: Url = address.parse().expect("an address");
        for _ in 0..10 {
            if !address.as_str().starts_with(&self.issuer) {
                return address;
            }
            let answer = browser.get(address.clone()).send().await.expect("an answer");
            let status = answer.status();
            let Some(next) = answer.headers().get("location") else {
                panic!("{address}: {status} {}", answer.text().await.unwrap_or_default());
            };
            address = address.join(next.to_str().expect("text")).expect("an address");
        }
        panic!("the provider leads in a circle: {address}");
    }
}

impl Drop for OidcPeer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
