//! Forecasts of count targets: "95 % of the tickets in time".
//!
//! n done, x of them met, m still due, target p*: further misses allowed `k = m - (ceil(p*·(n+m)) - x)`. The chance of
//! a breach is the chance of more than k misses among m.
//!
//! 77 of 80 met, 40 to come, 95 % promised: three more may fail, and that is not enough in 16 of 100 cases.
//!
//! ```
//! use domain::exact::Fraction;
//! use domain::risk::count::{Counts, beta_binomial};
//!
//! let counts = Counts { done: 80, met: 77, remaining: 40 };
//! assert_eq!(counts.allowed_misses(Fraction::ppm(950_000))?, 3);
//! assert!((beta_binomial(counts, Fraction::ppm(950_000), (1.0, 1.0))? - 0.1625).abs() < 1e-4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::special::{Sum, ln_beta, ln_choose, ln_poisson};
use super::{RiskError, not_negative, positive, share};
use crate::exact::Fraction;

/// The state of a count target in the middle of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Already decided.
    pub done: u32,
    /// Of those, met.
    pub met: u32,
    /// Still to be decided in this period.
    pub remaining: u32,
}

impl Counts {
    /// Further misses that keep the target; negative if it is already lost.
    ///
    /// `target` is the exact share that must be met.
    pub fn allowed_misses(self, target: Fraction) -> Result<i64, RiskError> {
        if self.met > self.done {
            return Err(RiskError::MetExceedsDone);
        }
        if target < Fraction::ZERO || target > Fraction::whole(1) {
            return Err(RiskError::NotAShare("target"));
        }
        let total = i64::from(self.done) + i64::from(self.remaining);
        // ceil(x) = -floor(-x)
        let negative = Fraction::ZERO
            .minus(target)
            .and_then(|target| target.times(Fraction::whole(total)));
        let needed = -negative
            .and_then(Fraction::floor)
            .ok_or(RiskError::TooLarge("target"))?;
        Ok(i64::from(self.remaining) - (needed - i64::from(self.met)))
    }

    fn misses(self) -> f64 {
        f64::from(self.done.saturating_sub(self.met))
    }
}

/// The chance of a breach if each remaining item misses with probability `p_miss`.
///
/// `1 - F_Bin(k; m, p)`. With a plug-in estimate from few items this is over-confident; prefer [`beta_binomial`].
pub fn binomial(counts: Counts, target: Fraction, p_miss: f64) -> Result<f64, RiskError> {
    let p = share("p_breach", p_miss)?;
    let (remaining, allowed) = (f64::from(counts.remaining), counts.allowed_misses(target)?);
    let (ln_miss, ln_meet) = (p.ln(), (-p).ln_1p());
    // 0 · ln 0 is 0 here: an impossible outcome that is not asked for.
    let part = |count: f64, ln: f64| if count > 0.0 { count * ln } else { 0.0 };
    Ok(tail(allowed, counts.remaining, |j| {
        (ln_choose(remaining, j) + part(j, ln_miss) + part(remaining - j, ln_meet)).exp()
    }))
}

/// The chance of a breach with a Beta prior on the miss rate, updated by what is already decided.
///
/// Prior Beta(a, b), posterior Beta(a + misses, b + met): the predictive distribution of the further misses is
/// beta-binomial. Beta(1, 1) is the uniform prior.
pub fn beta_binomial(counts: Counts, target: Fraction, prior: (f64, f64)) -> Result<f64, RiskError> {
    let allowed = counts.allowed_misses(target)?;
    let (a, b) = posterior(counts, prior)?;
    let remaining = f64::from(counts.remaining);
    let base = ln_beta(a, b);
    Ok(tail(allowed, counts.remaining, |j| {
        (ln_choose(remaining, j) + ln_beta(j + a, remaining - j + b) - base).exp()
    }))
}

/// The same if the number of remaining items is itself uncertain, Poisson with the given mean.
///
/// `counts.remaining` is ignored. Means above 10,000 are refused.
pub fn beta_binomial_poisson(
    counts: Counts,
    expected_remaining: f64,
    target: Fraction,
    prior: (f64, f64),
) -> Result<f64, RiskError> {
    let mean = not_negative("expected_remaining", expected_remaining)?;
    if mean > 10_000.0 {
        return Err(RiskError::TooLarge("expected_remaining"));
    }
    let spread = 10.0 * mean.sqrt() + 30.0;
    let mut sum = Sum::default();
    let mut remaining: u32 = 0;
    while f64::from(remaining) <= mean + spread {
        if f64::from(remaining) >= mean - spread {
            let breach = beta_binomial(Counts { remaining, ..counts }, target, prior)?;
            sum.add(ln_poisson(f64::from(remaining), mean).exp() * breach);
        }
        remaining += 1;
    }
    Ok(sum.probability())
}

/// The chance that nothing happens in `future` units of time after `events` in `past` units, with a
/// Gamma(shape, 0) prior on the rate: `(past / (past + future))^(events + shape)`. Shape 1/2 is Jeffreys' prior.
pub fn none_in(events: u32, past: f64, future: f64, shape: f64) -> Result<f64, RiskError> {
    let past = positive("past", past)?;
    let future = not_negative("future", future)?;
    let shape = positive("shape", shape)?;
    Ok((past / (past + future)).powf(f64::from(events) + shape))
}

fn posterior(counts: Counts, (a, b): (f64, f64)) -> Result<(f64, f64), RiskError> {
    let (a, b) = (positive("prior", a)?, positive("prior", b)?);
    Ok((a + counts.misses(), b + f64::from(counts.met)))
}

/// `P(more than allowed)` of a distribution on 0..=most.
fn tail(allowed: i64, most: u32, probability: impl Fn(f64) -> f64) -> f64 {
    let Ok(allowed) = u32::try_from(allowed) else {
        return 1.0;
    };
    if allowed >= most {
        return 0.0;
    }
    // The shorter side has fewer rounding errors and takes less time.
    let upper = most - allowed <= allowed;
    let mut sum = Sum::default();
    let range = if upper { allowed + 1..=most } else { 0..=allowed };
    for j in range {
        sum.add(probability(f64::from(j)));
    }
    if upper {
        sum.probability()
    } else {
        1.0 - sum.probability()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: (i128, i128) = (95, 100);
    const COUNTS: Counts = Counts {
        done: 80,
        met: 77,
        remaining: 40,
    };

    fn target() -> Fraction {
        Fraction::new(TARGET.0, TARGET.1).unwrap()
    }

    #[test]
    fn three_more_misses_are_allowed() {
        assert_eq!(COUNTS.allowed_misses(target()), Ok(3));
    }

    #[test]
    fn published_probabilities() {
        assert!((binomial(COUNTS, target(), 3.0 / 80.0).unwrap() - 0.062_021).abs() < 5e-7);
        assert!((beta_binomial(COUNTS, target(), (1.0, 1.0)).unwrap() - 0.162_478).abs() < 5e-7);
        assert!((none_in(3, 60.0, 18.0, 0.5).unwrap() - 0.399).abs() < 5e-4);
    }

    #[test]
    fn certain_cases_are_certain() {
        let lost = Counts {
            done: 10,
            met: 0,
            remaining: 1,
        };
        assert_eq!(beta_binomial(lost, target(), (1.0, 1.0)), Ok(1.0));
        let safe = Counts {
            done: 1_000,
            met: 1_000,
            remaining: 3,
        };
        assert_eq!(binomial(safe, target(), 0.9), Ok(0.0));
        let over = Counts {
            done: 0,
            met: 0,
            remaining: 5,
        };
        assert_eq!(binomial(over, target(), 0.0), Ok(0.0));
        assert_eq!(binomial(over, target(), 1.0), Ok(1.0));
    }

    #[test]
    fn an_uncertain_number_mixes() {
        let mixed = beta_binomial_poisson(COUNTS, 40.0, target(), (1.0, 1.0)).unwrap();
        // More than the 16.25 % of exactly 40: rounding the target up to whole tickets favours multiples of 20.
        assert!((mixed - 0.226_950).abs() < 5e-7, "{mixed}");
    }

    #[test]
    fn wrong_numbers_are_refused() {
        assert_eq!(
            binomial(COUNTS, target(), 1.5),
            Err(RiskError::NotAShare("p_breach"))
        );
        assert_eq!(
            binomial(COUNTS, target(), f64::NAN),
            Err(RiskError::NotAShare("p_breach"))
        );
        assert!(beta_binomial(COUNTS, target(), (0.0, 1.0)).is_err());
        assert!(
            Counts {
                done: 1,
                met: 2,
                remaining: 0
            }
            .allowed_misses(target())
            .is_err()
        );
    }
}
