//! Service calendars: when the clock of an agreement runs.
//!
//! A [`CalendarSpec`] is what people write down; a [`Calendar`] is the compiled form. Compiled time is kept per
//! local year as a table of open intervals with running totals, built when a year is first needed. Elapsed time
//! and deadlines are then two binary searches, however long the span.
//!
//! Fixed semantics, on which published libraries disagree:
//! intervals are half-open, so the instant of closing is closed; local times in a gap shift forward, in a fold the
//! first one counts; a night shift belongs to the day on which it starts; a budget of zero outside hours is due at the
//! next opening. What a contract may choose is a field: [`Tie`], [`RunningShift`], [`DayLength`], the cut-off time,
//! and where working days are counted from, [`Origin`].
//!
//! ```text
//! elapsed(a, b)  = |open ∩ [a, b) \ pauses|                      seconds
//! deadline(a, s) = the first t with elapsed(a, t) = s            seconds to instant
//! ```
//!
//! ```
//! use domain::time::calendar::{Calendar, CalendarSpec, Direction, Tie};
//! use domain::time::holiday::Region;
//!
//! let spec = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::BE));
//! let calendar = Calendar::new(&spec)?;
//! // Two hours from half past five on Maundy Thursday: Good Friday, the weekend and Easter Monday do not count.
//! let report = "2026-04-02T15:30:00Z".parse()?;
//! let due = calendar.deadline(report, 7_200, Direction::Forward, &[], Tie::PeriodEnd)?;
//! assert_eq!(due.to_rfc3339(), "2026-04-07T07:30:00+00:00");
//! assert_eq!(calendar.elapsed(report, due, &[])?, 7_200);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compile;
mod goal;
mod hours;
mod picture;
mod points;
mod segments;
mod spec;
mod table;
mod walk;
mod wall_clock;
mod working_days;

pub use goal::Goal;
pub use picture::SpecialDay;
pub use segments::{Segment, SegmentKind};
pub use spec::{CalendarError, CalendarSpec, DayLength, Hours, RunningShift, Week, YearlyHoliday};
pub use working_days::Origin;

use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{FIRST_YEAR, Instant, Interval, LAST_YEAR, TimeError, instant, interval, seconds_in_range};
use compile::Rules;
pub(crate) use hours::parse_clock;
use table::YearTable;

/// Which way a deadline is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From a start into the future.
    #[default]
    Forward,
    /// From an end into the past.
    Backward,
}

/// Where a deadline lies when the budget is used up exactly at closing time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// At the edge of the period in which the budget was used up: the closing, counted backward the opening.
    #[default]
    #[serde(alias = "period_start")]
    PeriodEnd,
    /// At the edge of the neighbouring period: the next opening, counted backward the previous closing.
    #[serde(alias = "previous_end")]
    NextStart,
}

/// A compiled service calendar. Cloning shares the compiled tables.
#[derive(Debug, Clone)]
pub struct Calendar {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    rules: Rules,
    wall_clock: Option<Box<Calendar>>,
    years: Vec<OnceLock<Box<YearTable>>>,
}

impl Calendar {
    /// Compiles a specification. Errors name the field that is wrong.
    pub fn new(spec: &CalendarSpec) -> Result<Self, CalendarError> {
        let rules = Rules::new(spec)?;
        let wall_clock = wall_clock::twin(spec)?;
        let years = (FIRST_YEAR..=LAST_YEAR).map(|_| OnceLock::new()).collect();
        Ok(Self {
            inner: Arc::new(Inner {
                rules,
                wall_clock,
                years,
            }),
        })
    }

    /// The zone of the wall clock hours.
    pub fn tz(&self) -> Tz {
        self.inner.rules.tz
    }

    /// The contract's choice for a budget that is used up exactly at closing time.
    pub fn tie(&self) -> Tie {
        self.inner.rules.tie
    }

    /// Whether the day is a holiday of this calendar.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.inner.rules.is_holiday(date)
    }

    /// Whether work is planned to start on the day: it has hours and is no holiday.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.table(date.year())
            .is_some_and(|table| table.working_days.binary_search(&date).is_ok())
    }

    /// Whether the instant is service time. Outside the supported years nothing is.
    pub fn is_open(&self, at: Instant) -> bool {
        seconds_in_range(at).is_ok_and(|at| self.table_at(at).is_some_and(|table| table.is_open(at)))
    }

    /// Seconds of service time from `from` to `to`, without the excluded intervals; 0 if `to` is not later.
    pub fn elapsed(&self, from: Instant, to: Instant, exclude: &[Interval]) -> Result<i64, TimeError> {
        let (start, end) = (seconds_in_range(from)?, seconds_in_range(to)?);
        if start >= end {
            return Ok(0);
        }
        if let Some(twin) = &self.inner.wall_clock {
            return wall_clock::elapsed(twin, self.tz(), (from, to), exclude);
        }
        let gross = self.open_seconds(start, end);
        let paused: i64 = interval::union(exclude)
            .iter()
            .map(|pause| self.open_seconds(pause.from.timestamp().max(start), pause.to.timestamp().min(end)))
            .sum();
        Ok(gross - paused)
    }

    /// The instant at which `seconds` of service time are used up, counted from `start` without the excluded
    /// intervals. Excluded time does not run, so a pause outside service hours does not move the deadline.
    ///
    /// A budget of zero is due at once in service time, else at the next opening (backward: the closing before).
    pub fn deadline(
        &self,
        start: Instant,
        seconds: i64,
        direction: Direction,
        exclude: &[Interval],
        tie: Tie,
    ) -> Result<Instant, TimeError> {
        if seconds < 0 {
            return Err(TimeError::NegativeDuration(seconds));
        }
        if let Some(twin) = &self.inner.wall_clock {
            return wall_clock::deadline(twin, self.tz(), (start, seconds), direction, exclude, tie);
        }
        let from = seconds_in_range(start)?;
        let tie = if seconds == 0 { Tie::NextStart } else { tie };
        let found = match (exclude, direction) {
            ([], Direction::Forward) => self.forward(from, seconds, tie),
            ([], Direction::Backward) => self.backward(from, seconds, tie),
            (_, Direction::Forward) => self.forward_without(from, seconds, tie, &interval::union(exclude)),
            (_, Direction::Backward) => self.backward_without(from, seconds, tie, &interval::union(exclude)),
        };
        found
            .map(instant)
            .filter(|at| is_known(*at, direction))
            .ok_or(TimeError::NotEnoughServiceTime(seconds))
    }

    /// Where the clock of a report starts: a report after the cut-off time of a working day counts from the
    /// opening of the next working day; without a cut-off time the clock starts at the report itself.
    pub fn clock_start(&self, report: Instant) -> Instant {
        self.inner.rules.clock_start(report)
    }

    /// The table of a local year.
    fn table(&self, year: i32) -> Option<&YearTable> {
        let slot = self
            .inner
            .years
            .get(usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?)?;
        Some(slot.get_or_init(|| Box::new(self.inner.rules.compile(year))))
    }

    fn table_at(&self, at: i64) -> Option<&YearTable> {
        self.table(self.year_of(at)?)
    }

    /// The local year of a second. Near new year the UTC year may be the neighbour of the local one.
    fn year_of(&self, at: i64) -> Option<i32> {
        let year = instant(at).year().clamp(FIRST_YEAR, LAST_YEAR);
        let table = self.table(year)?;
        Some(if at < table.start {
            year - 1
        } else if at >= table.end {
            year + 1
        } else {
            year
        })
        .map(|year| year.clamp(FIRST_YEAR, LAST_YEAR))
    }
}

/// Whether the second that ends, or seen backward begins, at an instant lies in the supported years. In zones away from
/// UTC the first and last local year reach beyond them.
fn is_known(at: Instant, direction: Direction) -> bool {
    let second = match direction {
        Direction::Forward => at,
        Direction::Backward => at - chrono::TimeDelta::seconds(1),
    };
    seconds_in_range(second).is_ok()
}

#[cfg(test)]
mod tests;
