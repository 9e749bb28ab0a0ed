//! One compiled local year: sorted open intervals with running totals.

use chrono::NaiveDate;

use super::{SegmentKind, Tie};

/// Seconds since 1970, half-open.
pub(super) type Span = (i64, i64);

/// The service time of one local year.
#[derive(Debug)]
pub(super) struct YearTable {
    /// The first second of the local year.
    pub(super) start: i64,
    /// The first second of the following local year.
    pub(super) end: i64,
    /// The days of the year on which work starts, sorted.
    pub(super) working_days: Vec<NaiveDate>,
    open: Vec<Span>,
    /// Service seconds of the year before each open interval; one more entry at the end: the total.
    before: Vec<i64>,
    /// Holidays and breaks: time that is closed for a stated reason. Disjoint from the open intervals.
    reasons: Vec<(i64, i64, SegmentKind)>,
}

impl YearTable {
    /// Takes sorted, disjoint, joined intervals within the year.
    pub(super) fn new(
        year: Span,
        open: Vec<Span>,
        reasons: Vec<(i64, i64, SegmentKind)>,
        working_days: Vec<NaiveDate>,
    ) -> Self {
        let mut total = 0;
        let mut before = Vec::with_capacity(open.len() + 1);
        for (from, to) in &open {
            before.push(total);
            total += to - from;
        }
        before.push(total);
        Self {
            start: year.0,
            end: year.1,
            working_days,
            open,
            before,
            reasons,
        }
    }

    pub(super) fn open(&self) -> &[Span] {
        &self.open
    }

    /// Service seconds of the whole year.
    pub(super) fn total(&self) -> i64 {
        self.before.last().copied().unwrap_or(0)
    }

    pub(super) fn is_open(&self, at: i64) -> bool {
        let next = self.open.partition_point(|&(from, _)| from <= at);
        next.checked_sub(1)
            .and_then(|index| self.open.get(index))
            .is_some_and(|&(_, to)| at < to)
    }

    /// Service seconds from the start of the year to a second.
    pub(super) fn open_before(&self, at: i64) -> i64 {
        let next = self.open.partition_point(|&(from, _)| from < at);
        let Some(index) = next.checked_sub(1) else {
            return 0;
        };
        match (self.open.get(index), self.before.get(index)) {
            (Some(&(from, to)), Some(before)) => before + at.min(to) - from,
            _ => 0,
        }
    }

    /// The second at which `target` service seconds of the year have passed, if that happens in this year.
    pub(super) fn reach_forward(&self, target: i64, tie: Tie) -> Option<i64> {
        let after = self.before.get(1..).unwrap_or_default();
        let index = match tie {
            Tie::PeriodEnd => after.partition_point(|&passed| passed < target),
            Tie::NextStart => after.partition_point(|&passed| passed <= target),
        };
        self.within(index, target)
    }

    /// The second before which `target` service seconds of the year have passed, seen from the future.
    pub(super) fn reach_backward(&self, target: i64, tie: Tie) -> Option<i64> {
        let before = self.before.get(..self.open.len()).unwrap_or_default();
        let next = match tie {
            Tie::PeriodEnd => before.partition_point(|&passed| passed <= target),
            Tie::NextStart => before.partition_point(|&passed| passed < target),
        };
        self.within(next.checked_sub(1)?, target)
    }

    fn within(&self, index: usize, target: i64) -> Option<i64> {
        let &(from, _) = self.open.get(index)?;
        Some(from + target - self.before.get(index)?)
    }

    /// Open intervals, holidays and breaks that touch a span, in order of time.
    pub(super) fn marks_between(&self, from: i64, to: i64) -> Vec<(i64, i64, SegmentKind)> {
        let first_open = self.open.partition_point(|&(_, end)| end <= from);
        let first_reason = self.reasons.partition_point(|&(_, end, _)| end <= from);
        let open = self
            .open
            .iter()
            .skip(first_open)
            .map(|&(start, end)| (start, end, SegmentKind::Open));
        let reasons = self.reasons.iter().skip(first_reason).copied();
        let mut marks: Vec<_> = open.take_while(|mark| mark.0 < to).collect();
        marks.extend(reasons.take_while(|mark| mark.0 < to));
        marks.sort_unstable();
        marks
    }
}
