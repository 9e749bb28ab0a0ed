//! The lives of tickets.

use super::{Problem, past_problem, text_problem};
use crate::sla::ticket::Pause;
use crate::time::Instant;

/// Answers of the satisfaction survey run from 1, the worst, to this.
pub const BEST_SATISFACTION: i64 = 5;
/// Whoever is reopened more often is a typing error.
const MOST_REOPENINGS: i64 = 10_000;

/// A ticket from its report to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketLife {
    /// As named in the target's goals.
    pub priority: String,
    /// When it was reported.
    pub reported_at: Instant,
    /// When somebody qualified first answered.
    pub responded_at: Option<Instant>,
    /// When it was resolved.
    pub resolved_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// When its clock stood still.
    pub pauses: Vec<Pause>,
    /// How often it was opened again after it was resolved.
    pub reopened: i64,
    /// Whether the first contact resolved it, where that is known.
    pub first_contact: Option<bool>,
    /// What the person who reported it answered, 1 to 5.
    pub satisfaction: Option<i64>,
}

impl TicketLife {
    /// What cannot be accepted.
    pub fn problems(&self, now: Instant) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(text_problem("priority", &self.priority, true));
        problems.extend(past_problem("reported_at", self.reported_at, now));
        let later = [
            ("responded_at", self.responded_at, "responded_before_reported"),
            ("resolved_at", self.resolved_at, "resolved_before_reported"),
            ("closed_at", self.closed_at, "closed_before_reported"),
        ];
        for (field, at, code) in later {
            let Some(at) = at else { continue };
            if at < self.reported_at {
                problems.push(Problem(field, code));
            } else {
                problems.extend(past_problem(field, at, now));
            }
        }
        problems.extend(self.pauses_problem());
        if !(0..=MOST_REOPENINGS).contains(&self.reopened) {
            problems.push(Problem("reopened", "out_of_range"));
        }
        if self
            .satisfaction
            .is_some_and(|answer| !(1..=BEST_SATISFACTION).contains(&answer))
        {
            problems.push(Problem("satisfaction", "out_of_range"));
        }
        problems
    }

    /// Pauses are in order, end after they begin, and only the last one may still last.
    fn pauses_problem(&self) -> Option<Problem> {
        let mut free_from = Some(self.reported_at);
        for pause in &self.pauses {
            match free_from {
                None => return Some(Problem("pauses", "pause_overlap")),
                Some(free) if pause.from < free => {
                    let before = pause.from < self.reported_at;
                    let code = if before {
                        "pause_before_reported"
                    } else {
                        "pause_overlap"
                    };
                    return Some(Problem("pauses", code));
                }
                Some(_) if pause.to.is_some_and(|to| to <= pause.from) => {
                    return Some(Problem("pauses", "end_before_start"));
                }
                Some(_) => free_from = pause.to,
            }
        }
        None
    }
}
