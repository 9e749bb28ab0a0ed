//! Volumes of a large tenant, measured once and printed, each beside its bar.
//!
//! `cargo bench -p domain --bench volume`. One run from cold, because that is what a re-evaluation is; the numbers of
//! the other benches are means of many.

mod facts;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant as Stopwatch};

use chrono::NaiveDate;
use domain::money::Currency;
use domain::risk::bootstrap::Bootstrap;
use domain::risk::random::{CountDistribution, Random};
use domain::sla::availability::MaintenanceMethod;
use domain::sla::evaluate::{Changes, Evaluation, Facts, Span, Terms, Version};
use domain::sla::measure::{Slice, mean_of_slices};
use domain::sla::timeline::{Sets, Timeline};
use domain::time::Interval;
use domain::time::calendar::{Calendar, CalendarSpec, Direction, Tie};
use domain::time::holiday::Region;
use domain::time::period::{Period, PeriodKind};
use facts::{YEAR, at, definition, outages, scattered, tickets};

const SERVICES: usize = 1_000;

fn main() {
    println!("{:<58} {:>9} {:>9}", "one shot", "measured", "bar");
    let office = CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::BE));
    let Ok(calendar) = Calendar::new(&office) else {
        return;
    };
    evaluation(&calendar);
    availability();
    deadlines(&calendar);
    samples();
    simulation();
    if let Some(peak) = peak_memory() {
        println!(
            "{:<58} {peak:>6} MB {:>6} MB",
            "peak memory of all of the above", 500
        );
    }
}

fn timed<T>(name: &str, bar_ms: u64, work: impl FnOnce() -> T) -> T {
    let start = Stopwatch::now();
    let result = black_box(work());
    report(name, start.elapsed(), bar_ms);
    result
}

fn report(name: &str, taken: Duration, bar_ms: u64) {
    let verdict = if taken.as_millis() < u128::from(bar_ms) {
        ""
    } else {
        "  MISSED"
    };
    println!(
        "{name:<58} {:>6.1} ms {bar_ms:>6} ms{verdict}",
        taken.as_secs_f64() * 1_000.0
    );
}

fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? / 1_024)
}

/// Every second target counts tickets, the others downtime; every service has both kinds of facts.
fn evaluation(calendar: &Calendar) {
    let rate = definition(r#"{"kind": "in_time_rate", "goals": {"P1": 14400, "P2": 108000}}"#);
    let (Some(rate), Some(availability)) = (rate, definition(r#"{"kind": "availability"}"#)) else {
        return;
    };
    let start = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap_or_default();
    let version = Version {
        id: uuid::Uuid::nil(),
        valid_from: start,
        fee_minor: Some(2_000_000),
    };
    let (versions, billed) = ([version], HashMap::new());
    let now = at(YEAR);
    let facts: Vec<_> = (0..SERVICES)
        .map(|service| (tickets(service), outages(service)))
        .collect();
    let contract = |definition| Terms {
        definition,
        calendar,
        later: &[],
        zone: chrono_tz::Europe::Berlin,
        starts_on: start,
        ends_on: None,
        measured: (None, None),
        versions: &versions,
        charges: &billed,
        currency: Some(Currency::EUR),
    };
    let of_service = |index: usize| {
        let (tickets, outages) = &facts[index];
        Facts {
            tickets,
            outages,
            ..Facts::default()
        }
    };
    let both = |index: usize| {
        let facts = of_service(index);
        [&rate, &availability].map(|definition| Evaluation::full(&contract(definition), &facts, now))
    };
    let all = timed(
        "2,000 targets x 12 months, 100,000 tickets, 50,000 outages",
        500,
        || (0..SERVICES).map(both).collect::<Vec<_>>(),
    );
    let Some([_, Ok(before)]) = all.first() else {
        return;
    };
    let mut changed = outages(0);
    let new = Span {
        from: at(YEAR / 2),
        to: Some(at(YEAR / 2 + 900)),
    };
    changed.push(new);
    let after = Facts {
        outages: &changed,
        ..of_service(0)
    };
    let difference = Changes {
        spans: &[new],
        ..Changes::default()
    };
    let _ = timed("one new outage: its target brought up to date", 20, || {
        before.update(&contract(&availability), &after, &difference, now)
    });
}

fn availability() {
    let Ok(calendar) = Calendar::new(&CalendarSpec::weekdays("Europe/Berlin", "07:00", "20:00", None)) else {
        return;
    };
    let months: Vec<Interval> = (1..=12)
        .filter_map(|month| NaiveDate::from_ymd_opt(2026, month, 1))
        .map(|day| Period::containing(PeriodKind::Month, day).bounds(chrono_tz::Europe::Berlin))
        .collect();
    let now = at(2 * YEAR);
    let facts: Vec<Vec<Interval>> = (0..SERVICES)
        .map(|service| {
            outages(service)
                .iter()
                .filter_map(|span| span.interval(now))
                .collect()
        })
        .collect();
    let method = MaintenanceMethod::CountsAsUp;
    let timeline = |down: &Vec<Interval>| {
        Timeline::new(
            &calendar,
            &Sets {
                down,
                ..Sets::default()
            },
        )
    };
    timed(
        "availability of 1,000 services x 12 months, 50,000 outages",
        30,
        || {
            let of_service = |down| {
                let timeline = timeline(down);
                months
                    .iter()
                    .filter_map(|month| timeline.measure(*month, method, now).ok()?.ratio())
                    .count()
            };
            facts.iter().map(of_service).sum::<usize>()
        },
    );
    timed("the same with every ledger in full", 300, || {
        let of_service = |down| {
            let timeline = timeline(down);
            months
                .iter()
                .filter_map(|month| Some(timeline.ledger(*month, method, now).ok()?.len()))
                .sum::<usize>()
        };
        facts.iter().map(of_service).sum::<usize>()
    });
}

fn deadlines(calendar: &Calendar) {
    timed("1,000,000 deadlines on one core", 1_000, || {
        let due = |item: i64| {
            let start = at(item * 31 % YEAR);
            calendar.deadline(start, item % 400 * 900, Direction::Forward, &[], Tie::PeriodEnd)
        };
        (0..1_000_000).filter(|item| due(*item).is_ok()).count()
    });
}

fn samples() {
    let year: Vec<Slice> = (0..105_120_usize)
        .map(|index| Slice {
            requests: 900 + u32::try_from(scattered(index, 4_000)).unwrap_or(0),
            errors: u32::try_from(scattered(index * 5, 3)).unwrap_or(0),
        })
        .collect();
    timed("mean of a year of five-minute samples (105,120)", 100, || {
        mean_of_slices(&year)
    });
}

fn simulation() {
    let lengths: Vec<i64> = (0..60).map(|index| 120 + scattered(index, 9_000)).collect();
    let Ok(counts) = CountDistribution::poisson(4.0) else {
        return;
    };
    let bootstrap = Bootstrap {
        counts: &counts,
        own_lengths: &lengths,
        pool_lengths: &[],
        downtime_seconds: 600,
        runs: 10_000,
    };
    let _ = timed("bootstrap forecast, 10,000 runs", 20, || {
        bootstrap.run(&mut Random::new(7))
    });
}
