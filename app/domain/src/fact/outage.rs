//! Outages.

use super::{Problem, past_problem, text_problem};
use crate::time::Instant;

/// An interval in which a service was down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Its beginning.
    pub starts_at: Instant,
    /// Its end; `None` while it lasts.
    pub ends_at: Option<Instant>,
    /// What is known of the cause.
    pub cause: Option<String>,
}

impl Outage {
    /// What cannot be accepted.
    pub fn problems(&self, now: Instant) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(past_problem("starts_at", self.starts_at, now));
        if self.ends_at.is_some_and(|end| end <= self.starts_at) {
            problems.push(Problem("ends_at", "end_before_start"));
        } else {
            problems.extend(self.ends_at.and_then(|end| past_problem("ends_at", end, now)));
        }
        problems.extend(
            self.cause
                .as_ref()
                .and_then(|text| text_problem("cause", text, false)),
        );
        problems
    }
}
