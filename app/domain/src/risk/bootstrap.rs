//! Seeded bootstrap of the downtime at the end of a period.
//!
//! Outage lengths are not exponential: most are short, a few are very long, and the lowest tiers hang on the few. So
//! the remaining outages are drawn from a count distribution and their lengths from the outages that really happened.
//!
//! Unit: seconds of service time. Source: Efron 1979 for the bootstrap.
//!
//! ```
//! use domain::risk::bootstrap::Bootstrap;
//! use domain::risk::random::{CountDistribution, Random};
//!
//! let counts = CountDistribution::poisson(0.9)?;
//! let bootstrap = Bootstrap { counts: &counts, own_lengths: &[600, 1_200, 7_200], pool_lengths: &[], downtime_seconds: 1_500, runs: 10_000 };
//! let ends = bootstrap.run(&mut Random::named(&[b"contract", b"target", b"2026-11-23"]))?;
//! // Without an outage nothing is added: e^-0.9 = 40.7 % of the ends.
//! assert!((1.0 - ends.exceeds(1_500) - 0.407).abs() < 0.02);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::RiskError;
use super::random::{CountDistribution, Random};

/// Past outages of a class needed before it stands on its own.
pub const ENOUGH: usize = 20;

/// Draws of a simulation may not exceed this, so that every forecast takes well under a second.
const MOST_DRAWS: f64 = 20_000_000.0;

/// What is known for a simulation. Lengths are seconds of service time.
#[derive(Debug, Clone, Copy)]
pub struct Bootstrap<'a> {
    /// How many outages are still to come.
    pub counts: &'a CountDistribution,
    /// Lengths of past outages of this supplier and class.
    pub own_lengths: &'a [i64],
    /// Lengths of past outages of the supplier as a whole. While the class has fewer than [`ENOUGH`], each draw comes
    /// from here with the missing share.
    pub pool_lengths: &'a [i64],
    /// Downtime so far, with the age of an outage in progress.
    pub downtime_seconds: i64,
    /// Number of simulated ends; 10,000 is usual.
    pub runs: u32,
}

/// Simulated downtimes at the end of a period, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    downtimes: Vec<i64>,
}

impl Bootstrap<'_> {
    /// Simulates. Without any past outage no length can be drawn, and the outages to come are taken to have none.
    pub fn run(&self, random: &mut Random) -> Result<Distribution, RiskError> {
        if self.runs == 0 {
            return Err(RiskError::NotPositive("runs"));
        }
        if f64::from(self.runs) * (1.0 + self.counts.mean()) > MOST_DRAWS {
            return Err(RiskError::TooLarge("runs"));
        }
        if self
            .own_lengths
            .iter()
            .chain(self.pool_lengths)
            .any(|length| *length < 0)
        {
            return Err(RiskError::Negative("lengths"));
        }
        let mut downtimes: Vec<i64> = (0..self.runs)
            .map(|_| {
                let outages = self.counts.draw(random);
                (0..outages).fold(self.downtime_seconds, |sum, _| {
                    sum.saturating_add(self.length(random))
                })
            })
            .collect();
        downtimes.sort_unstable();
        Ok(Distribution { downtimes })
    }

    fn length(&self, random: &mut Random) -> i64 {
        let own = self.own_lengths.len();
        let from_own = self.pool_lengths.is_empty() || own >= ENOUGH || random.index(ENOUGH) < own;
        let lengths = if from_own {
            self.own_lengths
        } else {
            self.pool_lengths
        };
        lengths.get(random.index(lengths.len())).copied().unwrap_or(0)
    }

    /// A stress case: the longest outage on record happens once more.
    pub fn stress_downtime(&self) -> i64 {
        let longest = self
            .own_lengths
            .iter()
            .chain(self.pool_lengths)
            .max()
            .copied()
            .unwrap_or(0);
        self.downtime_seconds.saturating_add(longest)
    }
}

impl Distribution {
    /// The simulated downtimes in seconds, ascending.
    pub fn downtimes(&self) -> &[i64] {
        &self.downtimes
    }

    /// The chance that the downtime exceeds a budget.
    pub fn exceeds(&self, budget_seconds: i64) -> f64 {
        let within = self
            .downtimes
            .partition_point(|downtime| *downtime <= budget_seconds);
        share(self.downtimes.len() - within, self.downtimes.len())
    }

    /// The downtime that a share of the runs does not exceed.
    pub fn quantile(&self, q: f64) -> Result<i64, RiskError> {
        let q = super::share("q", q)?;
        Ok(quantile(&self.downtimes, q))
    }
}

/// A count as a share of another.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        0.0
    } else {
        float(part) / float(whole)
    }
}

/// The smallest of some ascending values that at least the share q does not exceed; 0 if there are none.
pub(super) fn quantile(sorted: &[i64], q: f64) -> i64 {
    let (mut low, mut high) = (0, sorted.len());
    while low < high {
        let middle = low.midpoint(high);
        if share(middle + 1, sorted.len()) >= q {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    sorted.get(low).or(sorted.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(mean: f64, count: u32) -> Vec<i64> {
        // Quantiles of the exponential distribution stand in for a long history.
        let length = |index: u32| -mean * (1.0 - (f64::from(index) + 0.5) / f64::from(count)).ln();
        (0..count)
            .map(|index| format!("{:.0}", length(index)).parse().unwrap())
            .collect()
    }

    fn run(counts: &CountDistribution, own: &[i64], pool: &[i64], seed: u64) -> Distribution {
        let bootstrap = Bootstrap {
            counts,
            own_lengths: own,
            pool_lengths: pool,
            downtime_seconds: 25 * 60,
            runs: 100_000,
        };
        bootstrap.run(&mut Random::new(seed)).unwrap()
    }

    #[test]
    fn with_exponential_lengths_it_agrees_with_the_formula() {
        let counts = CountDistribution::poisson(0.9).unwrap();
        let simulated = run(&counts, &exponential(1_200.0, 2_000), &[], 42).exceeds(2_592);
        assert!((simulated - 0.333_393).abs() < 0.005, "{simulated}");
    }

    #[test]
    fn the_same_seed_gives_the_same_distribution() {
        let counts = CountDistribution::poisson(0.9).unwrap();
        assert_eq!(
            run(&counts, &[60, 600], &[3_600], 1),
            run(&counts, &[60, 600], &[3_600], 1)
        );
        assert_ne!(
            run(&counts, &[60, 600], &[3_600], 1),
            run(&counts, &[60, 600], &[3_600], 2)
        );
    }

    #[test]
    fn few_outages_lean_on_the_pool() {
        let counts = CountDistribution::poisson(3.0).unwrap();
        let long = |own: &[i64]| run(&counts, own, &[100_000], 3).exceeds(90_000);
        let (few, enough) = (long(&[60; 2]), long(&[60; ENOUGH]));
        assert!(few > 0.9 && enough < f64::EPSILON, "{few} {enough}");
    }

    #[test]
    fn quantiles_and_stress() {
        let distribution = Distribution {
            downtimes: (1..=10).collect(),
        };
        assert_eq!(distribution.quantile(0.9), Ok(9));
        assert_eq!(distribution.quantile(0.0), Ok(1));
        assert_eq!(distribution.quantile(1.0), Ok(10));
        assert!(distribution.quantile(1.1).is_err());
        assert!((distribution.exceeds(8) - 0.2).abs() < 1e-12);
        let counts = CountDistribution::poisson(0.9).unwrap();
        let bootstrap = Bootstrap {
            counts: &counts,
            own_lengths: &[5],
            pool_lengths: &[9],
            downtime_seconds: 1,
            runs: 1,
        };
        assert_eq!(bootstrap.stress_downtime(), 10);
    }
}
