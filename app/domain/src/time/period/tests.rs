use super::*;
use rstest::rstest;

#[rstest]
#[case("2026-10", "2026-10-01", "2026-10-31")]
#[case("2026-Q4", "2026-10-01", "2026-12-31")]
#[case("2026-H1", "2026-01-01", "2026-06-30")]
#[case("2026", "2026-01-01", "2026-12-31")]
#[case("2026-W48", "2026-11-23", "2026-11-29")]
#[case("2026-W01", "2025-12-29", "2026-01-04")]
#[case("2026-10-05", "2026-10-05", "2026-10-05")]
fn ids_are_read_and_written(#[case] id: &str, #[case] first: NaiveDate, #[case] last: NaiveDate) {
    let period: Period = id.parse().unwrap();
    assert_eq!((period.first_day(), period.last_day()), (first, last));
    assert_eq!(period.to_string(), id);
    assert_eq!(Period::containing(period.kind(), last), period);
    assert_eq!(period.next().previous(), period);
    assert_eq!(serde_json::to_string(&period).unwrap(), format!("\"{id}\""));
}

#[rstest]
fn other_texts_are_refused(
    #[values(
        "",
        "26-10",
        "2026-13",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "2026-W54",
        "2026-1-05",
        "2026-02-30",
        "+026",
        "2026-é"
    )]
    id: &str,
) {
    assert_eq!(id.parse::<Period>(), Err(TimeError::BadPeriod(id.to_owned())));
}

#[test]
fn months_have_their_own_length_in_berlin() {
    let berlin = zone::parse("Europe/Berlin").unwrap();
    let seconds = |id: &str| id.parse::<Period>().unwrap().bounds(berlin).seconds();
    assert_eq!(seconds("2026-03"), 2_674_800);
    assert_eq!(seconds("2026-10"), 2_682_000);
    assert_eq!(seconds("2026-03-29"), 82_800);
}

#[rstest]
fn the_ends_of_the_calendar_are_named(
    #[values(
        PeriodKind::Day,
        PeriodKind::Week,
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::HalfYear,
        PeriodKind::Year
    )]
    kind: PeriodKind,
    #[values(NaiveDate::MIN, NaiveDate::MAX)] end: NaiveDate,
) {
    assert_eq!(Period::checked(kind, end), Err(TimeError::DateOutOfRange(end)));
    let cut = Period::containing(kind, end);
    assert!(cut.first_day() <= end && end <= cut.last_day());
    assert!(cut.previous() <= cut && cut <= cut.next());
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_eq!(Period::checked(kind, today), Ok(Period::containing(kind, today)));
}
