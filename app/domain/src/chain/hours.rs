//! Whether the service hours of the parts cover those of the offer.
//!
//! ```text
//! uncovered = service time of the offer \\ time in which enough parts are on duty        Unit: seconds of the horizon
//! ```
//!
//! ```
//! use domain::chain::{Structure, hours::uncovered};
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::Interval;
//!
//! let day = |open, close| Calendar::new(&CalendarSpec::weekdays("UTC", open, close, None));
//! let (offer, part) = (day("08:00", "18:00")?, day("08:00", "17:00")?);
//! let week = Interval::new("2026-11-16T00:00:00Z".parse()?, "2026-11-23T00:00:00Z".parse()?)?;
//! let missing = uncovered(&offer, &Structure::Part(0), &[&part], week)?;
//! assert_eq!(missing.map(|missing| missing.seconds), Some(5 * 3_600));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::composite::Structure;
use crate::time::calendar::Calendar;
use crate::time::{Instant, Interval, TimeError, interval};

/// Service time of the offer in which too few parts are on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Seconds of the horizon.
    pub seconds: i64,
    /// The first such stretch.
    pub first: Interval,
    /// The part that alone leaves most of the offer's service time uncovered.
    pub weakest: usize,
    /// All such stretches.
    pub stretches: Vec<Interval>,
}

/// Looks for uncovered service time in a horizon; a year shows every weekday, holiday and change of the clocks.
///
/// `structure` holds indices into `calendars`; unknown ones are never on duty.
pub fn uncovered(
    offer: &Calendar,
    structure: &Structure<usize>,
    calendars: &[&Calendar],
    horizon: Interval,
) -> Result<Option<Uncovered>, TimeError> {
    let needed = offer.open_periods(horizon)?;
    let duty: Vec<Vec<Interval>> = calendars
        .iter()
        .map(|calendar| calendar.open_periods(horizon))
        .collect::<Result<_, _>>()?;
    let missing = interval::difference(&needed, &on_duty(structure, &duty));
    let Some(first) = missing.first().copied() else {
        return Ok(None);
    };
    let alone = |index: &usize| match duty.get(*index) {
        Some(duty) => total(&interval::difference(&needed, duty)),
        None => i64::MAX,
    };
    let weakest = structure
        .leaves()
        .into_iter()
        .copied()
        .max_by_key(alone)
        .unwrap_or(0);
    Ok(Some(Uncovered {
        seconds: total(&missing),
        first,
        weakest,
        stretches: missing,
    }))
}

fn total(set: &[Interval]) -> i64 {
    set.iter().map(Interval::seconds).sum()
}

/// When enough parts are on duty.
fn on_duty(structure: &Structure<usize>, duty: &[Vec<Interval>]) -> Vec<Interval> {
    let all = |parts: &[Structure<usize>]| parts.iter().map(|part| on_duty(part, duty)).collect::<Vec<_>>();
    match structure {
        Structure::Part(index) => duty.get(*index).cloned().unwrap_or_default(),
        Structure::Series(parts) => at_least(parts.len(), &all(parts)),
        Structure::Parallel(parts) => at_least(1, &all(parts)),
        Structure::KOfN { needed, parts } => at_least(*needed, &all(parts)),
    }
}

/// The time that lies in at least `needed` of the sets.
fn at_least(needed: usize, sets: &[Vec<Interval>]) -> Vec<Interval> {
    let mut edges: Vec<(Instant, bool)> = sets
        .iter()
        .flatten()
        .flat_map(|interval| [(interval.from, true), (interval.to, false)])
        .collect();
    // At one instant ends come first, so that touching intervals of two parts do not count as overlapping.
    edges.sort_unstable();
    let mut covered = Vec::new();
    let (mut count, mut since) = (0_usize, None);
    for (at, starts) in edges {
        count = if starts {
            count + 1
        } else {
            count.saturating_sub(1)
        };
        match since {
            None if count >= needed => since = Some(at),
            Some(from) if count < needed => {
                covered.push(Interval { from, to: at });
                since = None;
            }
            _ => {}
        }
    }
    interval::union(&covered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::CalendarSpec;

    fn calendar(spec: &CalendarSpec) -> Calendar {
        Calendar::new(spec).unwrap()
    }

    fn week() -> Interval {
        let at = |text: &str| text.parse().unwrap();
        Interval {
            from: at("2026-11-23T00:00:00Z"),
            to: at("2026-11-30T00:00:00Z"),
        }
    }

    #[test]
    fn an_office_calendar_does_not_cover_the_night() {
        let always = calendar(&CalendarSpec::always("UTC"));
        let office = calendar(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None));
        let series = Structure::Series(vec![Structure::Part(0), Structure::Part(1)]);
        let found = uncovered(&always, &series, &[&always, &office], week())
            .unwrap()
            .unwrap();
        assert_eq!((found.seconds, found.weakest), ((7 * 24 - 50) * 3_600, 1));
        assert_eq!(found.first.to.to_rfc3339(), "2026-11-23T08:00:00+00:00");
        assert_eq!(uncovered(&office, &series, &[&always, &office], week()), Ok(None));
    }

    #[test]
    fn two_shifts_cover_a_day_together() {
        let always = calendar(&CalendarSpec::weekdays("UTC", "06:00", "22:00", None));
        let early = calendar(&CalendarSpec::weekdays("UTC", "06:00", "14:00", None));
        let late = calendar(&CalendarSpec::weekdays("UTC", "14:00", "22:00", None));
        let parts = vec![Structure::Part(0), Structure::Part(1)];
        let found = |structure| uncovered(&always, &structure, &[&early, &late], week()).unwrap();
        assert_eq!(found(Structure::Parallel(parts.clone())), None);
        assert!(found(Structure::Series(parts)).is_some());
    }
}
