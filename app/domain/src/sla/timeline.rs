//! The outages of a service as disjoint sets with running totals, to measure many windows at once.
//!
//! Preparing sorts the facts once; every window then costs a few binary searches, however many outages lie in it.
//!
//! ```text
//! |S ∩ [a, b)|  =  before(last) - before(first) - what the first stretch has before a - what the last has after b
//! ```
//!
//! Unit: seconds of service time. Source: prefix sums over the union of intervals.
//!
//! ```
//! use chrono::DateTime;
//! use domain::sla::availability::MaintenanceMethod;
//! use domain::sla::timeline::{Sets, Timeline};
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
//! let span = |from, to| Interval { from: at(from), to: at(to) };
//! let calendar = Calendar::new(&CalendarSpec::always("UTC"))?;
//! let timeline = Timeline::new(&calendar, &Sets {
//!     down: &[span(1_200, 1_500)],
//!     maintenance: &[span(1_100, 1_300), span(1_400, 1_600)],
//!     ..Sets::default()
//! });
//! let measure = |method| timeline.measure(span(1_000, 2_000), method, at(5_000));
//! let (up, removed) = (measure(MaintenanceMethod::CountsAsUp)?, measure(MaintenanceMethod::Removed)?);
//! assert_eq!((up.up_seconds, up.denominator_seconds), (900, 1_000));
//! assert_eq!((removed.up_seconds, removed.denominator_seconds), (500, 600));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::availability::{Availability, MaintenanceMethod};
use super::ledger::{self, Entry, Layer, Reason};
use crate::time::calendar::Calendar;
use crate::time::{Instant, Interval, TimeError, interval, seconds_in_range};

/// The facts as they arrive: unordered, overlapping.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sets<'a> {
    /// Outages.
    pub down: &'a [Interval],
    /// Agreed maintenance windows.
    pub maintenance: &'a [Interval],
    /// Other agreed exclusions, treated like maintenance.
    pub excluded: &'a [Interval],
    /// Time of which nothing is known; leaves the denominator.
    pub unknown: &'a [Interval],
}

/// Prepared facts of one service on one calendar.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    calendar: &'a Calendar,
    unknown: Stretches,
    maintenance: Stretches,
    excluded: Stretches,
    down: Stretches,
}

impl<'a> Timeline<'a> {
    /// Sorts and separates the facts: unknown time comes first, then maintenance, exclusions, outages.
    pub fn new(calendar: &'a Calendar, sets: &Sets<'_>) -> Self {
        let unknown = interval::union(sets.unknown);
        let maintenance = interval::difference(&interval::union(sets.maintenance), &unknown);
        let covered = interval::union(&[unknown.as_slice(), &maintenance].concat());
        let excluded = interval::difference(&interval::union(sets.excluded), &covered);
        let covered = interval::union(&[covered.as_slice(), &excluded].concat());
        let down = interval::difference(&interval::union(sets.down), &covered);
        let stretches = |set| Stretches::new(set, calendar);
        Self {
            calendar,
            unknown: stretches(unknown),
            maintenance: stretches(maintenance),
            excluded: stretches(excluded),
            down: stretches(down),
        }
    }

    /// The availability of a window, of a running one up to `as_of`.
    ///
    /// # Errors
    /// The window ends before it starts, or lies outside the supported years.
    pub fn measure(
        &self,
        window: Interval,
        method: MaintenanceMethod,
        as_of: Instant,
    ) -> Result<Availability, TimeError> {
        let span = measured_span(window, as_of)?;
        let service = |set: &Stretches| set.service_seconds(self.calendar, span);
        let downtime_seconds = service(&self.down);
        // Real time even on calendars that count what the clock on the wall shows, as outages do.
        let known = service_seconds(self.calendar, span.from, span.to) - service(&self.unknown);
        let denominator_seconds = match method {
            MaintenanceMethod::CountsAsUp => known,
            MaintenanceMethod::Removed => known - service(&self.maintenance) - service(&self.excluded),
        };
        Ok(Availability {
            up_seconds: denominator_seconds - downtime_seconds,
            denominator_seconds,
            downtime_seconds,
        })
    }

    /// When the first outage that counts in a window began to count.
    ///
    /// # Errors
    /// As for [`Self::measure`].
    pub fn first_downtime(&self, window: Interval, as_of: Instant) -> Result<Option<Instant>, TimeError> {
        let span = measured_span(window, as_of)?;
        let parts = self.down.within(span).iter();
        let mut parts = parts.filter_map(|stretch| stretch.intersect(&span));
        let counted = |part: &Interval| service_seconds(self.calendar, part.from, part.to) > 0;
        let first = parts.find(counted);
        Ok(first.and_then(|part| self.calendar.roll_forward(part.from)))
    }

    /// Explains [`Self::measure`]: partitions the measured span; the counted seconds are the denominator, those with
    /// [`Reason::Downtime`] the downtime.
    ///
    /// # Errors
    /// As for [`Self::measure`].
    pub fn ledger(
        &self,
        window: Interval,
        method: MaintenanceMethod,
        as_of: Instant,
    ) -> Result<Vec<Entry>, TimeError> {
        let span = measured_span(window, as_of)?;
        let agreed = method == MaintenanceMethod::CountsAsUp;
        let layer = |stretches, counted, reason| Layer {
            set: Stretches::within(stretches, span),
            counted,
            reason,
        };
        let layers = [
            layer(&self.unknown, false, Reason::Unknown),
            layer(&self.maintenance, agreed, Reason::Maintenance),
            layer(&self.excluded, agreed, Reason::AgreedExclusion),
            layer(&self.down, true, Reason::Downtime),
        ];
        Ok(ledger::build(
            &self.calendar.segments(span)?,
            &layers,
            (true, Reason::Uptime),
        ))
    }
}

/// The part of a window that has passed.
fn measured_span(window: Interval, as_of: Instant) -> Result<Interval, TimeError> {
    let window = Interval::new(window.from, window.to)?;
    let to = window.to.min(as_of).max(window.from);
    seconds_in_range(window.from)?;
    seconds_in_range(to)?;
    Ok(Interval {
        from: window.from,
        to,
    })
}

/// A disjoint set with the service time before each of its stretches.
#[derive(Debug, Clone)]
struct Stretches {
    set: Vec<Interval>,
    /// One more entry than stretches: the last is the total.
    before: Vec<i64>,
}

impl Stretches {
    fn new(set: Vec<Interval>, calendar: &Calendar) -> Self {
        let mut total = 0;
        let mut before = Vec::with_capacity(set.len() + 1);
        before.push(total);
        for stretch in &set {
            total += service_seconds(calendar, stretch.from, stretch.to);
            before.push(total);
        }
        Self { set, before }
    }

    /// The stretches that touch a span.
    fn within(&self, span: Interval) -> &[Interval] {
        let (first, end) = self.touching(span);
        self.set.get(first..end).unwrap_or_default()
    }

    fn touching(&self, span: Interval) -> (usize, usize) {
        let first = self.set.partition_point(|stretch| stretch.to <= span.from);
        (first, self.set.partition_point(|stretch| stretch.from < span.to))
    }

    fn service_seconds(&self, calendar: &Calendar, span: Interval) -> i64 {
        let (first, end) = self.touching(span);
        let within = self.within(span);
        let (Some(head), Some(tail)) = (within.first(), within.last()) else {
            return 0;
        };
        let before = |index: usize| self.before.get(index).copied().unwrap_or(0);
        before(end)
            - before(first)
            - service_seconds(calendar, head.from, span.from)
            - service_seconds(calendar, span.to, tail.to)
    }
}

/// Service seconds between two instants; 0 if the second is not later. Time outside the supported years has none.
fn service_seconds(calendar: &Calendar, from: Instant, to: Instant) -> i64 {
    calendar.open_seconds(from.timestamp(), to.timestamp())
}
