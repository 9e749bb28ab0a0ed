//! The calendar against a walk from minute to minute, which knows no tables, years or set operations: every minute is
//! looked up on the wall clock.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;
use domain::time::calendar::{Calendar, CalendarSpec, Direction, Hours, Tie, Week};
use domain::time::{Instant, Interval};
use proptest::prelude::*;

/// Changes of the clocks lie within three weeks of these days, by an hour or, on Lord Howe, by half of one.
const PLACES: [(&str, &str); 7] = [
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Asia/Kolkata", "2026-12-31"),
    ("Asia/Kathmandu", "2028-02-29"),
    ("Pacific/Auckland", "2026-09-27"),
];

/// Hours whose edges are never skipped or repeated.
const DAYS: [&[(&str, &str)]; 7] = [
    &[],
    &[("08:00", "12:00"), ("13:00", "18:00")],
    &[("22:00", "06:00")],
    &[("00:00", "24:00")],
    &[("09:15", "17:45")],
    &[("06:00", "09:00"), ("10:30", "11:00"), ("18:00", "00:00")],
    &[("20:00", "20:00")],
];

fn hours(index: usize) -> Vec<Hours> {
    DAYS[index]
        .iter()
        .map(|(from, to)| [(*from).to_owned(), (*to).to_owned()])
        .collect()
}

fn minutes(text: &str) -> i64 {
    let (hour, minute) = text.split_once(':').unwrap();
    hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap()
}

#[derive(Debug)]
struct World {
    spec: CalendarSpec,
    tz: Tz,
    middle: NaiveDate,
}

impl World {
    fn at(&self, minute: i64) -> Instant {
        self.middle.and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minute)
    }

    fn covers(spans: &[Hours], minute: i64) -> bool {
        spans.iter().any(|[from, to]| {
            let (from, to) = (minutes(from), minutes(to));
            let to = if to <= from { to + 1_440 } else { to };
            from <= minute && minute < to
        })
    }

    fn planned(&self, date: NaiveDate, minute: i64) -> bool {
        let week = self.spec.week.as_ref().unwrap().days();
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap();
        let hours = self
            .spec
            .date_overrides
            .get(&date)
            .map_or(week[weekday].1, Vec::as_slice);
        !self.spec.holidays.contains(&date) && Self::covers(hours, minute)
    }

    fn is_open(&self, at: Instant) -> bool {
        let local = at.with_timezone(&self.tz).naive_local();
        let (today, minute) = (local.date(), i64::from(local.hour() * 60 + local.minute()));
        let yesterday = today.pred_opt().unwrap();
        let either =
            |test: &dyn Fn(NaiveDate, i64) -> bool| test(today, minute) || test(yesterday, minute + 1_440);
        let breaks = |date, minute| {
            self.spec
                .breaks
                .get(&date)
                .is_some_and(|spans| Self::covers(spans, minute))
        };
        either(&|date, minute| self.planned(date, minute)) && !either(&breaks)
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let week = prop::collection::vec(0..DAYS.len(), 7);
    let special = prop::collection::vec((-12..12_i64, 0..4_usize, 0..DAYS.len()), 0..6);
    (prop::sample::select(PLACES.to_vec()), week, special).prop_map(|((zone, day), week, special)| {
        let middle: NaiveDate = day.parse().unwrap();
        let mut spec = CalendarSpec {
            tz: zone.to_owned(),
            ..CalendarSpec::default()
        };
        let [mon, tue, wed, thu, fri, sat, sun] = <[usize; 7]>::try_from(week).unwrap().map(hours);
        spec.week = Some(Week {
            mon,
            tue,
            wed,
            thu,
            fri,
            sat,
            sun,
        });
        let (mut overrides, mut breaks) = (BTreeMap::new(), BTreeMap::new());
        for (offset, kind, index) in special {
            let date = middle + TimeDelta::days(offset);
            match kind {
                0 => spec.holidays.push(date),
                1 => drop(overrides.insert(date, hours(index))),
                _ => drop(breaks.insert(date, hours(index))),
            }
        }
        (spec.date_overrides, spec.breaks) = (overrides, breaks);
        World {
            spec,
            tz: zone.parse().unwrap(),
            middle,
        }
    })
}

const AROUND: i64 = 12 * 1_440;

fn pauses(world: &World, list: &[(i64, i64)]) -> Vec<Interval> {
    let pause = |(from, length): &(i64, i64)| Interval {
        from: world.at(*from),
        to: world.at(from + length),
    };
    list.iter().map(pause).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn elapsed_time_is_the_number_of_open_minutes(
        world in worlds(), from in -AROUND..AROUND, length in 0..8_000_i64,
        list in prop::collection::vec((-AROUND..AROUND, 0..3_000_i64), 0..4),
    ) {
        let (calendar, exclude) = (Calendar::new(&world.spec).unwrap(), pauses(&world, &list));
        let counts = |at: &Instant| world.is_open(*at) && !exclude.iter().any(|pause| pause.contains(*at));
        let open = (from..from + length).map(|minute| world.at(minute)).filter(counts).count();
        let elapsed = calendar.elapsed(world.at(from), world.at(from + length), &exclude).unwrap();
        prop_assert_eq!(elapsed, i64::try_from(open).unwrap() * 60);
    }

    #[test]
    fn deadlines_are_where_the_open_minutes_are_used_up(
        world in worlds(), from in -AROUND..AROUND, budget in 0..1_500_i64, backward in any::<bool>(), next in any::<bool>(),
        list in prop::collection::vec((-AROUND..AROUND, 0..3_000_i64), 0..4),
    ) {
        let (calendar, exclude) = (Calendar::new(&world.spec).unwrap(), pauses(&world, &list));
        let counts = |at: Instant| world.is_open(at) && !exclude.iter().any(|pause| pause.contains(at));
        let (direction, step) = if backward { (Direction::Backward, -1) } else { (Direction::Forward, 1) };
        let tie = if next { Tie::NextStart } else { Tie::PeriodEnd };
        // Minute n lies between n and n + 1; the walk backward uses it up at its beginning.
        let open = |cursor: i64| counts(world.at(if backward { cursor - 1 } else { cursor }));
        let (mut cursor, mut left) = (from, budget);
        let end = from + step * 3 * AROUND;
        while cursor != end && (left > 0 || ((next || budget == 0) && !open(cursor))) {
            left -= i64::from(open(cursor));
            cursor += step;
        }
        prop_assume!(cursor != end);
        let due = calendar.deadline(world.at(from), budget * 60, direction, &exclude, tie).unwrap();
        prop_assert_eq!(due, world.at(cursor));
    }

    #[test]
    fn openings_are_where_a_minute_differs_from_the_one_before(world in worlds(), from in -AROUND..AROUND) {
        let calendar = Calendar::new(&world.spec).unwrap();
        let open = |minute: i64| world.is_open(world.at(minute));
        let change = |to: bool| {
            (from + 1..from + AROUND).find(|minute| open(*minute) == to && open(minute - 1) != to).map(|m| world.at(m))
        };
        prop_assert_eq!(calendar.is_open(world.at(from)), open(from));
        if let Some(expected) = change(true) {
            prop_assert_eq!(calendar.next_open(world.at(from)), Some(expected));
        }
        if let Some(expected) = change(false) {
            prop_assert_eq!(calendar.next_close(world.at(from)), Some(expected));
        }
    }
}
