//! What can be said exactly about a running period: bounds, projection, burn, exhaustion.
//!
//! Notation: period service time P, elapsed t, downtime d, target g, budget B = (1-g)·P.
//!
//! ```text
//! best end = 1 - d/P      worst end = 1 - (d + P - t)/P      projection = 1 - d/t      burn = (d/B)/(t/P)
//! ```
//!
//! ```
//! use domain::exact::Fraction;
//! use domain::risk::budget::Running;
//!
//! // 25 minutes in 12 of 30 days, 99.9 % promised.
//! let running = Running {
//!     period: Fraction::whole(43_200), elapsed: Fraction::whole(17_280), downtime: Fraction::whole(25), target: Fraction::ppm(999_000),
//! };
//! let thousandths = |share: Option<Fraction>| share.and_then(|share| share.scaled_half_up(1_000));
//! assert_eq!(thousandths(running.burn()), Some(1_447));
//! assert_eq!(running.best_end().and_then(|share| share.scaled_half_up(1_000_000)), Some(999_421));
//! ```

use std::cmp::Ordering;

use crate::exact::Fraction;

/// A running period of a duration target, in any one unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// P: service time of the whole period, greater than zero.
    pub period: Fraction,
    /// t: service time so far, at most P.
    pub elapsed: Fraction,
    /// d: downtime so far, at most t.
    pub downtime: Fraction,
    /// g: the share that must be available.
    pub target: Fraction,
}

/// What is already certain about the end of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Even without further downtime the target is missed.
    BreachCertain,
    /// Even if everything that remains is downtime, the target is met.
    Safe,
    /// Not yet decided.
    Open,
}

impl Running {
    /// B: the downtime the target allows in the whole period.
    pub fn budget(&self) -> Option<Fraction> {
        Fraction::whole(1).minus(self.target)?.times(self.period)
    }

    /// B - d: what is left; negative once it is overspent.
    pub fn budget_left(&self) -> Option<Fraction> {
        self.budget()?.minus(self.downtime)
    }

    /// `U_max = 1 - d/P`: the value if nothing more happens.
    pub fn best_end(&self) -> Option<Fraction> {
        Fraction::whole(1).minus(self.downtime.over(self.period)?)
    }

    /// `U_min = 1 - (d + P - t)/P`: the value if all the rest is downtime.
    pub fn worst_end(&self) -> Option<Fraction> {
        let lost = self.downtime.plus(self.period)?.minus(self.elapsed)?;
        Fraction::whole(1).minus(lost.over(self.period)?)
    }

    /// `U_proj = 1 - d/t`: the value if downtime goes on at the rate so far. `None` before any time has passed.
    pub fn projection(&self) -> Option<Fraction> {
        Fraction::whole(1).minus(self.downtime.over(self.elapsed)?)
    }

    /// `(d/B)/(t/P)`: 1 uses up the budget exactly at the end of the period. `None` without a budget or before any
    /// time has passed.
    pub fn burn(&self) -> Option<Fraction> {
        burn(self.budget()?, self.downtime, self.elapsed.over(self.period)?)
    }

    /// `(B-d)/(d/t)`: service time until the budget is used up at the rate so far. `None` if nothing is used.
    pub fn until_exhausted(&self) -> Option<Fraction> {
        until_exhausted(self.budget()?, self.downtime, self.elapsed)
    }

    /// Whether the end is already decided.
    pub fn certainty(&self) -> Option<Certainty> {
        let missed = self.best_end()?.cmp(&self.target) == Ordering::Less;
        let safe = self.worst_end()? >= self.target;
        Some(if missed {
            Certainty::BreachCertain
        } else if safe {
            Certainty::Safe
        } else {
            Certainty::Open
        })
    }
}

/// `(used/budget)/elapsed share`. `None` unless budget and elapsed share are positive.
pub fn burn(budget: Fraction, used: Fraction, elapsed_share: Fraction) -> Option<Fraction> {
    used.over(budget)?.over(elapsed_share)
}

/// `(budget - used)/(used/elapsed)`, at least 0, in the unit of `elapsed`. `None` if nothing is used.
pub fn until_exhausted(budget: Fraction, used: Fraction, elapsed: Fraction) -> Option<Fraction> {
    Some(
        budget
            .minus(used)?
            .times(elapsed)?
            .over(used)?
            .max(Fraction::ZERO),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 25 minutes in 12 of 30 days, target 99.9 %, in minutes.
    fn running() -> Running {
        Running {
            period: Fraction::whole(43_200),
            elapsed: Fraction::whole(17_280),
            downtime: Fraction::whole(25),
            target: Fraction::ppm(999_000),
        }
    }

    fn ppm(value: Option<Fraction>) -> i64 {
        value.unwrap().scaled_half_up(1_000_000).unwrap()
    }

    #[test]
    fn published_figures() {
        assert_eq!(ppm(running().projection()), 998_553);
        assert_eq!(ppm(running().best_end()), 999_421);
        assert_eq!(ppm(running().burn()), 1_446_759);
        assert_eq!(
            running().until_exhausted().unwrap().scaled_half_up(1),
            Some(12_580)
        );
        assert_eq!(running().certainty(), Some(Certainty::Open));
    }

    #[test]
    fn certainty_is_exact_at_the_threshold() {
        let spent = |downtime| Running {
            downtime: Fraction::new(downtime, 10).unwrap(),
            ..running()
        };
        assert_eq!(spent(432).certainty(), Some(Certainty::Open));
        assert_eq!(spent(433).certainty(), Some(Certainty::BreachCertain));
        let done = Running {
            elapsed: Fraction::whole(43_200),
            ..spent(432)
        };
        assert_eq!(done.certainty(), Some(Certainty::Safe));
        assert_eq!(spent(0).until_exhausted(), None);
    }
}
