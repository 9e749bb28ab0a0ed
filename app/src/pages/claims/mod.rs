//! Claims: the desk and one claim.

mod desk;
mod next;
mod one;
mod totals;

pub use desk::ClaimsPage;
use domain::claim::ClaimState;
use domain::views::ClaimRow;
pub use one::ClaimPage;

use crate::ui::Tone;

/// How many days before its deadline an open claim becomes urgent.
const SOON: i64 = 14;

/// How a claim's state looks.
const fn tone(state: ClaimState, days_left: i64) -> Tone {
    match state {
        ClaimState::Open if days_left <= SOON => Tone::Risk,
        ClaimState::Open | ClaimState::Submitted => Tone::Info,
        ClaimState::Acknowledged | ClaimState::Settled => Tone::Ok,
        ClaimState::Disputed => Tone::Risk,
        ClaimState::Waived => Tone::Unknown,
        ClaimState::Lapsed => Tone::Breach,
    }
}

/// How a row looks.
const fn tone_of(row: &ClaimRow) -> Tone {
    tone(row.state, row.days_left)
}
