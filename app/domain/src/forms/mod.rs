//! What people type, and what is wrong with it. The browser and the server check with the same code.

mod access;
mod account;
mod oidc;
mod outage;
mod password;
mod sign_in;

pub use access::{ApiClientForm, ApiClientInput, InvitationForm, InvitationInput};
pub use account::{JoinForm, name_problem, read_email};
use chrono::{Datelike, NaiveDate, NaiveTime};
pub use oidc::{OidcForm, OidcInput};
pub use outage::{OutageForm, OutageInput};
pub use password::{LONGEST_PASSWORD, SHORTEST_PASSWORD, check_password};
use serde::{Deserialize, Serialize};
pub use sign_in::{SignInForm, safe_next};

/// One field and what is wrong with it. `code` is stable and translated by the user interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the form field.
    pub field: String,
    /// Stable reason, such as `required`.
    pub code: String,
}

impl FieldError {
    /// A reason for a field.
    pub fn new(field: &str, code: &str) -> Self {
        Self {
            field: field.to_owned(),
            code: code.to_owned(),
        }
    }
}

/// Reads a date as people type it: `31.12.2026`, or ISO `2026-12-31`. The year has four digits: `1.11.26` is refused
/// rather than taken for the year 26.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let date = NaiveDate::parse_from_str(text, "%d.%m.%Y")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d"))
        .ok()?;
    (1_000..=9_999).contains(&date.year()).then_some(date)
}

/// Reads a time of day: `07:41` or `7:41`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    NaiveTime::parse_from_str(text, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"))
        .ok()
}
