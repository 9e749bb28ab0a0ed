//! Facts as they come in: what happened to a service, before it is stored.
//!
//! A fact is known by its service, its source and its number there; a sample also by its series and start. The same
//! again is the same fact, another content is a correction that supersedes the earlier one. Nothing is guessed: what
//! contradicts itself is refused with the field and the reason.
//!
//! ```
//! use domain::fact::{Outage, Problem};
//!
//! let outage = Outage {
//!     starts_at: "2026-03-10T10:00:00Z".parse()?, ends_at: Some("2026-03-10T09:00:00Z".parse()?), cause: None,
//! };
//! let problems = outage.problems("2026-03-11T00:00:00Z".parse()?);
//! assert_eq!(problems, [Problem("ends_at", "end_before_start")]);
//! # Ok::<(), chrono::ParseError>(())
//! ```

mod decimal;
mod maintenance;
mod outage;
mod sample;
mod ticket;
mod value;

use chrono::Datelike;
pub use decimal::{Decimal, MICROS};
pub use maintenance::Maintenance;
pub use outage::Outage;
pub use sample::{Amount, Sample};
pub use ticket::TicketLife;
pub use value::Value;

use crate::policy::coded;
use crate::time::Instant;

coded! {
    /// What a fact can be.
    FactKind {
        /// An interval in which a service was down.
        Outage = "outages",
        /// A measurement of a stretch of time.
        Sample = "samples",
        /// The life of a ticket.
        Ticket = "tickets",
        /// A stretch of time announced for maintenance.
        Maintenance = "maintenance",
        /// What a supplier says it reached in a period.
        Value = "values",
    }
}

/// A field and what is wrong with it, as stable codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem(pub &'static str, pub &'static str);

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The system that knows it.
    pub source: String,
    /// Its number there; made up when there is none.
    pub external_id: Option<String>,
    /// Why an earlier state is corrected.
    pub reason: Option<String>,
}

/// Longer texts are no names, numbers and causes any more.
pub const LONGEST_TEXT: usize = 500;
/// Earlier times are typing errors.
const EARLIEST_YEAR: i32 = 1990;
/// Later times are typing errors, also for what is planned.
const LATEST_YEAR: i32 = 2100;

impl Origin {
    /// What cannot be accepted.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(text_problem("source", &self.source, true));
        let optional = [
            ("external_id", &self.external_id, true),
            ("reason", &self.reason, false),
        ];
        for (field, text, needed) in optional {
            problems.extend(text.as_ref().and_then(|text| text_problem(field, text, needed)));
        }
        problems
    }
}

/// What is wrong with a text, if anything.
fn text_problem(field: &'static str, text: &str, needed: bool) -> Option<Problem> {
    if text.chars().count() > LONGEST_TEXT {
        Some(Problem(field, "too_long"))
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        Some(Problem(field, "control_character"))
    } else if needed && text.trim().is_empty() {
        Some(Problem(field, "required"))
    } else {
        None
    }
}

/// What is wrong with the moment something happened.
fn past_problem(field: &'static str, at: Instant, now: Instant) -> Option<Problem> {
    if at.year() < EARLIEST_YEAR {
        Some(Problem(field, "too_long_ago"))
    } else if at > now {
        Some(Problem(field, "in_the_future"))
    } else {
        None
    }
}

/// What is wrong with a moment that may lie ahead.
fn planned_problem(field: &'static str, at: Instant) -> Option<Problem> {
    if at.year() < EARLIEST_YEAR {
        Some(Problem(field, "too_long_ago"))
    } else if at.year() > LATEST_YEAR {
        Some(Problem(field, "too_far_ahead"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
