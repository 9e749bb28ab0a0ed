//! Tokens that look right and are not.

use acceptance::rows::query;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::call::Caller;
use super::callers::{self, Callers};
use crate::demo::{Demo, STADTWERKE};

/// A key pair that only this test has (PKCS #8, and the public half).
const PRIVATE: &str =
    "302e020100300506032b6570042204209f81d5cdf4b0c97c11df4bd88b4b2bb7dadbbac19a550dd8d17754de0a205d96";
const PUBLIC: &str = "993199dec0cd84fb4dd802f3ed5c226029c581c4756f0fa09e1525c0f156cca9";
const KID: &str = "of-the-walls-test";

/// Tokens in the name of a tenant's own program that must not open anything.
pub async fn unusable(demo: &Demo) -> Callers {
    let (id, secret) = demo.client(STADTWERKE);
    let real = callers::program(&demo.app, id, secret).await;
    let claims = part(&real, 1);
    let kid = part(&real, 0)["kid"].as_str().expect("a key id").to_owned();
    teach_key(demo);
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        signed(KID, &claims)
    };
    let accepted = Caller::with_token(&demo.app, &signed(KID, &claims));
    assert!(
        works(&accepted).await,
        "this test can make tokens that are accepted"
    );
    let tokens = [
        ("an expired token", with("exp", json!(1_767_225_600))),
        ("a token for somebody else", with("aud", json!("another-api"))),
        (
            "a token of another issuer",
            with("iss", json!("https://evil.example")),
        ),
        ("a token of an unknown client", with("client_id", json!("nobody"))),
        (
            "a token of another subject",
            with("sub", json!("01890000-0000-7000-8000-000000000000")),
        ),
        ("a token of an unknown key", signed("unknown", &claims)),
        ("a token of the wrong key", signed(&kid, &claims)),
        ("an unsigned token", unsigned(&kid, &claims)),
        ("a token signed with the public key", symmetric(&claims)),
        ("a token with another payload", patched(&real)),
        ("no token at all", String::new()),
        ("a word", "token".to_owned()),
    ];
    let caller = |(name, token): (&'static str, String)| (name, Caller::with_token(&demo.app, &token));
    tokens.into_iter().map(caller).collect()
}

/// A token whose client was removed after it was handed out.
pub async fn of_a_removed_program(demo: &Demo) -> Caller {
    let (id, secret) = demo.client(STADTWERKE);
    let token = callers::program(&demo.app, id, secret).await;
    let caller = Caller::with_token(&demo.app, &token);
    assert!(works(&caller).await, "it was good before");
    query(
        &demo.app,
        &format!("DELETE FROM api_client WHERE client_id = '{id}'"),
    );
    caller
}

async fn works(caller: &Caller) -> bool {
    let Caller::Token(session, token) = caller else {
        return false;
    };
    let request = session
        .request(reqwest::Method::GET, "/api/v1/suppliers")
        .bearer_auth(token);
    request.send().await.expect("an answer").status() == 200
}

/// Makes the instance know this test's key, as if another instance had made it.
fn teach_key(demo: &Demo) {
    let bytes = |hex: &str| match demo.app.database() {
        Some(_) => format!("'\\x{hex}'"),
        None => format!("X'{hex}'"),
    };
    query(
        &demo.app,
        &format!(
            "INSERT INTO signing_key (kid, private_key_sealed, public_key, created_at)
             VALUES ('{KID}', {}, {}, '2020-01-01T00:00:00+00:00')",
            bytes(PRIVATE),
            bytes(PUBLIC)
        ),
    );
}

fn part(token: &str, position: usize) -> Value {
    let part = token.split('.').nth(position).expect("three parts");
    let bytes = URL_SAFE_NO_PAD.decode(part).expect("base64");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn coded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex.as_bytes().chunks(2).collect();
    let byte =
        |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("text"), 16).expect("a byte");
    digits.into_iter().map(byte).collect()
}

fn signed(kid: &str, claims: &Value) -> String {
    let header = Header {
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    encode(&header, claims, &EncodingKey::from_ed_der(&bytes(PRIVATE))).expect("a token")
}

fn unsigned(kid: &str, claims: &Value) -> String {
    format!(
        "{}.{}.",
        coded(&json!({ "alg": "none", "typ": "JWT", "kid": kid })),
        coded(claims)
    )
}

/// The public key taken for a shared secret: the confusion of algorithms.
fn symmetric(claims: &Value) -> String {
    let header = Header {
        kid: Some(KID.to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    encode(&header, claims, &EncodingKey::from_secret(&bytes(PUBLIC))).expect("a token")
}

/// A real signature under more rights than were signed.
fn patched(real: &str) -> String {
    let mut claims = part(real, 1);
    claims["scope"] = json!("operate");
    let parts: Vec<_> = real.split('.').collect();
    format!("{}.{}.{}", parts[0], coded(&claims), parts[2])
}
