//! Time: zones, holidays, service calendars, reporting periods.
//!
//! The engine works on whole seconds. Fractions of a second are cut off where an [`Instant`] enters a
//! calculation. Calendars and deadlines are computed for the years [`FIRST_YEAR`] to [`LAST_YEAR`]; the rules for
//! summer time are known until 2099, after that the compiled zone data stay on standard time.
//!
//! Unit: seconds. Source: the IANA time zone database, RFC 3339 for the text form of instants.
//!
//! ```
//! use domain::time::{Instant, Interval};
//!
//! // An instant is a point on one line; zones only say how it is written.
//! let (summer, winter): (Instant, Instant) = ("2026-10-25T02:30:00+02:00".parse()?, "2026-10-25T02:30:00+01:00".parse()?);
//! assert_eq!(Interval::new(summer, winter)?.seconds(), 3_600);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod calendar;
pub mod holiday;
pub mod interval;
pub mod period;
pub mod zone;

pub use interval::Interval;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

/// A point in time, independent of any zone.
pub type Instant = DateTime<Utc>;

/// The first year for which calendars are computed.
pub const FIRST_YEAR: i32 = 1900;

/// The last year for which calendars are computed.
pub const LAST_YEAR: i32 = 2200;

/// Why a calculation in time has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The name is not in the IANA time zone database.
    #[error("unknown time zone `{0}`")]
    UnknownZone(String),
    /// An interval ends before it starts.
    #[error("the end {to} lies before the start {from}")]
    EndBeforeStart {
        /// The start.
        from: Instant,
        /// The end, which is earlier.
        to: Instant,
    },
    /// An instant lies outside the years the engine computes.
    #[error("{0} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")]
    OutOfRange(Instant),
    /// A date lies outside the years the engine computes.
    #[error("{0} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")]
    DateOutOfRange(NaiveDate),
    /// A duration is negative where only a length makes sense.
    #[error("a duration of {0} seconds is negative")]
    NegativeDuration(i64),
    /// The calendar does not hold that much service time within the supported years.
    #[error("the calendar has no {0} seconds of service time left between {FIRST_YEAR} and {LAST_YEAR}")]
    NotEnoughServiceTime(i64),
    /// The calendar has no working day within the supported years.
    #[error("the calendar has too few working days between {FIRST_YEAR} and {LAST_YEAR}")]
    NotEnoughWorkingDays,
    /// The text does not name a reporting period.
    #[error("`{0}` is not a period such as 2026-10, 2026-Q4, 2026-H2, 2026-W48, 2026-10-05 or 2026")]
    BadPeriod(String),
}

/// Whole seconds since 1970, if the instant lies in the supported years.
pub(crate) fn seconds_in_range(at: Instant) -> Result<i64, TimeError> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&at.year()) {
        Ok(at.timestamp())
    } else {
        Err(TimeError::OutOfRange(at))
    }
}

/// The instant of a second within the supported years; clamps what lies outside.
pub(crate) fn instant(seconds: i64) -> Instant {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// An instant, moved into the supported years and one around them, where local time is always defined.
pub(crate) fn clamped(at: Instant) -> Instant {
    let new_year =
        |year| NaiveDate::from_ymd_opt(year, 1, 1).map_or(at, |day| day.and_time(NaiveTime::MIN).and_utc());
    at.clamp(new_year(FIRST_YEAR - 1), new_year(LAST_YEAR + 2))
}
