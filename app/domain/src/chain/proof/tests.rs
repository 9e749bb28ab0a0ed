use super::*;
use crate::time::calendar::CalendarSpec;
use crate::time::period::PeriodKind;

struct World {
    always: Calendar,
    office: Calendar,
}

fn world() -> World {
    World {
        always: Calendar::new(&CalendarSpec::always("UTC")).unwrap(),
        office: Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "17:00", None)).unwrap(),
    }
}

fn horizon() -> Interval {
    Interval {
        from: "2026-11-16T00:00:00Z".parse().unwrap(),
        to: "2026-12-07T00:00:00Z".parse().unwrap(),
    }
}

fn link(calendar: &Calendar, availability_ppm: i64) -> Link<'_> {
    Link {
        availability_ppm: Some(availability_ppm),
        calendar,
        window: PeriodKind::Month.into(),
        method: MaintenanceMethod::CountsAsUp,
        credit_at_breach_minor: 100,
        limit: None,
    }
}

fn offer(calendar: &Calendar, availability_ppm: i64) -> Offer<'_> {
    Offer {
        availability_ppm: Some(availability_ppm),
        calendar,
        window: PeriodKind::Month.into(),
        method: MaintenanceMethod::CountsAsUp,
        penalty_minor: 100,
        limit: None,
        handover_seconds: 0,
    }
}

fn series(count: usize) -> Structure<usize> {
    Structure::Series((0..count).map(Structure::Part).collect())
}

#[test]
fn three_good_links_carry_the_offer_of_their_product() {
    let world = world();
    let links = [999_500, 999_000, 999_000].map(|ppm| link(&world.always, ppm));
    let verdict = |ppm| {
        prove(&offer(&world.always, ppm), &series(3), &links, horizon())
            .unwrap()
            .verdict
    };
    assert_eq!(verdict(997_500), Verdict::Proven);
    assert_eq!(verdict(997_501), Verdict::IfIndependent);
    assert_eq!(verdict(997_502), Verdict::Broken);
}

#[test]
fn the_weakest_link_and_what_it_would_need() {
    let world = world();
    let links = [999_500, 990_000, 999_000].map(|ppm| link(&world.always, ppm));
    let gap = |ppm| {
        prove(&offer(&world.always, ppm), &series(3), &links, horizon())
            .unwrap()
            .gaps
    };
    let expected = Gap::Availability {
        needed_ppm: 998_000,
        composite_ppm: 988_515,
        weakest: 1,
        would_need_ppm: Some(999_499),
    };
    assert_eq!(gap(998_000), [expected]);
    assert!(matches!(
        gap(999_900)[..],
        [Gap::Availability {
            would_need_ppm: None,
            weakest: 1,
            ..
        }]
    ));
}

#[test]
fn office_hours_do_not_carry_a_promise_around_the_clock() {
    let world = world();
    let links = [link(&world.always, 1_000_000), link(&world.office, 1_000_000)];
    let proof = prove(&offer(&world.always, 999_000), &series(2), &links, horizon()).unwrap();
    assert_eq!(proof.verdict, Verdict::Broken);
    assert!(matches!(proof.gaps[..], [Gap::ServiceHours { weakest: 1, .. }]));
}

#[test]
fn windows_and_methods_must_fit() {
    let world = world();
    let mut yearly = link(&world.always, 1_000_000);
    yearly.window = PeriodKind::Year.into();
    yearly.method = MaintenanceMethod::Removed;
    let proof = prove(&offer(&world.always, 999_000), &series(1), &[yearly], horizon()).unwrap();
    assert_eq!(proof.gaps, [Gap::Window { link: 0 }, Gap::Method { link: 0 }]);
    assert!(Window::from(PeriodKind::Month).nests_in(PeriodKind::Quarter.into()));
}

#[test]
fn response_times_add_up_on_the_calendar_of_the_offer() {
    let world = world();
    let hard = |hours: i64| TimeLimit {
        seconds: hours * 3_600,
        share_ppm: 1_000_000,
    };
    let limited = |calendar, hours| Link {
        limit: Some(hard(hours)),
        ..link(calendar, 1_000_000)
    };
    let links = [limited(&world.always, 1), limited(&world.office, 8)];
    let promise = Offer {
        limit: Some(hard(72)),
        ..offer(&world.office, 999_000)
    };
    assert_eq!(
        prove(&promise, &series(2), &links, horizon()).unwrap().verdict,
        Verdict::Proven
    );
    let promise = Offer {
        limit: Some(hard(72)),
        handover_seconds: 7_200,
        ..offer(&world.always, 999_000)
    };
    let gaps = prove(&promise, &series(2), &links, horizon()).unwrap().gaps;
    let response = gaps
        .iter()
        .find(|gap| matches!(gap, Gap::ResponseTime { .. }))
        .unwrap();
    assert!(
        matches!(
            response,
            Gap::ResponseTime {
                needed_seconds: 266_400,
                weakest: 1,
                would_need_seconds: Some(248_400),
                ..
            }
        ),
        "{response:?}"
    );
}

#[test]
fn three_percentiles_never_support_the_lowest_of_them() {
    let world = world();
    let limit = |share_ppm| TimeLimit {
        seconds: 60,
        share_ppm,
    };
    let links = [950_000, 970_000, 980_000].map(|ppm| Link {
        limit: Some(limit(ppm)),
        ..link(&world.always, 1_000_000)
    });
    let verdict = |ppm| {
        let promise = Offer {
            limit: Some(TimeLimit {
                seconds: 180,
                share_ppm: ppm,
            }),
            ..offer(&world.always, 999_000)
        };
        prove(&promise, &series(3), &links, horizon()).unwrap().verdict
    };
    assert_eq!(
        (verdict(900_000), verdict(903_000), verdict(950_000)),
        (Verdict::Proven, Verdict::IfIndependent, Verdict::Broken)
    );
}

#[test]
fn what_we_owe_must_be_owed_to_us() {
    let world = world();
    let promise = Offer {
        penalty_minor: 201,
        ..offer(&world.always, 999_000)
    };
    let links = [1_000_000, 1_000_000].map(|ppm| link(&world.always, ppm));
    let gaps = prove(&promise, &series(2), &links, horizon()).unwrap().gaps;
    assert_eq!(
        gaps,
        [Gap::BackToBack {
            owed_minor: 201,
            covered_minor: 200,
            weakest: 0
        }]
    );
}

#[test]
fn wrong_references_are_refused() {
    let world = world();
    let result = prove(
        &offer(&world.always, 999_000),
        &series(2),
        &[link(&world.always, 1)],
        horizon(),
    );
    assert_eq!(result, Err(ProofError::UnknownLink(1)));
    // One link twice is not two that fail independently.
    let twice = Structure::Parallel(vec![Structure::Part(0), Structure::Part(0)]);
    let links = [link(&world.always, 1)];
    let result = prove(&offer(&world.always, 999_000), &twice, &links, horizon());
    assert_eq!(result, Err(ProofError::RepeatedLink(0)));
    let wrong = prove(
        &offer(&world.always, 999_000),
        &series(1),
        &[link(&world.always, 1_000_001)],
        horizon(),
    );
    assert_eq!(wrong, Err(ProofError::NotAShare("availability_ppm")));
}

#[test]
fn windows_vouch_for_what_they_tile() {
    use PeriodKind::{Day, Month, Quarter, Week, Year};
    let rolling = |days| Window::Rolling { days };
    let good: [(Window, Window); 8] = [
        (Month.into(), Year.into()),
        (Day.into(), rolling(30)),
        (Week.into(), Week.into()),
        (rolling(30), rolling(90)),
        (rolling(30), rolling(30)),
        (rolling(7), Week.into()),
        (rolling(1), Quarter.into()),
        (Day.into(), Week.into()),
    ];
    let bad: [(Window, Window); 8] = [
        (Year.into(), Month.into()),
        (Week.into(), Month.into()),
        (Week.into(), rolling(7)),
        (Month.into(), rolling(90)),
        (rolling(30), Month.into()),
        (rolling(30), rolling(45)),
        (rolling(90), rolling(30)),
        (rolling(0), rolling(0)),
    ];
    assert!(good.iter().all(|(inner, outer)| inner.nests_in(*outer)));
    assert!(bad.iter().all(|(inner, outer)| !inner.nests_in(*outer)));
}
