//! JSON numbers as exact fractions and back.

use serde_json::value::RawValue;

use crate::exact::Fraction;
use crate::ratio::WHOLE_PPM;

/// Reads a JSON number through its shortest decimal text: `99.9899` is 999,899 / 10,000 and nothing else.
pub fn parse(raw: &RawValue) -> Result<Fraction, &'static str> {
    let text = raw.get();
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Err("not a number");
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return text
            .parse()
            .ok()
            .and_then(|number| Fraction::new(number, 1))
            .ok_or("too large");
    }
    exactly(text).ok_or("too large or too precise")
}

/// The digits that a writer of doubles needs at most; more digits, or none after the point, mean what they say.
const DOUBLE_DIGITS: usize = 17;

fn exactly(text: &str) -> Option<Fraction> {
    let (plain, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let digits = plain.trim_start_matches('-').replace('.', "");
    let significant = digits.trim_matches('0').len();
    let whole = plain
        .split_once('.')
        .is_some_and(|(_, places)| places.bytes().all(|digit| digit == b'0'));
    if exponent.is_empty() && (whole || significant > DOUBLE_DIGITS) {
        return decimal(plain);
    }
    // Writers print the shortest text that reads back as the same double; longer texts of the same double mean it too.
    let double: f64 = text.parse().ok()?;
    let shortest = double.to_string();
    let needed = shortest.replace(['-', '.'], "").trim_matches('0').len();
    if exponent.is_empty() && significant <= needed {
        return decimal(plain);
    }
    let vanished = double == 0.0 && significant > 0;
    decimal(&shortest).filter(|_| !vanished)
}

/// A decimal text without exponent.
fn decimal(text: &str) -> Option<Fraction> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let places = u32::try_from(fraction.len()).ok()?;
    let numerator: i128 = format!("{whole}{fraction}").parse().ok()?;
    Fraction::new(numerator, 10_i128.checked_pow(places)?)
}

/// Digits after the point at which an expansion that does not end is cut; more than a double can hold.
const PLACES: usize = 20;

/// Writes a fraction as a JSON number: exactly if its decimal expansion ends within 20 places, else cut off there.
pub fn write(value: Fraction) -> String {
    let denominator = value.denominator().unsigned_abs();
    let numerator = value.numerator().unsigned_abs();
    let mut rest = numerator % denominator;
    let mut digits = String::new();
    while rest != 0 && digits.len() < PLACES {
        // A denominator beyond 10^37 would overflow; its fraction is far below the last place anyway.
        let Some(next) = rest.checked_mul(10) else { break };
        digits.push(char::from_digit(u32::try_from(next / denominator).unwrap_or(0), 10).unwrap_or('0'));
        rest = next % denominator;
    }
    let digits = digits.trim_end_matches('0');
    let whole = numerator / denominator;
    let sign = if value.numerator() < 0 && (whole > 0 || !digits.is_empty()) {
        "-"
    } else {
        ""
    };
    if digits.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{digits}")
    }
}

/// The nearest double, for forecasts.
pub fn to_float(value: Fraction) -> f64 {
    write(value).parse().unwrap_or(f64::NAN)
}

/// How to round to a number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceil,
    /// Towards zero.
    Truncate,
    /// To the nearest, halves away from zero.
    HalfUp,
    /// To the nearest, halves to the even neighbour.
    HalfEven,
}

/// The names of the rounding modes.
pub const ROUNDINGS: &[(&str, Rounding)] = &[
    ("floor", Rounding::Floor),
    ("ceil", Rounding::Ceil),
    ("ceiling", Rounding::Ceil),
    ("truncate", Rounding::Truncate),
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
];

/// Rounds to decimals. `None` if too large to compute.
pub fn round(value: Fraction, decimals: u32, mode: Rounding) -> Option<Fraction> {
    let scale = 10_i128.checked_pow(decimals)?;
    let scaled = value.times(Fraction::new(scale, 1)?)?;
    let (n, d) = (scaled.numerator(), scaled.denominator());
    let (floor, rest) = (n.div_euclid(d), n.rem_euclid(d));
    let twice = rest.checked_mul(2)?;
    let up = match mode {
        Rounding::Floor => false,
        Rounding::Ceil => rest > 0,
        Rounding::Truncate => rest > 0 && n < 0,
        Rounding::HalfUp => twice > d || (twice == d && n > 0),
        Rounding::HalfEven => twice > d || (twice == d && floor.rem_euclid(2) == 1),
    };
    Fraction::new(floor.checked_add(i128::from(up))?, scale)
}

/// A percentage as parts per million; an error for more than four decimals, which thresholds never have.
pub fn ppm(percent: Fraction) -> Result<i64, &'static str> {
    let scaled = percent
        .times(Fraction::whole(WHOLE_PPM / 100))
        .ok_or("too large")?;
    if scaled.denominator() != 1 {
        return Err("more than four decimals");
    }
    i64::try_from(scaled.numerator()).map_err(|_| "too large")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(text: &str) -> Result<Fraction, &'static str> {
        parse(&RawValue::from_string(text.to_owned()).unwrap())
    }

    #[rstest]
    #[case("99.9899", "99.9899")]
    #[case("31557600.0", "31557600")]
    #[case("-0.5", "-0.5")]
    #[case("1e2", "100")]
    #[case("99.989999999999995", "99.99")]
    #[case("3153.6000000000004", "3153.6000000000004")]
    #[case("-0", "0")]
    #[case("9007199254740993.0", "9007199254740993")]
    #[case("98.99999999999999999999", "98.99999999999999999999")]
    #[case("-12345678901234567.5", "-12345678901234567.5")]
    #[case("0.00000000000000000000", "0")]
    #[case("1.5e3", "1500")]
    #[case("90071992547409.93", "90071992547409.93")]
    #[case("99.89999999999999999", "99.89999999999999999")]
    fn numbers_are_exact(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(write(read(text).unwrap()), expected);
    }

    #[rstest]
    fn other_values_are_refused(
        #[values("\"1\"", "null", "[1]", "1e300", "1e-300", "1e-400", "true")] text: &str,
    ) {
        assert!(read(text).is_err());
    }

    #[test]
    fn endless_expansions_are_cut() {
        assert_eq!(write(Fraction::new(3, 7).unwrap()), "0.42857142857142857142");
    }

    #[rstest]
    #[case(Rounding::Floor, "2.5", "-2.5", "2", "-3")]
    #[case(Rounding::Ceil, "2.5", "-2.5", "3", "-2")]
    #[case(Rounding::Truncate, "2.5", "-2.5", "2", "-2")]
    #[case(Rounding::HalfUp, "2.5", "-2.5", "3", "-3")]
    #[case(Rounding::HalfEven, "2.5", "-2.5", "2", "-2")]
    fn modes(#[case] mode: Rounding, #[case] a: &str, #[case] b: &str, #[case] up: &str, #[case] down: &str) {
        let rounded = |text: &str| write(round(read(text).unwrap(), 0, mode).unwrap());
        assert_eq!((rounded(a).as_str(), rounded(b).as_str()), (up, down));
    }
}
