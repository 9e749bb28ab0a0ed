use super::*;

fn tier(below: &str, at_least: &str, credit: &str) -> TierForm {
    TierForm {
        below: below.to_owned(),
        at_least: at_least.to_owned(),
        credit: credit.to_owned(),
    }
}

fn availability() -> TargetForm {
    TargetForm {
        name: "Verfügbarkeit".to_owned(),
        service_id: "019abcde-0000-7000-8000-000000000001".to_owned(),
        calendar_id: "019abcde-0000-7000-8000-000000000002".to_owned(),
        metric: "availability".to_owned(),
        threshold: "99,9".to_owned(),
        window: "month".to_owned(),
        model: "tiered_step".to_owned(),
        tiers: vec![tier("99,9", "99", "5"), tier("99", "", "10"), TierForm::default()],
        period_cap: "10".to_owned(),
        yearly_cap: "57.600,00".to_owned(),
        claim: "days_after".to_owned(),
        claim_count: "30".to_owned(),
        ..TargetForm::default()
    }
}

fn problems(form: &TargetForm) -> Vec<(String, String)> {
    let errors = form.parse().unwrap_err();
    errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn an_availability_target_is_read() {
    let input = availability().parse().unwrap();
    assert_eq!(input.definition.threshold_ppm, 999_000);
    assert_eq!(input.definition.caps.yearly_cap_minor, Some(5_760_000));
    assert_eq!(input.definition.claim, ClaimRule::DaysAfter { days: 30 });
    let Schedule::TieredStep { tiers } = &input.definition.schedule else {
        panic!("{input:?}")
    };
    assert_eq!(tiers.len(), 2);
}

#[test]
fn gaps_overlaps_and_falling_credits_are_told_by_row() {
    let with = |tiers| TargetForm {
        tiers,
        ..availability()
    };
    for (tiers, field, code) in [
        (
            vec![tier("99,9", "99,5", "5"), tier("99", "", "10")],
            "tiers.2",
            "tier_gap",
        ),
        (
            vec![tier("99,9", "98", "5"), tier("99", "", "10")],
            "tiers.2",
            "tier_overlap",
        ),
        (vec![tier("99", "99,9", "5")], "tiers.1", "tier_empty"),
        (
            vec![tier("99,9", "99", "10"), tier("99", "", "5")],
            "tiers.2",
            "credits_less",
        ),
        (vec![tier("99,9", "", "viel")], "tiers.1", "percent_unreadable"),
        (vec![], "tiers", "required"),
    ] {
        assert_eq!(problems(&with(tiers)), [(field.to_owned(), code.to_owned())]);
    }
}

#[test]
fn goals_are_read_by_priority_and_each_once() {
    let goal = |priority: &str, count: &str, unit: &str| GoalForm {
        priority: priority.to_owned(),
        count: count.to_owned(),
        unit: unit.to_owned(),
    };
    let with = |goals| TargetForm {
        metric: "in_time_rate".to_owned(),
        goals,
        ..availability()
    };
    let input = with(vec![
        goal("P1", "4", "hour"),
        goal("P2", "90", "minute"),
        GoalForm::default(),
    ]);
    let Metric::InTimeRate { goals } = input.parse().unwrap().definition.metric else {
        panic!()
    };
    assert_eq!((goals["P1"], goals["P2"]), (14_400, 5_400));
    let twice = with(vec![goal("P1", "4", "hour"), goal("P1", "8", "hour")]);
    assert_eq!(problems(&twice), [("goals.2".to_owned(), "twice".to_owned())]);
    assert_eq!(
        problems(&with(Vec::new())),
        [("goals".to_owned(), "required".to_owned())]
    );
    let never = with(vec![goal("P1", "0", "hour")]);
    assert_eq!(
        problems(&never),
        [("goals.1".to_owned(), "number_unreadable".to_owned())]
    );
}

#[test]
fn every_model_comes_back_as_it_was_typed() {
    let base = availability();
    let forms = [
        base.clone(),
        TargetForm {
            model: "none".to_owned(),
            tiers: Vec::new(),
            ..base.clone()
        },
        TargetForm {
            model: "linear".to_owned(),
            rate: "1,5".to_owned(),
            tiers: Vec::new(),
            ..base.clone()
        },
        TargetForm {
            model: "per_interval".to_owned(),
            unit: "0,1".to_owned(),
            rate: "2".to_owned(),
            tiers: Vec::new(),
            ..base.clone()
        },
        TargetForm {
            model: "at_risk_pool".to_owned(),
            pool: "175".to_owned(),
            allocation: "20".to_owned(),
            at_risk: "12".to_owned(),
            tiers: Vec::new(),
            ..base.clone()
        },
        TargetForm {
            model: "points".to_owned(),
            levels: vec![LevelForm {
                below: "99,9".to_owned(),
                points: "5".to_owned(),
            }],
            bands: vec![BandForm {
                points: "5".to_owned(),
                credit: "4".to_owned(),
            }],
            tiers: Vec::new(),
            ..base
        },
    ];
    for form in forms {
        let input = form.parse().unwrap();
        let again = TargetForm {
            name: form.name.clone(),
            service_id: form.service_id.clone(),
            calendar_id: form.calendar_id.clone(),
            ..TargetForm::from(&input.definition)
        };
        assert_eq!(again.parse().unwrap(), input, "{}", form.model);
    }
}

#[test]
fn a_threshold_lies_between_nothing_and_everything() {
    for threshold in ["0", "100,01", "alles"] {
        let form = TargetForm {
            threshold: threshold.to_owned(),
            ..availability()
        };
        assert!(
            problems(&form).iter().any(|(field, _)| field == "threshold"),
            "{threshold}"
        );
    }
}
