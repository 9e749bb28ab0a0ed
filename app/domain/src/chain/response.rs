//! Response-time budgets on the offer's own calendar.
//!
//! Hard limits add up: `T_SLA >= Σ T_OLA + T_UC + handovers`, all converted to the calendar of the offer. Eight
//! service hours Monday to Friday 8 to 17 are 71 hours around the clock when the report comes on Friday at 17:00.
//!
//! Unit: seconds of the offer's service time.
//!
//! ```
//! use domain::chain::response::worst_case;
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let (always, office) = (CalendarSpec::always("UTC"), CalendarSpec::weekdays("UTC", "08:00", "17:00", None));
//! let month = Interval::new("2026-11-01T00:00:00Z".parse()?, "2026-12-01T00:00:00Z".parse()?)?;
//! let worst = worst_case(&Calendar::new(&always)?, &Calendar::new(&office)?, 8 * 3_600, month)?;
//! assert_eq!(worst.seconds, 71 * 3_600);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::time::calendar::{Calendar, Direction, Tie};
use crate::time::{Instant, Interval, TimeError};

/// A time limit on another calendar, converted at the worst moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorstCase {
    /// Seconds of the offer's service time the limit can take.
    pub seconds: i64,
    /// The report for which it takes that long.
    pub report: Instant,
}

/// The longest time, on the offer's calendar, that a limit on a part's calendar can take for any report in a horizon.
///
/// Between openings and closings of either calendar, seen from the report or from its due instant, the time taken only
/// rises or only falls; so only those instants are tried.
pub fn worst_case(
    offer: &Calendar,
    part: &Calendar,
    limit_seconds: i64,
    horizon: Interval,
) -> Result<WorstCase, TimeError> {
    let mut reports = vec![horizon.from];
    for calendar in [offer, part] {
        for period in calendar.open_periods(horizon)? {
            for edge in [period.from, period.to] {
                reports.push(edge);
                let due_here = part.deadline(edge, limit_seconds, Direction::Backward, &[], Tie::PeriodEnd);
                reports.extend(due_here.into_iter().filter(|report| horizon.contains(*report)));
            }
        }
    }
    // The earliest of equally bad reports is shown.
    reports.sort_unstable();
    let mut worst = WorstCase {
        seconds: -1,
        report: horizon.from,
    };
    for report in reports.into_iter().filter(|report| *report < horizon.to) {
        // A report one moment later than an exact fit is due only after the next opening.
        let due = part.deadline(report, limit_seconds, Direction::Forward, &[], Tie::NextStart)?;
        let seconds = offer.elapsed(report, due, &[])?;
        if seconds > worst.seconds {
            worst = WorstCase { seconds, report };
        }
    }
    Ok(worst)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::CalendarSpec;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn hours(holidays: &[&str], limit_hours: i64) -> (i64, Instant) {
        let mut spec = CalendarSpec::weekdays("UTC", "08:00", "17:00", None);
        spec.holidays = holidays.iter().map(|day| day.parse().unwrap()).collect();
        let part = Calendar::new(&spec).unwrap();
        let offer = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
        let horizon = Interval {
            from: at("2026-11-16T00:00:00Z"),
            to: at("2026-12-07T00:00:00Z"),
        };
        let worst = worst_case(&offer, &part, limit_hours * 3_600, horizon).unwrap();
        (worst.seconds / 3_600, worst.report)
    }

    #[test]
    fn eight_office_hours_take_a_weekend() {
        assert_eq!(hours(&[], 8).0, 71);
        assert_eq!(hours(&["2026-11-23"], 8).0, 95);
    }

    #[test]
    fn one_office_hour_is_longest_at_the_end_of_the_week() {
        assert_eq!(hours(&[], 1), (64, at("2026-11-20T16:00:00Z")));
    }

    #[test]
    fn on_the_same_calendar_nothing_changes() {
        let office = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "17:00", None)).unwrap();
        let horizon = Interval {
            from: at("2026-11-16T00:00:00Z"),
            to: at("2026-12-07T00:00:00Z"),
        };
        assert_eq!(
            worst_case(&office, &office, 7_200, horizon).unwrap().seconds,
            7_200
        );
    }
}
