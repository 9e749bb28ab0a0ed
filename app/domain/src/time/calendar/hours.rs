//! Reading the hours of a specification; every error names its field.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};

use super::spec::{CalendarError, CalendarSpec, Hours};
use crate::time::{Interval, instant, interval, seconds_in_range};

/// Seconds of a day of 24 hours on the wall clock.
pub(super) const DAY: i64 = 86_400;

/// Seconds since local midnight; an overnight end lies beyond 86,400.
pub(super) type Shift = (i64, i64);

pub(super) fn check_combination(spec: &CalendarSpec) -> Result<(), CalendarError> {
    match (&spec.week, &spec.periods) {
        (Some(_), Some(_)) => Err(CalendarError::PeriodsAndHours("week")),
        (None, Some(_)) if !spec.date_overrides.is_empty() => {
            Err(CalendarError::PeriodsAndHours("date_overrides"))
        }
        (None, None) if spec.date_overrides.is_empty() => Err(CalendarError::NoHours),
        _ => Ok(()),
    }
}

pub(super) fn yearly_holidays(spec: &CalendarSpec) -> Result<BTreeSet<(u32, u32)>, CalendarError> {
    let mut set = BTreeSet::new();
    for (index, &super::YearlyHoliday { month, day }) in spec.yearly_holidays.iter().enumerate() {
        // 2000 is a leap year, so 29 February passes.
        if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
            return Err(CalendarError::BadYearlyHoliday {
                field: format!("yearly_holidays[{index}]"),
                month,
                day,
            });
        }
        set.insert((month, day));
    }
    Ok(set)
}

pub(super) fn by_date(
    field: &str,
    hours: &BTreeMap<NaiveDate, Vec<Hours>>,
    read: impl Fn(&str, &[Hours]) -> Result<Vec<Shift>, CalendarError>,
) -> Result<BTreeMap<NaiveDate, Vec<Shift>>, CalendarError> {
    hours
        .iter()
        .map(|(date, hours)| Ok((*date, read(&format!("{field}.{date}"), hours)?)))
        .collect()
}

/// More spans on one day, every half hour, are refused: the tables of the years grow with them.
pub(super) const MOST_SPANS: usize = 48;

/// Reads the hours of a day, sorted by start.
pub(super) fn shifts(field: &str, hours: &[Hours]) -> Result<Vec<Shift>, CalendarError> {
    if hours.len() > MOST_SPANS {
        return Err(CalendarError::TooMany {
            field: field.to_owned(),
        });
    }
    let mut shifts = Vec::with_capacity(hours.len());
    for (index, [open, close]) in hours.iter().enumerate() {
        let field = format!("{field}[{index}]");
        let (from, to) = (clock(&field, open)?, clock(&field, close)?);
        if from == DAY {
            return Err(CalendarError::BadTime {
                field,
                text: open.clone(),
            });
        }
        shifts.push((from, if to <= from { to + DAY } else { to }));
    }
    shifts.sort_unstable();
    Ok(shifts)
}

/// Reads the hours of a day, which must not overlap.
pub(super) fn disjoint_shifts(field: &str, hours: &[Hours]) -> Result<Vec<Shift>, CalendarError> {
    let shifts = shifts(field, hours)?;
    let overlap = shifts
        .windows(2)
        .any(|pair| matches!(pair, [(_, end), (start, _)] if start < end));
    if overlap {
        Err(CalendarError::Overlap {
            field: field.to_owned(),
        })
    } else {
        Ok(shifts)
    }
}

/// Seconds since midnight of `HH:MM` or `HH:MM:SS`, at most `24:00`.
pub(super) fn clock(field: &str, text: &str) -> Result<i64, CalendarError> {
    parse_clock(text).ok_or_else(|| CalendarError::BadTime {
        field: field.to_owned(),
        text: text.to_owned(),
    })
}

/// Seconds since midnight of `HH:MM` or `HH:MM:SS`, at most `24:00`.
pub(crate) fn parse_clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| {
        let two_digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        two_digits.then(|| part.parse::<i64>().ok())?
    });
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0))?;
    let total = hours * 3_600 + minutes * 60 + seconds;
    (parts.next().is_none() && minutes < 60 && seconds < 60 && total <= DAY).then_some(total)
}

pub(super) fn periods(list: &[Hours]) -> Result<Vec<Interval>, CalendarError> {
    let mut periods = Vec::with_capacity(list.len());
    for (index, [from, to]) in list.iter().enumerate() {
        let read = |text: &str| {
            let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
            seconds_in_range(at).ok().map(instant)
        };
        let period = read(from)
            .zip(read(to))
            .and_then(|(from, to)| Interval::new(from, to).ok());
        periods.push(period.ok_or_else(|| CalendarError::BadPeriod {
            field: format!("periods[{index}]"),
        })?);
    }
    periods.sort_unstable();
    let overlap = periods
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if b.from < a.to));
    if overlap {
        Err(CalendarError::Overlap {
            field: "periods".to_owned(),
        })
    } else {
        Ok(interval::union(&periods))
    }
}
