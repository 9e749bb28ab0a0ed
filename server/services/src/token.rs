//! Access tokens for machines: OAuth 2.0 client credentials (RFC 6749 section 4.4), answered with a short-lived
//! JWT signed by Ed25519.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::policy::Role;
use domain::time::Instant;
use domain::views::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use storage::ApiClient;

use crate::{Actor, ClientAddress, Error, Result, Services, Subject};

const AUDIENCE: &str = "tragwerk-api";
const LONGEST_CLIENT_ID: usize = 100;
const FAILURES_ALLOWED: i32 = 20;
const ADDRESS_FAILURES_ALLOWED: i32 = 100;
const LIFETIME: Duration = Duration::minutes(15);
/// The last use is written at most this often.
const TOUCH: Duration = Duration::minutes(5);

/// The answer of the token endpoint.
#[derive(Debug, Clone, Serialize)]
pub struct AccessToken {
    /// The token.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds until it runs out.
    pub expires_in: i64,
}

/// Public keys, as `/.well-known/jwks.json` shows them (RFC 7517).
#[derive(Debug, Clone, Serialize)]
pub struct Jwks {
    /// Newest first.
    pub keys: Vec<Jwk>,
}

/// One Ed25519 public key (RFC 8037).
#[derive(Debug, Clone, Serialize)]
pub struct Jwk {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    r#use: &'static str,
    kid: String,
    x: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    client_id: String,
    tenant: Uuid,
    scope: String,
    iat: i64,
}

impl Services {
    /// Exchanges a client's id and secret for a token.
    ///
    /// # Errors
    /// `Unauthenticated` for a wrong pair, whichever half is wrong; `Throttled` after too many.
    pub async fn issue_token(
        &self,
        client_id: &str,
        secret: &str,
        address: &ClientAddress,
    ) -> Result<AccessToken> {
        if client_id.len() > LONGEST_CLIENT_ID {
            return Err(Error::Unauthenticated);
        }
        let attempt = format!("client:{client_id}:{}", address.0);
        self.count_attempt(&attempt, FAILURES_ALLOWED).await?;
        let everything = format!("clients:{}", address.0);
        self.count_attempt(&everything, ADDRESS_FAILURES_ALLOWED).await?;
        let tx = self.db.system_read().await?;
        let client = tx.api_client(client_id).await?;
        drop(tx);
        let now = self.clock.now();
        let client = client.filter(|client| in_use(client, now));
        let fits = self.secret_fits(client.as_ref(), secret).await?;
        let client = client.filter(|_| fits).ok_or(Error::Unauthenticated)?;
        let tx = self.db.system().await?;
        self.clear_attempts(&tx, &attempt).await?;
        self.release_attempt(&tx, &everything).await?;
        if client.last_used_at.is_none_or(|at| now - at > TOUCH) {
            tx.touch_api_client(&client, now).await?;
        }
        tx.save().await?;
        let claims = Claims {
            sub: client.id,
            client_id: client.client_id,
            tenant: client.tenant_id,
            scope: client.scopes,
            iat: now.timestamp(),
        };
        let access_token = self.sign_token(AUDIENCE, now + LIFETIME, claims).await?;
        Ok(AccessToken {
            access_token,
            token_type: "Bearer",
            expires_in: LIFETIME.num_seconds(),
        })
    }

    /// Whether a secret is the client's, or until the end of a rotation the one before.
    async fn secret_fits(&self, client: Option<&ApiClient>, secret: &str) -> Result<bool> {
        let hash = client.map(|client| client.secret_hash.as_str());
        if self.hashing.verify(secret, hash).await? {
            return Ok(true);
        }
        let now = self.clock.now();
        let overlapping =
            client.filter(|client| client.previous_secret_until.is_some_and(|until| until > now));
        match overlapping.and_then(|client| client.previous_secret_hash.as_deref()) {
            Some(previous) => self.hashing.verify(secret, Some(previous)).await,
            None => Ok(false),
        }
    }

    /// Who a token speaks for.
    ///
    /// # Errors
    /// `Unauthenticated` for a token that is forged, foreign or run out.
    pub async fn verify_token(&self, token: &str, request_id: &str) -> Result<Actor> {
        let claims: Option<Claims> = self.read_token(AUDIENCE, token).await?;
        let claims = claims.ok_or(Error::Unauthenticated)?;
        // A client that was switched off or ran out loses its tokens at once.
        let client = self.db.system_read().await?.api_client(&claims.client_id).await?;
        let client = client.filter(|client| {
            client.id == claims.sub && client.tenant_id == claims.tenant && in_use(client, self.clock.now())
        });
        let client = client.ok_or(Error::Unauthenticated)?;
        Ok(Actor {
            tenant_id: claims.tenant,
            role: Role::ApiClient,
            supplier_id: None,
            subject: Subject::Client(claims.sub),
            scopes: Some(claims.scope.split_whitespace().map(str::to_owned).collect()),
            name: client.name,
            language: Language::En,
            request_id: request_id.to_owned(),
        })
    }

    /// The public keys.
    pub async fn jwks(&self) -> Result<Jwks> {
        self.signing_key().await?;
        let keys = self.db.system_read().await?.signing_keys().await?;
        let jwk = |key: storage::SigningKey| Jwk {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            r#use: "sig",
            kid: key.kid,
            x: URL_SAFE_NO_PAD.encode(key.public_key),
        };
        Ok(Jwks {
            keys: keys.into_iter().map(jwk).collect(),
        })
    }
}

/// Whether a client may be used at all.
fn in_use(client: &ApiClient, now: Instant) -> bool {
    client.revoked_at.is_none() && client.expires_at.is_none_or(|end| end > now)
}
