//! Seeded randomness for simulations: the same seed gives the same report years later.
//!
//! ```
//! use domain::risk::random::Random;
//!
//! let draw = || Random::named(&[b"contract", b"target", b"2026-11-23"]).bits();
//! assert_eq!(draw(), draw());
//! ```

use super::special::{ln_gamma, ln_poisson};
use super::{RiskError, not_negative, positive};

/// A small generator of good statistical quality (xoshiro256**, Blackman and Vigna 2018; not for secrets).
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        let mut next = seed;
        Self {
            state: [(); 4].map(|()| split_mix(&mut next)),
        }
    }

    /// Starts from names, such as contract, target and day, in order.
    pub fn named(parts: &[&[u8]]) -> Self {
        // FNV-1a over the parts with their lengths, so that ("ab", "c") and ("a", "bc") differ.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in parts {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes();
            for byte in length.iter().chain(part.iter()) {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self::new(hash)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A uniform number in [0, 1) with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        let bits = self.bits();
        let high = u32::try_from(bits >> 32).unwrap_or(0);
        let low = u32::try_from((bits >> 11) & 0x1f_ffff).unwrap_or(0);
        (f64::from(high) * 2_097_152.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// A uniform index below `count`; 0 if `count` is 0.
    pub fn index(&mut self, count: usize) -> usize {
        let wide = u128::from(self.bits()) * u128::try_from(count).unwrap_or(0);
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The distribution of a number of outages, ready to draw from.
#[derive(Debug, Clone)]
pub struct CountDistribution {
    /// `P(N <= k)` for k = 0, 1, ...; the last entry is treated as 1.
    cumulative: Vec<f64>,
    mean: f64,
}

/// Larger means are refused.
const MOST: f64 = 10_000.0;

impl CountDistribution {
    /// Poisson: the rate is known.
    pub fn poisson(mean: f64) -> Result<Self, RiskError> {
        let mean = not_negative("mean", mean)?;
        Self::tabulate(mean, mean, |k| ln_poisson(k, mean))
    }

    /// Negative binomial: the rate is estimated from `events` in `past` units of time with a Gamma(shape, 0) prior,
    /// and `future` units lie ahead. Shape 1/2 is Jeffreys' prior.
    pub fn estimated(events: u32, past: f64, future: f64, shape: f64) -> Result<Self, RiskError> {
        let (past, future) = (positive("past", past)?, not_negative("future", future)?);
        let size = f64::from(events) + positive("shape", shape)?;
        let mean = size * future / past;
        let variance = mean * (1.0 + future / past);
        let (ln_stay, ln_go) = ((past / (past + future)).ln(), (future / (past + future)).ln());
        Self::tabulate(mean, variance, |k| {
            let moved = if k > 0.0 { k * ln_go } else { 0.0 };
            ln_gamma(size + k) - ln_gamma(size) - ln_gamma(k + 1.0) + size * ln_stay + moved
        })
    }

    fn tabulate(mean: f64, variance: f64, ln_probability: impl Fn(f64) -> f64) -> Result<Self, RiskError> {
        if !(mean <= MOST && variance.sqrt() <= MOST) {
            return Err(RiskError::TooLarge("mean"));
        }
        let end = mean + 12.0 * variance.sqrt() + 40.0;
        let (mut k, mut total) = (0.0, 0.0);
        let mut cumulative = Vec::new();
        while k <= end {
            total += ln_probability(k).exp();
            cumulative.push(total);
            k += 1.0;
        }
        Ok(Self { cumulative, mean })
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Draws a number.
    pub fn draw(&self, random: &mut Random) -> usize {
        let uniform = random.uniform();
        let found = self.cumulative.partition_point(|reached| *reached <= uniform);
        found.min(self.cumulative.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            [random.bits(), random.bits(), random.bits()]
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let named = |parts: &[&[u8]]| Random::named(parts).bits();
        assert_ne!(named(&[b"ab", b"c"]), named(&[b"a", b"bc"]));
    }

    #[test]
    fn numbers_are_uniform_enough() {
        let mut random = Random::new(1);
        let mut buckets = [0_u32; 10];
        for _ in 0..100_000 {
            let uniform = random.uniform();
            assert!((0.0..1.0).contains(&uniform));
            buckets[random.index(10)] += 1;
        }
        assert!(
            buckets.iter().all(|count| (9_500..10_500).contains(count)),
            "{buckets:?}"
        );
    }

    #[test]
    fn counts_have_their_mean() {
        let mut random = Random::new(1);
        for distribution in [
            CountDistribution::poisson(0.9).unwrap(),
            CountDistribution::estimated(3, 60.0, 18.0, 0.5).unwrap(),
        ] {
            let total: usize = (0..100_000).map(|_| distribution.draw(&mut random)).sum();
            let mean = f64::from(u32::try_from(total).unwrap()) / 100_000.0;
            assert!(
                (mean - distribution.mean()).abs() < 0.02,
                "{mean} {distribution:?}"
            );
        }
    }

    #[test]
    fn an_estimated_rate_knows_that_nothing_may_happen() {
        let distribution = CountDistribution::estimated(3, 60.0, 18.0, 0.5).unwrap();
        let nothing = distribution.cumulative[0];
        assert!((nothing - super::super::count::none_in(3, 60.0, 18.0, 0.5).unwrap()).abs() < 1e-12);
        assert!(CountDistribution::poisson(1e9).is_err());
        assert!(CountDistribution::poisson(f64::NAN).is_err());
    }
}
