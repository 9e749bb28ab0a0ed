//! Access tokens for machines: OAuth 2.0 client credentials (RFC 6749 section 4.4), answered with a short-lived
//! JWT signed by Ed25519.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use domain::policy::Role;
use domain::views::Language;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Actor, ClientAddress, Error, Result, Services, Subject};

const AUDIENCE: &str = "tragwerk-api";
const LONGEST_CLIENT_ID: usize = 100;
const FAILURES_ALLOWED: i32 = 20;
const LIFETIME: Duration = Duration::minutes(15);

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
    iss: String,
    aud: String,
    sub: Uuid,
    client_id: String,
    tenant: Uuid,
    scope: String,
    iat: i64,
    exp: i64,
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
        let tx = self.db.system_read().await?;
        let client = tx.api_client(client_id).await?;
        drop(tx);
        let hash = client.as_ref().map(|client| client.secret_hash.as_str());
        let fits = self.hashing.verify(secret, hash).await?;
        let client = client.filter(|_| fits).ok_or(Error::Unauthenticated)?;
        let tx = self.db.system().await?;
        tx.clear_sign_in_attempts(&attempt).await?;
        tx.save().await?;
        let now = self.clock.now().timestamp();
        let claims = Claims {
            iss: self.options.public_url.clone(),
            aud: AUDIENCE.to_owned(),
            sub: client.id,
            client_id: client.client_id,
            tenant: client.tenant_id,
            scope: client.scopes,
            iat: now,
            exp: now + LIFETIME.num_seconds(),
        };
        let key = self.signing_key().await?;
        let header = Header {
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let encoding = EncodingKey::from_ed_der(&key.private_pkcs8);
        let access_token = jsonwebtoken::encode(&header, &claims, &encoding).map_err(Error::internal)?;
        Ok(AccessToken {
            access_token,
            token_type: "Bearer",
            expires_in: LIFETIME.num_seconds(),
        })
    }

    /// Who a token speaks for.
    ///
    /// # Errors
    /// `Unauthenticated` for a token that is forged, foreign or run out.
    pub async fn verify_token(&self, token: &str) -> Result<Actor> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Error::Unauthenticated)?;
        // Another instance may have made a key of its own; every stored key is good.
        let keys = self.db.system_read().await?.signing_keys().await?;
        let key = keys
            .into_iter()
            .find(|key| header.kid.as_deref() == Some(&key.kid))
            .ok_or(Error::Unauthenticated)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.options.public_url]);
        validation.set_required_spec_claims(&["exp", "aud", "iss"]);
        // The product's own clock decides below.
        validation.validate_exp = false;
        let decoding = DecodingKey::from_ed_der(&key.public_key);
        let claims = jsonwebtoken::decode::<Claims>(token, &decoding, &validation)
            .map_err(|_| Error::Unauthenticated)?
            .claims;
        if claims.exp <= self.clock.now().timestamp() {
            return Err(Error::Unauthenticated);
        }
        // A client that was removed loses its tokens at once.
        let client = self.db.system_read().await?.api_client(&claims.client_id).await?;
        let client = client.filter(|client| client.id == claims.sub && client.tenant_id == claims.tenant);
        let client = client.ok_or(Error::Unauthenticated)?;
        Ok(Actor {
            tenant_id: claims.tenant,
            role: Role::ApiClient,
            supplier_id: None,
            subject: Subject::Client(claims.sub),
            scopes: Some(claims.scope.split_whitespace().map(str::to_owned).collect()),
            name: client.name,
            language: Language::En,
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
