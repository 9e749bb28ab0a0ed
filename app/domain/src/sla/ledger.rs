//! The clock ledger: which time counted, which did not, and why.
//!
//! A ledger partitions its span: its entries follow each other without gap or overlap, and the sum of the counted
//! ones is the figure it explains.
//!
//! ```text
//! Σ counted entries = the figure       Σ all entries = the span       Unit: seconds
//! ```
//!
//! ```
//! use domain::sla::availability::{self, Input, MaintenanceMethod};
//! use domain::sla::ledger::{Reason, counted_seconds, seconds_for};
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let calendar = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None))?;
//! let window = Interval::new("2026-11-23T00:00:00Z".parse()?, "2026-11-24T00:00:00Z".parse()?)?;
//! let down = [Interval::new("2026-11-23T17:00:00Z".parse()?, "2026-11-23T20:00:00Z".parse()?)?];
//! let ledger = availability::ledger(&Input {
//!     window, calendar: &calendar, down: &down, maintenance: &[], excluded: &[], unknown: &[],
//!     method: MaintenanceMethod::CountsAsUp, as_of: window.to,
//! })?;
//! // Three hours down, one of them within service hours.
//! assert_eq!((counted_seconds(&ledger), seconds_for(&ledger, Reason::Downtime)), (36_000, 3_600));
//! assert_eq!(seconds_for(&ledger, Reason::OutsideServiceHours), 50_400);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use crate::time::calendar::{Segment, SegmentKind};
use crate::time::{Instant, Interval};

/// Why a stretch of time counted or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The clock ran.
    ServiceTime,
    /// Outside the agreed service hours.
    OutsideServiceHours,
    /// A holiday of the calendar.
    Holiday,
    /// A break of the calendar.
    ServiceBreak,
    /// The clock stood, for example waiting for the customer.
    Pause,
    /// An agreed maintenance window.
    Maintenance,
    /// Another agreed exclusion, for example force majeure.
    AgreedExclusion,
    /// Nothing was measured.
    Unknown,
    /// The service was down.
    Downtime,
    /// The service was up.
    Uptime,
    /// Reported before the cut-off rule let the clock start.
    BeforeClockStart,
}

/// One stretch of time in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The stretch.
    pub interval: Interval,
    /// Whether it counted towards the figure the ledger explains.
    pub counted: bool,
    /// Why.
    pub reason: Reason,
}

/// Seconds of the entries that counted.
pub fn counted_seconds(ledger: &[Entry]) -> i64 {
    ledger
        .iter()
        .filter(|entry| entry.counted)
        .map(|entry| entry.interval.seconds())
        .sum()
}

/// Seconds of the entries with a reason.
pub fn seconds_for(ledger: &[Entry], reason: Reason) -> i64 {
    ledger
        .iter()
        .filter(|entry| entry.reason == reason)
        .map(|entry| entry.interval.seconds())
        .sum()
}

impl From<SegmentKind> for Reason {
    fn from(kind: SegmentKind) -> Self {
        match kind {
            SegmentKind::Open => Self::ServiceTime,
            SegmentKind::Closed => Self::OutsideServiceHours,
            SegmentKind::Holiday => Self::Holiday,
            SegmentKind::Break => Self::ServiceBreak,
        }
    }
}

/// A layer that explains service time: a set of intervals, whether they count, and why.
pub(super) struct Layer<'a> {
    pub set: &'a [Interval],
    pub counted: bool,
    pub reason: Reason,
}

/// Builds a ledger from calendar segments. Service time is given to the first layer that covers it, the rest to
/// `otherwise`; time outside service hours never counts. Segments and sets are sorted, so one sweep suffices.
pub(super) fn build(segments: &[Segment], layers: &[Layer<'_>], otherwise: (bool, Reason)) -> Vec<Entry> {
    let mut sweep = Sweep {
        ahead: layers.iter().map(|layer| layer.set).collect(),
        layers,
        otherwise,
    };
    let mut entries = Vec::with_capacity(segments.len());
    for segment in segments {
        if segment.kind == SegmentKind::Open {
            sweep.explain(segment.interval, &mut entries);
        } else {
            append(
                &mut entries,
                Entry {
                    interval: segment.interval,
                    counted: false,
                    reason: segment.kind.into(),
                },
            );
        }
    }
    entries
}

/// Walks over service time once, with what is left of every layer ahead of it.
struct Sweep<'a> {
    layers: &'a [Layer<'a>],
    ahead: Vec<&'a [Interval]>,
    otherwise: (bool, Reason),
}

impl Sweep<'_> {
    fn explain(&mut self, open: Interval, entries: &mut Vec<Entry>) {
        let mut from = open.from;
        while from < open.to {
            let (to, counted, reason) = self.stretch(from, open.to);
            let interval = Interval { from, to };
            append(
                entries,
                Entry {
                    interval,
                    counted,
                    reason,
                },
            );
            from = to;
        }
    }

    /// What holds from an instant on, and until when.
    fn stretch(&mut self, from: Instant, end: Instant) -> (Instant, bool, Reason) {
        let mut until = end;
        for (layer, ahead) in self.layers.iter().zip(&mut self.ahead) {
            while let Some((first, rest)) = ahead.split_first()
                && first.to <= from
            {
                *ahead = rest;
            }
            match ahead.first() {
                Some(next) if next.from <= from => {
                    return (until.min(next.to), layer.counted, layer.reason);
                }
                Some(next) => until = until.min(next.from),
                None => {}
            }
        }
        (until, self.otherwise.0, self.otherwise.1)
    }
}

/// Appends an entry, joined with the one before if both say the same.
fn append(entries: &mut Vec<Entry>, entry: Entry) {
    match entries.last_mut() {
        Some(last)
            if last.interval.to == entry.interval.from
                && (last.counted, last.reason) == (entry.counted, entry.reason) =>
        {
            last.interval.to = entry.interval.to;
        }
        _ => entries.push(entry),
    }
}

/// Sorts by time and joins neighbours that say the same.
pub(super) fn join(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.retain(|entry| !entry.interval.is_empty());
    entries.sort_unstable_by_key(|entry| entry.interval);
    let mut joined = Vec::with_capacity(entries.len());
    for entry in entries {
        append(&mut joined, entry);
    }
    joined
}
