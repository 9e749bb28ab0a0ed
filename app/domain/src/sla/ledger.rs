//! The clock ledger: which time counted, which did not, and why.
//!
//! A ledger partitions its span: its entries follow each other without gap or overlap, and the sum of the counted
//! ones is the figure it explains.

use serde::{Deserialize, Serialize};

use crate::time::calendar::{Segment, SegmentKind};
use crate::time::{Interval, interval};

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
/// `otherwise`; time outside service hours never counts.
pub(super) fn build(segments: &[Segment], layers: &[Layer<'_>], otherwise: (bool, Reason)) -> Vec<Entry> {
    let mut entries = Vec::new();
    for segment in segments {
        if segment.kind != SegmentKind::Open {
            entries.push(Entry {
                interval: segment.interval,
                counted: false,
                reason: segment.kind.into(),
            });
            continue;
        }
        let mut left = vec![segment.interval];
        for layer in layers {
            let covered = interval::intersection(&left, layer.set);
            left = interval::difference(&left, layer.set);
            let entry = |interval| Entry {
                interval,
                counted: layer.counted,
                reason: layer.reason,
            };
            entries.extend(covered.into_iter().map(entry));
        }
        entries.extend(left.into_iter().map(|interval| Entry {
            interval,
            counted: otherwise.0,
            reason: otherwise.1,
        }));
    }
    join(entries)
}

/// Sorts by time and joins neighbours that say the same.
pub(super) fn join(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.retain(|entry| !entry.interval.is_empty());
    entries.sort_unstable_by_key(|entry| entry.interval);
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match joined.last_mut() {
            Some(last)
                if last.interval.to == entry.interval.from
                    && (last.counted, last.reason) == (entry.counted, entry.reason) =>
            {
                last.interval.to = entry.interval.to;
            }
            _ => joined.push(entry),
        }
    }
    joined
}
