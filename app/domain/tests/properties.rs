//! Properties that hold for any input, not only for published examples.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::chain::{Share, Structure, response};
use domain::credit::{Caps, Schedule, Tier, credit};
use domain::exact::Fraction;
use domain::money::{Currency, Money};
use domain::ratio::Ratio;
use domain::risk::count::{Counts, beta_binomial};
use domain::sla::availability::{self, Input, MaintenanceMethod};
use domain::sla::ledger::{Entry, Reason, counted_seconds, seconds_for};
use domain::sla::ticket::{self, Pause, Ticket};
use domain::time::calendar::{Calendar, CalendarSpec, Direction, Tie};
use domain::time::holiday::Region;
use domain::time::period::{Period, PeriodKind};
use domain::time::{Instant, Interval, zone};
use proptest::prelude::*;
use std::sync::LazyLock;

/// 1 March 2026, a month with a change of the clocks.
const BASE: i64 = 1_772_323_200;
const SPAN: i64 = 60 * 86_400;

static CALENDARS: LazyLock<Vec<Calendar>> = LazyLock::new(|| {
    let office = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::BE));
    let nights = CalendarSpec::weekdays("America/New_York", "22:00", "06:00", None);
    let mut split = CalendarSpec::weekdays("Australia/Sydney", "07:00", "12:00", None);
    for day in split
        .week
        .iter_mut()
        .flat_map(|week| [&mut week.mon, &mut week.wed, &mut week.sun])
    {
        day.push(["13:00".into(), "18:00".into()]);
    }
    split.breaks.insert(
        "2026-03-11".parse().unwrap(),
        vec![["10:00".into(), "11:00".into()]],
    );
    split.holidays.push("2026-03-18".parse().unwrap());
    [CalendarSpec::always("Europe/Berlin"), office, nights, split]
        .iter()
        .map(|spec| Calendar::new(spec).unwrap())
        .collect()
});

fn at(offset: i64) -> Instant {
    DateTime::<Utc>::from_timestamp(BASE + offset, 0).unwrap()
}

fn calendars() -> impl Strategy<Value = &'static Calendar> {
    (0..CALENDARS.len()).prop_map(|index| &CALENDARS[index])
}

fn intervals() -> impl Strategy<Value = Vec<Interval>> {
    let pair = (-86_400..SPAN, 0..200_000_i64);
    prop::collection::vec(
        pair.prop_map(|(from, length)| Interval {
            from: at(from),
            to: at(from + length),
        }),
        0..8,
    )
}

fn partitions(ledger: &[Entry], span: Interval) -> bool {
    let mut cursor = span.from;
    for entry in ledger {
        if entry.interval.from != cursor || entry.interval.is_empty() {
            return false;
        }
        cursor = entry.interval.to;
    }
    cursor == span.to || (ledger.is_empty() && span.is_empty())
}

proptest! {
    #[test]
    fn segments_partition_their_window_and_agree_with_elapsed(
        calendar in calendars(), from in 0..SPAN, length in 0..SPAN,
    ) {
        let window = Interval { from: at(from), to: at(from + length) };
        let segments = calendar.segments(window).unwrap();
        let entries: Vec<Entry> = segments
            .iter()
            .map(|segment| Entry { interval: segment.interval, counted: true, reason: segment.kind.into() })
            .collect();
        prop_assert!(partitions(&entries, window));
        prop_assert!(entries.windows(2).all(|pair| pair[0].reason != pair[1].reason));
        let open = seconds_for(&entries, Reason::ServiceTime);
        prop_assert_eq!(open, calendar.elapsed(window.from, window.to, &[]).unwrap());
    }

    #[test]
    fn a_deadline_is_the_first_instant_with_that_much_service_time(
        calendar in calendars(), start in 0..SPAN, seconds in 1..2_000_000_i64, exclude in intervals(),
    ) {
        let due = calendar.deadline(at(start), seconds, Direction::Forward, &exclude, Tie::PeriodEnd).unwrap();
        prop_assert_eq!(calendar.elapsed(at(start), due, &exclude).unwrap(), seconds);
        let before = due - chrono::TimeDelta::seconds(1);
        prop_assert!(calendar.elapsed(at(start), before, &exclude).unwrap() < seconds);
        let later = calendar.deadline(at(start), seconds, Direction::Forward, &exclude, Tie::NextStart).unwrap();
        prop_assert!(later >= due && calendar.elapsed(due, later, &exclude).unwrap() == 0);
        prop_assert!(calendar.is_open(later));
    }

    #[test]
    fn backward_is_the_mirror_of_forward(
        calendar in calendars(), end in 0..SPAN, seconds in 1..2_000_000_i64, exclude in intervals(),
    ) {
        let start = calendar.deadline(at(end), seconds, Direction::Backward, &exclude, Tie::PeriodEnd).unwrap();
        prop_assert_eq!(calendar.elapsed(start, at(end), &exclude).unwrap(), seconds);
        let after = start + chrono::TimeDelta::seconds(1);
        prop_assert!(calendar.elapsed(after, at(end), &exclude).unwrap() < seconds);
        let earlier = calendar.deadline(at(end), seconds, Direction::Backward, &exclude, Tie::NextStart).unwrap();
        prop_assert!(earlier <= start && calendar.elapsed(earlier, start, &exclude).unwrap() == 0);
    }

    #[test]
    fn elapsed_adds_up(calendar in calendars(), a in 0..SPAN, b in 0..SPAN, c in 0..SPAN, exclude in intervals()) {
        let mut points = [a, b, c];
        points.sort_unstable();
        let elapsed = |from: i64, to: i64| calendar.elapsed(at(from), at(to), &exclude).unwrap();
        prop_assert_eq!(elapsed(points[0], points[2]), elapsed(points[0], points[1]) + elapsed(points[1], points[2]));
    }

    #[test]
    fn openings_and_closings_alternate(calendar in calendars(), start in 0..SPAN) {
        if let Some(close) = calendar.next_close(at(start)) {
            prop_assert!(!calendar.is_open(close));
            prop_assert!(calendar.is_open(close - chrono::TimeDelta::seconds(1)));
            let open = calendar.next_open(close).unwrap();
            prop_assert_eq!(calendar.roll_forward(close), Some(open));
            prop_assert_eq!(calendar.roll_back(open), Some(close));
            prop_assert_eq!(calendar.elapsed(close, open, &[]), Ok(0));
        }
    }

    #[test]
    fn a_ticket_ledger_partitions_its_span_and_sums_to_the_result(
        calendar in calendars(), start in 0..SPAN, length in 0..500_000_i64, goal in 0..200_000_i64,
        pauses in intervals(), open_pause in proptest::option::of(0..SPAN),
    ) {
        let pauses = pauses.iter().map(|pause| Pause { from: pause.from, to: Some(pause.to) });
        let pauses = pauses.chain(open_pause.map(|from| Pause { from: at(from), to: None })).collect();
        let ticket = Ticket { reported_at: at(start), resolved_at: Some(at(start + length)), pauses };
        let outcome = ticket::evaluate(calendar, goal, &ticket, at(SPAN * 2)).unwrap();
        let ledger = ticket::ledger(calendar, &ticket, &[], at(start + length)).unwrap();
        let span = Interval { from: at(start), to: at(start + length) };
        prop_assert!(partitions(&ledger, span));
        prop_assert_eq!(counted_seconds(&ledger), outcome.service_seconds);
        prop_assert_eq!(outcome.verdict == ticket::Verdict::Met, outcome.service_seconds <= goal);
    }

    #[test]
    fn an_availability_ledger_partitions_its_span_and_sums_to_the_result(
        calendar in calendars(), down in intervals(), maintenance in intervals(), excluded in intervals(),
        unknown in intervals(), removed in any::<bool>(), as_of in 0..SPAN,
    ) {
        let method = if removed { MaintenanceMethod::Removed } else { MaintenanceMethod::CountsAsUp };
        let window = Interval { from: at(0), to: at(SPAN / 2) };
        let input = Input {
            window, calendar, down: &down, maintenance: &maintenance, excluded: &excluded, unknown: &unknown,
            method, as_of: at(as_of),
        };
        let measured = availability::evaluate(&input).unwrap();
        let ledger = availability::ledger(&input).unwrap();
        let span = Interval { from: at(0), to: at(as_of.min(SPAN / 2)) };
        prop_assert!(partitions(&ledger, span));
        prop_assert_eq!(counted_seconds(&ledger), measured.denominator_seconds);
        prop_assert_eq!(seconds_for(&ledger, Reason::Downtime), measured.downtime_seconds);
        prop_assert!(measured.up_seconds >= 0 && measured.up_seconds <= measured.denominator_seconds);
    }

    #[test]
    fn attainment_is_monotone_in_downtime(
        calendar in calendars(), down in intervals(), more in intervals(), maintenance in intervals(),
    ) {
        let measure = |down: &[Interval]| {
            availability::evaluate(&Input {
                window: Interval { from: at(0), to: at(SPAN) }, calendar, down, maintenance: &maintenance,
                excluded: &[], unknown: &[], method: MaintenanceMethod::CountsAsUp, as_of: at(SPAN),
            }).unwrap()
        };
        let all: Vec<Interval> = down.iter().chain(&more).copied().collect();
        let (fewer, more) = (measure(&down), measure(&all));
        prop_assert_eq!(fewer.denominator_seconds, more.denominator_seconds);
        prop_assert!(more.up_seconds <= fewer.up_seconds);
    }

    #[test]
    fn no_report_takes_longer_than_the_worst_case(
        offer in calendars(), part in calendars(), limit in 1..400_000_i64, report in 0..SPAN / 2,
    ) {
        let horizon = Interval { from: at(0), to: at(SPAN / 2) };
        let worst = response::worst_case(offer, part, limit, horizon).unwrap();
        let due = part.deadline(at(report), limit, Direction::Forward, &[], Tie::NextStart).unwrap();
        prop_assert!(offer.elapsed(at(report), due, &[]).unwrap() <= worst.seconds);
    }

    #[test]
    fn composites_lie_within_their_bounds(
        shares in prop::collection::vec(0..=1_000_000_i64, 1..8), needed in 1..8_usize, shape in 0..3_u8,
    ) {
        let parts: Vec<Structure<i64>> = shares.iter().copied().map(Structure::Part).collect();
        let needed = needed.min(parts.len());
        let structure = match shape {
            0 => Structure::Series(parts),
            1 => Structure::Parallel(parts),
            _ => Structure::KOfN { needed, parts },
        };
        let composite = structure.composite(&|ppm| Share::from_ppm(*ppm).unwrap()).unwrap();
        // Each of the few products is rounded to the nearest of 10^18 steps.
        prop_assert!(composite.lower.floor_ppm() <= composite.independent.floor_ppm() + 1);
        prop_assert!(composite.independent.floor_ppm() <= composite.upper.floor_ppm() + 1);
    }

    #[test]
    fn forecasts_are_probabilities_and_grow_with_the_target(
        done in 0..200_u32, met in 0..200_u32, remaining in 0..200_u32, low in 0..=1_000_i64, high in 0..=1_000_i64,
    ) {
        let counts = Counts { done: done.max(met), met, remaining };
        let breach = |target: i64| beta_binomial(counts, Fraction::ppm(target * 1_000), (1.0, 1.0)).unwrap();
        let (low, high) = (breach(low.min(high)), breach(low.max(high)));
        prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
        prop_assert!(low <= high + 1e-9);
    }

    #[test]
    fn a_credit_stays_within_its_caps_and_grows_with_the_miss(
        bounds in prop::collection::btree_set(1..1_000_000_i64, 1..5),
        credits in prop::collection::vec(0..600_000_i64, 5),
        fee in 0..1_000_000_000_i64, cap in 0..1_500_000_i64, yearly in 0..500_000_000_i64, paid in 0..500_000_000_i64,
        better in 0..=1_000_000_i64, worse in 0..=1_000_000_i64,
    ) {
        let bounds: Vec<i64> = bounds.into_iter().rev().collect();
        let mut owed = 0;
        let tiers = bounds.iter().enumerate().map(|(index, below)| {
            owed += credits[index];
            Tier { below_ppm: *below, at_least_ppm: bounds.get(index + 1).copied(), credit_ppm: owed }
        }).collect();
        let schedule = Schedule::TieredStep { tiers };
        let caps = Caps { period_cap_ppm: Some(cap), yearly_cap_minor: Some(yearly), minimum_exclusive_minor: None };
        let owed = |ppm: i64| {
            let attainment = Ratio::new(ppm, 1_000_000).unwrap();
            credit(&schedule, &caps, attainment, Money::new(fee, Currency::EUR), paid).unwrap().amount.minor
        };
        let (better, worse) = (better.max(worse), better.min(worse));
        prop_assert!(owed(better) <= owed(worse));
        prop_assert!((0..=fee).contains(&owed(worse)));
        prop_assert!(owed(worse) <= (yearly - paid).max(0));
        // The period cap, rounded half up.
        prop_assert!(i128::from(owed(worse)) * 1_000_000 <= i128::from(fee) * i128::from(cap) + 500_000);
    }
}

#[test]
fn periods_partition_fifty_years_in_five_zones() {
    let kinds = [
        PeriodKind::Day,
        PeriodKind::Week,
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::HalfYear,
        PeriodKind::Year,
    ];
    let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    for name in [
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "America/Havana",
    ] {
        let tz = zone::parse(name).unwrap();
        for kind in kinds {
            let mut period = Period::containing(kind, start);
            while period.first_day().year() < 2050 {
                let next = period.next();
                assert_eq!(period.bounds(tz).to, next.bounds(tz).from, "{name} {period}");
                assert!(
                    !period.bounds(tz).is_empty() || name == "Pacific/Apia",
                    "{name} {period}"
                );
                assert_eq!(period.to_string().parse(), Ok(period));
                assert_eq!(next.previous(), period);
                period = next;
            }
        }
    }
}
