//! A window cut into stretches: service time, closed time, and why it is closed.

use serde::{Deserialize, Serialize};

use super::Calendar;
use crate::time::{Interval, TimeError, instant, seconds_in_range};

/// What a stretch of time is for a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Service time.
    Open,
    /// Outside service hours.
    Closed,
    /// A holiday, except where the shift of the evening before still runs.
    Holiday,
    /// A break that interrupts service time.
    Break,
}

/// A stretch of time of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The stretch.
    pub interval: Interval,
    /// What it is.
    pub kind: SegmentKind,
}

impl Calendar {
    /// Cuts a window into stretches of one kind each. They partition the window; equal neighbours are joined.
    pub fn segments(&self, window: Interval) -> Result<Vec<Segment>, TimeError> {
        let (from, to) = (seconds_in_range(window.from)?, seconds_in_range(window.to)?);
        let mut segments: Vec<Segment> = Vec::new();
        let mut push = |from: i64, to: i64, kind: SegmentKind| {
            if from >= to {
                return;
            }
            match segments.last_mut() {
                Some(last) if last.kind == kind => last.interval.to = instant(to),
                _ => segments.push(Segment {
                    interval: Interval {
                        from: instant(from),
                        to: instant(to),
                    },
                    kind,
                }),
            }
        };
        let mut cursor = from;
        while cursor < to {
            let Some(table) = self.table_at(cursor).filter(|table| cursor < table.end) else {
                // The last hours of the last supported year belong to the next local year east of Greenwich.
                push(cursor, to, SegmentKind::Closed);
                break;
            };
            for (start, end, kind) in table.marks_between(cursor, to) {
                push(cursor, start.max(cursor), SegmentKind::Closed);
                push(start.max(cursor), end.min(to), kind);
                cursor = cursor.max(end.min(to));
            }
            let end = table.end.min(to);
            push(cursor, end, SegmentKind::Closed);
            cursor = end;
        }
        Ok(segments)
    }

    /// The open intervals that touch the window, cut to it.
    pub fn open_periods(&self, window: Interval) -> Result<Vec<Interval>, TimeError> {
        let segments = self.segments(window)?;
        Ok(segments
            .into_iter()
            .filter(|s| s.kind == SegmentKind::Open)
            .map(|s| s.interval)
            .collect())
    }
}
