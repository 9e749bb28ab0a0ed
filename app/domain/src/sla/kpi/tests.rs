use super::*;
use crate::time::calendar::CalendarSpec;

#[test]
fn shares_need_a_sample() {
    assert_eq!(share(77, 80, 0), Ratio::new(77, 80));
    assert_eq!((share(0, 0, 0), share(4, 4, 5)), (None, None));
    assert_eq!(satisfaction(&[1, 0, 2, 3, 4], 2, 10), Ratio::new(7, 10));
    assert_eq!(satisfaction(&[1, 0, 2, 3, 4], 2, 11), None);
    assert_eq!(satisfaction(&[1], 2, 0), Ratio::new(1, 1));
}

#[test]
fn means_without_cases_are_no_data() {
    assert_eq!(mean(&[60, 120]), Ratio::new(180, 2));
    assert_eq!(mean(&[]), None);
    assert_eq!(mtbf(1_000, 100, 3), Ratio::new(900, 3));
    assert_eq!(mtbf(1_000, 0, 0), None);
    assert_eq!(backlog_index(10, 12), Ratio::new(-2, 10));
}

#[test]
fn percentiles_by_nearest_rank() {
    let values = [50, 15, 20, 40, 35];
    let at = |percent: i64| percentile(&values, Ppm(percent * 10_000));
    assert_eq!(
        [at(5), at(30), at(40), at(50), at(100)],
        [Some(15), Some(20), Some(20), Some(35), Some(50)]
    );
    assert_eq!(
        (at(101), at(-1), percentile(&[], Ppm(500_000))),
        (None, None, None)
    );
}

#[test]
fn custom_figures() {
    let observations = [(3, 10), (5, 10)].map(|(value, base)| Observation { value, base });
    assert_eq!(Custom::Ratio.figure(&observations), Ratio::new(8, 20));
    assert_eq!(Custom::Sum.figure(&observations), Ratio::new(8, 1));
    assert_eq!(Custom::Count.figure(&[]), Ratio::new(0, 1));
    assert_eq!(
        Custom::Percentile { p_ppm: 950_000 }.figure(&observations),
        Ratio::new(5, 1)
    );
    assert!(Comparison::AtMost.holds(
        Ratio {
            numerator: 1,
            denominator: 2
        },
        Ppm(500_000)
    ));
}

#[test]
fn open_items_age_in_service_time() {
    let office = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None)).unwrap();
    let item = |opened: &str| Item {
        opened: opened.parse().unwrap(),
        closed: None,
    };
    let items = [
        item("2026-11-20T17:00:00Z"),
        item("2026-11-23T08:00:00Z"),
        item("2026-12-01T00:00:00Z"),
    ];
    let cut_off = "2026-11-23T09:00:00Z".parse().unwrap();
    assert_eq!(
        ageing(&office, &items, cut_off, &[5_400, 36_000]),
        Ok(vec![1, 1, 0])
    );
}

#[test]
fn two_levels() {
    let levels = Levels {
        expected: Ppm(990_000),
        minimum: Ppm(950_000),
        times: 3,
        periods: 12,
    };
    let figures = |ppm: &[i64]| {
        ppm.iter()
            .map(|ppm| Ratio::new(*ppm, 1_000_000))
            .collect::<Vec<_>>()
    };
    assert!(levels.is_default(&figures(&[940_000])));
    assert!(!levels.is_default(&figures(&[980_000, 999_000, 980_000])));
    assert!(levels.is_default(&figures(&[980_000, 980_000, 999_000, 980_000])));
    assert!(!levels.is_default(&figures(&[980_000, 980_000, 980_000, 999_000])));
    assert!(!levels.is_default(&[None]));
}
