//! Exact shares: attainment as a fraction, thresholds in parts per million.
//!
//! Attainment is compared with a threshold as a fraction, never as a rounded percentage ("compare
//! unrounded rational numbers against the threshold; display floored").

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// Parts per million: 99.95 % = `999_500`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ppm(pub i64);

/// One whole: 100 %.
pub const WHOLE_PPM: i64 = 1_000_000;

impl Ppm {
    /// Reads a percentage with at most four decimals, such as `99.95`.
    pub fn from_percent_str(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 12
            || fraction.len() > 4
            || !all_digits(whole)
            || !all_digits(fraction)
        {
            return None;
        }
        let value: i64 = format!("{whole}{fraction:0<4}").parse().ok()?;
        Some(Self(if negative { -value } else { value }))
    }
}

/// An exact fraction with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Ratio {
    /// What was met or up.
    pub numerator: i64,
    /// What could have been met or up; greater than zero.
    pub denominator: i64,
}

/// A fraction as it comes in, not yet known to have a positive denominator.
#[derive(Deserialize)]
struct Unchecked {
    numerator: i64,
    denominator: i64,
}

impl TryFrom<Unchecked> for Ratio {
    type Error = &'static str;

    fn try_from(read: Unchecked) -> Result<Self, Self::Error> {
        Self::new(read.numerator, read.denominator).ok_or("denominator: must be greater than zero")
    }
}

impl Ratio {
    /// A fraction; `None` unless the denominator is positive.
    pub const fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator > 0 {
            Some(Self {
                numerator,
                denominator,
            })
        } else {
            None
        }
    }

    /// Compares the exact fraction with a threshold.
    pub fn cmp_ppm(&self, threshold: Ppm) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(WHOLE_PPM);
        left.cmp(&(i128::from(threshold.0) * i128::from(self.denominator)))
    }

    /// Percent with `decimals` places, cut off and not rounded, so that 99.9999 % never shows as 100 %.
    pub fn percent_floored(&self, decimals: u32) -> String {
        self.percent(decimals, 0)
    }

    /// Percent with `decimals` places, rounded half up, as monitoring tools print it.
    pub fn percent_half_up(&self, decimals: u32) -> String {
        self.percent(decimals, i128::from(self.denominator))
    }

    fn percent(&self, decimals: u32, twice_rounding: i128) -> String {
        let scale = 10_i128.pow(decimals.min(12));
        let denominator = i128::from(self.denominator);
        let scaled = i128::from(self.numerator) * 100 * scale;
        let value = (2 * scaled + twice_rounding).div_euclid(2 * denominator);
        let (sign, value) = if value < 0 { ("-", -value) } else { ("", value) };
        if decimals == 0 {
            return format!("{sign}{value}");
        }
        format!(
            "{sign}{}.{:0width$}",
            value / scale,
            value % scale,
            width = decimals.min(12) as usize
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_exactly() {
        assert_eq!(Ppm::from_percent_str("99.95"), Some(Ppm(999_500)));
        assert_eq!(Ppm::from_percent_str("100"), Some(Ppm(1_000_000)));
        assert_eq!(Ppm::from_percent_str("0.0001"), Some(Ppm(1)));
        assert_eq!(Ppm::from_percent_str("99.99995"), None);
        assert_eq!(Ppm::from_percent_str("9,5"), None);
    }

    #[test]
    fn a_fraction_of_nothing_cannot_be_read() {
        let read = |text| serde_json::from_str::<Ratio>(text).ok();
        assert_eq!(read(r#"{"numerator":1,"denominator":2}"#), Ratio::new(1, 2));
        assert_eq!(read(r#"{"numerator":1,"denominator":0}"#), None);
    }

    #[test]
    fn comparison_is_exact_at_the_threshold() {
        let at = Ratio::new(9_999, 10_000).unwrap();
        assert_eq!(at.cmp_ppm(Ppm(999_900)), Ordering::Equal);
        let just_below = Ratio::new(99_989_999, 100_000_000).unwrap();
        assert_eq!(just_below.cmp_ppm(Ppm(999_900)), Ordering::Less);
    }

    #[test]
    fn a_published_outage_reads_as_published() {
        let october = Ratio::new(44_640 - 172, 44_640).unwrap();
        assert_eq!(october.percent_half_up(4), "99.6147");
        assert_eq!(october.percent_floored(2), "99.61");
        assert_eq!(
            Ratio::new(999_999, 1_000_000).unwrap().percent_floored(2),
            "99.99"
        );
    }
}
