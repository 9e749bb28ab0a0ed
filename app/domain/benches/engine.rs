//! The engine in process: deadlines, elapsed time, tickets, availability.

use chrono::DateTime;
use divan::counter::ItemsCount;
use domain::sla::availability::{self, Input, MaintenanceMethod};
use domain::sla::ticket::{self, Pause, Ticket};
use domain::time::calendar::{Calendar, CalendarSpec, Direction, Tie};
use domain::time::holiday::Region;
use domain::time::{Instant, Interval};

const ITEMS: i64 = 10_000;

fn at(seconds: i64) -> Instant {
    DateTime::from_timestamp(1_767_225_600 + seconds, 0).unwrap_or_default()
}

fn office() -> Option<Calendar> {
    Calendar::new(&CalendarSpec::weekdays(
        "Europe/Berlin",
        "08:00",
        "18:00",
        Some(Region::BE),
    ))
    .ok()
}

#[divan::bench]
fn deadline(bencher: divan::Bencher<'_, '_>) {
    let Some(calendar) = office() else { return };
    bencher.counter(ItemsCount::new(ITEMS.unsigned_abs())).bench(|| {
        for item in 0..ITEMS {
            let due = calendar.deadline(
                at(item * 3_000),
                item * 60,
                Direction::Forward,
                &[],
                Tie::PeriodEnd,
            );
            let _ = divan::black_box(due);
        }
    });
}

#[divan::bench]
fn deadline_with_two_pauses(bencher: divan::Bencher<'_, '_>) {
    let Some(calendar) = office() else { return };
    bencher.counter(ItemsCount::new(ITEMS.unsigned_abs())).bench(|| {
        for item in 0..ITEMS {
            let start = item * 3_000;
            let pauses = [(4_000, 9_000), (90_000, 200_000)].map(|(from, to)| Interval {
                from: at(start + from),
                to: at(start + to),
            });
            let due = calendar.deadline(at(start), item * 60, Direction::Forward, &pauses, Tie::PeriodEnd);
            let _ = divan::black_box(due);
        }
    });
}

#[divan::bench]
fn elapsed_over_forty_years(bencher: divan::Bencher<'_, '_>) {
    let Some(calendar) = office() else { return };
    bencher.counter(ItemsCount::new(ITEMS.unsigned_abs())).bench(|| {
        for item in 0..ITEMS {
            let elapsed = calendar.elapsed(at(item), at(1_262_304_000 + item), &[]);
            let _ = divan::black_box(elapsed);
        }
    });
}

#[divan::bench]
fn evaluate_ticket(bencher: divan::Bencher<'_, '_>) {
    let Some(calendar) = office() else { return };
    let tickets: Vec<Ticket> = (0..ITEMS)
        .map(|item| Ticket {
            reported_at: at(item * 3_000),
            resolved_at: Some(at(item * 3_000 + 200_000)),
            pauses: vec![Pause {
                from: at(item * 3_000 + 10_000),
                to: Some(at(item * 3_000 + 60_000)),
            }],
        })
        .collect();
    bencher.counter(ItemsCount::new(tickets.len())).bench(|| {
        for ticket in &tickets {
            let _ = divan::black_box(ticket::evaluate(&calendar, 4 * 3_600, ticket, at(0)));
        }
    });
}

/// One target and month with fifty outages.
#[divan::bench]
fn availability_of_a_month(bencher: divan::Bencher<'_, '_>) {
    let Some(calendar) = office() else { return };
    let down: Vec<Interval> = (0..50)
        .map(|item| Interval {
            from: at(item * 50_000),
            to: at(item * 50_000 + 900),
        })
        .collect();
    let window = Interval {
        from: at(0),
        to: at(31 * 86_400),
    };
    bencher.bench(|| {
        availability::evaluate(&Input {
            window,
            calendar: &calendar,
            down: divan::black_box(&down),
            maintenance: &[],
            excluded: &[],
            unknown: &[],
            method: MaintenanceMethod::CountsAsUp,
            as_of: window.to,
        })
    });
}

#[divan::bench]
fn compile_a_year(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| office().map(|calendar| calendar.is_open(at(divan::black_box(0)))));
}

fn main() {
    divan::main();
}
