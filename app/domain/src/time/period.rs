//! Reporting periods: days, ISO weeks, months, quarters, half-years, years.
//!
//! A period is a span of local days. Its instants depend on the zone: March 2026 has 2,674,800 seconds in Berlin,
//! October 2,682,000. Nothing here assumes days of 86,400 seconds.
//!
//! ```text
//! bounds(p) = [local midnight of the first day, local midnight after the last day)
//! ```
//!
//! Unit: seconds. Source: ISO 8601 for weeks, the IANA time zone database for midnights.
//!
//! ```
//! use domain::time::period::Period;
//!
//! let seconds = |text: &str| Ok::<_, domain::time::TimeError>(text.parse::<Period>()?.bounds(chrono_tz::Europe::Berlin).seconds());
//! assert_eq!((seconds("2026-03")?, seconds("2026-10")?), (2_674_800, 2_682_000));
//! assert_eq!("2026-W53".parse::<Period>()?.last_day().to_string(), "2027-01-03");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, IsoWeek, Months, NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FIRST_YEAR, Instant, Interval, LAST_YEAR, TimeError, zone};

/// How long a reporting period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// One local day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    HalfYear,
    /// A calendar year.
    Year,
}

/// One reporting period. Written as `2026-10-05`, `2026-W48`, `2026-10`, `2026-Q4`, `2026-H2` or `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first_day: NaiveDate,
    kind: PeriodKind,
}

impl Period {
    /// The period of this kind in which the day lies. At the two ends of representable dates, a quarter of a million
    /// years away, it may be cut; where a date comes in unchecked, take [`Self::checked`].
    pub fn containing(kind: PeriodKind, date: NaiveDate) -> Self {
        Self {
            first_day: first_day(kind, date).unwrap_or(date),
            kind,
        }
    }

    /// The period of this kind in which the day lies, or an error if it or one of its neighbours is not
    /// representable.
    pub fn checked(kind: PeriodKind, date: NaiveDate) -> Result<Self, TimeError> {
        let period = first_day(kind, date).map(|first_day| Self { first_day, kind });
        period
            .filter(|period| period.first_day.pred_opt().is_some() && period.day_after().is_some())
            .ok_or(TimeError::DateOutOfRange(date))
    }

    /// How long the period is.
    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first local day.
    pub const fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// The last local day.
    pub fn last_day(self) -> NaiveDate {
        self.day_after()
            .and_then(|day| day.pred_opt())
            .unwrap_or(NaiveDate::MAX)
    }

    /// The first instant of the period in a zone.
    pub fn start(self, tz: Tz) -> Instant {
        zone::start_of_day(tz, self.first_day)
    }

    /// The instants of the period in a zone: local midnight to local midnight.
    pub fn bounds(self, tz: Tz) -> Interval {
        Interval {
            from: self.start(tz),
            to: zone::start_of_day(tz, self.day_after().unwrap_or(NaiveDate::MAX)),
        }
    }

    /// The period that follows.
    #[must_use]
    pub fn next(self) -> Self {
        Self::containing(self.kind, self.day_after().unwrap_or(self.first_day))
    }

    /// The period before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::containing(self.kind, self.first_day.pred_opt().unwrap_or(self.first_day))
    }

    /// The first day of the following period.
    fn day_after(self) -> Option<NaiveDate> {
        let months = |count| self.first_day.checked_add_months(Months::new(count));
        let days = |count| self.first_day.checked_add_days(Days::new(count));
        match self.kind {
            PeriodKind::Day => days(1),
            PeriodKind::Week => days(7),
            PeriodKind::Month => months(1),
            PeriodKind::Quarter => months(3),
            PeriodKind::HalfYear => months(6),
            PeriodKind::Year => months(12),
        }
    }
}

fn first_day(kind: PeriodKind, date: NaiveDate) -> Option<NaiveDate> {
    let month_start = |span: u32| {
        date.with_day(1)?
            .checked_sub_months(Months::new(date.month0() % span))
    };
    match kind {
        PeriodKind::Day => Some(date),
        PeriodKind::Week => monday_of(date),
        PeriodKind::Month => date.with_day(1),
        PeriodKind::Quarter => month_start(3),
        PeriodKind::HalfYear => month_start(6),
        PeriodKind::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
    }
}

/// The Monday on or before a day.
fn monday_of(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_sub_signed(TimeDelta::days(i64::from(date.weekday().num_days_from_monday())))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.first_day;
        let year = date.year();
        match self.kind {
            PeriodKind::Day => write!(f, "{year:04}-{:02}-{:02}", date.month(), date.day()),
            PeriodKind::Week => {
                let week: IsoWeek = date.iso_week();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => write!(f, "{year:04}-{:02}", date.month()),
            PeriodKind::Quarter => write!(f, "{year:04}-Q{}", date.month0() / 3 + 1),
            PeriodKind::HalfYear => write!(f, "{year:04}-H{}", date.month0() / 6 + 1),
            PeriodKind::Year => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| TimeError::BadPeriod(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let (year_text, rest) = text.split_at_checked(4)?;
    let year = i32::try_from(digits(year_text)?)
        .ok()
        .filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))?;
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let (kind, date) = match (rest.len(), rest.get(..2)) {
        (0, _) => (PeriodKind::Year, day(1, 1)?),
        (3, Some("-Q")) => (PeriodKind::Quarter, day(nth_month(rest, 3)?, 1)?),
        (3, Some("-H")) => (PeriodKind::HalfYear, day(nth_month(rest, 6)?, 1)?),
        (4, Some("-W")) => (
            PeriodKind::Week,
            NaiveDate::from_isoywd_opt(year, digits(rest.get(2..)?)?, Weekday::Mon)?,
        ),
        (3, _) => (PeriodKind::Month, day(digits(rest.strip_prefix('-')?)?, 1)?),
        (6, _) => {
            let (month, of_month) = rest.strip_prefix('-')?.split_once('-')?;
            (PeriodKind::Day, day(digits(month)?, digits(of_month)?)?)
        }
        _ => return None,
    };
    Some(Period {
        first_day: date,
        kind,
    })
}

/// The first month of the n-th span of months, from a text such as `-Q3`.
fn nth_month(text: &str, span: u32) -> Option<u32> {
    let nth = digits(text.get(2..)?)?.checked_sub(1)?;
    Some(nth * span + 1)
}

/// A number written with ASCII digits only: no sign, no blanks.
fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
