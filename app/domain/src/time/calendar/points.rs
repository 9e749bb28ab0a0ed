//! Openings and closings around an instant.

use super::{Calendar, Direction, Tie, is_known};
use crate::time::{FIRST_YEAR, Instant, LAST_YEAR, instant, seconds_in_range};

impl Calendar {
    /// The instant itself if it is service time, else the next opening.
    pub fn roll_forward(&self, at: Instant) -> Option<Instant> {
        self.deadline(at, 0, Direction::Forward, &[], Tie::NextStart).ok()
    }

    /// The instant itself if service time ends at it or later, else the closing before.
    ///
    /// Mirror image of [`Self::roll_forward`]: an instant of opening rolls back to the closing before it.
    pub fn roll_back(&self, at: Instant) -> Option<Instant> {
        self.deadline(at, 0, Direction::Backward, &[], Tie::NextStart)
            .ok()
    }

    /// The first opening after an instant. Shifts that touch each other are one.
    pub fn next_open(&self, at: Instant) -> Option<Instant> {
        let at = seconds_in_range(at).ok()?;
        let first = self.year_of(at)?;
        (first..=LAST_YEAR)
            .find_map(|year| {
                let table = self.table(year)?;
                let index = table.open().partition_point(|&(from, _)| from <= at);
                let mut starts = table.open().iter().skip(index).map(|&(from, _)| from);
                starts.find(|&from| from > table.start || !self.runs_into(year, from))
            })
            .map(instant)
            .filter(|at| is_known(*at, Direction::Forward))
    }

    /// The first closing after an instant.
    pub fn next_close(&self, at: Instant) -> Option<Instant> {
        let at = seconds_in_range(at).ok()?;
        let first = self.year_of(at)?;
        (first..=LAST_YEAR)
            .find_map(|year| {
                let table = self.table(year)?;
                let index = table.open().partition_point(|&(_, to)| to <= at);
                let mut ends = table.open().iter().skip(index).map(|&(_, to)| to);
                ends.find(|&to| to < table.end || !self.runs_on(year, to))
            })
            .map(instant)
            .filter(|at| is_known(*at, Direction::Backward))
    }

    /// Whether service time already ran when the year began.
    fn runs_into(&self, year: i32, start: i64) -> bool {
        year > FIRST_YEAR
            && self
                .table(year - 1)
                .and_then(|table| table.open().last())
                .is_some_and(|&(_, to)| to == start)
    }

    /// Whether service time goes on when the year ends; at the end of the supported years nobody knows.
    fn runs_on(&self, year: i32, end: i64) -> bool {
        year == LAST_YEAR
            || self
                .table(year + 1)
                .and_then(|table| table.open().first())
                .is_some_and(|&(from, _)| from == end)
    }
}
