//! Counting service time over the tables of the years.

use super::table::YearTable;
use super::{Calendar, Tie};
use crate::time::{FIRST_YEAR, Interval, LAST_YEAR};

impl Calendar {
    /// Service seconds between two seconds; 0 if the second is not later.
    pub(crate) fn open_seconds(&self, from: i64, to: i64) -> i64 {
        if from >= to {
            return 0;
        }
        let (Some(first), Some(last)) = (self.year_of(from), self.year_of(to)) else {
            return 0;
        };
        let head = self.table(first).map_or(0, |table| table.open_before(from));
        let tail = self.table(last).map_or(0, |table| table.open_before(to));
        let whole: i64 = (first..last)
            .filter_map(|year| self.table(year))
            .map(YearTable::total)
            .sum();
        whole + tail - head
    }

    /// A budget of zero comes with [`Tie::NextStart`], so a tie at the start of a pause is one of time used up.
    pub(super) fn forward_without(
        &self,
        start: i64,
        seconds: i64,
        tie: Tie,
        exclude: &[Interval],
    ) -> Option<i64> {
        let (mut cursor, mut left) = (start, seconds);
        for pause in exclude {
            let (pause_from, pause_to) = (pause.from.timestamp(), pause.to.timestamp());
            if pause_to <= cursor {
                continue;
            }
            let free = self.open_seconds(cursor, pause_from);
            if left < free || (left == free && tie == Tie::PeriodEnd) {
                return self.forward(cursor, left, tie);
            }
            left -= free;
            cursor = pause_to;
        }
        self.forward(cursor, left, tie)
    }

    pub(super) fn backward_without(
        &self,
        end: i64,
        seconds: i64,
        tie: Tie,
        exclude: &[Interval],
    ) -> Option<i64> {
        let (mut cursor, mut left) = (end, seconds);
        for pause in exclude.iter().rev() {
            let (pause_from, pause_to) = (pause.from.timestamp(), pause.to.timestamp());
            if pause_from >= cursor {
                continue;
            }
            let free = self.open_seconds(pause_to, cursor);
            if left < free || (left == free && tie == Tie::PeriodEnd) {
                return self.backward(cursor, left, tie);
            }
            left -= free;
            cursor = pause_from;
        }
        self.backward(cursor, left, tie)
    }

    pub(super) fn forward(&self, start: i64, seconds: i64, tie: Tie) -> Option<i64> {
        let first = self.year_of(start)?;
        let mut target = self.table(first)?.open_before(start).checked_add(seconds)?;
        for year in first..=LAST_YEAR {
            let table = self.table(year)?;
            if let Some(at) = table.reach_forward(target, tie) {
                return Some(at);
            }
            target -= table.total();
        }
        None
    }

    pub(super) fn backward(&self, end: i64, seconds: i64, tie: Tie) -> Option<i64> {
        let last = self.year_of(end)?;
        let mut target = self.table(last)?.open_before(end).checked_sub(seconds)?;
        for year in (FIRST_YEAR..=last).rev() {
            if let Some(at) = self.table(year)?.reach_backward(target, tie) {
                return Some(at);
            }
            if year > FIRST_YEAR {
                target += self.table(year - 1)?.total();
            }
        }
        None
    }
}
