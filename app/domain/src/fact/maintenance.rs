//! Maintenance windows.

use super::{Problem, past_problem, planned_problem, text_problem};
use crate::time::Instant;

/// A stretch of time announced for maintenance; it may lie ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maintenance {
    /// Its beginning.
    pub starts_at: Instant,
    /// Its end.
    pub ends_at: Instant,
    /// When it was announced, where that is known; contracts ask for notice.
    pub announced_at: Option<Instant>,
    /// What is done in it.
    pub purpose: Option<String>,
}

impl Maintenance {
    /// What cannot be accepted.
    pub fn problems(&self, now: Instant) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(planned_problem("starts_at", self.starts_at));
        if self.ends_at <= self.starts_at {
            problems.push(Problem("ends_at", "end_before_start"));
        } else {
            problems.extend(planned_problem("ends_at", self.ends_at));
        }
        problems.extend(
            self.announced_at
                .and_then(|at| past_problem("announced_at", at, now)),
        );
        problems.extend(
            self.purpose
                .as_ref()
                .and_then(|text| text_problem("purpose", text, false)),
        );
        problems
    }
}
