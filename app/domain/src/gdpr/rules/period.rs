//! Periods of ISO 8601 as retention rules write them: `P90D`, `P6M`, `P3Y`, `P1Y6M`, `P2W`.

use chrono::{Days, Months, NaiveDate};

/// Months and days; a year is twelve months, a week seven days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionPeriod {
    months: u32,
    days: u32,
}

impl RetentionPeriod {
    /// Reads a period; `None` if the text is none, such as "as the law demands". Times of day (`PT24H`) count nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (date, time) = match text.strip_prefix('P')?.split_once('T') {
            Some((date, time)) => (date.to_owned(), Some(time.to_owned())),
            None => (text.strip_prefix('P')?.to_owned(), None),
        };
        if date.is_empty() && time.is_none() {
            return None;
        }
        if let Some(time) = time {
            parts(&time, "HMS")?.first()?;
        }
        let mut period = Self { months: 0, days: 0 };
        for (number, unit) in parts(&date, "YMWD")? {
            let (months, days) = match unit {
                'Y' => (number.checked_mul(12)?, 0),
                'M' => (number, 0),
                'W' => (0, number.checked_mul(7)?),
                _ => (0, number),
            };
            period.months = period.months.checked_add(months)?;
            period.days = period.days.checked_add(days)?;
        }
        Some(period)
    }

    /// Whether the period, begun on a day, is longer than so many years.
    pub fn exceeds_years(self, years: u32, from: NaiveDate) -> bool {
        let end = from
            .checked_add_months(Months::new(self.months))
            .and_then(|end| end.checked_add_days(Days::new(self.days.into())));
        let limit = from.checked_add_months(Months::new(years.saturating_mul(12)));
        match (end, limit) {
            (Some(end), Some(limit)) => end > limit,
            (None, _) => true,
            (_, None) => false,
        }
    }
}

/// Numbers with their units, which must come in the given order.
fn parts(text: &str, units: &str) -> Option<Vec<(u32, char)>> {
    let mut units = units.chars();
    let mut found = Vec::new();
    let mut digits = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else {
            units.by_ref().find(|unit| *unit == letter)?;
            found.push((std::mem::take(&mut digits).parse().ok()?, letter));
        }
    }
    digits.is_empty().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("P90D", Some(false))]
    #[case("p6m", Some(false))]
    #[case("P10Y", Some(false))]
    #[case("P120M", Some(false))]
    #[case("P3650D", Some(false))]
    #[case("PT24H", Some(false))]
    #[case("P0D", Some(false))]
    #[case("P10Y1D", Some(true))]
    #[case("P121M", Some(true))]
    #[case("P522W", Some(true))]
    #[case("P99999Y", Some(true))]
    #[case("P", None)]
    #[case("PT", None)]
    #[case("10Y", None)]
    #[case("P1M1Y", None)]
    #[case("P3", None)]
    #[case("PY", None)]
    #[case("gesetzliche Aufbewahrungsfrist", None)]
    fn periods_and_how_long_they_are(#[case] text: &str, #[case] longer: Option<bool>) {
        let from = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let period = RetentionPeriod::parse(text);
        assert_eq!(period.map(|period| period.exceeds_years(10, from)), longer);
    }
}
