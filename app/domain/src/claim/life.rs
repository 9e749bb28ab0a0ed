//! The life of a claim.
//!
//! ```text
//! open -> submitted -> acknowledged | disputed -> settled        open, submitted, ... -> waived        open -> lapsed
//! ```
//!
//! Lapsing is the clock's: nobody chooses it. A lapsed claim can still be entered as submitted if that happened in time.
//!
//! ```
//! use domain::claim::{ClaimState, Standing, step};
//! use domain::forms::ClaimStepInput;
//!
//! let standing = Standing { state: ClaimState::Open, deadline: "2026-12-31".parse()?, since: "2026-10-01".parse()? };
//! let submit = ClaimStepInput::new(ClaimState::Submitted);
//! let moved = step(&standing, &submit, "2026-11-24".parse()?);
//! assert_eq!(moved.map(|moved| moved.on_day), Ok("2026-11-24".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::NaiveDate;

use crate::forms::ClaimStepInput;
use crate::policy::coded;

coded! {
    /// Where a claim stands.
    ClaimState {
        /// Known to us alone.
        Open = "open",
        /// The other party has been asked.
        Submitted = "submitted",
        /// The other party agrees.
        Acknowledged = "acknowledged",
        /// The other party disagrees.
        Disputed = "disputed",
        /// Credited or paid.
        Settled = "settled",
        /// Given up by us.
        Waived = "waived",
        /// Nobody asked in time.
        Lapsed = "lapsed",
    }
}

impl ClaimState {
    /// Where people can take a claim from here.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Submitted, Self::Waived],
            Self::Submitted => &[Self::Acknowledged, Self::Disputed, Self::Settled, Self::Waived],
            Self::Acknowledged => &[Self::Settled, Self::Disputed, Self::Waived],
            Self::Disputed => &[Self::Acknowledged, Self::Settled, Self::Waived],
            Self::Lapsed => &[Self::Submitted],
            Self::Settled | Self::Waived => &[],
        }
    }

    /// Whether it is the other party's to say: agreement or disagreement with what was asked.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Disputed)
    }

    /// Whether the other party was asked and the money is not here.
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Submitted | Self::Acknowledged | Self::Disputed)
    }
}

/// A claim as a step finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub state: ClaimState,
    /// The last day to ask.
    pub deadline: NaiveDate,
    /// No step can have happened before this day: the first of the period, later that of the step before.
    pub since: NaiveDate,
}

/// What a step makes of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The new state.
    pub state: ClaimState,
    /// The day it happened.
    pub on_day: NaiveDate,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// There is no way from here to there.
    #[error("status: no such step")]
    NoSuchStep,
    /// The day has not come.
    #[error("day: in the future")]
    InTheFuture,
    /// It cannot have happened before what came before it.
    #[error("day: before the step before")]
    TooEarly,
    /// The deadline was over by then.
    #[error("day: after the deadline")]
    AfterDeadline,
}

/// Takes a claim a step further; without a day, today.
///
/// # Errors
/// See [`StepError`].
pub fn step(standing: &Standing, input: &ClaimStepInput, today: NaiveDate) -> Result<Moved, StepError> {
    if !standing.state.next().contains(&input.state) {
        return Err(StepError::NoSuchStep);
    }
    let on_day = input.on_day.unwrap_or(today);
    if on_day > today {
        return Err(StepError::InTheFuture);
    }
    if on_day < standing.since {
        return Err(StepError::TooEarly);
    }
    if input.state == ClaimState::Submitted && on_day > standing.deadline {
        return Err(StepError::AfterDeadline);
    }
    Ok(Moved {
        state: input.state,
        on_day,
    })
}

impl Standing {
    /// Whether the clock ends the claim: still open after its last day.
    pub fn lapses(&self, today: NaiveDate) -> bool {
        self.state == ClaimState::Open && self.deadline < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClaimState as S;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn standing(state: S) -> Standing {
        Standing {
            state,
            deadline: day("2026-12-31"),
            since: day("2026-10-01"),
        }
    }

    fn at(state: S, to: S, on: Option<&str>, today: &str) -> Result<Moved, StepError> {
        let input = ClaimStepInput {
            on_day: on.map(day),
            ..ClaimStepInput::new(to)
        };
        step(&standing(state), &input, day(today))
    }

    #[test]
    fn every_pair_of_states_is_a_step_or_is_none() {
        let steps = [
            (S::Open, S::Submitted),
            (S::Open, S::Waived),
            (S::Submitted, S::Acknowledged),
            (S::Submitted, S::Disputed),
            (S::Submitted, S::Settled),
            (S::Submitted, S::Waived),
            (S::Acknowledged, S::Settled),
            (S::Acknowledged, S::Disputed),
            (S::Acknowledged, S::Waived),
            (S::Disputed, S::Acknowledged),
            (S::Disputed, S::Settled),
            (S::Disputed, S::Waived),
            (S::Lapsed, S::Submitted),
        ];
        for from in S::ALL {
            for to in S::ALL {
                let moved = at(*from, *to, None, "2026-11-24");
                if steps.contains(&(*from, *to)) {
                    assert_eq!(moved.map(|moved| moved.state), Ok(*to), "{from:?} {to:?}");
                } else {
                    assert_eq!(moved, Err(StepError::NoSuchStep), "{from:?} {to:?}");
                }
            }
        }
    }

    #[test]
    fn a_day_must_fit_between_what_was_and_today() {
        let submit = |on, today| at(S::Open, S::Submitted, on, today).map(|moved| moved.on_day);
        assert_eq!(
            submit(Some("2026-11-25"), "2026-11-24"),
            Err(StepError::InTheFuture)
        );
        assert_eq!(submit(Some("2026-09-30"), "2026-11-24"), Err(StepError::TooEarly));
        assert_eq!(submit(Some("2026-10-01"), "2026-11-24"), Ok(day("2026-10-01")));
        assert_eq!(submit(None, "2027-01-01"), Err(StepError::AfterDeadline));
        assert_eq!(submit(Some("2026-12-31"), "2027-01-01"), Ok(day("2026-12-31")));
    }

    #[test]
    fn what_was_asked_in_time_can_be_entered_late_and_nothing_else() {
        let late = |on| at(S::Lapsed, S::Submitted, on, "2027-02-01");
        assert!(late(Some("2026-12-31")).is_ok());
        assert_eq!(late(None), Err(StepError::AfterDeadline));
        // A dispute may be settled long after the deadline.
        assert!(at(S::Disputed, S::Settled, None, "2027-06-01").is_ok());
    }

    #[test]
    fn only_open_claims_lapse_and_only_after_the_last_day() {
        assert!(!standing(S::Open).lapses(day("2026-12-31")));
        assert!(standing(S::Open).lapses(day("2027-01-01")));
        for state in S::ALL.iter().filter(|state| **state != S::Open) {
            assert!(!standing(*state).lapses(day("2027-01-01")), "{state:?}");
        }
    }
}
