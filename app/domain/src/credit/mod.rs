//! Service credits: what a missed target costs.
//!
//! The order of the rules is fixed: measure, then the schedule, the monthly cap, rounding, the yearly cap, the
//! minimum. Shares are exact fractions until the amount is rounded half up to minor units, once, after the cap.
//! Every result carries its derivation as data.
//!
//! Unit: minor units of money. Source: the clauses of AWS, Azure and others that the models name.
//!
//! ```
//! use domain::credit::{Caps, Schedule, Tier, credit};
//! use domain::money::{Currency, Money};
//! use domain::ratio::Ratio;
//!
//! let tier = |below_ppm, at_least_ppm, credit_ppm| Tier { below_ppm, at_least_ppm, credit_ppm };
//! let aws = Schedule::TieredStep { tiers: vec![
//!     tier(999_900, Some(990_000), 100_000), tier(990_000, Some(950_000), 300_000), tier(950_000, None, 1_000_000),
//! ] };
//! let dollar = Caps { minimum_exclusive_minor: Some(100), ..Caps::default() };
//! let paid = |fee| credit(&aws, &dollar, Ratio { numerator: 9_944, denominator: 10_000 }, Money::new(fee, Currency::EUR), 0);
//! assert_eq!(paid(100_000)?.amount.minor, 10_000);
//! // 10 % of 10.00 is not greater than 1.00.
//! assert_eq!(paid(1_000)?.amount.minor, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod earn_back;
pub mod schedule;
mod validate;

pub use schedule::{Band, PointLevel, Schedule, Tier};
pub use validate::{ScheduleError, validate_bands, validate_tiers};

use serde::{Deserialize, Serialize};

use crate::exact::Fraction;
use crate::money::Money;
use crate::ratio::{Ratio, WHOLE_PPM};

/// Limits on what is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Caps {
    /// The most that is credited for one period, as a share of its fee. Without it the fee itself is the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_cap_ppm: Option<i64>,
    /// The most that is credited in a contract year, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yearly_cap_minor: Option<i64>,
    /// Credits up to and including this amount are not paid (AWS: paid only if greater than 1 USD).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_exclusive_minor: Option<i64>,
}

/// One step of the derivation of a credit, in the order in which the steps were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The schedule owes nothing at this attainment.
    NothingOwed {
        /// What was attained.
        attainment: Ratio,
    },
    /// The schedule owes a share of the fee, rounded half up to parts per million for display.
    Share {
        /// What was attained.
        attainment: Ratio,
        /// The share of the fee.
        percent_ppm: i64,
    },
    /// The tier in which the attainment lies.
    Tier {
        /// The tier.
        tier: Tier,
    },
    /// The points the attainment costs.
    Points {
        /// How many.
        points: i64,
    },
    /// The full units below target.
    Units {
        /// How many.
        units: i64,
    },
    /// The share was limited.
    PeriodCap {
        /// The limit.
        cap_ppm: i64,
    },
    /// The amount, rounded half up to minor units.
    Rounded {
        /// The amount.
        amount_minor: i64,
    },
    /// The amount was limited by what is left of the yearly cap.
    YearlyCap {
        /// What was left.
        left_minor: i64,
    },
    /// The amount is not greater than the minimum and is not paid.
    BelowMinimum {
        /// The minimum.
        minimum_exclusive_minor: i64,
    },
}

/// A credit and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The share of the fee the schedule owes, before caps, rounded half up to parts per million.
    pub percent_ppm: i64,
    /// What is paid.
    pub amount: Money,
    /// The derivation.
    pub steps: Vec<Step>,
}

/// Why a credit could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// The schedule is not valid.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// The fee is negative.
    #[error("fee: negative")]
    NegativeFee,
    /// A cap is negative.
    #[error("{0}: negative")]
    NegativeCap(&'static str),
    /// The amount does not fit into an amount of money.
    #[error("the credit is too large to compute")]
    Overflow,
}

/// Computes the credit for one target and period.
///
/// `fee` is the fee of the period; `already_paid_this_year_minor` counts against the yearly cap.
pub fn credit(
    schedule: &Schedule,
    caps: &Caps,
    attainment: Ratio,
    fee: Money,
    already_paid_this_year_minor: i64,
) -> Result<Credit, CreditError> {
    schedule.validate()?;
    check(caps, fee)?;
    let mut steps = Vec::new();
    let share = schedule
        .share(attainment, &mut steps)
        .ok_or(CreditError::Overflow)?;
    let percent_ppm = share.scaled_half_up(WHOLE_PPM).ok_or(CreditError::Overflow)?;
    steps.push(if share == Fraction::ZERO {
        Step::NothingOwed { attainment }
    } else {
        Step::Share {
            attainment,
            percent_ppm,
        }
    });
    let amount_minor = pay(share, caps, fee.minor, already_paid_this_year_minor, &mut steps)?;
    Ok(Credit {
        percent_ppm,
        amount: Money::new(amount_minor, fee.currency),
        steps,
    })
}

fn check(caps: &Caps, fee: Money) -> Result<(), CreditError> {
    let negative = |value: Option<i64>| value.is_some_and(|value| value < 0);
    if fee.minor < 0 {
        return Err(CreditError::NegativeFee);
    }
    let fields = [
        ("period_cap_ppm", caps.period_cap_ppm),
        ("yearly_cap_minor", caps.yearly_cap_minor),
        ("minimum_exclusive_minor", caps.minimum_exclusive_minor),
    ];
    match fields.into_iter().find(|(_, value)| negative(*value)) {
        Some((field, _)) => Err(CreditError::NegativeCap(field)),
        None => Ok(()),
    }
}

/// Turns an owed share of a fee into the amount that is paid.
pub fn pay(
    share: Fraction,
    caps: &Caps,
    fee_minor: i64,
    already_paid_this_year_minor: i64,
    steps: &mut Vec<Step>,
) -> Result<i64, CreditError> {
    let cap_ppm = caps.period_cap_ppm.unwrap_or(WHOLE_PPM).min(WHOLE_PPM);
    let cap = Fraction::ppm(cap_ppm);
    let limited = if share > cap {
        steps.push(Step::PeriodCap { cap_ppm });
        cap
    } else {
        share
    };
    let mut amount = limited.scaled_half_up(fee_minor).ok_or(CreditError::Overflow)?;
    steps.push(Step::Rounded { amount_minor: amount });
    if let Some(cap) = caps.yearly_cap_minor {
        let left_minor = cap.saturating_sub(already_paid_this_year_minor.max(0)).max(0);
        if amount > left_minor {
            steps.push(Step::YearlyCap { left_minor });
            amount = left_minor;
        }
    }
    match caps.minimum_exclusive_minor {
        Some(minimum_exclusive_minor) if amount > 0 && amount <= minimum_exclusive_minor => {
            steps.push(Step::BelowMinimum {
                minimum_exclusive_minor,
            });
            Ok(0)
        }
        _ => Ok(amount),
    }
}

#[cfg(test)]
mod tests;
