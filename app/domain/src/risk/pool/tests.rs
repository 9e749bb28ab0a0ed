use super::*;

#[test]
fn the_published_pool() {
    let chance = |probability, credit_minor| Chance {
        probability,
        credit_minor,
    };
    let chances = [chance(0.3334, 2_000), chance(0.062, 3_000), chance(0.1625, 8_000)];
    let outlook = independent(&chances, 10_000).unwrap();
    assert!((outlook.uncapped_minor - 2_152.80).abs() < 0.005, "{outlook:?}");
    assert!((outlook.expected_minor - 2_136.01).abs() < 0.05, "{outlook:?}");
    assert!((outlook.cap_probability - 0.061).abs() < 0.0005, "{outlook:?}");
}

fn shared() -> (Vec<Target>, Vec<Cause>) {
    let target = |credit_minor| Target {
        budget_left_seconds: 600,
        credit_minor,
    };
    let counts = CountDistribution::poisson(0.5).unwrap();
    (
        vec![target(1_000), target(3_000)],
        vec![Cause {
            counts,
            lengths: vec![900],
            hits: vec![0, 1],
        }],
    )
}

#[test]
fn one_incident_one_credit_pays_the_higher_one() {
    let (targets, causes) = shared();
    let run = |rule| simulate(&targets, &causes, rule, 10_000, 20_000, &mut Random::new(5)).unwrap();
    let any = 1.0 - (-0.5_f64).exp();
    assert!((run(IncidentRule::EveryTarget).expected_minor - 4_000.0 * any).abs() < 50.0);
    assert!((run(IncidentRule::OneCredit).expected_minor - 3_000.0 * any).abs() < 50.0);
}

#[test]
fn the_cap_limits_every_case() {
    let (targets, causes) = shared();
    let outlook = simulate(
        &targets,
        &causes,
        IncidentRule::EveryTarget,
        500,
        1_000,
        &mut Random::new(5),
    )
    .unwrap();
    assert!(outlook.expected_minor <= 500.0 && outlook.quantile_90_minor == 500);
}

#[test]
fn wrong_references_are_refused() {
    let (targets, mut causes) = shared();
    causes[0].hits.push(2);
    let result = simulate(
        &targets,
        &causes,
        IncidentRule::EveryTarget,
        1,
        1,
        &mut Random::new(5),
    );
    assert_eq!(result, Err(RiskError::Length("targets")));
}

#[test]
fn an_incident_pays_for_a_target_that_is_missed() {
    let target = |budget_left_seconds, credit_minor| Target {
        budget_left_seconds,
        credit_minor,
    };
    let cost = |targets: &[Target], hits: &[usize]| {
        let cause = Cause {
            // Practically always at least one.
            counts: CountDistribution::poisson(50.0).unwrap(),
            lengths: vec![60],
            hits: hits.to_vec(),
        };
        let random = &mut Random::new(5);
        simulate(targets, &[cause], IncidentRule::OneCredit, 10_000, 100, random)
            .unwrap()
            .quantile_90_minor
    };
    // The target with the higher credit has budget left.
    assert_eq!(cost(&[target(100_000, 1_000), target(0, 500)], &[0, 1]), 500);
    // One that was missed before is owed whatever happens.
    assert_eq!(cost(&[target(-1, 300), target(0, 500)], &[1]), 800);
    assert_eq!(cost(&[target(100_000, 300)], &[0]), 0);
}
