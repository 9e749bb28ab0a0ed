//! Half-open intervals and their set operations.
//!
//! Outages, maintenance windows and pauses arrive unordered and overlapping. Every rule first makes a *set*
//! out of them: sorted, disjoint, non-empty, touching neighbours joined. The functions below keep that form.
//!
//! Unit: instants. Source: set algebra on `[from, to)`.
//!
//! ```
//! use domain::time::interval::{difference, intersection, union};
//! use domain::time::Interval;
//!
//! let span = |from: &str, to: &str| Ok::<_, Box<dyn std::error::Error>>(Interval::new(from.parse()?, to.parse()?)?);
//! let outages = union(&[
//!     span("2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z")?,
//!     span("2026-03-01T11:00:00Z", "2026-03-01T13:00:00Z")?,
//! ]);
//! let maintenance = [span("2026-03-01T12:30:00Z", "2026-03-01T14:00:00Z")?];
//! // Three hours down, half an hour of them agreed.
//! assert_eq!(outages.iter().map(Interval::seconds).sum::<i64>(), 10_800);
//! assert_eq!(difference(&outages, &maintenance)[0].seconds(), 9_000);
//! assert_eq!(intersection(&outages, &maintenance)[0].seconds(), 1_800);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Instant, TimeError};

/// The time from `from` (included) to `to` (excluded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Interval {
    /// The first instant that belongs to the interval.
    pub from: Instant,
    /// The first instant that no longer belongs to it.
    pub to: Instant,
}

#[derive(Deserialize)]
struct Unchecked {
    from: Instant,
    to: Instant,
}

impl TryFrom<Unchecked> for Interval {
    type Error = TimeError;

    fn try_from(raw: Unchecked) -> Result<Self, Self::Error> {
        Self::new(raw.from, raw.to)
    }
}

impl Interval {
    /// An interval; an error if the end lies before the start. Both may be equal: the interval is empty.
    pub fn new(from: Instant, to: Instant) -> Result<Self, TimeError> {
        if to < from {
            Err(TimeError::EndBeforeStart { from, to })
        } else {
            Ok(Self { from, to })
        }
    }

    /// The length in seconds, 0 if the fields were set the wrong way round.
    pub fn seconds(&self) -> i64 {
        self.to.timestamp().saturating_sub(self.from.timestamp()).max(0)
    }

    /// Whether nothing lies in the interval.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }

    /// Whether the instant lies in the interval.
    pub fn contains(&self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }

    /// The part both intervals share, if any.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let common = Self {
            from: self.from.max(other.from),
            to: self.to.min(other.to),
        };
        (!common.is_empty()).then_some(common)
    }
}

/// The set covered by any of the intervals: sorted, disjoint, overlapping and touching ones joined.
pub fn union(intervals: &[Interval]) -> Vec<Interval> {
    let mut sorted: Vec<Interval> = intervals
        .iter()
        .copied()
        .filter(|interval| !interval.is_empty())
        .collect();
    sorted.sort_unstable();
    join_sorted(sorted)
}

fn join_sorted(sorted: Vec<Interval>) -> Vec<Interval> {
    let mut joined: Vec<Interval> = Vec::with_capacity(sorted.len());
    for interval in sorted {
        match joined.last_mut() {
            Some(last) if interval.from <= last.to => last.to = last.to.max(interval.to),
            _ => joined.push(interval),
        }
    }
    joined
}

/// The part of a set that lies in the window.
pub fn clip(set: &[Interval], window: Interval) -> Vec<Interval> {
    set.iter()
        .filter_map(|interval| interval.intersect(&window))
        .collect()
}

/// What is in both sets.
pub fn intersection(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        common.extend(a.intersect(b));
        if a.to < b.to { i += 1 } else { j += 1 }
    }
    common
}

/// What is in the first set and not in the second.
pub fn difference(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let mut rest = Vec::with_capacity(left.len());
    let mut first = 0;
    for interval in left {
        let mut from = interval.from;
        while right.get(first).is_some_and(|hole| hole.to <= interval.from) {
            first += 1;
        }
        for hole in right
            .iter()
            .skip(first)
            .take_while(|hole| hole.from < interval.to)
        {
            if from < hole.from {
                rest.push(Interval { from, to: hole.from });
            }
            from = from.max(hole.to);
        }
        if from < interval.to {
            rest.push(Interval {
                from,
                to: interval.to,
            });
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn union_joins_overlapping_and_touching() {
        assert_eq!(
            union(&set(&[(5, 7), (1, 3), (2, 4), (4, 5), (9, 9)])),
            set(&[(1, 7)])
        );
        assert_eq!(union(&set(&[(5, 3)])), set(&[]));
    }

    #[test]
    fn difference_cuts_holes() {
        assert_eq!(
            difference(&set(&[(0, 10), (20, 30)]), &set(&[(2, 3), (8, 22), (29, 40)])),
            set(&[(0, 2), (3, 8), (22, 29)])
        );
    }

    #[test]
    fn intersection_of_sets() {
        assert_eq!(
            intersection(&set(&[(0, 10), (20, 30)]), &set(&[(5, 25), (28, 29)])),
            set(&[(5, 10), (20, 25), (28, 29)])
        );
    }

    #[test]
    fn reversed_intervals_are_refused() {
        assert!(Interval::new(instant(2), instant(1)).is_err());
        assert!(
            serde_json::from_str::<Interval>(
                r#"{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}"#
            )
            .is_err()
        );
    }
}
