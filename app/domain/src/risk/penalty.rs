//! What a period is expected to cost.
//!
//! `E = Σ_tiers (P(U < below_j) - P(U < below_{j+1})) · c_j · fee`, then the caps. With a simulated distribution the
//! exact rules of the credit apply to every simulated end, so that caps and minimum need no approximation.
//!
//! ```
//! use domain::risk::penalty::{TierChance, expected_credit};
//!
//! let chance = |probability, credit_ppm| TierChance { probability, credit_ppm };
//! let expected = expected_credit(&[chance(0.3334, 100_000), chance(0.0, 250_000)], 2_000_000)?;
//! assert!((expected - 66_680.0).abs() < 1e-6);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::bootstrap::{Distribution, quantile, share};
use super::special::Sum;
use super::{RiskError, not_negative};
use crate::credit::{Caps, CreditError, Schedule, credit};
use crate::money::Money;
use crate::ratio::Ratio;

/// The chance to end below a tier's upper bound, and what the tier credits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TierChance {
    /// `P(U < below)`.
    pub probability: f64,
    /// Share of the fee.
    pub credit_ppm: i64,
}

/// The expected credit in minor units, before caps. Tiers from the highest to the lowest.
pub fn expected_credit(tiers: &[TierChance], fee_minor: i64) -> Result<f64, RiskError> {
    let fee = not_negative("fee", float(fee_minor))?;
    let mut sum = Sum::default();
    for (index, tier) in tiers.iter().enumerate() {
        let within = super::share("probability", tier.probability)?;
        let beyond = tiers.get(index + 1).map_or(0.0, |deeper| deeper.probability);
        if beyond > within {
            return Err(RiskError::NotAShare("probability"));
        }
        sum.add((within - beyond) * float(tier.credit_ppm) / 1e6 * fee);
    }
    Ok(sum.value())
}

/// A running period of a duration target, and what it costs.
#[derive(Debug, Clone, Copy)]
pub struct Stake<'a> {
    /// Service time of the whole period.
    pub period_seconds: i64,
    /// Service time still to come.
    pub remaining_seconds: i64,
    /// Downtime so far.
    pub downtime_seconds: i64,
    /// What a miss costs.
    pub schedule: &'a Schedule,
    /// The caps.
    pub caps: &'a Caps,
    /// The fee of the period.
    pub fee: Money,
    /// Credits of the year so far.
    pub paid_this_year_minor: i64,
}

/// What a period is going to cost, in minor units of the fee's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Already certain, even without further downtime.
    pub locked_in_minor: i64,
    /// The mean over the simulated ends.
    pub expected_minor: f64,
    /// Nine of ten simulated ends cost no more.
    pub quantile_90_minor: i64,
    /// If everything that remains is downtime.
    pub worst_minor: i64,
    /// The chance that any credit is owed.
    pub probability: f64,
}

impl Stake<'_> {
    /// Applies the exact credit rules to every simulated end.
    pub fn outlook(&self, distribution: &Distribution) -> Result<Outlook, CreditError> {
        let mut costs = Vec::with_capacity(distribution.downtimes().len());
        let mut known: Option<(i64, i64)> = None;
        let worst = self.downtime_seconds.saturating_add(self.remaining_seconds);
        for downtime in distribution.downtimes() {
            // No outage outlasts the period.
            let downtime = (*downtime).min(worst);
            // Ends repeat, above all the one without further outages.
            let cost = match known {
                Some((same, cost)) if same == downtime => cost,
                _ => self.cost(downtime)?,
            };
            known = Some((downtime, cost));
            costs.push(cost);
        }
        costs.sort_unstable();
        let mut sum = Sum::default();
        for cost in &costs {
            sum.add(float(*cost));
        }
        let runs = costs.len();
        let free = costs.partition_point(|cost| *cost == 0);
        Ok(Outlook {
            locked_in_minor: self.cost(self.downtime_seconds)?,
            expected_minor: sum.value() * share(1, runs),
            quantile_90_minor: quantile(&costs, 0.9),
            worst_minor: self.cost(worst)?,
            probability: share(runs - free, runs),
        })
    }

    fn cost(&self, downtime_seconds: i64) -> Result<i64, CreditError> {
        let up = self.period_seconds.saturating_sub(downtime_seconds).max(0);
        // Without service time nothing can be missed.
        let Some(attainment) = Ratio::new(up, self.period_seconds) else {
            return Ok(0);
        };
        Ok(credit(
            self.schedule,
            self.caps,
            attainment,
            self.fee,
            self.paid_this_year_minor,
        )?
        .amount
        .minor)
    }
}

/// The nearest double.
pub(super) fn float(value: i64) -> f64 {
    let high = i32::try_from(value >> 32).unwrap_or(0);
    let low = u32::try_from(value & 0xffff_ffff).unwrap_or(0);
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::Tier;
    use crate::money::Currency;
    use crate::risk::bootstrap::Bootstrap;
    use crate::risk::random::{CountDistribution, Random};

    #[test]
    fn the_published_expectation() {
        let tier = |probability, credit_ppm| TierChance {
            probability,
            credit_ppm,
        };
        let tiers = [
            tier(0.333_393_19, 100_000),
            tier(1e-7, 250_000),
            tier(0.0, 1_000_000),
        ];
        let expected = expected_credit(&tiers, 2_000_000).unwrap();
        assert!((expected - 66_678.68).abs() < 0.05, "{expected}");
        assert!(expected_credit(&[tier(0.1, 1), tier(0.2, 1)], 1).is_err());
    }

    #[test]
    fn floats_of_whole_numbers() {
        for value in [0, 1, -1, 4_294_967_296, -4_294_967_297, 9_007_199_254_740_991] {
            assert_eq!(format!("{:.0}", float(value)), value.to_string());
        }
    }

    #[test]
    fn an_outlook_lies_between_locked_in_and_worst() {
        let schedule = Schedule::TieredStep {
            tiers: vec![
                Tier {
                    below_ppm: 999_000,
                    at_least_ppm: Some(990_000),
                    credit_ppm: 100_000,
                },
                Tier {
                    below_ppm: 990_000,
                    at_least_ppm: None,
                    credit_ppm: 250_000,
                },
            ],
        };
        let stake = Stake {
            period_seconds: 2_592_000,
            remaining_seconds: 1_555_200,
            downtime_seconds: 1_500,
            schedule: &schedule,
            caps: &Caps {
                period_cap_ppm: Some(200_000),
                ..Caps::default()
            },
            fee: Money::new(2_000_000, Currency::EUR),
            paid_this_year_minor: 0,
        };
        let counts = CountDistribution::poisson(0.9).unwrap();
        let lengths = [600, 1_200, 1_800, 40_000];
        let bootstrap = Bootstrap {
            counts: &counts,
            own_lengths: &lengths,
            pool_lengths: &[],
            downtime_seconds: 1_500,
            runs: 10_000,
        };
        let outlook = stake
            .outlook(&bootstrap.run(&mut Random::new(1)).unwrap())
            .unwrap();
        assert_eq!((outlook.locked_in_minor, outlook.worst_minor), (0, 400_000));
        assert!(
            outlook.expected_minor > 60_000.0 && outlook.expected_minor < 200_000.0,
            "{outlook:?}"
        );
        assert!(
            outlook.probability > 0.4 && outlook.probability < 0.6,
            "{outlook:?}"
        );
        assert_eq!(outlook.quantile_90_minor, 400_000);
        // An hour before the end no outage lasts eleven.
        let nearly_over = Stake {
            remaining_seconds: 3_600,
            ..stake
        };
        let outlook = nearly_over
            .outlook(&bootstrap.run(&mut Random::new(1)).unwrap())
            .unwrap();
        assert_eq!(
            (outlook.quantile_90_minor, outlook.worst_minor),
            (200_000, 200_000)
        );
    }
}
