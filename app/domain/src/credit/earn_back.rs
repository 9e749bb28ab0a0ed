//! Earn-back: a credit that is returned because the following periods were good.
//!
//! `earned_back(m) = credit(m) if mean(U_{m+1} .. U_{m+k}) >= expected and no further default occurred`. The credit is
//! booked at once; the earn-back is a separate later event.
//!
//! ```
//! use domain::credit::earn_back::{EarnBack, EarnBackState};
//! use domain::ratio::Ratio;
//!
//! let clause = EarnBack { periods: 2, expected_ppm: 999_000 };
//! let month = |numerator| (Ratio::new(numerator, 10_000), false);
//! assert_eq!(clause.state(&[month(9_985), month(9_995)]), EarnBackState::Earned);
//! assert_eq!(clause.state(&[month(9_985)]), EarnBackState::Pending);
//! assert_eq!(clause.state(&[month(9_985), month(9_990)]), EarnBackState::Kept);
//! ```

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::exact::Fraction;
use crate::ratio::{Ppm, Ratio};

/// The earn-back clause of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarnBack {
    /// k: how many following periods count.
    pub periods: u32,
    /// The level their mean must reach.
    pub expected_ppm: i64,
}

/// What has become of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarnBackState {
    /// Not all following periods are over.
    Pending,
    /// The credit is returned.
    Earned,
    /// The credit stays.
    Kept,
}

impl EarnBack {
    /// Looks at the periods that followed, in order: their attainment, `None` if nothing was measured, and whether
    /// the target was in default. A period without data neither helps nor hurts; with no data at all the credit stays.
    pub fn state(&self, following: &[(Option<Ratio>, bool)]) -> EarnBackState {
        let periods = usize::try_from(self.periods).unwrap_or(usize::MAX);
        let counted = following.get(..periods).unwrap_or(following);
        if counted.iter().any(|(_, default)| *default) {
            return EarnBackState::Kept;
        }
        if counted.len() < periods {
            return EarnBackState::Pending;
        }
        let figures: Vec<Ratio> = counted.iter().filter_map(|(figure, _)| *figure).collect();
        match mean(&figures) {
            Some(mean) if mean.cmp(&Fraction::ppm(self.expected_ppm)) != Ordering::Less => {
                EarnBackState::Earned
            }
            // A mean too unwieldy to compute exactly is decided period by period, in favour of the customer.
            None if !figures.is_empty() && self.all_reach(&figures) => EarnBackState::Earned,
            _ => EarnBackState::Kept,
        }
    }

    fn all_reach(&self, figures: &[Ratio]) -> bool {
        figures
            .iter()
            .all(|figure| figure.cmp_ppm(Ppm(self.expected_ppm)) != Ordering::Less)
    }
}

fn mean(figures: &[Ratio]) -> Option<Fraction> {
    let sum = figures
        .iter()
        .try_fold(Fraction::ZERO, |sum, figure| sum.plus((*figure).into()))?;
    sum.over(Fraction::whole(i64::try_from(figures.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_months_return_a_credit() {
        let clause = EarnBack {
            periods: 2,
            expected_ppm: 999_000,
        };
        let month = |ppm: i64, default| (Ratio::new(ppm, 1_000_000), default);
        assert_eq!(clause.state(&[month(999_500, false)]), EarnBackState::Pending);
        assert_eq!(
            clause.state(&[month(998_500, false), month(999_500, false)]),
            EarnBackState::Earned
        );
        assert_eq!(
            clause.state(&[month(998_499, false), month(999_500, false)]),
            EarnBackState::Kept
        );
        assert_eq!(clause.state(&[month(999_999, true)]), EarnBackState::Kept);
        assert_eq!(clause.state(&[(None, false), (None, false)]), EarnBackState::Kept);
    }

    #[test]
    fn a_mean_too_unwieldy_to_compute_is_decided_month_by_month() {
        let clause = EarnBack {
            periods: 3,
            expected_ppm: 999_000,
        };
        // Denominators without a common factor, near the largest there are.
        let good = |less: i64| (Ratio::new(i64::MAX - less - 1, i64::MAX - less), false);
        let state = |third| clause.state(&[good(0), good(1), third]);
        assert_eq!(state(good(3)), EarnBackState::Earned);
        assert_eq!(
            state((Ratio::new(i64::MAX / 2, i64::MAX - 3), false)),
            EarnBackState::Kept
        );
    }
}
