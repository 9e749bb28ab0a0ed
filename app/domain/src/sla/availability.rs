//! Availability of a period.
//!
//! Let T be the window within service hours, M the agreed maintenance and exclusions, D the outages, K the time of
//! which nothing is known, each as a set within T:
//!
//! ```text
//! counts as up   A = (|T\K| - |D\M\K|) / |T\K|        Icinga DB, AWS, Azure, most contracts
//! removed        A = (|T\K\M| - |D\M\K|) / |T\K\M|    Zabbix
//! ```
//!
//! The same facts give 90.0 % or 83.3333 %, so the contract names the method.
//!
//! Unit: seconds of service time. Sources: Icinga DB `get_sla_ok_percent`, Zabbix `CSla.php`.
//!
//! ```
//! use chrono::DateTime;
//! use domain::sla::availability::{Input, MaintenanceMethod, evaluate};
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
//! let span = |from, to| Interval { from: at(from), to: at(to) };
//! let calendar = Calendar::new(&CalendarSpec::always("UTC"))?;
//! let input = Input {
//!     window: span(1_000, 2_000), calendar: &calendar, down: &[span(1_200, 1_500)],
//!     maintenance: &[span(1_100, 1_300), span(1_400, 1_600)], excluded: &[], unknown: &[],
//!     method: MaintenanceMethod::CountsAsUp, as_of: at(2_000),
//! };
//! let percent = |method| Ok::<_, domain::time::TimeError>(evaluate(&Input { method, ..input })?.ratio().map(|ratio| ratio.percent_half_up(4)));
//! assert_eq!(percent(MaintenanceMethod::CountsAsUp)?.as_deref(), Some("90.0000"));
//! assert_eq!(percent(MaintenanceMethod::Removed)?.as_deref(), Some("83.3333"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::ledger::Entry;
use super::timeline::{Sets, Timeline};
use crate::ratio::Ratio;
use crate::time::calendar::Calendar;
use crate::time::{Instant, Interval, TimeError, interval};

/// What agreed maintenance does to the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceMethod {
    /// Maintenance counts as available time.
    #[default]
    CountsAsUp,
    /// Maintenance leaves both the numerator and the denominator.
    Removed,
}

/// The facts of one period. The lists may be unordered and overlap; outages may reach beyond the window, so that a
/// state carries in from before it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The reporting period.
    pub window: Interval,
    /// The service hours.
    pub calendar: &'a Calendar,
    /// Outages.
    pub down: &'a [Interval],
    /// Agreed maintenance windows.
    pub maintenance: &'a [Interval],
    /// Other agreed exclusions, treated like maintenance.
    pub excluded: &'a [Interval],
    /// Time of which nothing is known; leaves the denominator.
    pub unknown: &'a [Interval],
    /// What maintenance does to the figure.
    pub method: MaintenanceMethod,
    /// The present: a running period is measured from its start to now.
    pub as_of: Instant,
}

/// The figures of a period, in seconds of service time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Availability {
    /// Available time: the denominator without the downtime.
    pub up_seconds: i64,
    /// The time that counts; 0 if nothing was measured.
    pub denominator_seconds: i64,
    /// Outages that count.
    pub downtime_seconds: i64,
}

impl Availability {
    /// The exact share of available time; `None` if nothing was measured.
    pub const fn ratio(&self) -> Option<Ratio> {
        Ratio::new(self.up_seconds, self.denominator_seconds)
    }
}

impl<'a> Input<'a> {
    /// The facts prepared, cut to the measured span first: those of other periods are not looked at.
    fn timeline(&self) -> Result<Timeline<'a>, TimeError> {
        let window = Interval::new(self.window.from, self.window.to)?;
        let within = |list: &[Interval]| interval::clip(list, window);
        Ok(Timeline::new(
            self.calendar,
            &Sets {
                down: &within(self.down),
                maintenance: &within(self.maintenance),
                excluded: &within(self.excluded),
                unknown: &within(self.unknown),
            },
        ))
    }
}

/// Computes the availability of a period.
///
/// # Errors
/// The window ends before it starts, or lies outside the supported years.
pub fn evaluate(input: &Input<'_>) -> Result<Availability, TimeError> {
    input.timeline()?.measure(input.window, input.method, input.as_of)
}

/// Explains the figures: partitions the measured span; the counted seconds are the denominator, those with
/// [`Reason::Downtime`](super::ledger::Reason::Downtime) the downtime.
///
/// # Errors
/// As for [`evaluate`].
pub fn ledger(input: &Input<'_>) -> Result<Vec<Entry>, TimeError> {
    input.timeline()?.ledger(input.window, input.method, input.as_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::ledger::{self, Reason};
    use crate::time::calendar::CalendarSpec;
    use crate::time::instant;

    fn set(pairs: &[(i64, i64)]) -> Vec<Interval> {
        pairs
            .iter()
            .map(|&(from, to)| Interval {
                from: instant(from),
                to: instant(to),
            })
            .collect()
    }

    fn measure(method: MaintenanceMethod, as_of: i64) -> (Availability, Vec<Entry>) {
        let calendar = Calendar::new(&CalendarSpec::always("UTC")).unwrap();
        let (down, maintenance) = (set(&[(1_200, 1_500)]), set(&[(1_100, 1_300), (1_400, 1_600)]));
        let input = Input {
            window: Interval {
                from: instant(1_000),
                to: instant(2_000),
            },
            calendar: &calendar,
            down: &down,
            maintenance: &maintenance,
            excluded: &[],
            unknown: &[],
            method,
            as_of: instant(as_of),
        };
        (evaluate(&input).unwrap(), super::ledger(&input).unwrap())
    }

    #[test]
    fn the_two_methods_differ_on_the_same_facts() {
        let (up, entries) = measure(MaintenanceMethod::CountsAsUp, 5_000);
        assert_eq!((up.up_seconds, up.denominator_seconds), (900, 1_000));
        assert_eq!(ledger::counted_seconds(&entries), 1_000);
        let (removed, entries) = measure(MaintenanceMethod::Removed, 5_000);
        assert_eq!((removed.up_seconds, removed.denominator_seconds), (500, 600));
        assert_eq!(ledger::counted_seconds(&entries), 600);
        assert_eq!(ledger::seconds_for(&entries, Reason::Downtime), 100);
    }

    #[test]
    fn a_running_period_is_measured_up_to_now() {
        assert_eq!(
            measure(MaintenanceMethod::CountsAsUp, 1_350).0.downtime_seconds,
            50
        );
        let (nothing, entries) = measure(MaintenanceMethod::CountsAsUp, 500);
        assert_eq!(
            (nothing.denominator_seconds, nothing.ratio(), entries.len()),
            (0, None, 0)
        );
    }
}
