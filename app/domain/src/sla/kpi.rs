//! Key figures of service desks and services.
//!
//! Nothing measured is `None`: no tickets is neither 0 % nor 100 %. Shares and means are exact; durations are seconds
//! of service time.
//!
//! ```text
//! MTTR = Σ repair / n        MTBF = (operating - down) / failures        rate = part / whole, from a minimum sample on
//! ```
//!
//! ```
//! use domain::sla::kpi::{mean, mtbf, share};
//!
//! // Two failures of an hour each in 30 days.
//! assert_eq!(mean(&[3_600, 3_600]).map(|time| time.numerator / time.denominator), Some(3_600));
//! assert_eq!(mtbf(2_592_000, 7_200, 2).map(|time| time.numerator / time.denominator), Some(1_292_400));
//! assert_eq!((share(3, 4, 5), mean(&[])), (None, None));
//! ```

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::ratio::{Ppm, Ratio};
use crate::time::calendar::Calendar;
use crate::time::{Instant, TimeError};

/// To which period a ticket belongs. A contract must say so; by due date leaves no room for gaming.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// Where its goal is used up.
    #[default]
    Due,
    /// Where it was closed.
    Closed,
    /// Where it was reported.
    Created,
}

impl Attribution {
    /// The instant that decides the period; `None` if it does not exist yet.
    pub fn instant(self, created: Instant, due: Option<Instant>, closed: Option<Instant>) -> Option<Instant> {
        match self {
            Self::Due => due,
            Self::Closed => closed,
            Self::Created => Some(created),
        }
    }
}

/// Whether more or less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The figure must reach the threshold.
    AtLeast,
    /// The figure must not exceed the threshold.
    AtMost,
}

impl Comparison {
    /// Compares an exact figure with a threshold.
    pub fn holds(self, figure: Ratio, threshold: Ppm) -> bool {
        let order = figure.cmp_ppm(threshold);
        match self {
            Self::AtLeast => order != Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
        }
    }
}

/// `part / whole`: in-time rate (met of met and missed, where open items past their due date are missed), first-time
/// fix rate, reopen rate. `None` without a whole, or below the agreed minimum sample.
pub fn share(part: u32, whole: u32, minimum_sample: u32) -> Option<Ratio> {
    if whole < minimum_sample {
        None
    } else {
        Ratio::new(i64::from(part.min(whole)), i64::from(whole))
    }
}

/// MTTR, MTTA: the mean of some durations. `None` without any, or if their sum is too large.
pub fn mean(durations: &[i64]) -> Option<Ratio> {
    let sum = durations
        .iter()
        .try_fold(0_i64, |sum, duration| sum.checked_add(*duration))?;
    Ratio::new(sum, i64::try_from(durations.len()).ok()?)
}

/// `MTBF = (operating time - downtime) / failures`. `None` without failures.
pub fn mtbf(operating_seconds: i64, downtime_seconds: i64, failures: u32) -> Option<Ratio> {
    Ratio::new(
        operating_seconds.checked_sub(downtime_seconds)?.max(0),
        i64::from(failures),
    )
}

/// The p-th percentile by the nearest rank: the smallest value that at least the share p does not exceed. `None`
/// without values, or for a share outside 0 to 100 %.
pub fn percentile(values: &[i64], p: Ppm) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let count = i64::try_from(sorted.len()).ok()?;
    let covers = |rank: i64| Ratio::new(rank, count).is_some_and(|ratio| ratio.cmp_ppm(p) != Ordering::Less);
    let rank = (1..=count)
        .collect::<Vec<_>>()
        .partition_point(|rank| !covers(*rank));
    if p.0 < 0 { None } else { sorted.get(rank).copied() }
}

/// A figure of a contract's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Custom {
    /// The sum of the values over the sum of the bases.
    Ratio,
    /// The sum of the values.
    Sum,
    /// Their mean.
    Mean,
    /// A percentile of them.
    Percentile {
        /// Which.
        p_ppm: i64,
    },
    /// How many there are.
    Count,
}

/// One observation of a custom figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Observation {
    /// The value, or the numerator.
    pub value: i64,
    /// The denominator of a ratio; ignored otherwise.
    #[serde(default)]
    pub base: i64,
}

impl Custom {
    /// Computes the figure. `None` if nothing was measured or a sum is too large.
    pub fn figure(self, observations: &[Observation]) -> Option<Ratio> {
        let values: Vec<i64> = observations.iter().map(|observation| observation.value).collect();
        let sum = |values: &[i64]| {
            values
                .iter()
                .try_fold(0_i64, |sum, value| sum.checked_add(*value))
        };
        match self {
            Self::Ratio => {
                let bases: Vec<i64> = observations.iter().map(|observation| observation.base).collect();
                Ratio::new(sum(&values)?, sum(&bases)?)
            }
            Self::Sum => (!values.is_empty()).then(|| Ratio::new(sum(&values)?, 1))?,
            Self::Mean => mean(&values),
            Self::Percentile { p_ppm } => Ratio::new(percentile(&values, Ppm(p_ppm))?, 1),
            Self::Count => Ratio::new(i64::try_from(values.len()).ok()?, 1),
        }
    }
}

/// Customer satisfaction: answers in the top boxes of all answers. Below the minimum sample it is not measured.
///
/// `answers` counts the answers by box, from the worst to the best.
pub fn satisfaction(answers: &[u32], top_boxes: usize, minimum_sample: u32) -> Option<Ratio> {
    let sum = |counts: &[u32]| {
        counts
            .iter()
            .try_fold(0_u32, |sum, count| sum.checked_add(*count))
    };
    let top = answers.get(answers.len().saturating_sub(top_boxes)..)?;
    share(sum(top)?, sum(answers)?, minimum_sample)
}

/// When an item was opened and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Item {
    /// When it was opened.
    pub opened: Instant,
    /// When it was closed, if it was.
    pub closed: Option<Instant>,
}

impl Item {
    /// Whether it is open at a cut-off.
    pub fn is_open_at(&self, cut_off: Instant) -> bool {
        self.opened <= cut_off && self.closed.is_none_or(|closed| closed > cut_off)
    }
}

/// The growth of the backlog: `(opened - closed) / opened`, negative if it shrinks. `None` if nothing was opened.
pub fn backlog_index(opened: u32, closed: u32) -> Option<Ratio> {
    Ratio::new(i64::from(opened) - i64::from(closed), i64::from(opened))
}

/// Open items by age in service time. The bounds ascend in seconds; the answer has one more entry, for the oldest.
pub fn ageing(
    calendar: &Calendar,
    items: &[Item],
    cut_off: Instant,
    bounds: &[i64],
) -> Result<Vec<u32>, TimeError> {
    let mut buckets = vec![0_u32; bounds.len() + 1];
    for item in items.iter().filter(|item| item.is_open_at(cut_off)) {
        let age = calendar.elapsed(item.opened, cut_off, &[])?;
        if let Some(bucket) = buckets.get_mut(bounds.partition_point(|bound| *bound <= age)) {
            *bucket = bucket.saturating_add(1);
        }
    }
    Ok(buckets)
}

/// Two levels of a target: a default is once below the minimum, or several times below the expected level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Levels {
    /// Below it several times is a default.
    pub expected: Ppm,
    /// Below it once is a default.
    pub minimum: Ppm,
    /// How many times below the expected level within the last `periods`.
    pub times: u32,
    /// How many periods back, usually 12.
    pub periods: u32,
}

impl Levels {
    /// Whether the last period is a default. `history` is in order of time and ends with that period.
    pub fn is_default(&self, history: &[Option<Ratio>]) -> bool {
        let below = |figure: &Option<Ratio>, level: Ppm| {
            figure.is_some_and(|figure| figure.cmp_ppm(level) == Ordering::Less)
        };
        let Some(last) = history.last() else { return false };
        let periods = usize::try_from(self.periods).unwrap_or(usize::MAX);
        let recent = history
            .iter()
            .rev()
            .take(periods)
            .filter(|figure| below(figure, self.expected))
            .count();
        let often = recent >= usize::try_from(self.times.max(1)).unwrap_or(usize::MAX);
        below(last, self.minimum) || (below(last, self.expected) && often)
    }
}

#[cfg(test)]
mod tests;
