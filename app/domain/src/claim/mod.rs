//! Claims: what a missed target entitles us to, until when it must be asked for, and what becomes of it.

mod life;
mod rule;

pub use life::{ClaimState, Moved, Standing, StepError, step};
pub use rule::{ClaimRule, DeadlineSource, limitation};

use chrono::Duration;

/// How long before a deadline somebody is reminded, in days, the most urgent first.
pub const REMINDERS: [i32; 3] = [1, 5, 14];

/// Claims that run out later than this are no decision of today.
pub const HORIZON: Duration = Duration::days(90);

/// `ANS-2026-003`: the third claim (Anspruch) of the year.
pub fn reference(year: i32, number: u64) -> String {
    format!("{}{number:03}", reference_prefix(year))
}

/// What all references of a year begin with.
pub fn reference_prefix(year: i32) -> String {
    format!("ANS-{year}-")
}
