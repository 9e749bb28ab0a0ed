//! The term of a contract: when it can end next, and until when notice must be received.
//!
//! What counts is receipt (§ 130(1) BGB). The last day of receipt is counted back by §§ 187(1), 188(2) BGB; § 193 BGB
//! does not extend it (BGH, 17 February 2005, III ZR 172/04), so beside the statutory last day stands the last working
//! day before it, and before that the day on which the decision must be made. The answer carries its derivation as
//! data: every step names its rule, its dates and the norm.
//!
//! ```text
//! last receipt = end - notice period        safe day = last working day on or before it        decision = safe day - lead
//! ```
//!
//! ```
//! use domain::contract::period_rules::{Length, Unit};
//! use domain::contract::term::{Duration, Form, Notice, NoticeTo, Renewal, Term};
//! use domain::time::holiday::Region;
//!
//! let term = Term {
//!     start: "2025-06-01".parse()?,
//!     duration: Duration::For { length: Length::new(1, Unit::Year) },
//!     renewal: Renewal::Tacit { length: Length::new(1, Unit::Year) },
//!     minimum: None,
//!     notice: Some(Notice { length: Length::new(3, Unit::Month), to: NoticeTo::TermEnd, form: Form::Text }),
//!     lead_working_days: 10,
//!     region: Region::BE,
//! };
//! let next = term.next_end("2026-01-15".parse()?)?;
//! let notice = next.notice.ok_or("no notice")?;
//! // 28 February 2026 is a Saturday: receipt on it is in time, but nobody should rely on that.
//! assert_eq!(next.end.to_string(), "2026-05-31");
//! assert_eq!((notice.last_receipt.to_string(), notice.last_safe_day.to_string()), ("2026-02-28".into(), "2026-02-27".into()));
//! assert_eq!(notice.decide_by.to_string(), "2026-02-13");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod derive;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::period_rules::Length;
use crate::time::holiday::Region;

/// How long a contract runs before anybody gives notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Duration {
    /// Until somebody ends it.
    Indefinite,
    /// Until the end of a day.
    Until {
        /// The last day.
        last_day: NaiveDate,
    },
    /// For a length from the start.
    For {
        /// The length.
        length: Length,
    },
}

/// What happens at the end of a fixed term without notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Renewal {
    /// The contract ends.
    #[default]
    None,
    /// It goes on for another length, again and again.
    Tacit {
        /// The length of each extension.
        length: Length,
    },
    /// It goes on indefinitely.
    Indefinite,
}

/// To which days notice can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTo {
    /// Any day.
    AnyDay,
    /// The end of a calendar month.
    MonthEnd,
    /// The end of a calendar quarter.
    QuarterEnd,
    /// The end of June or December.
    HalfYearEnd,
    /// The end of a calendar year.
    YearEnd,
    /// The end of a year of the contract, counted from its start.
    ContractYearEnd,
    /// The end of the fixed term or of its extension.
    TermEnd,
}

/// The form notice needs (§§ 126, 126b BGB). A notice in the wrong form is void (§ 125 BGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// None is agreed.
    #[default]
    Free,
    /// Text form: readable, on a durable medium, naming the sender. E-mail is enough.
    Text,
    /// Written form: signed by hand, or with a qualified electronic signature.
    Written,
}

/// A rule such as "3 months to the end of a quarter".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The notice period.
    pub length: Length,
    /// To which days.
    pub to: NoticeTo,
    /// In which form.
    #[serde(default)]
    pub form: Form,
}

/// The terms that decide when a contract can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The first day; the term starts with its beginning (§ 187(2) BGB).
    pub start: NaiveDate,
    /// How long it runs by itself.
    pub duration: Duration,
    /// What happens then.
    #[serde(default)]
    pub renewal: Renewal,
    /// Before the end of this length from the start nobody can end it by notice.
    #[serde(default)]
    pub minimum: Option<Length>,
    /// The notice rule, if notice can be given.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// Working days needed between the decision and the receipt.
    #[serde(default)]
    pub lead_working_days: u32,
    /// Whose public holidays are no working days.
    pub region: Region,
}

/// How the contract ends next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextEnd {
    /// The last day of the contract.
    pub end: NaiveDate,
    /// The dates of the notice; `None` if the contract ends by itself.
    pub notice: Option<NoticeDates>,
    /// How these dates come about.
    pub steps: Vec<Step>,
}

/// The dates of a notice, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDates {
    /// The statutory last day of receipt.
    pub last_receipt: NaiveDate,
    /// The last working day on or before it.
    pub last_safe_day: NaiveDate,
    /// The last day for the decision: the lead time before the last safe day.
    pub decide_by: NaiveDate,
}

/// What a step of the derivation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The fixed term, from its first to its last day.
    FixedTerm,
    /// An extension by tacit renewal.
    Renewed,
    /// The minimum term, from its first to its last day.
    MinimumTerm,
    /// The contract ends by itself.
    EndsByItself,
    /// An earlier end for which notice would have had to be received by `from`.
    TooLate,
    /// The end to which notice can be given next.
    PossibleEnd,
    /// The last day of receipt, counted back from the end.
    LastReceipt,
    /// The last day of receipt is no working day and is nevertheless not moved.
    NotExtended,
    /// The last working day before the last day of receipt.
    SafeDay,
    /// The lead time before the last safe day.
    LeadTime,
}

/// Where a step gets its authority from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// The contract itself.
    Contract,
    /// § 130(1) BGB: a declaration takes effect with its receipt.
    Bgb130,
    /// § 187(1), 188(2), (3) BGB: the day of the event does not count.
    Bgb187And188,
    /// § 187(2), 188(2), (3) BGB: the first day counts.
    Bgb187Paragraph2,
    /// BGH, III ZR 172/04: § 193 BGB does not extend notice periods.
    BghIIIZr172Of04,
}

impl Norm {
    /// The citation as German lawyers write it; `None` for the contract itself.
    pub const fn citation(self) -> Option<&'static str> {
        match self {
            Self::Contract => None,
            Self::Bgb130 => Some("§ 130 Abs. 1 BGB"),
            Self::Bgb187And188 => Some("§ 187 Abs. 1, § 188 Abs. 2, 3 BGB"),
            Self::Bgb187Paragraph2 => Some("§ 187 Abs. 2, § 188 Abs. 2, 3 BGB"),
            Self::BghIIIZr172Of04 => Some("BGH, Urteil vom 17.02.2005, III ZR 172/04"),
        }
    }
}

/// One step of the derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it says.
    pub rule: Rule,
    /// The date it starts from.
    pub from: NaiveDate,
    /// The date it arrives at.
    pub to: NaiveDate,
    /// The length it uses, if any.
    pub length: Option<Length>,
    /// Why.
    pub norm: Norm,
}

/// Why the next end cannot be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// The fixed term ends before it starts.
    #[error("duration: ends before the start")]
    EndBeforeStart,
    /// An extension of no length.
    #[error("renewal: an extension of length 0 never ends")]
    EmptyRenewal,
    /// Nothing says how the contract ends.
    #[error("notice: missing; the contract does not end by itself")]
    NoNotice,
    /// Notice to the end of a term that has none, or none any more.
    #[error("notice: to the end of a fixed term, but the contract has none to come")]
    NoTermEnd,
    /// A date lies outside the calendar, or a contract is extended more than ten thousand times.
    #[error("the dates of the contract cannot be computed")]
    Unrepresentable,
}

impl TermError {
    /// A stable code, translated by the user interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndBeforeStart => "end_before_start",
            Self::EmptyRenewal => "empty_renewal",
            Self::NoNotice => "no_notice",
            Self::NoTermEnd => "no_term_end",
            Self::Unrepresentable => "dates_too_far",
        }
    }
}

#[cfg(test)]
mod tests;
