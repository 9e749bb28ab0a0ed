//! Shares in fine fixed steps.

use crate::exact::Fraction;
use crate::ratio::WHOLE_PPM;

/// A share from 0 to 1 in steps of 10^-18: deterministic on every machine, and finer than any contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub(super) i128);

/// Steps of a whole.
pub(super) const ONE: i128 = 1_000_000_000_000_000_000;

impl Share {
    /// Never available.
    pub const NONE: Self = Self(0);
    /// Always available.
    pub const WHOLE: Self = Self(ONE);

    /// From parts per million; `None` outside 0 to 100 %.
    pub fn from_ppm(ppm: i64) -> Option<Self> {
        (0..=WHOLE_PPM)
            .contains(&ppm)
            .then(|| Self(i128::from(ppm) * (ONE / i128::from(WHOLE_PPM))))
    }

    /// From an exact fraction, rounded to the nearest step; `None` outside 0 to 1.
    pub fn from_fraction(fraction: Fraction) -> Option<Self> {
        let steps = fraction.scaled_half_up(1_000_000_000_000_000_000)?;
        (0..=ONE)
            .contains(&i128::from(steps))
            .then_some(Self(i128::from(steps)))
    }

    /// The exact fraction.
    pub fn fraction(self) -> Fraction {
        Fraction::new(self.0, ONE).unwrap_or(Fraction::ZERO)
    }

    /// Parts per million, cut off.
    pub fn floor_ppm(self) -> i64 {
        i64::try_from(self.0 / (ONE / i128::from(WHOLE_PPM))).unwrap_or(WHOLE_PPM)
    }

    /// The chance that two independent shares hold together, rounded to the nearest step.
    #[must_use]
    pub const fn times(self, other: Self) -> Self {
        Self((self.0 * other.0 + ONE / 2) / ONE)
    }

    /// What is missing to the whole.
    #[must_use]
    pub const fn complement(self) -> Self {
        Self(ONE - self.0)
    }

    /// The sum, at most the whole.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self((self.0 + other.0).min(ONE))
    }

    /// The difference, at least nothing.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// So much of a time, to the nearest second.
    pub fn of_seconds(self, seconds: i64) -> i64 {
        i64::try_from((self.0 * i128::from(seconds) + ONE / 2) / ONE).unwrap_or(i64::MAX)
    }
}
