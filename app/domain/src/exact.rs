//! Exact fractions: shares of a fee, percentages, quotients of counts.
//!
//! ```
//! use domain::exact::Fraction;
//!
//! // 10 % of 50 % of 40 % of 100,000.00.
//! let share = [100_000, 500_000, 400_000].into_iter().map(Fraction::ppm).try_fold(Fraction::whole(1), Fraction::times);
//! assert_eq!(share.and_then(|share| share.scaled_half_up(10_000_000)), Some(200_000));
//! ```

use std::cmp::Ordering;

use crate::ratio::{Ratio, WHOLE_PPM};

/// An exact fraction with a positive denominator, wide enough for products of a few shares. Every operation returns
/// `None` instead of overflowing.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// A fraction in lowest terms; `None` unless the denominator is positive.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 || numerator == i128::MIN {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|divisor| *divisor > 0)?;
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// Parts per million.
    pub fn ppm(parts: i64) -> Self {
        let (numerator, denominator) = (i128::from(parts), i128::from(WHOLE_PPM));
        Self::new(numerator, denominator).unwrap_or(Self {
            numerator,
            denominator,
        })
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self {
            numerator: i128::from(number),
            denominator: 1,
        }
    }

    /// The numerator in lowest terms.
    pub const fn numerator(&self) -> i128 {
        self.numerator
    }

    /// The denominator in lowest terms, positive.
    pub const fn denominator(&self) -> i128 {
        self.denominator
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            numerator: -other.numerator,
            denominator: other.denominator,
        })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        // Reducing crosswise first keeps the products small.
        let a = Self::new(self.numerator, other.denominator)?;
        let b = Self::new(other.numerator, self.denominator)?;
        Self::new(
            a.numerator.checked_mul(b.numerator)?,
            a.denominator.checked_mul(b.denominator)?,
        )
    }

    /// The quotient; `None` for a divisor that is not positive.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.denominator, other.numerator)?)
    }

    /// The fraction times a whole number, rounded half up to a whole number.
    pub fn scaled_half_up(self, scale: i64) -> Option<i64> {
        let scaled = self.times(Self::whole(scale))?;
        let twice = scaled.numerator.checked_mul(2)?.checked_add(scaled.denominator)?;
        i64::try_from(twice.div_euclid(scaled.denominator.checked_mul(2)?)).ok()
    }

    /// The largest whole number that is not larger.
    pub fn floor(self) -> Option<i64> {
        i64::try_from(self.numerator.div_euclid(self.denominator)).ok()
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<Ratio> for Fraction {
    fn from(ratio: Ratio) -> Self {
        let (numerator, denominator) = (i128::from(ratio.numerator), i128::from(ratio.denominator));
        Self::new(numerator, denominator).unwrap_or(Self::ZERO)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    /// Compares by continued fractions, which cannot overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut c, mut d) = (
            self.numerator,
            self.denominator,
            other.numerator,
            other.denominator,
        );
        let mut reversed = false;
        loop {
            let (whole_left, whole_right) = (a.div_euclid(b), c.div_euclid(d));
            let (rest_left, rest_right) = (a.rem_euclid(b), c.rem_euclid(d));
            let order = match (whole_left.cmp(&whole_right), rest_left, rest_right) {
                (Ordering::Equal, 0, 0) => return Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    // Equal whole parts: the larger remainder is the smaller reciprocal.
                    (a, b, c, d) = (b, rest_left, d, rest_right);
                    reversed = !reversed;
                    continue;
                }
                (order, _, _) => order,
            };
            return if reversed { order.reverse() } else { order };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(numerator: i128, denominator: i128) -> Fraction {
        Fraction::new(numerator, denominator).unwrap()
    }

    #[test]
    fn comparison_is_exact_even_for_large_terms() {
        assert!(f(1, 3) < f(1, 2) && f(-1, 2) < f(-1, 3) && f(2, 4) == f(1, 2));
        let huge = i128::MAX;
        assert!(f(huge - 1, huge) < f(huge, huge - 1));
        assert!(f(huge - 2, huge - 1) < f(huge - 1, huge));
    }

    #[test]
    fn rounding_is_half_up() {
        assert_eq!(f(1, 2).scaled_half_up(1), Some(1));
        assert_eq!(f(1, 2).scaled_half_up(-1), Some(0));
        assert_eq!(f(49, 100).scaled_half_up(1), Some(0));
        assert_eq!(Fraction::ppm(99_500).scaled_half_up(1_005), Some(100));
    }

    #[test]
    fn overflow_is_none() {
        assert!(f(i128::MAX, 1).plus(f(1, 1)).is_none());
        assert!(f(i128::MAX, 1).times(f(2, 1)).is_none());
        assert!(Fraction::new(1, 0).is_none());
    }
}
