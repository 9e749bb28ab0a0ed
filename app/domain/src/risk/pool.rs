//! Several targets that share one amount at risk.
//!
//! Independent targets can be enumerated. Mostly they are not independent: one cause hits several targets. Then shared
//! incidents are simulated, and a clause "one incident, one credit" is respected.
//!
//! ```text
//! E = Σ over outcomes P(outcome) · min(Σ credits, amount at risk)        Unit: minor units of money
//! ```
//!
//! ```
//! use domain::risk::pool::{Chance, independent};
//!
//! let chance = |probability, credit_minor| Chance { probability, credit_minor };
//! let chances = [chance(0.3334, 200_000), chance(0.062, 300_000), chance(0.1625, 800_000)];
//! let outlook = independent(&chances, 1_000_000)?;
//! assert!((outlook.uncapped_minor - 215_280.0).abs() < 1.0 && (outlook.expected_minor - 213_601.0).abs() < 100.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::bootstrap::{quantile, share};
use super::random::{CountDistribution, Random};
use super::special::Sum;
use super::{RiskError, not_negative};

/// A target's chance to be missed and what that costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The chance.
    pub probability: f64,
    /// The credit in minor units.
    pub credit_minor: i64,
}

/// What several targets cost together, in minor units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoolOutlook {
    /// The mean without the cap.
    pub uncapped_minor: f64,
    /// The mean with the cap.
    pub expected_minor: f64,
    /// Nine of ten cases cost no more.
    pub quantile_90_minor: i64,
    /// The chance that the amount at risk is used up.
    pub cap_probability: f64,
}

/// More distinct sums than this are refused.
const MOST_SUMS: usize = 200_000;

/// Enumerates independent targets.
pub fn independent(chances: &[Chance], at_risk_minor: i64) -> Result<PoolOutlook, RiskError> {
    let mut sums: BTreeMap<i64, f64> = BTreeMap::from([(0, 1.0)]);
    for chance in chances {
        let missed = super::share("probability", chance.probability)?;
        if chance.credit_minor < 0 {
            return Err(RiskError::Negative("credit_minor"));
        }
        let mut next: BTreeMap<i64, f64> = BTreeMap::new();
        for (sum, probability) in sums {
            *next.entry(sum).or_default() += probability * (1.0 - missed);
            *next.entry(sum.saturating_add(chance.credit_minor)).or_default() += probability * missed;
        }
        if next.len() > MOST_SUMS {
            return Err(RiskError::TooLarge("chances"));
        }
        sums = next;
    }
    let cases: Vec<(i64, f64)> = sums.into_iter().collect();
    Ok(summarise(&cases, at_risk_minor))
}

/// A duration target of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Downtime that may still be used up; negative if it is already missed.
    pub budget_left_seconds: i64,
    /// What missing it costs.
    pub credit_minor: i64,
}

/// A cause of incidents that hit several targets at once.
#[derive(Debug, Clone)]
pub struct Cause {
    /// How many incidents are to come.
    pub counts: CountDistribution,
    /// Lengths of past incidents in seconds of service time.
    pub lengths: Vec<i64>,
    /// Indices of the targets an incident hits.
    pub hits: Vec<usize>,
}

/// How incidents turn into credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncidentRule {
    /// An incident counts for every target it hits.
    EveryTarget,
    /// One incident, one credit: of the missed targets it hits, the one with the highest credit, which the customer
    /// would choose.
    OneCredit,
}

/// Simulates shared incidents.
pub fn simulate(
    targets: &[Target],
    causes: &[Cause],
    rule: IncidentRule,
    at_risk_minor: i64,
    runs: u32,
    random: &mut Random,
) -> Result<PoolOutlook, RiskError> {
    check(targets, causes, runs)?;
    let mut costs: Vec<i64> = Vec::new();
    for _ in 0..runs {
        let mut left: Vec<i64> = targets.iter().map(|target| target.budget_left_seconds).collect();
        let mut happened: Vec<&Cause> = Vec::new();
        for cause in causes {
            for _ in 0..cause.counts.draw(random) {
                happened.push(cause);
                let length = cause
                    .lengths
                    .get(random.index(cause.lengths.len()))
                    .copied()
                    .unwrap_or(0);
                for hit in &cause.hits {
                    if let Some(budget) = left.get_mut(*hit) {
                        *budget = budget.saturating_sub(length);
                    }
                }
            }
        }
        let missed = |index: &usize| left.get(*index).is_some_and(|budget| *budget < 0);
        let owed: BTreeSet<usize> = match rule {
            IncidentRule::EveryTarget => (0..targets.len()).filter(missed).collect(),
            IncidentRule::OneCredit => chosen(targets, &happened, missed),
        };
        let credits = owed.iter().filter_map(|index| targets.get(*index));
        costs.push(credits.fold(0, |sum, target| sum.saturating_add(target.credit_minor)));
    }
    costs.sort_unstable();
    let weight = share(1, costs.len());
    let outcomes: Vec<(i64, f64)> = costs.into_iter().map(|cost| (cost, weight)).collect();
    Ok(summarise(&outcomes, at_risk_minor))
}

/// The targets whose credits are paid if every incident pays one, and those missed before.
fn chosen(targets: &[Target], happened: &[&Cause], missed: impl Fn(&usize) -> bool) -> BTreeSet<usize> {
    let credit = |index: &usize| targets.get(*index).map_or(0, |target| target.credit_minor);
    let best = |cause: &&Cause| cause.hits.iter().copied().filter(&missed).max_by_key(credit);
    let before = (0..targets.len()).filter(|index| {
        targets
            .get(*index)
            .is_some_and(|target| target.budget_left_seconds < 0)
    });
    happened.iter().filter_map(best).chain(before).collect()
}

fn check(targets: &[Target], causes: &[Cause], runs: u32) -> Result<(), RiskError> {
    if runs == 0 {
        return Err(RiskError::NotPositive("runs"));
    }
    let draws: f64 = causes.iter().map(|cause| 1.0 + cause.counts.mean()).sum();
    if not_negative("runs", draws * f64::from(runs))? > 20_000_000.0 {
        return Err(RiskError::TooLarge("runs"));
    }
    if causes
        .iter()
        .any(|cause| cause.hits.iter().any(|hit| *hit >= targets.len()))
    {
        return Err(RiskError::Length("targets"));
    }
    if targets.iter().any(|target| target.credit_minor < 0) {
        return Err(RiskError::Negative("credit_minor"));
    }
    Ok(())
}

/// Cases by ascending cost, with their probabilities.
fn summarise(cases: &[(i64, f64)], at_risk_minor: i64) -> PoolOutlook {
    let (mut uncapped, mut capped, mut hit) = (Sum::default(), Sum::default(), Sum::default());
    let mut reached = Sum::default();
    let mut quantile_90_minor = None;
    for (cost, probability) in cases {
        let limited = (*cost).min(at_risk_minor);
        uncapped.add(super::penalty::float(*cost) * probability);
        capped.add(super::penalty::float(limited) * probability);
        reached.add(*probability);
        if *cost >= at_risk_minor && *cost > 0 {
            hit.add(*probability);
        }
        if reached.value() >= 0.9 - 1e-12 {
            quantile_90_minor.get_or_insert(limited);
        }
    }
    let largest = quantile(&cases.iter().map(|(cost, _)| *cost).collect::<Vec<_>>(), 1.0);
    PoolOutlook {
        uncapped_minor: uncapped.value(),
        expected_minor: capped.value(),
        quantile_90_minor: quantile_90_minor.unwrap_or(largest.min(at_risk_minor)),
        cap_probability: hit.probability(),
    }
}

#[cfg(test)]
mod tests;
