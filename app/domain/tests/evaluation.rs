//! A target over all its periods: the incremental evaluation equals the full one, and ledgers add up to results.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use domain::money::Currency;
use domain::sla::evaluate::{Changes, Evaluation, Facts, Ledger, Span, Terms, TicketFact, Version, ledger};
use domain::sla::ledger::{Reason, counted_seconds, seconds_for};
use domain::sla::result::Measured;
use domain::sla::target::TargetDefinition;
use domain::sla::ticket::{Pause, Ticket, Verdict};
use domain::time::Instant;
use domain::time::calendar::{Calendar, CalendarSpec};
use domain::time::holiday::Region;
use domain::time::period::Period;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// 1 November 2025: half a year with a change of year and of the clocks.
const BASE: i64 = 1_761_955_200;
const SPAN: i64 = 180 * 86_400;
const PRIORITIES: [&str; 3] = ["P1", "P2", "P9"];

fn at(offset: i64) -> Instant {
    DateTime::from_timestamp(BASE + offset, 0).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn definition(availability: bool, window: &str, removed: bool, yearly_cap: Option<i64>) -> TargetDefinition {
    let metric = if availability {
        json!({"kind": "availability", "maintenance": if removed { "removed" } else { "counts_as_up" }})
    } else {
        json!({"kind": "in_time_rate", "goals": {"P1": 14_400, "P2": 90_000}})
    };
    let tiers = json!([
        {"below_ppm": 990_000, "at_least_ppm": 900_000, "credit_ppm": 100_000},
        {"below_ppm": 900_000, "credit_ppm": 300_000},
    ]);
    serde_json::from_value(json!({
        "metric": metric, "threshold_ppm": 990_000, "window": window,
        "schedule": {"model": "tiered_step", "tiers": tiers},
        "caps": {"yearly_cap_minor": yearly_cap}, "claim": {"rule": "end_of_billing_cycle", "cycles": 2},
    }))
    .unwrap()
}

#[derive(Debug)]
struct World {
    definition: TargetDefinition,
    calendar: Calendar,
    ends_on: Option<NaiveDate>,
    versions: Vec<Version>,
    charges: HashMap<Period, i64>,
}

impl World {
    fn terms(&self) -> Terms<'_> {
        Terms {
            definition: &self.definition,
            calendar: &self.calendar,
            zone: chrono_tz::Europe::Berlin,
            starts_on: date("2025-11-15"),
            ends_on: self.ends_on,
            versions: &self.versions,
            charges: &self.charges,
            currency: Some(Currency::EUR),
        }
    }
}

fn worlds(availability: impl Strategy<Value = bool>) -> impl Strategy<Value = World> {
    let window = prop::sample::select(vec!["week", "month", "quarter", "year", "day"]);
    let caps = proptest::option::of(0..4_000_000_i64);
    (availability, window, any::<bool>(), caps, any::<bool>()).prop_map(
        |(availability, window, removed, cap, office)| {
            let spec = if office {
                CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::BE))
            } else {
                CalendarSpec::always("Europe/Berlin")
            };
            let version = |from: &str, fee| Version {
                id: Uuid::from_u128(fee),
                valid_from: date(from),
                fee_minor: i64::try_from(fee).ok(),
            };
            World {
                definition: definition(availability, window, removed, cap),
                calendar: Calendar::new(&spec).unwrap(),
                ends_on: cap.filter(|cap| *cap > 2_000_000).map(|_| date("2026-03-20")),
                versions: vec![version("2025-11-15", 1_000_000), version("2026-02-01", 2_000_000)],
                charges: HashMap::from([("2026-01".parse().unwrap(), 1_234_567)]),
            }
        },
    )
}

fn span() -> impl Strategy<Value = Span> {
    (-SPAN / 4..SPAN, proptest::option::weighted(0.9, 0..400_000_i64)).prop_map(|(from, length)| Span {
        from: at(from),
        to: length.map(|length| at(from + length)),
    })
}

fn spans(most: usize) -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 0..most)
}

fn ticket() -> impl Strategy<Value = TicketFact<'static>> {
    let resolved = proptest::option::weighted(0.7, 0..400_000_i64);
    let pauses = prop::collection::vec(
        (0..200_000_i64, proptest::option::weighted(0.8, 0..100_000_i64)),
        0..3,
    );
    (
        -SPAN / 4..SPAN,
        resolved,
        pauses,
        prop::sample::select(PRIORITIES.to_vec()),
    )
        .prop_map(|(reported, resolved, pauses, priority)| TicketFact {
            priority,
            ticket: Ticket {
                reported_at: at(reported),
                resolved_at: resolved.map(|after| at(reported + after)),
                pauses: pauses
                    .into_iter()
                    .map(|(from, length)| Pause {
                        from: at(reported + from),
                        to: length.map(|length| at(reported + from + length)),
                    })
                    .collect(),
            },
        })
}

fn tickets(most: usize) -> impl Strategy<Value = Vec<TicketFact<'static>>> {
    prop::collection::vec(ticket(), 0..most)
}

fn stretches([outages, observations, maintenance]: &[Vec<Span>; 3]) -> Facts<'_> {
    Facts {
        outages,
        observations,
        maintenance,
        ..Facts::default()
    }
}

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
                    let count = |verdict| tickets.iter().filter(|one| one.outcome.verdict == verdict).count() as i64;
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

fn money_world(window: &str, ends_on: Option<&str>) -> World {
    World {
        definition: definition(true, window, false, Some(500_000)),
        calendar: Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap(),
        ends_on: ends_on.map(date),
        versions: vec![Version {
            id: Uuid::nil(),
            valid_from: date("2025-11-15"),
            fee_minor: Some(1_000_000),
        }],
        charges: HashMap::from([("2026-01".parse().unwrap(), 1_234_567)]),
    }
}

fn whole_days_down(from: &[&str]) -> Vec<Span> {
    let start = |day: &&str| date(day).and_hms_opt(0, 0, 0).unwrap().and_utc();
    from.iter()
        .map(start)
        .map(|from| Span {
            from,
            to: Some(from + chrono::TimeDelta::days(6)),
        })
        .collect()
}

#[test]
fn longer_windows_are_paid_for_by_all_their_months() {
    let now = "2026-08-01T00:00:00Z".parse().unwrap();
    let fees = |window| {
        let world = money_world(window, Some("2026-05-31"));
        let outages = whole_days_down(&["2025-12-01", "2026-02-01", "2026-05-01"]);
        let facts = Facts {
            outages: &outages,
            ..Facts::default()
        };
        let periods = Evaluation::full(&world.terms(), &facts, now).unwrap().periods;
        let fees = periods
            .iter()
            .map(|one| (one.clock.period.to_string(), one.fee.unwrap().minor));
        fees.collect::<Vec<_>>()
    };
    let expected = |list: &[(&str, i64)]| {
        list.iter()
            .map(|(period, fee)| ((*period).to_owned(), *fee))
            .collect::<Vec<_>>()
    };
    let quarters = [
        ("2025-Q4", 2_000_000),
        ("2026-Q1", 3_234_567),
        ("2026-Q2", 2_000_000),
    ];
    assert_eq!(fees("quarter"), expected(&quarters));
    assert_eq!(
        fees("year"),
        expected(&[("2025", 2_000_000), ("2026", 5_234_567)])
    );
}

#[test]
fn the_yearly_cap_is_that_of_the_contract_year() {
    let world = money_world("month", None);
    let outages = whole_days_down(&["2025-12-01", "2026-10-01", "2026-11-01", "2026-12-01"]);
    let facts = Facts {
        outages: &outages,
        ..Facts::default()
    };
    let now = "2027-01-01T12:00:00Z".parse().unwrap();
    let paid: Vec<i64> = Evaluation::full(&world.terms(), &facts, now)
        .unwrap()
        .periods
        .iter()
        .filter_map(|one| one.result.credit)
        .map(|(_, amount)| amount.minor)
        .collect();
    // 30 % of the fee each, but 5,000.00 in the year that begins on 15 November.
    assert_eq!(paid, [300_000, 200_000, 0, 300_000]);
}

#[test]
fn a_recorded_period_without_facts_becomes_no_data() {
    let world = money_world("month", Some("2026-02-28"));
    let recorded = ["2025-03", "2026-01", "2026-06", "2026-Q1", "2027-01"].map(|text| text.parse().unwrap());
    let outages = whole_days_down(&["2026-06-01"]);
    let facts = Facts {
        outages: &outages,
        recorded: &recorded,
        ..Facts::default()
    };
    let now = "2026-08-01T00:00:00Z".parse().unwrap();
    let periods = Evaluation::full(&world.terms(), &facts, now).unwrap().periods;
    let listed: Vec<String> = periods.iter().map(|one| one.clock.period.to_string()).collect();
    assert_eq!(
        listed,
        ["2025-03", "2025-11", "2025-12", "2026-01", "2026-02", "2026-06"]
    );
    assert!(
        periods
            .iter()
            .all(|one| one.measured == Measured::Nothing && one.result.credit.is_none())
    );
}
