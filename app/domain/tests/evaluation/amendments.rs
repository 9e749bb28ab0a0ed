//! Amendments that change what a target promises.

use std::collections::HashMap;

use domain::sla::evaluate::{Era, Evaluation, Facts, Ledger, Span, TicketFact, Version, ledger};
use domain::sla::ledger::counted_seconds;
use domain::sla::result::{Measured, Status, TicketTally};
use domain::sla::target::{Metric, TargetDefinition};
use domain::sla::ticket::Ticket;
use domain::time::calendar::{Calendar, CalendarSpec};
use uuid::Uuid;

use crate::world::{World, date, definition};

fn amended(first: TargetDefinition, then: &'static TargetDefinition, hours: &'static Calendar) -> World {
    let version = |id, from: &str| Version {
        id: Uuid::from_u128(id),
        valid_from: date(from),
        fee_minor: Some(1_000_000),
    };
    World {
        definition: first,
        calendar: Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap(),
        later: vec![Era {
            from: date("2026-02-01"),
            definition: then,
            calendar: hours,
        }],
        ends_on: None,
        versions: vec![version(1, "2025-11-15"), version(2, "2026-02-01")],
        charges: HashMap::new(),
    }
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

#[test]
fn a_period_is_judged_by_the_promise_of_its_first_day() {
    let mut stricter = definition(true, "month", false, None);
    stricter.threshold_ppm = 999_900;
    let hours = Calendar::new(&CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", None)).unwrap();
    let world = amended(
        definition(true, "month", false, None),
        leaked(stricter),
        leaked(hours),
    );
    // An hour on a Tuesday morning of each month, and one on a Saturday of the second.
    let hour = |day: &str| {
        let from = date(day).and_hms_opt(9, 0, 0).unwrap().and_utc();
        Span {
            from,
            to: Some(from + chrono::TimeDelta::hours(1)),
        }
    };
    let outages = ["2026-01-13", "2026-02-10", "2026-02-14"].map(hour);
    let facts = Facts {
        outages: &outages,
        ..Facts::default()
    };
    let now = "2026-03-01T00:00:00Z".parse().unwrap();
    let periods = Evaluation::full(&world.terms(), &facts, now).unwrap().periods;
    let of = |period: &str| {
        let found = periods.iter().find(|one| one.clock.period.to_string() == period);
        found
            .map(|one| (one.result.status, one.measured, one.version_id.as_u128()))
            .unwrap()
    };
    let seconds = |hours: i64, down: i64| Measured::Seconds {
        up: (hours - down) * 3_600,
        denominator: hours * 3_600,
        whole_period: hours * 3_600,
    };
    assert_eq!(of("2026-01"), (Status::Met, seconds(31 * 24, 1), 1));
    assert_eq!(
        of("2026-02"),
        (Status::Breached, seconds(20 * 10, 1), 2),
        "Saturday is no service time any more"
    );
}

#[test]
fn an_amendment_from_the_first_day_leaves_nothing_of_the_first_promise() {
    let hours = Calendar::new(&CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", None)).unwrap();
    let mut world = amended(
        definition(true, "month", false, None),
        leaked(definition(true, "month", true, None)),
        leaked(hours),
    );
    world.later[0].from = date("2025-11-15");
    let watched = [Span {
        from: "2025-11-15T00:00:00Z".parse().unwrap(),
        to: None,
    }];
    let facts = Facts {
        observations: &watched,
        ..Facts::default()
    };
    let now = "2025-12-01T00:00:00Z".parse().unwrap();
    let first = &Evaluation::full(&world.terms(), &facts, now).unwrap().periods[0];
    let entries = ledger(&world.terms(), &facts, first.clock.period, now).unwrap();
    let (Measured::Seconds { denominator, .. }, Ledger::Time(entries)) = (first.measured, entries) else {
        panic!("time is measured")
    };
    assert_eq!(counted_seconds(&entries), denominator);
    // November has twenty working days of ten hours.
    assert_eq!(denominator, 20 * 36_000);
}

#[test]
fn a_ticket_is_measured_by_the_promise_of_the_day_it_was_reported() {
    let goal = |hours: i64| {
        let mut definition = definition(false, "month", false, None);
        definition.metric = Metric::InTimeRate {
            goals: [("P1".to_owned(), hours * 3_600)].into(),
        };
        definition
    };
    let always = Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap();
    let world = amended(goal(8), leaked(goal(2)), leaked(always));
    let ticket = |reported: &str, hours: i64| {
        let reported_at: domain::time::Instant = reported.parse().unwrap();
        TicketFact {
            priority: "P1",
            ticket: Ticket {
                reported_at,
                resolved_at: Some(reported_at + chrono::TimeDelta::hours(hours)),
                pauses: Vec::new(),
            },
        }
    };
    // Reported under eight hours and due after the amendment; by two hours it would lie in January, and be too late.
    let tickets = [
        ticket("2026-01-31T19:00:00Z", 6),
        ticket("2026-02-03T09:00:00Z", 6),
    ];
    let facts = Facts {
        tickets: &tickets,
        ..Facts::default()
    };
    let now = "2026-03-01T00:00:00Z".parse().unwrap();
    let periods = Evaluation::full(&world.terms(), &facts, now).unwrap().periods;
    let tallies: Vec<_> = periods
        .iter()
        .filter_map(|one| match one.measured {
            Measured::Tickets { tally, .. } => Some((one.clock.period.to_string(), tally)),
            _ => None,
        })
        .collect();
    let february = TicketTally {
        met: 1,
        missed: 1,
        pending: 0,
    };
    assert_eq!(tallies, [("2026-02".to_owned(), february)]);
}
