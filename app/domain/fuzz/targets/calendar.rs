//! A calendar, instants and budgets: nothing panics, and the answers of the calendar agree with each other.

#![no_main]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::time::calendar::{Calendar, CalendarSpec, DayLength, Direction, Origin, SegmentKind, Tie};
use domain::time::{Instant, Interval, TimeError};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    calendar: CalendarSpec,
    /// Seconds since 1970.
    #[serde(default)]
    at: Vec<i64>,
    /// Pairs of seconds since 1970.
    #[serde(default)]
    exclude: Vec<(i64, i64)>,
    /// A budget.
    #[serde(default)]
    seconds: i64,
    /// A number of working days.
    #[serde(default)]
    days: i64,
}

/// Longer windows would compile centuries of tables and only make the fuzzer slow.
const LONGEST_WINDOW: i64 = 800 * 86_400;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    domain_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let Ok(case) = serde_json::from_slice::<Case>(data) else {
        return;
    };
    let written = serde_json::to_string(&case.calendar).expect("a specification can be written");
    let read: CalendarSpec = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(read, case.calendar);
    let Ok(calendar) = Calendar::new(&case.calendar) else {
        return;
    };
    let exclude: Vec<Interval> = case
        .exclude
        .iter()
        .take(16)
        .filter_map(|&(from, to)| Interval::new(instant(from)?, instant(to)?).ok())
        .collect();
    let points: Vec<Instant> = case.at.iter().take(4).copied().filter_map(instant).collect();
    if case.calendar.day_length == DayLength::WallClock {
        for &at in points.iter().chain(&ENDS) {
            wall_clock(&calendar, at, &points, case.seconds, &exclude);
        }
        return;
    }
    for &at in &points {
        around(&calendar, at);
        days(&calendar, at, case.days);
        for exclude in [&[], exclude.as_slice()] {
            due(&calendar, at, case.seconds, exclude);
        }
    }
    for pair in points.windows(2) {
        if let [from, to] = *pair {
            window(&calendar, from, to, &exclude);
        }
    }
    for at in ENDS {
        around(&calendar, at);
        days(&calendar, at, case.days);
        due(&calendar, at, case.seconds, &exclude);
        window(&calendar, at, at, &exclude);
    }
});

/// Instants no calendar supports.
const ENDS: [Instant; 2] = [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC];

/// The clock on the wall skips and repeats hours, so only the order holds.
fn wall_clock(calendar: &Calendar, at: Instant, others: &[Instant], seconds: i64, exclude: &[Interval]) {
    for &other in others {
        if let Ok(elapsed) = calendar.elapsed(at, other, exclude) {
            assert!(elapsed >= 0, "{elapsed} from {at} to {other}");
        }
    }
    for tie in [Tie::PeriodEnd, Tie::NextStart] {
        let due = |direction| calendar.deadline(at, seconds, direction, exclude, tie);
        assert!(
            due(Direction::Forward).map_or(true, |due| due >= at),
            "due before the start {at}"
        );
        assert!(
            due(Direction::Backward).map_or(true, |due| due <= at),
            "starts after the end {at}"
        );
    }
}

fn instant(seconds: i64) -> Option<Instant> {
    DateTime::from_timestamp(seconds, 0)
}

fn second_before(at: Instant) -> Instant {
    at - TimeDelta::seconds(1)
}

/// Openings and closings.
fn around(calendar: &Calendar, at: Instant) {
    let open = calendar.is_open(at);
    if let Some(next) = calendar.next_open(at) {
        assert!(next > at && calendar.is_open(next), "opens {at} {next}");
        assert!(!calendar.is_open(second_before(next)), "opens twice {next}");
    }
    if let Some(next) = calendar.next_close(at) {
        assert!(
            next > at && calendar.is_open(second_before(next)),
            "closes {at} {next}"
        );
        assert!(!calendar.is_open(next), "closes, yet is open {next}");
    }
    match calendar.roll_forward(at) {
        Some(found) => {
            assert!(found >= at && calendar.is_open(found), "rolls {at} to {found}");
            assert_eq!(found == at, open, "rolls {at} to {found}");
            assert_eq!(calendar.elapsed(at, found, &[]), Ok(0));
        }
        None => assert!(!open, "open, yet rolls nowhere: {at}"),
    }
    if let Some(found) = calendar.roll_back(at) {
        assert!(
            found <= at && calendar.is_open(second_before(found)),
            "rolls {at} back to {found}"
        );
        assert_eq!(calendar.elapsed(found, at, &[]), Ok(0));
    }
    assert!(
        calendar.clock_start(at) >= at,
        "the clock starts before the report {at}"
    );
}

/// A deadline is the first instant, counted backward the last, with that much service time between.
fn due(calendar: &Calendar, at: Instant, seconds: i64, exclude: &[Interval]) {
    let ask = |direction, tie| calendar.deadline(at, seconds, direction, exclude, tie);
    let elapsed = |from, to| calendar.elapsed(from, to, exclude);
    match (
        ask(Direction::Forward, Tie::PeriodEnd),
        ask(Direction::Forward, Tie::NextStart),
    ) {
        (Ok(due), Ok(later)) => {
            assert_eq!(elapsed(at, due), Ok(seconds), "{at} {due}");
            assert!(
                at <= due && due <= later && calendar.is_open(later),
                "{due} {later}"
            );
            assert_eq!(elapsed(due, later), Ok(0), "{due} {later}");
            assert!(
                seconds == 0 || elapsed(at, second_before(due)).is_ok_and(|before| before < seconds),
                "{due}"
            );
        }
        // The budget is used up exactly at the last closing of all.
        (Ok(due), Err(_)) => assert_eq!(elapsed(at, due), Ok(seconds), "{at} {due}"),
        (Err(_), Ok(later)) => panic!("due at the next opening {later}, but not at the closing before"),
        (Err(error), Err(_)) => refused(&error, seconds),
    }
    match (
        ask(Direction::Backward, Tie::PeriodEnd),
        ask(Direction::Backward, Tie::NextStart),
    ) {
        (Ok(start), Ok(earlier)) => {
            assert_eq!(elapsed(start, at), Ok(seconds), "{start} {at}");
            assert!(earlier <= start && start <= at, "{earlier} {start}");
            assert_eq!(elapsed(earlier, start), Ok(0), "{earlier} {start}");
        }
        (Ok(start), Err(_)) => assert_eq!(elapsed(start, at), Ok(seconds), "{start} {at}"),
        (Err(_), Ok(earlier)) => panic!("starts at the closing {earlier}, but not at the opening after"),
        (Err(error), Err(_)) => refused(&error, seconds),
    }
}

fn refused(error: &TimeError, seconds: i64) {
    assert_eq!(matches!(error, TimeError::NegativeDuration(_)), seconds < 0);
}

fn days(calendar: &Calendar, at: Instant, days: i64) {
    let date = at.date_naive();
    for origin in [Origin::RollFirst, Origin::CountOn] {
        if let Ok(found) = calendar.add_working_days(date, days, origin) {
            let stays = days == 0 && found == date;
            assert!(
                stays || calendar.is_working_day(found),
                "{date} + {days}: {found}"
            );
            assert!(if days < 0 { found < date } else { found >= date });
            check_count(calendar, date, found);
        }
    }
    for closing in [false, true] {
        let _ = calendar.working_days_deadline(at, days, closing);
    }
    let _ = calendar.is_holiday(date);
}

/// A few days on, no working day is skipped.
fn check_count(calendar: &Calendar, date: NaiveDate, found: NaiveDate) {
    if found > date && (found - date).num_days() < 60 {
        let working = date.iter_days().skip(1).take_while(|day| *day <= found);
        let working = working.filter(|day| calendar.is_working_day(*day)).count();
        let again = i64::try_from(working).expect("at most 60");
        assert_eq!(calendar.add_working_days(date, again, Origin::CountOn), Ok(found));
    }
}

/// Segments partition a window and agree with elapsed time and with the state at their edges.
fn window(calendar: &Calendar, a: Instant, b: Instant, exclude: &[Interval]) {
    let window = Interval {
        from: a.min(b),
        to: a.max(b),
    };
    if window.seconds() > LONGEST_WINDOW {
        return;
    }
    let (Ok(segments), Ok(elapsed)) = (
        calendar.segments(window),
        calendar.elapsed(window.from, window.to, &[]),
    ) else {
        return;
    };
    let (mut cursor, mut open) = (window.from, 0);
    for segment in &segments {
        assert_eq!(segment.interval.from, cursor, "a gap between segments");
        assert!(!segment.interval.is_empty(), "an empty segment at {cursor}");
        let is_open = segment.kind == SegmentKind::Open;
        assert_eq!(calendar.is_open(cursor), is_open, "{segment:?}");
        assert_eq!(
            calendar.is_open(second_before(segment.interval.to)),
            is_open,
            "{segment:?}"
        );
        open += if is_open { segment.interval.seconds() } else { 0 };
        cursor = segment.interval.to;
    }
    assert!(
        segments.windows(2).all(|pair| pair[0].kind != pair[1].kind),
        "equal neighbours"
    );
    assert_eq!((cursor, open), (window.to, elapsed));
    let paused = calendar
        .elapsed(window.from, window.to, exclude)
        .expect("the window is in range");
    assert!((0..=elapsed).contains(&paused), "{paused} of {elapsed}");
}
