//! Time that one side wants not to count, and what the other says to it.
//!
//! Only what both sides agreed to leaves the figure: whoever asks cannot answer.

use crate::fact::{LONGEST_TEXT, Problem};
use crate::policy::coded;
use crate::time::Instant;

coded! {
    /// Where a request stands.
    ExclusionStatus {
        /// The other side is asked.
        Requested = "requested",
        /// The other side agreed: the time does not count.
        Agreed = "agreed",
        /// The other side refused.
        Refused = "refused",
        /// Taken back by those who asked.
        Withdrawn = "withdrawn",
    }
}

impl ExclusionStatus {
    /// Whether a request can come into this state, from the side that asked or from the other one.
    pub const fn can_be_set(self, by_requester: bool) -> bool {
        match self {
            Self::Requested => false,
            Self::Withdrawn => by_requester,
            Self::Agreed | Self::Refused => !by_requester,
        }
    }
}

/// What does not fit to a stretch of time and the reason why it should not count.
pub fn problems(starts_at: Instant, ends_at: Instant, reason: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if ends_at <= starts_at {
        problems.push(Problem("ends_at", "end_before_start"));
    }
    problems.extend(reason_problem("reason", reason));
    problems
}

/// What is wrong with a reason that must be given.
pub fn reason_problem(field: &'static str, reason: &str) -> Option<Problem> {
    if reason.trim().is_empty() {
        Some(Problem(field, "required"))
    } else if reason.chars().count() > LONGEST_TEXT {
        Some(Problem(field, "too_long"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_cannot_answer() {
        assert!(!ExclusionStatus::Agreed.can_be_set(true) && ExclusionStatus::Agreed.can_be_set(false));
        assert!(ExclusionStatus::Withdrawn.can_be_set(true) && !ExclusionStatus::Withdrawn.can_be_set(false));
    }

    #[test]
    fn time_ends_after_it_begins_and_has_a_reason() {
        let at: Instant = "2026-10-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            problems(at, at, " "),
            [
                Problem("ends_at", "end_before_start"),
                Problem("reason", "required")
            ]
        );
    }
}
