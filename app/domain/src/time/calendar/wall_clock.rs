//! Time as the clock on the wall shows it: the difference of two readings.
//!
//! The same hours on a clock that never changes, which is UTC, are counted; instants are translated on the way in and
//! out. On the day of 25 hours an hour is shown twice: it counts the first time, and the second time the clock stands
//! until it shows something new, so that more time never counts less.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::{Calendar, CalendarError, CalendarSpec, DayLength, Direction, Tie};
use crate::time::zone::LocalResolution;
use crate::time::{Instant, Interval, TimeError, instant, seconds_in_range, zone};

/// The twin of a calendar that counts readings of the clock, if the contract wants that.
pub(super) fn twin(spec: &CalendarSpec) -> Result<Option<Box<Calendar>>, CalendarError> {
    if spec.day_length == DayLength::Absolute {
        return Ok(None);
    }
    if spec.periods.is_some() {
        return Err(CalendarError::PeriodsAndHours("day_length"));
    }
    let unchanging = CalendarSpec {
        tz: "UTC".to_owned(),
        day_length: DayLength::Absolute,
        ..spec.clone()
    };
    Ok(Some(Box::new(Calendar::new(&unchanging)?)))
}

pub(super) fn elapsed(
    twin: &Calendar,
    tz: Tz,
    (from, to): (Instant, Instant),
    exclude: &[Interval],
) -> Result<i64, TimeError> {
    twin.elapsed(reading(tz, from)?, reading(tz, to)?, &readings(tz, exclude)?)
}

pub(super) fn deadline(
    twin: &Calendar,
    tz: Tz,
    (start, seconds): (Instant, i64),
    direction: Direction,
    exclude: &[Interval],
    tie: Tie,
) -> Result<Instant, TimeError> {
    let shown = twin.deadline(
        reading(tz, start)?,
        seconds,
        direction,
        &readings(tz, exclude)?,
        tie,
    )?;
    let at = zone::to_instant(tz, shown.naive_utc());
    // What is shown twice is meant the first time, but nothing is due before its clock starts.
    Ok(match direction {
        Direction::Forward => at.max(start),
        Direction::Backward => at.min(start),
    })
}

/// The latest time the clock has shown, as if it were UTC.
fn reading(tz: Tz, at: Instant) -> Result<Instant, TimeError> {
    seconds_in_range(at)?;
    let new = match repeats(tz, at) {
        Some(jump) => first_not_repeated(tz, at.timestamp(), jump.num_seconds()),
        None => at,
    };
    Ok(new.with_timezone(&tz).naive_local().and_utc())
}

/// By how much the clock was set back, while it shows for the second time what it has shown before.
fn repeats(tz: Tz, at: Instant) -> Option<TimeDelta> {
    match zone::resolve(tz, at.with_timezone(&tz).naive_local()) {
        LocalResolution::Fold { first, second } if second == at => Some(second - first),
        _ => None,
    }
}

/// The end of the repetition, which begins no later than `from` and lasts as long as the clock was set back.
fn first_not_repeated(tz: Tz, from: i64, jump: i64) -> Instant {
    let (mut repeated, mut end) = (from, from + jump);
    while end - repeated > 1 {
        let middle = i64::midpoint(repeated, end);
        if repeats(tz, instant(middle)).is_some() {
            repeated = middle;
        } else {
            end = middle;
        }
    }
    instant(end)
}

fn readings(tz: Tz, intervals: &[Interval]) -> Result<Vec<Interval>, TimeError> {
    let read = |interval: &Interval| {
        Ok(Interval {
            from: reading(tz, interval.from)?,
            to: reading(tz, interval.to)?,
        })
    };
    intervals.iter().map(read).collect()
}
