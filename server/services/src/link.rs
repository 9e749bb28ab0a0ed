//! Links that work once: a signed token names a row, and the row says whether it was used.

use domain::time::Instant;
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
    jti: Uuid,
    purpose: Purpose,
    tenant: Option<Uuid>,
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
            jti: id,
            purpose,
            tenant: tenant_id,
        };
        let token = self.sign_token(AUDIENCE, expires_at, claims).await?;
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
        let claims: Option<Claims> = self.read_token(AUDIENCE, token).await?;
        let claims = claims.filter(|claims| claims.purpose == purpose).ok_or(INVALID)?;
        Ok(Named {
            id: claims.jti,
            tenant_id: claims.tenant,
        })
    }
}
