//! Time as the clock on the wall shows it: the difference of two readings.
//!
//! The same hours on a clock that never changes, which is UTC, are counted; instants are translated on the way in and
//! out. On the day of 25 hours two instants may show the same time, and nothing passes between them.

use chrono_tz::Tz;

use super::{Calendar, CalendarError, CalendarSpec, DayLength, Direction, Tie};
use crate::time::{Instant, Interval, TimeError, seconds_in_range, zone};

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

/// What the clock shows, as if it were UTC.
fn reading(tz: Tz, at: Instant) -> Result<Instant, TimeError> {
    seconds_in_range(at)?;
    Ok(at.with_timezone(&tz).naive_local().and_utc())
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
