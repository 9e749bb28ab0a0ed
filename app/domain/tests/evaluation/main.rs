//! A target over all its periods: the incremental evaluation equals the full one, and ledgers add up to results.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod amendments;
mod money;
mod world;

use std::collections::HashMap;

use domain::sla::evaluate::{Changes, Evaluation, Facts, Ledger, Span, TicketFact, Version, ledger};
use domain::sla::ledger::{Reason, counted_seconds, seconds_for};
use domain::sla::result::Measured;
use domain::sla::ticket::{Ticket, Verdict};
use domain::time::calendar::{Calendar, CalendarSpec};
use proptest::prelude::*;
use uuid::Uuid;
use world::{SPAN, World, at, date, definition, spans, stretches, tickets, worlds};

proptest! {
    #[test]
    fn incremental_equals_full_for_stretches_of_time(
        world in worlds(Just(true)), kept in [spans(6), spans(6), spans(3), spans(3), spans(3)],
        before in [spans(3), spans(2), spans(2)], after in [spans(3), spans(2), spans(2)],
        then in 0..SPAN, passed in 0..SPAN,
    ) {
        let terms = world.terms();
        let with = |change: &[Vec<Span>; 3]| {
            [0, 1, 2].map(|index| [kept[index].as_slice(), &change[index]].concat())
        };
        let (old, new) = (with(&before), with(&after));
        let facts = |sets| Facts { excluded: &kept[3], unknown: &kept[4], ..stretches(sets) };
        let (old, new) = (facts(&old), facts(&new));
        let changed: Vec<Span> = before.iter().chain(&after).flatten().copied().collect();
        let earlier = Evaluation::full(&terms, &old, at(then)).unwrap();
        let changes = Changes { spans: &changed, ..Changes::default() };
        let updated = earlier.update(&terms, &new, &changes, at(then + passed)).unwrap();
        prop_assert_eq!(updated, Evaluation::full(&terms, &new, at(then + passed)).unwrap());
    }

    #[test]
    fn incremental_equals_full_for_tickets(
        world in worlds(Just(false)), kept in tickets(30), before in tickets(4), after in tickets(4),
        then in 0..SPAN, passed in 0..SPAN,
    ) {
        let terms = world.terms();
        let (old, new) = ([kept.as_slice(), &before].concat(), [kept.as_slice(), &after].concat());
        let facts = |tickets| Facts { tickets, ..Facts::default() };
        let earlier = Evaluation::full(&terms, &facts(&old), at(then)).unwrap();
        let changes = Changes { tickets_before: &before, tickets_after: &after, ..Changes::default() };
        let updated = earlier.update(&terms, &facts(&new), &changes, at(then + passed)).unwrap();
        prop_assert_eq!(updated, Evaluation::full(&terms, &facts(&new), at(then + passed)).unwrap());
    }

    #[test]
    fn every_ledger_adds_up_to_its_result(
        world in worlds(any::<bool>()), outages in spans(8), observations in spans(4), maintenance in spans(4),
        unknown in spans(3), tickets in tickets(30), now in 0..SPAN,
    ) {
        let terms = world.terms();
        let facts = Facts {
            tickets: &tickets, outages: &outages, observations: &observations, maintenance: &maintenance,
            unknown: &unknown, ..Facts::default()
        };
        for period in Evaluation::full(&terms, &facts, at(now)).unwrap().periods {
            let ledger = ledger(&terms, &facts, period.clock.period, at(now)).unwrap();
            match (&ledger, period.measured) {
                (Ledger::Time(entries), Measured::Seconds { up, denominator, .. }) => {
                    prop_assert_eq!(counted_seconds(entries), denominator);
                    prop_assert_eq!(seconds_for(entries, Reason::Downtime), denominator - up);
                }
                (Ledger::Tickets(tickets), Measured::Tickets { tally, .. }) => {
                    let count = |verdict| {
                        let of_verdict = tickets.iter().filter(|one| one.outcome.verdict == verdict);
                        i64::try_from(of_verdict.count()).unwrap()
                    };
                    prop_assert_eq!(
                        (tally.met, tally.missed, tally.pending),
                        (count(Verdict::Met), count(Verdict::Missed), count(Verdict::Pending))
                    );
                }
                (Ledger::Time(entries), Measured::Nothing) => prop_assert!(entries.is_empty()),
                (Ledger::Tickets(tickets), Measured::Nothing) => prop_assert!(tickets.is_empty()),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}

#[test]
fn changes_that_do_not_fit_are_computed_from_scratch() {
    let versions = [Version {
        id: Uuid::nil(),
        valid_from: date("2025-11-15"),
        fee_minor: None,
    }];
    let world = World {
        definition: definition(false, "month", false, None),
        calendar: Calendar::new(&CalendarSpec::always("UTC")).unwrap(),
        later: Vec::new(),
        ends_on: None,
        versions: versions.to_vec(),
        charges: HashMap::new(),
    };
    let ticket = |resolved: i64| TicketFact {
        priority: "P1",
        ticket: Ticket {
            reported_at: at(20 * 86_400),
            resolved_at: Some(at(20 * 86_400 + resolved)),
            pauses: Vec::new(),
        },
    };
    let (stored, claimed) = ([ticket(60)], [ticket(90_000)]);
    let facts = |tickets| Facts {
        tickets,
        ..Facts::default()
    };
    let earlier = Evaluation::full(&world.terms(), &facts(&stored), at(SPAN)).unwrap();
    let changes = Changes {
        tickets_before: &claimed,
        ..Changes::default()
    };
    let updated = earlier
        .update(&world.terms(), &facts(&stored), &changes, at(SPAN))
        .unwrap();
    assert_eq!(updated, earlier);
    let back = earlier
        .update(&world.terms(), &facts(&stored), &Changes::default(), at(0))
        .unwrap();
    assert_eq!(
        back,
        Evaluation::full(&world.terms(), &facts(&stored), at(0)).unwrap()
    );
}
