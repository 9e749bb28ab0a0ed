use super::*;
use crate::claim::ClaimRule;
use crate::credit::{Caps, Schedule, Tier};
use crate::money::Currency;
use crate::sla::availability::MaintenanceMethod;
use crate::sla::target::{Metric, TargetDefinition};
use crate::time::period::PeriodKind;
use crate::time::zone;

fn tier(below: i64, at_least: Option<i64>, credit: i64) -> Tier {
    Tier {
        below_ppm: below,
        at_least_ppm: at_least,
        credit_ppm: credit,
    }
}

fn dynamo_db() -> TargetDefinition {
    TargetDefinition {
        metric: Metric::Availability {
            maintenance: MaintenanceMethod::CountsAsUp,
        },
        threshold_ppm: 999_900,
        window: PeriodKind::Month,
        schedule: Schedule::TieredStep {
            tiers: vec![
                tier(999_900, Some(990_000), 100_000),
                tier(990_000, Some(950_000), 250_000),
                tier(950_000, None, 1_000_000),
            ],
        },
        caps: Caps::default(),
        claim: ClaimRule::EndOfBillingCycle { cycles: 2 },
    }
}

fn clock(period: &str, as_of: &str) -> Clock {
    let period: Period = period.parse().unwrap();
    Clock {
        period,
        bounds: period.bounds(zone::parse("UTC").unwrap()),
        as_of: as_of.parse().unwrap(),
    }
}

fn euros(minor: impl Into<Option<i64>>) -> Option<Money> {
    minor.into().map(|minor| Money::new(minor, Currency::EUR))
}

const OCTOBER: i64 = 44_640 * 60;

#[test]
fn the_dynamo_db_outage_of_october_2025_costs_ten_percent() {
    let measured = Measured::Seconds {
        up: OCTOBER - 172 * 60,
        denominator: OCTOBER,
        whole_period: OCTOBER,
    };
    let after = clock("2025-10", "2025-11-02T00:00:00Z");
    let result = judge(&dynamo_db(), measured, &after, euros(1_240_000), 0).unwrap();
    assert_eq!(result.status, Status::Breached);
    assert_eq!(result.credit, Some((100_000, Money::new(124_000, Currency::EUR))));
    assert_eq!(result.next_step, euros(310_000));
    assert_eq!(result.worst_case, euros(1_240_000));
    assert_eq!(result.claim_by, NaiveDate::from_ymd_opt(2025, 12, 31));
}

#[test]
fn a_running_period_counts_only_what_is_locked_in() {
    let measured = Measured::Seconds {
        up: 0,
        denominator: 3_600,
        whole_period: OCTOBER,
    };
    let early = clock("2025-10", "2025-10-01T01:00:00Z");
    let result = judge(&dynamo_db(), measured, &early, euros(1_240_000), 0).unwrap();
    assert_eq!(
        result.status,
        Status::Breached,
        "one hour is more than the 267 seconds allowed"
    );
    assert_eq!(
        result.credit.map(|credit| credit.0),
        Some(100_000),
        "not the 100 % of nothing being up so far"
    );
}

#[test]
fn nothing_measured_is_neither_met_nor_missed() {
    let result = judge(
        &dynamo_db(),
        Measured::Nothing,
        &clock("2025-10", "2026-01-01T00:00:00Z"),
        euros(1),
        0,
    );
    assert_eq!(
        result.map(|result| (result.status, result.credit)),
        Ok((Status::NoData, None))
    );
}

#[test]
fn a_budget_that_melts_faster_than_time_is_a_risk() {
    let definition = TargetDefinition {
        threshold_ppm: 950_000,
        ..dynamo_db()
    };
    let half = clock("2025-10", "2025-10-16T12:00:00Z");
    let with = |missed| Measured::Tickets {
        tally: TicketTally {
            met: 50 - missed,
            missed,
            pending: 0,
        },
        usual_volume: 0,
    };
    let status = |missed| judge(&definition, with(missed), &half, None, 0).map(|result| result.status);
    // 50 decided at half time: 100 expected, 5 may be late.
    assert_eq!(status(0), Ok(Status::Met));
    assert_eq!(status(2), Ok(Status::Met));
    assert_eq!(status(3), Ok(Status::AtRisk));
    assert_eq!(status(6), Ok(Status::Breached));
}

#[test]
fn the_threshold_itself_is_met() {
    let definition = TargetDefinition {
        threshold_ppm: 950_000,
        ..dynamo_db()
    };
    let measured = Measured::Tickets {
        tally: TicketTally {
            met: 95,
            missed: 5,
            pending: 0,
        },
        usual_volume: 0,
    };
    let after = clock("2025-10", "2025-11-01T00:00:00Z");
    assert_eq!(
        judge(&definition, measured, &after, None, 0).map(|result| result.status),
        Ok(Status::Met)
    );
}

#[test]
fn attainment_counts_all_that_are_decided() {
    let tally = TicketTally {
        met: 47,
        missed: 3,
        pending: 9,
    };
    let after = clock("2025-10", "2025-11-01T00:00:00Z");
    let measured = Measured::Tickets {
        tally,
        usual_volume: 0,
    };
    let reached = judge(&dynamo_db(), measured, &after, None, 0)
        .unwrap()
        .attainment
        .unwrap();
    assert_eq!((reached.ratio.numerator, reached.ratio.denominator), (47, 50));
}

#[test]
fn states_keep_their_codes() {
    for status in [Status::Met, Status::AtRisk, Status::Breached, Status::NoData] {
        assert_eq!(Status::parse(status.code()), Some(status));
    }
    assert_eq!(Status::parse("fine"), None);
}

#[test]
fn a_period_is_over_from_its_end_on() {
    assert!(!clock("2025-10", "2025-10-31T23:59:59Z").is_over());
    assert!(clock("2025-10", "2025-11-01T00:00:00Z").is_over());
}

fn seconds(up: i64, denominator: i64, whole_period: i64) -> Measured {
    Measured::Seconds {
        up,
        denominator,
        whole_period,
    }
}

fn running() -> Clock {
    clock("2025-10", "2025-10-16T12:00:00Z")
}

fn after() -> Clock {
    clock("2025-10", "2025-11-01T00:00:00Z")
}

#[test]
fn what_is_locked_in_takes_the_rest_as_free_of_outages() {
    let credit = |measured, clock: &Clock| {
        let result = judge(&dynamo_db(), measured, clock, euros(100), 0).unwrap();
        result.credit.map(|(ppm, _)| ppm)
    };
    // 2 % of the whole period are down so far; half of it was measured.
    assert_eq!(credit(seconds(480, 500, 1_000), &running()), Some(250_000));
    // Over, nothing is still to come: what was not measured does not count.
    assert_eq!(credit(seconds(40, 50, 1_000), &after()), Some(1_000_000));
}

#[test]
fn the_budget_is_used_by_what_was_missed() {
    let budget = |measured, clock: &Clock| {
        let result = judge(&dynamo_db(), measured, clock, None, 0).unwrap();
        let budget = result.budget.unwrap();
        (budget.allowed, budget.used)
    };
    assert_eq!(budget(seconds(9_990, 9_992, 100_000), &running()), (10, 2));
    let tickets = |met, missed, pending, usual_volume| Measured::Tickets {
        tally: TicketTally { met, missed, pending },
        usual_volume,
    };
    let allowed = |measured, clock: &Clock| {
        let half = TargetDefinition {
            threshold_ppm: 500_000,
            ..dynamo_db()
        };
        judge(&half, measured, clock, None, 0)
            .unwrap()
            .budget
            .unwrap()
            .allowed
    };
    // All that are known; the rate so far; the usual number; when it is over, those decided.
    assert_eq!(allowed(tickets(6, 4, 30, 0), &running()), 20);
    assert_eq!(allowed(tickets(6, 4, 0, 0), &running()), 10);
    assert_eq!(allowed(tickets(6, 4, 0, 100), &running()), 50);
    assert_eq!(allowed(tickets(6, 4, 30, 100), &after()), 5);
}

#[test]
fn a_budget_used_up_exactly_is_not_overspent() {
    let status = |up| {
        judge(&dynamo_db(), seconds(up, 50_000, 100_000), &running(), None, 0).map(|result| result.status)
    };
    // 10 seconds are allowed, and half of the period has passed.
    assert_eq!(status(49_995), Ok(Status::Met));
    assert_eq!(status(49_994), Ok(Status::AtRisk));
    assert_eq!(status(49_990), Ok(Status::AtRisk));
    assert_eq!(status(49_989), Ok(Status::Breached));
}

#[test]
fn the_worst_case_is_the_lowest_step_or_nothing_up_at_all() {
    let worst = |schedule| {
        let definition = TargetDefinition {
            schedule,
            ..dynamo_db()
        };
        let measured = seconds(OCTOBER * 98 / 100, OCTOBER, OCTOBER);
        judge(&definition, measured, &after(), euros(1_000), 0)
            .unwrap()
            .worst_case
    };
    // The schedule says nothing below 95 %.
    let tiers = vec![tier(990_000, Some(950_000), 250_000)];
    assert_eq!(worst(Schedule::TieredStep { tiers }), euros(250));
    let linear = Schedule::Linear {
        target_ppm: 990_000,
        rate_ppm: 500_000,
    };
    assert_eq!(worst(linear), euros(495));
}

#[test]
fn only_an_amount_can_be_claimed() {
    let met = judge(
        &dynamo_db(),
        seconds(1_000, 1_000, 1_000),
        &after(),
        euros(1_000),
        0,
    )
    .unwrap();
    assert_eq!((met.status, met.claim_by), (Status::Met, None));
}

#[test]
fn a_budget_of_service_time_melts_against_service_time() {
    // Four of 210 office hours have passed, but 8 % of the month; 5 % of the budget are used.
    let measured = seconds(14_400 - 378, 14_400, 756_000);
    let definition = TargetDefinition {
        threshold_ppm: 990_000,
        ..dynamo_db()
    };
    let early = clock("2026-08", "2026-08-03T12:00:00Z");
    let result = judge(&definition, measured, &early, None, 0).unwrap();
    assert_eq!(
        result.budget.map(|budget| (budget.allowed, budget.elapsed_ppm)),
        Some((7_560, 19_047))
    );
    assert_eq!(result.status, Status::AtRisk);
}
