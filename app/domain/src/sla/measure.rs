//! Measures of availability from counts and slices of time, as cloud providers define them.
//!
//! ```text
//! M1   1 - unavailable minutes / minutes of the month             AWS EC2, EBS, RDS, ELB
//! M2   1 - mean over intervals of errors / requests               AWS S3, CloudFront; idle intervals count as 100 %
//! M3   (possible - down) / possible, summed over resources        Azure VM, SQL Database, Load Balancer
//! M4   as M2 with hours                                           Azure Storage
//! M5   (total - unavailable) / total executions                   Azure Functions, consumption plan
//! M6   (user minutes - down user minutes) / user minutes          Microsoft Entra ID
//! ```
//!
//! M2 and M4 are unweighted means over intervals, not ratios of sums: an outage in an idle interval costs nothing.
//! Nothing measured is `None`, never 0 or 100 %.
//!
//! Unit: shares. Sources: the published service level agreements named above.
//!
//! ```
//! use domain::sla::measure::{Slice, mean_of_slices};
//!
//! // An hour of total failure in a month of 30 days: 12 of 8,640 slices.
//! let month: Vec<Slice> = (0..8_640).map(|slice| Slice { requests: 100, errors: if slice < 12 { 100 } else { 0 } }).collect();
//! assert_eq!(mean_of_slices(&month).map(|share| share.percent_half_up(4)).as_deref(), Some("99.8611"));
//! ```

use std::cmp::Ordering;

use crate::exact::Fraction;
use crate::ratio::{Ppm, Ratio};
use crate::time::{Interval, interval};

/// When a minute counts as unavailable; contracts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BadMinute {
    /// If any part of it is down.
    AnyPart,
    /// Only if all of it is down (Azure SQL: all attempts in the minute fail).
    Whole,
}

/// Requests and errors of a slice of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slice {
    /// All requests.
    pub requests: u32,
    /// Those that failed; more than `requests` counts as all.
    pub errors: u32,
}

/// A resource of a subscription, in any one unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Resource {
    /// How long it was deployed.
    pub possible: i64,
    /// How long it was down.
    pub down: i64,
}

/// M1: minutes of a window that were not unavailable. Minutes are counted from the start of the window; a last part
/// of a minute does not count. `None` for a window under a minute.
pub fn minutes(window: Interval, down: &[Interval], rule: BadMinute) -> Option<Ratio> {
    let total = window.seconds() / 60;
    let start = window.from.timestamp();
    let mut bad = 0;
    let mut counted_to = 0;
    for outage in interval::clip(&interval::union(down), window) {
        let (from, to) = (outage.from.timestamp() - start, outage.to.timestamp() - start);
        let (first, end) = match rule {
            BadMinute::AnyPart => (from.div_euclid(60), (to + 59).div_euclid(60)),
            BadMinute::Whole => ((from + 59).div_euclid(60), to.div_euclid(60)),
        };
        // Two outages may touch the same minute.
        let (first, end) = (first.max(counted_to), end.min(total));
        bad += (end - first).max(0);
        counted_to = counted_to.max(end);
    }
    Ratio::new(total - bad, total)
}

/// M2, M4: the mean availability of slices of equal length; a slice without requests is fully available.
///
/// Exact as long as the common denominator fits, which round numbers of requests always do; beyond that each step is
/// rounded to 10^-18.
pub fn mean_of_slices(slices: &[Slice]) -> Option<Ratio> {
    let count = i64::try_from(slices.len()).ok().filter(|count| *count > 0)?;
    let errors = slices.iter().filter(|slice| slice.requests > 0);
    let mut sum = Fraction::ZERO;
    for slice in errors {
        let share = Fraction::new(
            i128::from(slice.errors.min(slice.requests)),
            i128::from(slice.requests),
        )?;
        sum = sum.plus(share).or_else(|| rounded(sum)?.plus(rounded(share)?))?;
    }
    let mean = sum
        .over(Fraction::whole(count))
        .or_else(|| rounded(sum)?.over(Fraction::whole(count)))?;
    let up = Fraction::whole(1)
        .minus(mean)
        .or_else(|| Fraction::whole(1).minus(rounded(mean)?))?;
    ratio(up).or_else(|| ratio(rounded(up)?))
}

/// Slices that are good, of all slices with requests (`OpenSLO`, budgeting method Timeslices): a slice is good if its
/// share of successes is at least `slice_target`.
pub fn good_slices(slices: &[Slice], slice_target: Ppm) -> Option<Ratio> {
    let measured = slices.iter().filter_map(|slice| {
        Ratio::new(
            i64::from(slice.requests.saturating_sub(slice.errors)),
            i64::from(slice.requests),
        )
    });
    let (mut good, mut all) = (0, 0);
    for slice in measured {
        all += 1;
        good += i64::from(slice.cmp_ppm(slice_target) != Ordering::Less);
    }
    Ratio::new(good, all)
}

/// M3: deployed time without downtime, summed over the resources, so that the outage of one of many is diluted.
pub fn resources(resources: &[Resource]) -> Option<Ratio> {
    let sum = |value: fn(&Resource) -> i64| {
        resources
            .iter()
            .try_fold(0_i64, |sum, resource| sum.checked_add(value(resource).max(0)))
    };
    let (possible, down) = (sum(|r| r.possible)?, sum(|r| r.down.min(r.possible))?);
    Ratio::new(possible - down, possible)
}

/// M5, M6: events or user minutes that were not affected. `None` if there were none.
pub fn unaffected(total: i64, affected: i64) -> Option<Ratio> {
    Ratio::new(total.checked_sub(affected.clamp(0, total.max(0)))?, total)
}

fn ratio(value: Fraction) -> Option<Ratio> {
    Ratio::new(
        i64::try_from(value.numerator()).ok()?,
        i64::try_from(value.denominator()).ok()?,
    )
}

/// About the nearest multiple of 10^-18.
fn rounded(value: Fraction) -> Option<Fraction> {
    const STEPS: i64 = 1_000_000_000_000_000_000;
    let whole = value.numerator().div_euclid(value.denominator());
    // Both terms are shortened first, so that the multiplication by the steps cannot overflow.
    let excess = value.denominator() / i128::from(STEPS) + 1;
    let rest = value.numerator().rem_euclid(value.denominator()) / excess;
    let steps = Fraction::new(rest, value.denominator() / excess)?.scaled_half_up(STEPS)?;
    let steps = whole
        .checked_mul(i128::from(STEPS))?
        .checked_add(i128::from(steps))?;
    Fraction::new(steps, i128::from(STEPS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::instant;

    fn span(from: i64, to: i64) -> Interval {
        Interval {
            from: instant(from),
            to: instant(to),
        }
    }

    #[test]
    fn bad_minutes_by_both_rules() {
        let down = [span(30, 90), span(100, 110), span(150, 250)];
        let measured = |rule| minutes(span(0, 600), &down, rule).unwrap().numerator;
        assert_eq!((measured(BadMinute::AnyPart), measured(BadMinute::Whole)), (5, 9));
        assert_eq!(minutes(span(0, 59), &down, BadMinute::Whole), None);
    }

    #[test]
    fn an_hour_of_total_failure_in_a_month() {
        let slice = |errors| Slice {
            requests: 100,
            errors,
        };
        let month: Vec<Slice> = (0..8_640)
            .map(|index| slice(if index < 12 { 100 } else { 0 }))
            .collect();
        let up = mean_of_slices(&month).unwrap();
        assert_eq!(up.percent_half_up(4), "99.8611");
        assert_eq!(
            up,
            Ratio {
                numerator: 719,
                denominator: 720
            }
        );
    }

    #[test]
    fn idle_slices_cost_nothing_and_weigh_the_same() {
        let slices = [
            Slice {
                requests: 0,
                errors: 0,
            },
            Slice {
                requests: 2,
                errors: 1,
            },
        ];
        assert_eq!(mean_of_slices(&slices), Ratio::new(3, 4));
        assert_eq!(mean_of_slices(&[]), None);
        assert_eq!(good_slices(&slices, Ppm(500_000)), Ratio::new(1, 1));
        assert_eq!(good_slices(&slices, Ppm(500_001)), Ratio::new(0, 1));
    }

    #[test]
    fn many_different_denominators_are_rounded_and_not_refused() {
        let slices: Vec<Slice> = (0..8_640)
            .map(|index| Slice {
                requests: 1_000_003 + index,
                errors: 1_000,
            })
            .collect();
        let up = mean_of_slices(&slices).unwrap();
        assert!(up.cmp_ppm(Ppm(999_000)) == Ordering::Greater && up.cmp_ppm(Ppm(999_010)) == Ordering::Less);
    }

    #[test]
    fn resources_dilute() {
        let month = |down| Resource {
            possible: 43_200,
            down,
        };
        assert_eq!(resources(&[month(432), month(0)]), Ratio::new(85_968, 86_400));
        assert_eq!(resources(&[]), None);
        assert_eq!(unaffected(1_000, 3), Ratio::new(997, 1_000));
        assert_eq!(unaffected(0, 0), None);
    }
}
