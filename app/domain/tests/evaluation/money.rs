//! Fees, caps and the life of a contract.

use std::collections::HashMap;

use domain::sla::evaluate::{Evaluation, Facts, Span, TicketFact, Version};
use domain::sla::result::{Measured, Status};
use domain::sla::ticket::Ticket;
use domain::time::calendar::{Calendar, CalendarSpec};
use serde_json::json;
use uuid::Uuid;

use crate::world::{World, date, definition};

fn money_world(window: &str, ends_on: Option<&str>) -> World {
    World {
        definition: definition(true, window, false, Some(500_000)),
        calendar: Calendar::new(&CalendarSpec::always("Europe/Berlin")).unwrap(),
        later: Vec::new(),
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
fn maintenance_that_is_removed_takes_its_share_of_the_budget() {
    let mut world = money_world("month", None);
    world.definition = definition(true, "month", true, None);
    let day = |day: u32| Span {
        from: date("2026-03-01").and_hms_opt(0, 0, 0).unwrap().and_utc()
            + chrono::TimeDelta::days(day.into()),
        to: None,
    };
    let until = |from: Span, to: Span| Span {
        to: Some(to.from),
        ..from
    };
    // Twenty days of maintenance, three hours down, seen on the twenty-fifth.
    let maintenance = [until(day(1), day(21))];
    let outages = [Span {
        to: Some(day(22).from + chrono::TimeDelta::hours(3)),
        ..day(22)
    }];
    let facts = Facts {
        outages: &outages,
        maintenance: &maintenance,
        ..Facts::default()
    };
    let evaluation = Evaluation::full(&world.terms(), &facts, day(24).from).unwrap();
    let march = evaluation.periods.last().unwrap();
    let Measured::Seconds { whole_period, .. } = march.measured else {
        panic!("{march:?}");
    };
    assert_eq!(whole_period, 2_674_800 - 20 * 86_400);
    assert_eq!(march.result.budget.map(|budget| budget.allowed), Some(9_468));
    assert_eq!(march.result.status, Status::Breached);
}

#[test]
fn claims_count_from_the_first_incident() {
    let claimed = |availability: bool, rule: serde_json::Value| {
        let mut world = money_world("quarter", None);
        world.definition = definition(availability, "quarter", false, None);
        world.definition.claim = serde_json::from_value(rule).unwrap();
        let late = |reported: &str| TicketFact {
            priority: "P1",
            ticket: Ticket {
                reported_at: date(reported).and_hms_opt(8, 0, 0).unwrap().and_utc(),
                resolved_at: None,
                pauses: Vec::new(),
            },
        };
        let tickets = [late("2026-03-02"), late("2026-01-10")];
        let outages = whole_days_down(&["2026-03-02", "2026-01-10"]);
        let facts = Facts {
            tickets: &tickets,
            outages: &outages,
            ..Facts::default()
        };
        let now = "2026-04-01T12:00:00Z".parse().unwrap();
        let periods = Evaluation::full(&world.terms(), &facts, now).unwrap().periods;
        let quarter = periods
            .iter()
            .find(|one| one.clock.period.to_string() == "2026-Q1");
        quarter.unwrap().result.claim_by.map(|day| day.to_string())
    };
    for availability in [true, false] {
        let by = |rule| claimed(availability, rule).unwrap();
        assert_eq!(
            by(json!({"rule": "end_of_billing_cycle", "cycles": 2})),
            "2026-03-31"
        );
        assert_eq!(by(json!({"rule": "days_after", "days": 30})), "2026-02-09");
    }
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
