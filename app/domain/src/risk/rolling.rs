//! Rolling windows: budget comes back when an old outage leaves the window.
//!
//! `d(τ) = Σ outages in (τ - W, τ]`, in seconds of service time. What matters is not only the value at the end of a
//! horizon but its maximum, and when the next budget returns.
//!
//! ```
//! use chrono::TimeDelta;
//! use domain::risk::rolling::Rolling;
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let calendar = Calendar::new(&CalendarSpec::always("UTC"))?;
//! let outage = Interval::new("2026-10-01T10:00:00Z".parse()?, "2026-10-01T11:00:00Z".parse()?)?;
//! let rolling = Rolling { calendar: &calendar, outages: &[outage], window: TimeDelta::days(30) };
//! assert_eq!(rolling.downtime_at("2026-10-31T10:30:00Z".parse()?)?, 1_800);
//! assert_eq!(rolling.next_return("2026-10-20T00:00:00Z".parse()?), Some("2026-10-31T10:00:00Z".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::TimeDelta;

use crate::time::calendar::Calendar;
use crate::time::{Instant, Interval, TimeError, interval};

/// Outages seen through a rolling window.
#[derive(Debug, Clone, Copy)]
pub struct Rolling<'a> {
    /// The service hours.
    pub calendar: &'a Calendar,
    /// Past outages, and planned or simulated ones.
    pub outages: &'a [Interval],
    /// W: the length of the window.
    pub window: TimeDelta,
}

/// The worst moment of a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peak {
    /// The first instant of the highest downtime.
    pub at: Instant,
    /// Seconds of downtime in the window that ends then.
    pub downtime_seconds: i64,
}

impl Rolling<'_> {
    /// Downtime in the window that ends at an instant.
    pub fn downtime_at(&self, at: Instant) -> Result<i64, TimeError> {
        let from = at
            .checked_sub_signed(self.window)
            .ok_or(TimeError::OutOfRange(at))?;
        let window = Interval::new(from, at)?;
        let down = interval::clip(&interval::union(self.outages), window);
        down.iter()
            .map(|outage| self.calendar.elapsed(outage.from, outage.to, &[]))
            .sum()
    }

    /// The next instant at which budget starts to come back: the first second of service downtime leaves the window.
    pub fn next_return(&self, now: Instant) -> Option<Instant> {
        let left = now.checked_sub_signed(self.window)?;
        let oldest = interval::union(self.outages).into_iter().find_map(|outage| {
            let from = self.calendar.roll_forward(outage.from.max(left))?;
            (from < outage.to).then_some(from)
        })?;
        oldest.checked_add_signed(self.window)
    }

    /// The highest downtime of any window that ends within a horizon.
    pub fn peak(&self, horizon: Interval) -> Result<Peak, TimeError> {
        // Between these instants the downtime only rises, or only falls, or rests.
        let turns = interval::union(self.outages).into_iter().flat_map(|outage| {
            [Some(outage.to), outage.from.checked_add_signed(self.window)]
                .into_iter()
                .flatten()
        });
        let mut instants: Vec<Instant> = turns
            .filter(|at| *at > horizon.from && *at < horizon.to)
            .chain([horizon.from, horizon.to])
            .collect();
        instants.sort_unstable();
        let mut peak = Peak {
            at: horizon.from,
            downtime_seconds: 0,
        };
        for at in instants {
            let downtime_seconds = self.downtime_at(at)?;
            if downtime_seconds > peak.downtime_seconds {
                peak = Peak { at, downtime_seconds };
            }
        }
        Ok(peak)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::CalendarSpec;
    use crate::time::instant;

    const DAY: i64 = 86_400;

    #[test]
    fn budget_returns_when_an_outage_leaves_the_window() {
        let calendar = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
        let outage = |day: i64, seconds| Interval {
            from: instant(day * DAY),
            to: instant(day * DAY + seconds),
        };
        let outages = [outage(5, 600), outage(20, 900)];
        let rolling = Rolling {
            calendar: &calendar,
            outages: &outages,
            window: TimeDelta::days(30),
        };
        let at = |day: i64| instant(day * DAY);
        assert_eq!(rolling.downtime_at(at(25)), Ok(1_500));
        assert_eq!(rolling.next_return(at(25)), Some(at(35)));
        assert_eq!(rolling.downtime_at(at(36)), Ok(900));
        assert_eq!(rolling.next_return(at(36)), Some(at(50)));
        assert_eq!(rolling.next_return(at(60)), None);
    }

    #[test]
    fn the_peak_lies_where_an_outage_ends() {
        let calendar = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
        let outages = [
            Interval {
                from: instant(DAY),
                to: instant(DAY + 600),
            },
            Interval {
                from: instant(5 * DAY),
                to: instant(5 * DAY + 900),
            },
        ];
        let rolling = Rolling {
            calendar: &calendar,
            outages: &outages,
            window: TimeDelta::days(30),
        };
        let peak = rolling
            .peak(Interval {
                from: instant(2 * DAY),
                to: instant(90 * DAY),
            })
            .unwrap();
        assert_eq!(
            peak,
            Peak {
                at: instant(5 * DAY + 900),
                downtime_seconds: 1_500
            }
        );
    }
}
