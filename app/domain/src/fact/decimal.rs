//! Exact decimals of up to six places.

use std::fmt;
use std::str::FromStr;

/// Millionths in one.
pub const MICROS: i64 = 1_000_000;
const PLACES: usize = 6;

/// An exact number, counted in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// Millionths.
    pub micros: i64,
}

/// Not a decimal number of up to six places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("number_unreadable")]
pub struct NoDecimal;

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { micros: 0 };

    /// A whole number; what is too large is the largest there is.
    pub const fn whole(number: i64) -> Self {
        Self {
            micros: number.saturating_mul(MICROS),
        }
    }
}

/// Reads `99.95`, and `99,95` as German exports have it. Thousands have no separator.
impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        let text = text.trim();
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let cut = digits.contains(['.', ',']) && decimals.is_empty();
        if whole.is_empty() || cut || !plain(whole) || !plain(decimals) || decimals.len() > PLACES {
            return Err(NoDecimal);
        }
        let whole: i64 = whole.parse().map_err(|_| NoDecimal)?;
        let fraction: i64 = format!("{decimals:0<PLACES$}").parse().map_err(|_| NoDecimal)?;
        let micros = whole
            .checked_mul(MICROS)
            .and_then(|micros| micros.checked_add(fraction));
        let micros = micros.ok_or(NoDecimal)?;
        Ok(Self {
            micros: if negative { -micros } else { micros },
        })
    }
}

/// As short as it is exact, with a point.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let (whole, rest) = (
            self.micros.unsigned_abs() / 1_000_000,
            self.micros.unsigned_abs() % 1_000_000,
        );
        if rest == 0 {
            return write!(formatter, "{sign}{whole}");
        }
        let decimals = format!("{rest:0>PLACES$}");
        write!(formatter, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_written_exactly() {
        for (text, micros, written) in [
            ("99.95", 99_950_000, "99.95"),
            ("99,95", 99_950_000, "99.95"),
            ("-0.000001", -1, "-0.000001"),
            ("7", 7_000_000, "7"),
            (" 1.50 ", 1_500_000, "1.5"),
        ] {
            let read: Decimal = text.parse().unwrap();
            assert_eq!((read.micros, read.to_string().as_str()), (micros, written));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "1.",
            ".5",
            "1.2345678",
            "1e5",
            "NaN",
            "1.000,5",
            "9223372036854775807",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(NoDecimal), "{text}");
        }
    }
}
