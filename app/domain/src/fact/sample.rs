//! Samples: what a stretch of time measured.

use chrono::{TimeDelta, Timelike};

use super::{Decimal, Problem, past_problem, text_problem};
use crate::time::Instant;

/// The longest stretch a sample can stand for: a leap year.
const LONGEST_WIDTH_SECONDS: i64 = 366 * 86_400;
/// More events in a stretch than that are a typing error, and sums of as many as there can be still fit.
const LARGEST_COUNT: i64 = 1_000_000_000_000;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Events, and how many of them were good.
    Counts {
        /// Good ones.
        good: i64,
        /// All of them.
        total: i64,
    },
    /// A value in the unit of its series.
    Value(Decimal),
}

/// A measurement of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// What is measured, where a source measures several things of a service; empty where there is only one.
    pub series: String,
    /// When the stretch begins.
    pub starts_at: Instant,
    /// How long it is.
    pub width_seconds: i64,
    /// What was measured.
    pub amount: Amount,
}

impl Sample {
    /// What cannot be accepted.
    pub fn problems(&self, now: Instant) -> Vec<Problem> {
        let mut problems = Vec::new();
        problems.extend(text_problem("series", &self.series, false));
        if self.starts_at.nanosecond() != 0 {
            problems.push(Problem("starts_at", "whole_seconds_needed"));
        }
        if !(1..=LONGEST_WIDTH_SECONDS).contains(&self.width_seconds) {
            problems.push(Problem("width_seconds", "out_of_range"));
        } else if let Some(problem) = past_problem("starts_at", self.starts_at, now) {
            problems.push(problem);
        } else if self.starts_at + TimeDelta::seconds(self.width_seconds) > now {
            problems.push(Problem("width_seconds", "in_the_future"));
        }
        if let Amount::Counts { good, total } = self.amount {
            if !(0..=LARGEST_COUNT).contains(&total) {
                problems.push(Problem("total", "out_of_range"));
            }
            if good < 0 {
                problems.push(Problem("good", "out_of_range"));
            } else if good > total {
                problems.push(Problem("good", "more_than_total"));
            }
        }
        problems
    }

    /// The second at which the next stretch may begin, since 1970.
    pub fn end_second(&self) -> i64 {
        self.starts_at.timestamp().saturating_add(self.width_seconds)
    }
}
