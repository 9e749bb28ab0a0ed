//! Forecasts of duration targets: outages that use up a budget of downtime.
//!
//! Outages arrive as a Poisson process with mean λ' in the remaining service time; lengths are independent. With a
//! remaining budget b, `P(breach) = Σ_k e^{-λ'} λ'^k/k! · P(L_1 + .. + L_k > b)`. For exponential lengths with mean μ
//! the sum is Erlang distributed: `P(Σ > b) = Σ_{i<k} e^{-b/μ} (b/μ)^i / i!`.
//!
//! ```
//! use domain::risk::duration::any_outage;
//!
//! // 1.5 outages a month, 18 of 30 days left.
//! assert!((any_outage(0.9)? - 0.5934).abs() < 1e-4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::special::{Sum, ln_poisson};
use super::{RiskError, not_negative, positive};

/// More expected outages than this in one period are refused.
const MOST: f64 = 1_000_000.0;

/// The chance of at least one outage.
pub fn any_outage(expected_outages: f64) -> Result<f64, RiskError> {
    Ok(-(-not_negative("expected_outages", expected_outages)?).exp_m1())
}

/// The chance that the remaining outages together last longer than the remaining budget, with exponential lengths.
///
/// An outage in progress has the same remaining mean, because the exponential has no memory: add its age to the
/// downtime already used. With exponential lengths very long outages are practically impossible; for the lowest tiers
/// compare with the bootstrap. A negative budget is already overspent: 1.
pub fn compound_poisson_exponential(
    expected_outages: f64,
    mean_length: f64,
    remaining_budget: f64,
) -> Result<f64, RiskError> {
    let rate = not_negative("expected_outages", expected_outages)?;
    let mean_length = positive("mean_length", mean_length)?;
    if remaining_budget.is_nan() {
        return Err(RiskError::Negative("remaining_budget"));
    }
    if remaining_budget < 0.0 {
        return Ok(1.0);
    }
    let budget = remaining_budget / mean_length;
    if rate > MOST || budget > MOST {
        // Beyond the range of the sum one of the two dominates completely.
        return Err(RiskError::TooLarge("expected_outages"));
    }
    Ok(poisson_exceeds(rate, budget))
}

/// `P(N > M)` for independent Poisson N with mean `rate` and M with mean `budget`: k outages exceed the budget exactly
/// if fewer than k events of a unit Poisson process fall into it.
fn poisson_exceeds(rate: f64, budget: f64) -> f64 {
    let mut sum = Sum::default();
    let mut fewer = Sum::default();
    let mut k = 1.0;
    let end = rate + 12.0 * rate.sqrt() + 60.0;
    while k <= end {
        fewer.add(ln_poisson(k - 1.0, budget).exp());
        sum.add(ln_poisson(k, rate).exp() * fewer.probability());
        k += 1.0;
    }
    sum.probability()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_probabilities() {
        assert!((any_outage(0.9).unwrap() - 0.593_430).abs() < 5e-7);
        let breach = |budget| compound_poisson_exponential(0.9, 20.0, budget).unwrap();
        assert!((breach(18.2) - 0.333_393).abs() < 5e-7);
        assert!(breach(407.0) < 2e-7 && breach(407.0) > 0.0);
    }

    #[test]
    fn the_edges() {
        let breach = |rate, budget| compound_poisson_exponential(rate, 20.0, budget).unwrap();
        assert!((breach(0.9, -1.0) - 1.0).abs() < f64::EPSILON);
        assert!((breach(0.9, 0.0) - any_outage(0.9).unwrap()).abs() < 1e-12);
        assert!(breach(0.0, 0.0).abs() < f64::EPSILON);
        assert!((breach(10_000.0, 20.0) - 1.0).abs() < 1e-9);
        assert!(compound_poisson_exponential(1.0, 0.0, 1.0).is_err());
        assert!(compound_poisson_exponential(f64::INFINITY, 1.0, 1.0).is_err());
    }
}
