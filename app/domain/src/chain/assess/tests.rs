use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::chain::Carries;
use crate::claim::ClaimRule;
use crate::credit::{Caps, Schedule, Tier};
use crate::ids::ContractId;
use crate::money::Currency;
use crate::time::period::PeriodKind;

const WHOLE: i64 = 1_000_000;

fn year() -> Interval {
    Interval {
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        to: "2027-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn id(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn definition(metric: Metric, threshold_ppm: i64, below: &[(i64, i64)]) -> TargetDefinition {
    let lower = below.iter().skip(1).map(|(ppm, _)| Some(*ppm)).chain([None]);
    let tiers = below
        .iter()
        .zip(lower)
        .map(|((below_ppm, percent), at_least_ppm)| Tier {
            below_ppm: *below_ppm,
            at_least_ppm,
            credit_ppm: percent * 10_000,
        });
    TargetDefinition {
        metric,
        threshold_ppm,
        window: PeriodKind::Month,
        schedule: if below.is_empty() {
            Schedule::None
        } else {
            Schedule::TieredStep {
                tiers: tiers.collect(),
            }
        },
        caps: Caps::default(),
        claim: ClaimRule::None,
    }
}

fn promise(service: u128, definition: TargetDefinition, calendar: CalendarSpec) -> Promise {
    Promise {
        target_id: TargetId(id(service + 1_000)),
        name: "a target".to_owned(),
        service_id: ServiceId(id(service)),
        definition,
        calendar,
    }
}

fn always() -> CalendarSpec {
    CalendarSpec::always("UTC")
}

fn available(ppm: i64) -> TargetDefinition {
    let metric = Metric::Availability {
        maintenance: MaintenanceMethod::CountsAsUp,
    };
    definition(metric, ppm, &[])
}

fn in_time(ppm: i64, goals: &[(&str, i64)]) -> TargetDefinition {
    let goals: BTreeMap<_, _> = goals
        .iter()
        .map(|(name, minutes)| ((*name).to_owned(), minutes * 60))
        .collect();
    definition(Metric::InTimeRate { goals }, ppm, &[])
}

fn terms(kind: ContractKind, targets: Vec<Promise>) -> Promises {
    Promises {
        kind,
        in_force: true,
        fee: None,
        targets,
    }
}

fn uc(ppm: i64) -> Promises {
    terms(ContractKind::Uc, vec![promise(1, available(ppm), always())])
}

fn sla(ppm: i64) -> Promises {
    Promises {
        kind: ContractKind::Sla,
        ..uc(ppm)
    }
}

fn leaf(number: u128) -> Structure<Part> {
    Structure::Part(Part {
        contract_id: ContractId(id(number)),
        service_id: None,
        carries: Carries::Everything,
        handover_minutes: 0,
    })
}

fn series(parts: usize) -> Structure<Part> {
    Structure::Series((0..parts as u128).map(leaf).collect())
}

fn proven(sla: &Promises, structure: &Structure<Part>, parts: &[Promises]) -> Assessment {
    assess(sla, structure, parts, year()).unwrap()
}

#[test]
fn the_mock_of_the_chain_is_recomputed() {
    let levels = [999_800, 999_800, 995_000, 999_900];
    let mut parts: Vec<_> = levels.map(uc).into();
    parts.extend([998_000, 990_000].map(uc));
    let mut structure: Vec<_> = (0..4).map(leaf).collect();
    structure.push(Structure::Parallel(vec![leaf(4), leaf(5)]));
    let assessment = proven(&sla(999_000), &Structure::Series(structure), &parts);
    assert_eq!((assessment.cover, assessment.weakest()), (Cover::Broken, Some(2)));
    let Detail::Availability {
        given_ppm,
        would_need_ppm,
        working,
        repairs,
        window_seconds,
        ..
    } = &assessment.promises[0].checks[0].detail
    else {
        panic!("{assessment:?}");
    };
    assert_eq!((*given_ppm, *would_need_ppm), (Some(994_482), Some(999_520)));
    assert_eq!(working[4].level_ppm, 999_980);
    assert_eq!(working[4].parts, [4, 5]);
    // 99.448 % of a mean month of 730 hours.
    let cost: i64 = working.iter().map(|row| row.cost_seconds).sum();
    assert!(
        (cost - (WHOLE - 994_482) * window_seconds / WHOLE).abs() <= 5,
        "{cost}"
    );
    assert!(repairs.contains(&Repair::Lower { to_ppm: 994_400 }));
    assert!(matches!(
        repairs[1],
        Repair::Double {
            closes: true,
            then_ppm: 999_455,
            ..
        }
    ));
}

#[test]
fn independence_is_said_and_not_assumed() {
    let parts = [999_500, 999_000, 999_000].map(uc);
    let cover = |ppm| proven(&sla(ppm), &series(3), &parts).cover;
    assert_eq!(
        (cover(997_500), cover(997_501), cover(997_502)),
        (Cover::Proven, Cover::IfIndependent, Cover::Broken)
    );
}

#[test]
fn what_is_missing_is_never_good() {
    let parts = [uc(999_999)];
    let none = terms(ContractKind::Uc, Vec::new());
    let two = terms(
        ContractKind::Uc,
        vec![
            promise(1, available(WHOLE), always()),
            promise(2, available(WHOLE), always()),
        ],
    );
    let ended = Promises {
        in_force: false,
        ..uc(WHOLE)
    };
    let of = |sla: &Promises, part: &Promises| {
        let assessment = proven(sla, &series(1), std::slice::from_ref(part));
        (assessment.cover, assessment.faults)
    };
    assert_eq!(of(&sla(999_000), &parts[0]), (Cover::Proven, vec![]));
    assert_eq!(
        of(&none, &parts[0]),
        (Cover::NotAssessable, vec![Fault::SlaPromisesNothing])
    );
    assert_eq!(
        of(&sla(999_000), &none),
        (Cover::NotAssessable, vec![Fault::PromisesNothing { part: 0 }])
    );
    assert_eq!(
        of(&sla(999_000), &two),
        (Cover::NotAssessable, vec![Fault::ServiceNotChosen { part: 0 }])
    );
    assert_eq!(
        of(&sla(999_000), &ended),
        (Cover::Broken, vec![Fault::NotInForce { part: 0 }])
    );
}

#[test]
fn uncovered_hours_are_named_by_weekday() {
    let office = CalendarSpec::weekdays("UTC", "08:00", "18:00", None);
    let part = terms(ContractKind::Ola, vec![promise(1, available(WHOLE), office)]);
    let assessment = proven(&sla(999_000), &series(1), &[part]);
    let check = &assessment.promises[0].checks[1];
    let Detail::ServiceHours { stretches, .. } = &check.detail else {
        panic!("{check:?}");
    };
    assert_eq!((check.cover, check.weakest), (Cover::Broken, Some(0)));
    let time = |text: &str| text.parse().unwrap();
    let first = |from, to| {
        stretches
            .iter()
            .find(|stretch| (stretch.from, stretch.to) == (from, to))
    };
    assert_eq!(
        first(time("18:00:00"), time("00:00:00")).unwrap().weekdays,
        [0, 1, 2, 3, 4]
    );
    assert_eq!(
        first(time("00:00:00"), time("00:00:00")).unwrap().weekdays,
        [5, 6]
    );
}

#[test]
fn times_and_handovers_add_up_and_the_longest_is_named() {
    let desk = terms(
        ContractKind::Ola,
        vec![promise(1, in_time(WHOLE, &[("P1", 5)]), always())],
    );
    let vendor = terms(
        ContractKind::Uc,
        vec![promise(1, in_time(WHOLE, &[("P1", 30)]), always())],
    );
    let promised = |minutes| {
        terms(
            ContractKind::Sla,
            vec![promise(1, in_time(950_000, &[("P1", minutes)]), always())],
        )
    };
    let Structure::Series(mut leaves) = series(2) else {
        unreachable!()
    };
    if let Structure::Part(part) = &mut leaves[1] {
        part.handover_minutes = 5;
    }
    let structure = Structure::Series(leaves);
    let parts = [desk, vendor];
    assert_eq!(proven(&promised(40), &structure, &parts).cover, Cover::Proven);
    let broken = proven(&promised(30), &structure, &parts);
    assert_eq!((broken.cover, broken.weakest()), (Cover::Broken, Some(1)));
    let (_, check) = broken.worst().unwrap();
    assert!(
        matches!(
            &check.detail,
            Detail::Time {
                needed_seconds: 2_400,
                handover_seconds: 300,
                would_need_seconds: Some(1_200),
                ..
            }
        ),
        "{check:?}"
    );
    let silent = proven(
        &terms(
            ContractKind::Sla,
            vec![promise(1, in_time(950_000, &[("P2", 90)]), always())],
        ),
        &structure,
        &parts,
    );
    assert_eq!(silent.cover, Cover::Broken, "nobody promises a time for P2");
}

#[test]
fn what_we_owe_must_be_owed_to_us() {
    let euros = |minor| Some(Money::new(minor, Currency::EUR));
    let paying = |kind, ppm, percent, fee| {
        let mut terms = terms(
            kind,
            vec![promise(
                1,
                definition(
                    Metric::Availability {
                        maintenance: MaintenanceMethod::CountsAsUp,
                    },
                    ppm,
                    &[(ppm, percent)],
                ),
                always(),
            )],
        );
        terms.fee = fee;
        terms
    };
    let sla = paying(ContractKind::Sla, 999_000, 10, euros(100_000));
    let money = |parts: &[Promises]| {
        let assessment = proven(&sla, &series(parts.len()), parts);
        let check = assessment.promises[0].checks.last().unwrap().clone();
        (check.cover, check.weakest)
    };
    let uc = |percent, fee| paying(ContractKind::Uc, 999_900, percent, fee);
    assert_eq!(money(&[uc(10, euros(100_000))]), (Cover::Proven, None));
    assert_eq!(
        money(&[uc(10, euros(99_990)), uc(0, euros(1))]),
        (Cover::Broken, Some(1))
    );
    // Without a fee nobody knows; but what is known may be enough.
    assert_eq!(money(&[uc(10, None)]), (Cover::NotAssessable, None));
    assert_eq!(
        money(&[uc(10, None), uc(10, euros(100_000))]),
        (Cover::Proven, None)
    );
    // At 99.9 % a contract of 99.5 % owes nothing yet.
    let late = paying(ContractKind::Uc, 995_000, 50, euros(100_000));
    assert_eq!(money(&[late]), (Cover::Broken, Some(0)));
}

fn structures() -> impl Strategy<Value = Structure<i64>> {
    let part = (900_000_i64..=WHOLE).prop_map(Structure::Part);
    part.prop_recursive(3, 9, 3, |inner| {
        let parts = prop::collection::vec(inner, 1..=3);
        (parts, 0..3_usize, 1..=3_usize).prop_map(|(parts, kind, needed)| match kind {
            0 => Structure::Series(parts),
            1 => Structure::Parallel(parts),
            _ => Structure::KOfN {
                needed: needed.min(parts.len()),
                parts,
            },
        })
    })
}

/// Whether the whole is up when these leaves are.
fn up(structure: &Structure<usize>, state: &[bool]) -> bool {
    match structure {
        Structure::Part(index) => state[*index],
        Structure::Series(parts) => parts.iter().all(|part| up(part, state)),
        Structure::Parallel(parts) => parts.iter().any(|part| up(part, state)),
        Structure::KOfN { needed, parts } => parts.iter().filter(|part| up(part, state)).count() >= *needed,
    }
}

/// The chance of being up, over every combination of parts that are up or down.
fn by_enumeration(structure: &Structure<usize>, levels: &[i64]) -> f64 {
    (0..1_u32 << levels.len())
        .map(|states| {
            let state: Vec<bool> = (0..levels.len()).map(|index| states >> index & 1 == 1).collect();
            let chance = levels.iter().zip(&state).map(|(level, up)| {
                let level = f64::from(i32::try_from(*level).unwrap()) / 1e6;
                if *up { level } else { 1.0 - level }
            });
            if up(structure, &state) {
                chance.product()
            } else {
                0.0
            }
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_composite_shown_is_the_sum_over_all_states(structure in structures()) {
        let levels: Vec<i64> = structure.leaves().into_iter().copied().collect();
        prop_assume!(levels.len() <= 10);
        let mut next = 0..;
        let indices = structure.filter_map(&mut |_| next.next()).unwrap();
        let chain = indices.filter_map(&mut |index| match leaf(*index as u128) {
            Structure::Part(part) => Some(part),
            _ => None,
        }).unwrap();
        let parts: Vec<_> = levels.iter().map(|level| uc(*level)).collect();
        let week = Interval { to: "2026-01-08T00:00:00Z".parse().unwrap(), ..year() };
        let assessment = assess(&sla(500_000), &chain, &parts, week).unwrap();
        let Detail::Availability { given_ppm: Some(given), worst_ppm: Some(worst), working, .. } =
            &assessment.promises[0].checks[0].detail else { panic!() };
        let expected = by_enumeration(&indices, &levels) * 1e6;
        let given_exact = f64::from(i32::try_from(*given).unwrap());
        prop_assert!(given_exact <= expected + 1e-3 && given_exact > expected - 1.0 - 1e-3, "{given} {expected}");
        prop_assert_eq!(working.last().map(|row| row.product_ppm), Some(*given));
        prop_assert!(worst <= given);
    }
}
