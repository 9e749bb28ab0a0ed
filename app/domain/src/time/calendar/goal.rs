//! Three units that are all called "days" and mean different things.
//!
//! ```text
//! service hours     n · 24 h of service time; pauses do not count          seconds
//! working days      the same clock time n working days later               local days
//! calendar days     the same clock time n days later, whatever the day     local days
//! ```
//!
//! The last two are relative dates: a pause does not move them. Sources: Znuny, GLPI and `ServiceNow` in this order.
//!
//! ```
//! use domain::time::calendar::{Calendar, CalendarSpec, Goal};
//!
//! let calendar = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None))?;
//! let friday = "2026-11-20T10:00:00Z".parse()?;
//! let due = |goal: Goal| goal.due(&calendar, friday, &[]).map(|due| due.to_rfc3339());
//! assert_eq!(due(Goal::ServiceHours { seconds: 86_400 })?, "2026-11-24T14:00:00+00:00");
//! assert_eq!(due(Goal::WorkingDays { days: 1, end_of_working_day: false })?, "2026-11-23T10:00:00+00:00");
//! assert_eq!(due(Goal::CalendarDays { days: 1 })?, "2026-11-21T10:00:00+00:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::{Datelike, Days};
use serde::{Deserialize, Serialize};

use super::{Calendar, Direction};
use crate::time::{FIRST_YEAR, Instant, Interval, LAST_YEAR, TimeError, seconds_in_range, zone};

/// How long something may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "unit", rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// So much service time.
    ServiceHours {
        /// In seconds.
        seconds: i64,
    },
    /// The same clock time, at the latest the closing, some working days later.
    WorkingDays {
        /// How many.
        days: u32,
        /// Always at the closing of that day.
        #[serde(default)]
        end_of_working_day: bool,
    },
    /// The same clock time some days later, open or closed.
    CalendarDays {
        /// How many.
        days: u32,
    },
}

impl Goal {
    /// When the goal is used up, counted from a report; the cut-off time of the calendar decides when it starts.
    /// Pauses count for service hours only.
    ///
    /// # Errors
    /// The due instant lies outside the supported years, or the calendar has not enough service time.
    pub fn due(
        &self,
        calendar: &Calendar,
        report: Instant,
        pauses: &[Interval],
    ) -> Result<Instant, TimeError> {
        let start = calendar.clock_start(report);
        match *self {
            Self::ServiceHours { seconds } => {
                calendar.deadline(start, seconds, Direction::Forward, pauses, calendar.tie())
            }
            Self::WorkingDays {
                days,
                end_of_working_day,
            } => calendar.working_days_deadline(start, i64::from(days), end_of_working_day),
            Self::CalendarDays { days } => days_later(calendar, start, days),
        }
    }
}

fn days_later(calendar: &Calendar, start: Instant, days: u32) -> Result<Instant, TimeError> {
    seconds_in_range(start)?;
    let local = start.with_timezone(&calendar.tz()).naive_local();
    let later = local
        .checked_add_days(Days::new(u64::from(days)))
        .filter(|later| (FIRST_YEAR..=LAST_YEAR).contains(&later.year()))
        .ok_or(TimeError::OutOfRange(start))?;
    Ok(zone::to_instant(calendar.tz(), later))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::CalendarSpec;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn calendar_days_keep_the_clock_time_when_the_clocks_change() {
        let calendar = Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap();
        let start = at("2026-03-28T12:00:00+01:00");
        let due = |goal: Goal| goal.due(&calendar, start, &[]);
        assert_eq!(
            due(Goal::CalendarDays { days: 1 }),
            Ok(at("2026-03-29T12:00:00+02:00"))
        );
        assert_eq!(
            due(Goal::ServiceHours { seconds: 86_400 }),
            Ok(at("2026-03-29T13:00:00+02:00"))
        );
        assert!(due(Goal::CalendarDays { days: u32::MAX }).is_err());
    }

    #[test]
    fn pauses_move_service_hours_only() {
        let calendar = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
        let start = at("2026-11-23T00:00:00Z");
        let pause = [Interval::new(start, at("2026-11-23T06:00:00Z")).unwrap()];
        let due = |goal: Goal| goal.due(&calendar, start, &pause).unwrap();
        assert_eq!(
            due(Goal::ServiceHours { seconds: 3_600 }),
            at("2026-11-23T07:00:00Z")
        );
        assert_eq!(due(Goal::CalendarDays { days: 1 }), at("2026-11-24T00:00:00Z"));
    }
}
