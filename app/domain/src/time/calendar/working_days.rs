//! Counting in working days instead of service hours.
//!
//! "Four working days" means the same clock time four working days later, not 4 × 24 hours of service time.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use super::{Calendar, TimeError};
use crate::time::{FIRST_YEAR, Instant, LAST_YEAR, instant, seconds_in_range, zone};

/// From where working days are counted if the origin is not a working day itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Move to the nearest working day in the direction of counting, then count.
    #[default]
    RollFirst,
    /// Count from the closed day: the first working day met is day one.
    CountOn,
}

impl Calendar {
    /// The date `days` working days after `date`, before it if negative.
    ///
    /// Zero days from a closed day is the next working day with [`Origin::RollFirst`], else the day itself.
    pub fn add_working_days(
        &self,
        date: NaiveDate,
        days: i64,
        origin: Origin,
    ) -> Result<NaiveDate, TimeError> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
            return Err(TimeError::DateOutOfRange(date));
        }
        let rolls = origin == Origin::RollFirst && !self.is_working_day(date);
        let steps = days.unsigned_abs().saturating_add(u64::from(rolls));
        let found = match (steps, days < 0) {
            (0, _) => Some(date),
            (_, false) => self.nth_working_day_after(date, steps),
            (_, true) => self.nth_working_day_before(date, steps),
        };
        found.ok_or(TimeError::NotEnoughWorkingDays)
    }

    /// The same clock time `days` working days later, within the service hours of that day; with `end_of_working_day`
    /// always the closing. A start outside service hours rolls to the next opening first; counted backward only a
    /// closed day does.
    pub fn working_days_deadline(
        &self,
        start: Instant,
        days: i64,
        end_of_working_day: bool,
    ) -> Result<Instant, TimeError> {
        seconds_in_range(start)?;
        let rolled = if days < 0 {
            Some(start)
        } else {
            self.roll_forward(start)
        };
        let start = rolled.ok_or(TimeError::NotEnoughWorkingDays)?;
        let local = start.with_timezone(&self.tz()).naive_local();
        let origin = self.service_day(start, local.date());
        let date = self.add_working_days(origin, days, Origin::RollFirst)?;
        let (Some(opening), Some(closing)) = (self.opening(date), self.closing(date)) else {
            return Err(TimeError::NotEnoughWorkingDays);
        };
        if end_of_working_day {
            return Ok(closing);
        }
        if !self.is_working_day(origin) {
            return Ok(opening);
        }
        let time = local.time().with_nanosecond(0).unwrap_or(NaiveTime::MIN);
        let same_time = zone::to_instant(self.tz(), date.and_time(time) + (local.date() - origin));
        let open = self.roll_forward(same_time.max(opening));
        Ok(open.map_or(closing, |open| open.min(closing)))
    }

    /// The working day an instant belongs to: while a night shift runs, the day on which it started.
    fn service_day(&self, at: Instant, date: NaiveDate) -> NaiveDate {
        let runs = |evening: &NaiveDate| {
            self.is_open(at)
                && self.is_working_day(*evening)
                && self.closing(*evening).is_some_and(|closing| at < closing)
                && self.opening(date).is_none_or(|opening| at < opening)
        };
        date.pred_opt().filter(runs).unwrap_or(date)
    }

    /// The first service time of the hours that begin on a day.
    fn opening(&self, date: NaiveDate) -> Option<Instant> {
        let hours = self.inner.rules.hours_of_day(date);
        let (from, _) = hours.first()?;
        self.roll_forward(instant(*from))
    }

    /// The end of the last.
    fn closing(&self, date: NaiveDate) -> Option<Instant> {
        let hours = self.inner.rules.hours_of_day(date);
        let last = hours.iter().map(|&(_, to)| to).max()?;
        self.roll_back(instant(last))
    }

    /// Skips whole years by the number of their working days.
    fn nth_working_day_after(&self, date: NaiveDate, nth: u64) -> Option<NaiveDate> {
        let mut left = usize::try_from(nth).ok()?.checked_sub(1)?;
        let mut skip = self
            .table(date.year())?
            .working_days
            .partition_point(|day| *day <= date);
        for year in date.year()..=LAST_YEAR {
            let days = self.table(year)?.working_days.get(skip..)?;
            if let Some(found) = days.get(left) {
                return Some(*found);
            }
            left -= days.len();
            skip = 0;
        }
        None
    }

    fn nth_working_day_before(&self, date: NaiveDate, nth: u64) -> Option<NaiveDate> {
        let mut left = usize::try_from(nth).ok()?;
        let mut keep = self
            .table(date.year())?
            .working_days
            .partition_point(|day| *day < date);
        for year in (FIRST_YEAR..=date.year()).rev() {
            let days = &self.table(year)?.working_days;
            let count = keep.min(days.len());
            if let Some(index) = count.checked_sub(left) {
                return days.get(index).copied();
            }
            left -= count;
            keep = usize::MAX;
        }
        None
    }
}
