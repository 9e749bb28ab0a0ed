//! A person's own account.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Language;
use crate::ids::SessionId;
use crate::policy::Role;

/// How a session began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// E-mail and password, and the second factor where there is one.
    Password,
    /// The tenant's own identity provider. Such a session stays in that tenant and cannot change the account.
    Oidc,
}

impl SignInMethod {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Oidc => "oidc",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Password, Self::Oidc]
            .into_iter()
            .find(|method| method.code() == code)
    }
}

/// How far a sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStage {
    /// Signed in.
    Full,
    /// The password was right; the second factor is still to come.
    SecondFactor,
    /// The tenant requires a second factor and the person has none yet.
    Enrolment,
}

impl SessionStage {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::SecondFactor => "second_factor",
            Self::Enrolment => "enrolment",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Full, Self::SecondFactor, Self::Enrolment]
            .into_iter()
            .find(|stage| stage.code() == code)
    }
}

/// One signed-in browser of the person who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// For signing it out.
    pub id: SessionId,
    /// Tenant, and supplier for vendors.
    pub place: String,
    /// How it began.
    pub method: SignInMethod,
    /// Beginning, in the tenant's zone.
    pub created_at: NaiveDateTime,
    /// Last request, to five minutes.
    pub last_seen_at: NaiveDateTime,
    /// Address it began from.
    pub address: String,
    /// What the browser called itself.
    pub agent: String,
    /// Whether it is the one that looks.
    pub current: bool,
}

/// A new address that waits for confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingEmail {
    /// The address.
    pub email: String,
    /// How long it waits, in the tenant's zone.
    pub until: NaiveDateTime,
}

/// The person's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// Full name.
    pub name: String,
    /// Sign-in address.
    pub email: String,
    /// A new address that waits for confirmation.
    pub pending_email: Option<PendingEmail>,
    /// Language of pages and mail.
    pub language: Language,
    /// Role in the current tenant.
    pub role: Role,
    /// How the current session began; the account can be changed with a password session alone.
    pub method: SignInMethod,
    /// When the second factor was set up.
    pub second_factor_since: Option<NaiveDateTime>,
    /// Recovery codes left.
    pub recovery_codes_left: u32,
    /// Whether the current tenant requires a second factor.
    pub second_factor_required: bool,
    /// Signed-in browsers, the last used first.
    pub sessions: Vec<SessionRow>,
}

/// What is needed to set up a second factor. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorProposal {
    /// The secret in Base32, in groups of four, to be typed in.
    pub secret: String,
    /// The same as `otpauth://` link.
    pub uri: String,
    /// The link as QR code: side length in modules.
    pub qr_size: u32,
    /// The dark modules, each as one path step of an SVG.
    pub qr_path: String,
    /// Whether the password is asked for too: not right after it was typed to sign in.
    pub password_needed: bool,
    /// The account, for programs that keep passwords.
    pub email: String,
}

/// An invitation as the invited person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The invited address.
    pub email: String,
    /// The tenant.
    pub tenant_name: String,
    /// The role there.
    pub role: Role,
    /// The supplier, for vendors.
    pub supplier_name: Option<String>,
    /// Who invites.
    pub invited_by: String,
    /// Whether the address has an account already, whose password is then asked for.
    pub has_account: bool,
    /// Language of the invitation.
    pub language: Language,
}
