//! What people look at before they trust a calendar: the week, the special days and the hours of a year.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::hours::{DAY, disjoint_shifts};
use super::{Calendar, CalendarError, CalendarSpec, Direction, Hours, Week};
use crate::time::holiday::{HolidayName, holidays};
use crate::time::{TimeError, zone};

/// A day that is not like its weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// The local day.
    pub date: NaiveDate,
    /// The public holiday, if it is one.
    pub holiday: Option<HolidayName>,
    /// Its own hours; empty when it is closed.
    pub hours: Vec<Hours>,
    /// Whether its weekday has hours, so that something is lost or changed.
    pub on_service_time: bool,
}

impl CalendarSpec {
    /// Whether it is around the clock on every day.
    pub fn is_always(&self) -> bool {
        *self == Self::always(&self.tz)
    }

    /// Service time of a usual week, Monday to Sunday: minutes since midnight. What runs overnight stands on both days.
    ///
    /// # Errors
    /// The hours cannot be read.
    pub fn week_minutes(&self) -> Result<[Vec<(u32, u32)>; 7], CalendarError> {
        let mut days: [Vec<(u32, u32)>; 7] = Default::default();
        let minutes = |seconds: i64| u32::try_from(seconds / 60).unwrap_or(0);
        let week = self.week.iter().flat_map(Week::days);
        for (index, (field, hours)) in week.enumerate() {
            for (from, to) in disjoint_shifts(field, hours)? {
                if let Some(day) = days.get_mut(index) {
                    day.push((minutes(from), minutes(to.min(DAY))));
                }
                if to > DAY
                    && let Some(next) = days.get_mut((index + 1) % 7)
                {
                    next.push((0, minutes(to - DAY)));
                }
            }
        }
        for day in &mut days {
            day.sort_unstable();
        }
        Ok(days)
    }

    fn usual_hours(&self, date: NaiveDate) -> bool {
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        let week = self.week.as_ref();
        week.is_some_and(|week| {
            week.days()
                .get(weekday)
                .is_some_and(|(_, hours)| !hours.is_empty())
        })
    }

    /// The days of a year that are not like their weekday, in order.
    pub fn special_days(&self, year: i32) -> Vec<SpecialDay> {
        let public = self.region.into_iter().flat_map(|region| holidays(region, year));
        let public = public.map(|holiday| (holiday.date, Some(holiday.name), Vec::new()));
        let yearly = self
            .yearly_holidays
            .iter()
            .filter_map(|day| NaiveDate::from_ymd_opt(year, day.month, day.day));
        let once = self.holidays.iter().copied().filter(|date| date.year() == year);
        let own = yearly.chain(once).map(|date| (date, None, Vec::new()));
        let extra = self
            .date_overrides
            .iter()
            .filter(|(date, _)| date.year() == year)
            .map(|(date, hours)| (*date, None, hours.clone()));
        let mut days: Vec<_> = public
            .chain(own)
            .chain(extra)
            .map(|(date, holiday, hours)| SpecialDay {
                date,
                holiday,
                hours,
                on_service_time: self.usual_hours(date),
            })
            .collect();
        days.sort_by_key(|day| (day.date, day.holiday));
        days
    }
}

impl Calendar {
    /// Seconds of service time in each month of a year.
    ///
    /// # Errors
    /// The year lies outside the supported years.
    pub fn month_seconds(&self, year: i32) -> Result<[i64; 12], TimeError> {
        let mut months = [0; 12];
        for (seconds, month) in months.iter_mut().zip(1..) {
            let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
            let next = if month == 12 {
                first(year + 1, 1)
            } else {
                first(year, month + 1)
            };
            let start = |day| zone::start_of_day(self.tz(), day);
            *seconds = self.elapsed(start(first(year, month)), start(next), &[])?;
        }
        Ok(months)
    }

    /// When the clock of a report starts and when a goal in service time is used up, on the calendar's own clock.
    ///
    /// # Errors
    /// The calendar has not that much service time.
    pub fn due_local(
        &self,
        reported: NaiveDateTime,
        seconds: i64,
    ) -> Result<(NaiveDateTime, NaiveDateTime), TimeError> {
        let report = zone::to_instant(self.tz(), reported);
        let start = self.clock_start(report);
        let starts = self
            .roll_forward(start)
            .ok_or(TimeError::NotEnoughServiceTime(seconds))?;
        let due = self.deadline(start, seconds, Direction::Forward, &[], self.tie())?;
        let local = |at: crate::time::Instant| at.with_timezone(&self.tz()).naive_local();
        Ok((local(starts), local(due)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::holiday::Region;

    #[test]
    fn a_week_shows_what_runs_overnight_on_both_days() {
        let week = Week {
            sun: vec![["22:00".to_owned(), "06:00".to_owned()]],
            ..Week::default()
        };
        let spec = CalendarSpec {
            tz: "Europe/Berlin".to_owned(),
            week: Some(week),
            ..CalendarSpec::default()
        };
        let days = spec.week_minutes().unwrap();
        assert_eq!(days[6], [(1_320, 1_440)]);
        assert_eq!(days[0], [(0, 360)]);
    }

    #[test]
    fn special_days_say_whether_something_is_lost() {
        let spec = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::NW));
        let days = spec.special_days(2026);
        let unity = days
            .iter()
            .find(|day| day.holiday == Some(HolidayName::GermanUnity))
            .unwrap();
        assert!(!unity.on_service_time, "3 October 2026 is a Saturday");
        assert!(
            days.iter()
                .any(|day| day.holiday == Some(HolidayName::CorpusChristi) && day.on_service_time)
        );
        assert_eq!(days.len(), 11);
    }

    #[test]
    fn months_add_up_to_the_year() {
        let calendar = Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap();
        let months = calendar.month_seconds(2026).unwrap();
        assert_eq!(months.iter().sum::<i64>(), 365 * 86_400);
        assert_eq!(
            months[2],
            31 * 86_400 - 3_600,
            "the clocks are put forward in March"
        );
    }

    #[test]
    fn a_goal_is_counted_on_the_clock_of_the_calendar() {
        let spec = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::NW));
        let calendar = Calendar::new(&spec).unwrap();
        let friday = "2026-11-20T17:00:00".parse().unwrap();
        let (starts, due) = calendar.due_local(friday, 4 * 3_600).unwrap();
        assert_eq!(starts, friday);
        assert_eq!(due.to_string(), "2026-11-23 11:00:00");
    }
}
