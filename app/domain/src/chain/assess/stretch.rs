//! Uncovered time as people read it: weekday, from, to.

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::time::Interval;

/// The same hours on some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// From Monday, 0, to Sunday, 6.
    pub weekdays: Vec<u8>,
    /// First moment.
    pub from: NaiveTime,
    /// Last moment; midnight is the end of the day.
    pub to: NaiveTime,
    /// How often in the horizon.
    pub times: u32,
    /// The first day.
    pub first: NaiveDate,
}

/// What is shown at most.
const MOST: usize = 6;
/// From so many times a year on something happens every week; less often are holidays.
const WEEKLY: u32 = 40;

/// Cuts intervals at midnight and counts what is alike; the most frequent first.
pub(super) fn by_weekday(intervals: &[Interval], zone: Tz) -> Vec<Stretch> {
    let mut days: Vec<Stretch> = Vec::new();
    for (day, from, to) in intervals.iter().flat_map(|interval| pieces(*interval, zone)) {
        let weekday = u8::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        let same = |known: &&mut Stretch| known.weekdays == [weekday] && (known.from, known.to) == (from, to);
        match days.iter_mut().find(same) {
            Some(known) => known.times += 1,
            None => days.push(Stretch {
                weekdays: vec![weekday],
                from,
                to,
                times: 1,
                first: day,
            }),
        }
    }
    let mut merged: Vec<Stretch> = Vec::new();
    days.sort_by_key(|stretch| stretch.weekdays.clone());
    for day in days {
        let alike = |known: &&mut Stretch| {
            (known.from, known.to) == (day.from, day.to) && (known.times >= WEEKLY) == (day.times >= WEEKLY)
        };
        match merged.iter_mut().find(alike) {
            Some(known) => {
                known.weekdays.extend(&day.weekdays);
                known.times += day.times;
                known.first = known.first.min(day.first);
            }
            None => merged.push(day),
        }
    }
    merged.sort_by_key(|stretch| (std::cmp::Reverse(stretch.times), stretch.from));
    merged.truncate(MOST);
    merged
}

/// The days an interval touches, with the hours of each.
fn pieces(interval: Interval, zone: Tz) -> Vec<(NaiveDate, NaiveTime, NaiveTime)> {
    let (from, to) = (
        interval.from.with_timezone(&zone).naive_local(),
        interval.to.with_timezone(&zone).naive_local(),
    );
    from.date()
        .iter_days()
        .take_while(|day| *day <= to.date())
        .map(|day| {
            let start = if day == from.date() {
                from.time()
            } else {
                NaiveTime::MIN
            };
            let end = if day == to.date() {
                to.time()
            } else {
                NaiveTime::MIN
            };
            (day, start, end)
        })
        .filter(|(day, start, end)| !(*day == to.date() && start == end))
        .collect()
}
