//! Links that work once: a signed token names a row, and the row says whether it was used.

use domain::time::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Error, Result, Services};

const AUDIENCE: &str = "tragwerk-link";

/// What a link is for. One for one purpose is nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Joining a tenant.
    Invitation,
    /// A new password.
    PasswordReset,
    /// A new address.
    EmailChange,
    /// A person's deadlines as a calendar.
    DeadlineFeed,
}

impl Purpose {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
            Self::EmailChange => "email_change",
            Self::DeadlineFeed => "deadline_feed",
        }
    }

    /// The page that takes the link.
    const fn path(self) -> &'static str {
        match self {
            Self::Invitation => "/invitation",
            Self::PasswordReset => "/reset",
            Self::EmailChange => "/confirm-email",
            Self::DeadlineFeed => "/deadlines.ics",
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    jti: Uuid,
    purpose: Purpose,
    tenant: Option<Uuid>,
    exp: i64,
}

/// What a genuine link names.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// The row.
    pub id: Uuid,
    /// The tenant it lies in, for invitations.
    pub tenant_id: Option<Uuid>,
}

/// The one answer to a link that is forged, run out or used: it tells nobody which.
pub const INVALID: Error = Error::Conflict("link_invalid");

impl Services {
    /// The address that stands in the mail.
    pub(crate) async fn link(
        &self,
        purpose: Purpose,
        id: Uuid,
        tenant_id: Option<Uuid>,
        expires_at: Instant,
    ) -> Result<String> {
        let claims = Claims {
            iss: self.options.public_url.clone(),
            aud: AUDIENCE.to_owned(),
            jti: id,
            purpose,
            tenant: tenant_id,
            exp: expires_at.timestamp(),
        };
        let key = self.signing_key().await?;
        let header = Header {
            kid: Some(key.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let token = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(&key.private_pkcs8))
            .map_err(Error::internal)?;
        Ok(format!(
            "{}{}?token={token}",
            self.options.public_url,
            purpose.path()
        ))
    }

    /// Reads a link's token.
    ///
    /// # Errors
    /// [`INVALID`] for anything but a genuine token of this purpose that has not run out.
    pub(crate) async fn read_link(&self, purpose: Purpose, token: &str) -> Result<Named> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| INVALID)?;
        let key = self.verifying_key(header.kid.as_deref()).await?.ok_or(INVALID)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.options.public_url]);
        validation.set_required_spec_claims(&["exp", "aud", "iss"]);
        // The product's own clock decides below.
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_ed_der(&key), &validation)
            .map_err(|_| INVALID)?
            .claims;
        if claims.purpose != purpose || claims.exp <= self.clock.now().timestamp() {
            return Err(INVALID);
        }
        Ok(Named {
            id: claims.jti,
            tenant_id: claims.tenant,
        })
    }
}
