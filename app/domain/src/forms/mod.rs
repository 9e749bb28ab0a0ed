//! What people type, and what is wrong with it. The browser and the server check with the same code.

mod access;
mod account;
mod amendment;
mod calendar;
mod chain;
mod claim;
mod contract;
mod document;
pub mod intake;
mod oidc;
mod outage;
mod password;
mod reader;
mod saved_view;
mod service;
mod sign_in;
mod supplier;
mod supplier_parts;
mod target;
mod template;
mod text_form;

pub use access::{ApiClientForm, ApiClientInput, InvitationForm, InvitationInput};
pub use account::{JoinForm, name_problem, read_email};
pub use amendment::{Amendment, AmendmentForm, LengthForm};
pub use calendar::{CalendarForm, CalendarInput, CalendarTemplate, DayReasons, PreviewForm, PreviewInput};
pub use chain::ChainStepForm;
use chrono::{Datelike, NaiveDate, NaiveTime};
pub use claim::{ClaimStepForm, ClaimStepInput};
pub use contract::{ContractForm, ContractInput, StepForm, StepInput};
pub use document::{DocumentForm, DocumentInput};
pub use oidc::{OidcForm, OidcInput};
pub use outage::{OutageForm, OutageInput};
pub use password::{LONGEST_PASSWORD, SHORTEST_PASSWORD, check_password};
pub use saved_view::SavedViewForm;
use serde::{Deserialize, Serialize};
pub use service::{RaciForm, RaciInput, RaciParty, ServiceForm, ServiceInput, read_matrix, read_raci};
pub use sign_in::{SignInForm, safe_next};
pub use supplier::{SupplierForm, SupplierInput};
pub use supplier_parts::{
    CertificateForm, CertificateInput, ContactForm, ContactInput, SubSupplierForm, SubSupplierInput,
};
pub use target::{BandForm, GoalForm, LevelForm, TargetForm, TargetInput, TierForm};
pub use template::{TemplateForm, TemplateInput};

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

/// An enumeration as it is stored.
fn code(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    let code = value.as_ref().and_then(serde_json::Value::as_str);
    code.unwrap_or_default().to_owned()
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

/// Ten billion: what is more is a typing error, and sums of as many as there can be still fit.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;

/// Reads an amount of money with up to two decimals, in minor units: `48.000,50` and `48000,5` as in German,
/// `48,000.50` and `48000.5` as in English. A lone separator before three digits stands for thousands.
pub fn parse_amount(text: &str) -> Option<i64> {
    let text = text.trim();
    let last = text.rfind([',', '.']);
    let (whole, decimals) = match last {
        Some(at) if text.len() - at - 1 <= 2 => (&text[..at], &text[at + 1..]),
        _ => (text, ""),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    if !grouped || first.is_empty() || rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    let digits: String = std::iter::once(first).chain(rest).collect();
    if !digits.chars().chain(decimals.chars()).all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = digits.parse().ok()?;
    let cents: i64 = format!("{decimals:0<2}").parse().ok()?;
    let minor = whole.checked_mul(100)?.checked_add(cents)?;
    (minor <= LARGEST_AMOUNT).then_some(minor)
}

/// Reads a percentage with up to four decimals, in parts per million: `99,95`, `99.95` and `99,95 %` are 999,500. At most
/// 1000 %: pools of at-risk amounts may exceed the whole.
pub fn parse_percent(text: &str) -> Option<i64> {
    const DECIMALS: usize = 4;
    let text = text.trim().trim_end_matches('%').trim_end();
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(decimals) || decimals.len() > DECIMALS
    {
        return None;
    }
    if decimals.is_empty() && text.len() != whole.len() {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let parts: i64 = format!("{decimals:0<DECIMALS$}").parse().ok()?;
    let ppm = whole * 10_000 + parts;
    (ppm <= 10_000_000).then_some(ppm)
}

#[cfg(test)]
mod tests {
    use super::{parse_amount, parse_percent};

    #[test]
    fn percentages_are_read_as_people_type_them() {
        for (text, ppm) in [
            ("99,95", 999_500),
            ("99.95 %", 999_500),
            ("100", 1_000_000),
            ("0,0001%", 1),
            ("175", 1_750_000),
        ] {
            assert_eq!(parse_percent(text), Some(ppm), "{text}");
        }
        for text in [
            "",
            "-1",
            "99,",
            ",5",
            "99,95001",
            "1001",
            "9,9,9",
            "neunundneunzig",
        ] {
            assert_eq!(parse_percent(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, minor) in [
            ("48000", 4_800_000),
            ("48.000", 4_800_000),
            ("48.000,50", 4_800_050),
            ("48,000.5", 4_800_050),
            ("0,99", 99),
            ("1.234.567,89", 123_456_789),
        ] {
            assert_eq!(parse_amount(text), Some(minor), "{text}");
        }
        for text in [
            "",
            "-1",
            "1,2,3",
            "1.0000",
            "12x",
            ",50",
            "1.2.3",
            "99999999999999999999",
        ] {
            assert_eq!(parse_amount(text), None, "{text}");
        }
    }
}
