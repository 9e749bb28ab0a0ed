use super::*;
use crate::money::Currency;
use rstest::rstest;

fn tiers() -> Schedule {
    let tier = |below_ppm, at_least_ppm, credit_ppm| Tier {
        below_ppm,
        at_least_ppm,
        credit_ppm,
    };
    Schedule::TieredStep {
        tiers: vec![
            tier(999_000, Some(990_000), 100_000),
            tier(990_000, Some(950_000), 250_000),
            tier(950_000, None, 1_000_000),
        ],
    }
}

fn owed(schedule: &Schedule, caps: &Caps, attainment: (i64, i64), fee_minor: i64, paid: i64) -> (i64, i64) {
    let attainment = Ratio::new(attainment.0, attainment.1).unwrap();
    let credit = credit(
        schedule,
        caps,
        attainment,
        Money::new(fee_minor, Currency::EUR),
        paid,
    )
    .unwrap();
    (credit.percent_ppm, credit.amount.minor)
}

#[rstest]
#[case::at_the_target((999, 1_000), 0)]
#[case::just_below((998_999_999, 1_000_000_000), 100_000)]
#[case::at_the_second_bound((99, 100), 100_000)]
#[case::in_the_second((989, 1_000), 250_000)]
#[case::at_the_third_bound((95, 100), 250_000)]
#[case::below_everything((0, 1), 1_000_000)]
fn tiers_are_half_open(#[case] attainment: (i64, i64), #[case] expected_ppm: i64) {
    assert_eq!(
        owed(&tiers(), &Caps::default(), attainment, 1_000_000, 0),
        (expected_ppm, expected_ppm)
    );
}

#[test]
fn caps_apply_in_order() {
    let caps = Caps {
        period_cap_ppm: Some(200_000),
        yearly_cap_minor: Some(25_000),
        minimum_exclusive_minor: Some(100),
    };
    assert_eq!(owed(&tiers(), &caps, (98, 100), 100_000, 0), (250_000, 20_000));
    assert_eq!(
        owed(&tiers(), &caps, (98, 100), 100_000, 10_000),
        (250_000, 15_000)
    );
    assert_eq!(owed(&tiers(), &caps, (98, 100), 100_000, 24_900), (250_000, 0));
    assert_eq!(owed(&tiers(), &caps, (98, 100), 100_000, 24_899), (250_000, 101));
    assert_eq!(owed(&tiers(), &caps, (98, 100), 100_000, 99_999), (250_000, 0));
}

#[test]
fn a_credit_of_exactly_the_minimum_is_not_paid() {
    let caps = Caps {
        minimum_exclusive_minor: Some(100),
        ..Caps::default()
    };
    assert_eq!(owed(&tiers(), &caps, (995, 1_000), 1_000, 0).1, 0);
    assert_eq!(owed(&tiers(), &caps, (995, 1_000), 1_010, 0).1, 101);
}

#[test]
fn the_other_models() {
    let gap = Schedule::Linear {
        target_ppm: 980_000,
        rate_ppm: WHOLE_PPM,
    };
    assert_eq!(
        owed(&gap, &Caps::default(), (75, 100), 10_000, 0),
        (230_000, 2_300)
    );
    let pool = Schedule::AtRiskPool {
        target_ppm: 990_000,
        pool_ppm: 500_000,
        allocation_ppm: 400_000,
        at_risk_ppm: 100_000,
    };
    assert_eq!(
        owed(&pool, &Caps::default(), (98, 100), 10_000_000, 0),
        (20_000, 200_000)
    );
    assert_eq!(owed(&pool, &Caps::default(), (99, 100), 10_000_000, 0), (0, 0));
    let units = Schedule::PerInterval {
        target_ppm: 990_000,
        unit_ppm: 1_000,
        credit_ppm: 5_000,
    };
    assert_eq!(
        owed(&units, &Caps::default(), (98_750, 100_000), 1_000_000, 0),
        (10_000, 10_000)
    );
    let points = Schedule::Points {
        levels: vec![
            PointLevel {
                below_ppm: 990_000,
                points: 5,
            },
            PointLevel {
                below_ppm: 950_000,
                points: 15,
            },
        ],
        bands: vec![
            Band {
                from_points: 0,
                credit_ppm: 0,
            },
            Band {
                from_points: 10,
                credit_ppm: 20_000,
            },
        ],
    };
    assert_eq!(owed(&points, &Caps::default(), (96, 100), 1_000, 0), (0, 0));
    assert_eq!(owed(&points, &Caps::default(), (94, 100), 1_000, 0), (20_000, 20));
}

#[test]
fn wrong_tiers_are_named() {
    let tier = |below_ppm, at_least_ppm| Tier {
        below_ppm,
        at_least_ppm,
        credit_ppm: 1,
    };
    let check = |tiers: &[Tier]| {
        Schedule::TieredStep {
            tiers: tiers.to_vec(),
        }
        .validate()
        .unwrap_err()
    };
    assert_eq!(check(&[]), ScheduleError::Empty("tiers"));
    assert_eq!(check(&[tier(9, Some(5)), tier(4, None)]), ScheduleError::Gap(1));
    assert_eq!(
        check(&[tier(9, Some(5)), tier(6, None)]),
        ScheduleError::Overlap(1)
    );
    assert_eq!(check(&[tier(9, None), tier(6, None)]), ScheduleError::Overlap(1));
    assert_eq!(check(&[tier(9, Some(9))]), ScheduleError::EmptyTier(0));
}

#[test]
fn the_derivation_says_what_happened() {
    let caps = Caps {
        period_cap_ppm: Some(200_000),
        ..Caps::default()
    };
    let attainment = Ratio::new(98, 100).unwrap();
    let credit = credit(&tiers(), &caps, attainment, Money::new(100, Currency::EUR), 0).unwrap();
    let tier = Tier {
        below_ppm: 990_000,
        at_least_ppm: Some(950_000),
        credit_ppm: 250_000,
    };
    let expected = [
        Step::Tier { tier },
        Step::Share {
            attainment,
            percent_ppm: 250_000,
        },
        Step::PeriodCap { cap_ppm: 200_000 },
        Step::Rounded { amount_minor: 20 },
    ];
    assert_eq!(credit.steps, expected);
}

fn points(levels: &[(i64, i64)]) -> Schedule {
    let level = |&(below_ppm, points): &(i64, i64)| PointLevel { below_ppm, points };
    Schedule::Points {
        levels: levels.iter().map(level).collect(),
        bands: vec![
            Band {
                from_points: 0,
                credit_ppm: 0,
            },
            Band {
                from_points: 10,
                credit_ppm: 20_000,
            },
        ],
    }
}

#[test]
fn levels_of_points_fall_and_their_points_rise() {
    assert_eq!(points(&[(990_000, 5), (950_000, 10)]).validate(), Ok(()));
    assert_eq!(points(&[]).validate(), Err(ScheduleError::Empty("levels")));
    assert_eq!(
        points(&[(990_000, -1)]).validate(),
        Err(ScheduleError::Negative("points"))
    );
    assert_eq!(
        points(&[(950_000, 5), (990_000, 10)]).validate(),
        Err(ScheduleError::Order("levels", 1))
    );
    assert_eq!(
        points(&[(990_000, 10), (950_000, 5)]).validate(),
        Err(ScheduleError::NotMonotone("levels", 1))
    );
}

#[test]
fn the_commitment_is_the_highest_bound() {
    assert_eq!(tiers().target_ppm(), Some(999_000));
    assert_eq!(points(&[(990_000, 5), (950_000, 10)]).target_ppm(), Some(990_000));
    assert_eq!(Schedule::None.target_ppm(), None);
}

fn steps(attainment: (i64, i64), caps: Caps) -> Vec<Step> {
    let attainment = Ratio::new(attainment.0, attainment.1).unwrap();
    credit(&tiers(), &caps, attainment, Money::new(1_000, Currency::EUR), 0)
        .unwrap()
        .steps
}

#[test]
fn what_is_not_limited_names_no_limit() {
    let attainment = Ratio::new(1, 1).unwrap();
    let one_cent = Caps {
        minimum_exclusive_minor: Some(1),
        ..Caps::default()
    };
    let nothing = [
        Step::NothingOwed { attainment },
        Step::Rounded { amount_minor: 0 },
    ];
    assert_eq!(steps((1, 1), one_cent), nothing);
    let just_enough = Caps {
        period_cap_ppm: Some(250_000),
        yearly_cap_minor: Some(250),
        minimum_exclusive_minor: Some(249),
    };
    let last = steps((98, 100), just_enough).pop();
    assert_eq!(last, Some(Step::Rounded { amount_minor: 250 }));
    assert_eq!(steps((98, 100), just_enough).len(), 3);
}

#[test]
fn negative_amounts_are_named() {
    let with = |fee, caps| {
        credit(
            &tiers(),
            &caps,
            Ratio::new(98, 100).unwrap(),
            Money::new(fee, Currency::EUR),
            0,
        )
        .map(|credit| credit.amount.minor)
    };
    let caps = |period, yearly, minimum| Caps {
        period_cap_ppm: Some(period),
        yearly_cap_minor: Some(yearly),
        minimum_exclusive_minor: Some(minimum),
    };
    assert_eq!(with(0, caps(0, 0, 0)), Ok(0));
    assert_eq!(with(-1, Caps::default()), Err(CreditError::NegativeFee));
    let negative = |field| Err(CreditError::NegativeCap(field));
    assert_eq!(with(1, caps(-1, 0, 0)), negative("period_cap_ppm"));
    assert_eq!(with(1, caps(0, -1, 0)), negative("yearly_cap_minor"));
    assert_eq!(with(1, caps(0, 0, -1)), negative("minimum_exclusive_minor"));
}

#[test]
fn tiers_may_cost_nothing_and_the_same_but_never_less() {
    let check = |credits: [i64; 2]| {
        let tier = |below_ppm, at_least_ppm, credit_ppm| Tier {
            below_ppm,
            at_least_ppm,
            credit_ppm,
        };
        validate_tiers(&[tier(9, Some(5), credits[0]), tier(5, None, credits[1])])
    };
    assert_eq!(check([0, 0]), Ok(()));
    assert_eq!(check([7, 7]), Ok(()));
    assert_eq!(check([7, 6]), Err(ScheduleError::NotMonotone("tiers", 1)));
    assert_eq!(check([-1, 6]), Err(ScheduleError::Negative("credit_ppm")));
}

#[test]
fn levels_may_cost_no_points_and_the_same_but_differ_in_bounds() {
    assert_eq!(points(&[(990_000, 0), (950_000, 0)]).validate(), Ok(()));
    let same_bound = points(&[(990_000, 0), (990_000, 5)]).validate();
    assert_eq!(same_bound, Err(ScheduleError::Order("levels", 1)));
}

#[test]
fn bands_of_points_rise() {
    let check = |bands: &[(i64, i64)]| {
        let band = |&(from_points, credit_ppm): &(i64, i64)| Band {
            from_points,
            credit_ppm,
        };
        validate_bands(&bands.iter().map(band).collect::<Vec<_>>())
    };
    assert_eq!(check(&[(0, 0), (10, 0), (15, 20)]), Ok(()));
    assert_eq!(check(&[(0, 5), (10, 5)]), Ok(()));
    assert_eq!(check(&[]), Err(ScheduleError::Empty("bands")));
    assert_eq!(check(&[(0, -1)]), Err(ScheduleError::Negative("credit_ppm")));
    assert_eq!(check(&[(10, 0), (10, 5)]), Err(ScheduleError::Order("bands", 1)));
    assert_eq!(
        check(&[(0, 5), (10, 4)]),
        Err(ScheduleError::NotMonotone("bands", 1))
    );
}

#[test]
fn rates_and_shares_are_not_negative() {
    let linear = |rate_ppm| Schedule::Linear {
        target_ppm: 990_000,
        rate_ppm,
    };
    assert_eq!(linear(0).validate(), Ok(()));
    assert_eq!(linear(-1).validate(), Err(ScheduleError::Negative("rate_ppm")));
    let pool = |pool_ppm, allocation_ppm, at_risk_ppm| Schedule::AtRiskPool {
        target_ppm: 990_000,
        pool_ppm,
        allocation_ppm,
        at_risk_ppm,
    };
    assert_eq!(pool(0, 0, 0).validate(), Ok(()));
    let negative = |field| Err(ScheduleError::Negative(field));
    assert_eq!(pool(-1, 0, 0).validate(), negative("pool_ppm"));
    assert_eq!(pool(0, -1, 0).validate(), negative("allocation_ppm"));
    assert_eq!(pool(0, 0, -1).validate(), negative("at_risk_ppm"));
    let units = |unit_ppm, credit_ppm| Schedule::PerInterval {
        target_ppm: 990_000,
        unit_ppm,
        credit_ppm,
    };
    assert_eq!(units(1, 0).validate(), Ok(()));
    assert_eq!(units(0, 0).validate(), Err(ScheduleError::ZeroUnit));
    assert_eq!(units(1, -1).validate(), negative("credit_ppm"));
}

#[test]
fn a_share_too_small_to_show_is_owed_all_the_same() {
    let linear = Schedule::Linear {
        target_ppm: 999_000,
        rate_ppm: WHOLE_PPM,
    };
    let attainment = Ratio::new(9_989_996, 10_000_000).unwrap();
    let credit = credit(
        &linear,
        &Caps::default(),
        attainment,
        Money::new(1_000_000_000, Currency::EUR),
        0,
    )
    .unwrap();
    assert_eq!((credit.percent_ppm, credit.amount.minor), (0, 400));
    let share = Step::Share {
        attainment,
        percent_ppm: 0,
    };
    assert_eq!(credit.steps[0], share);
}
