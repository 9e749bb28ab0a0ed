//! Signed tokens (RFC 7519): the one place that makes and reads them, for access tokens and for links.

use domain::time::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Error, Result, Services};

/// What every token says, around what it is about.
#[derive(Serialize, Deserialize)]
struct Claims<T> {
    iss: String,
    aud: String,
    exp: i64,
    #[serde(flatten)]
    about: T,
}

impl Services {
    /// A token for an audience, good until `expires_at`.
    pub(crate) async fn sign_token<T: Serialize>(
        &self,
        audience: &str,
        expires_at: Instant,
        about: T,
    ) -> Result<String> {
        let claims = Claims {
            iss: self.options.public_url.clone(),
            aud: audience.to_owned(),
            exp: expires_at.timestamp(),
            about,
        };
        let key = self.signing_key().await?;
        let header = Header {
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(&key.private_pkcs8))
            .map_err(Error::internal)
    }

    /// What a token is about; `None` for one that is forged, for another audience or run out.
    pub(crate) async fn read_token<T: DeserializeOwned>(
        &self,
        audience: &str,
        token: &str,
    ) -> Result<Option<T>> {
        let Ok(header) = jsonwebtoken::decode_header(token) else {
            return Ok(None);
        };
        let Some(key) = self.verifying_key(header.kid.as_deref()).await? else {
            return Ok(None);
        };
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[audience]);
        validation.set_issuer(&[&self.options.public_url]);
        validation.set_required_spec_claims(&["exp", "aud", "iss"]);
        // The product's own clock decides below.
        validation.validate_exp = false;
        let read = jsonwebtoken::decode::<Claims<T>>(token, &DecodingKey::from_ed_der(&key), &validation);
        let now = self.clock.now().timestamp();
        let claims = read.ok().map(|read| read.claims);
        Ok(claims
            .filter(|claims| claims.exp > now)
            .map(|claims| claims.about))
    }
}
