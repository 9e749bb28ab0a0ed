use super::*;
use rstest::rstest;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[rstest]
#[case("2026-05-15", Length::new(1, Unit::Month), false, "2026-06-15")]
#[case("2026-01-31", Length::new(1, Unit::Month), false, "2026-02-28")]
#[case("2026-01-01", Length::new(3, Unit::Month), true, "2026-03-31")]
#[case("2026-01-31", Length::new(1, Unit::Month), true, "2026-02-28")]
#[case("2026-03-01", Length::new(1, Unit::Month), true, "2026-03-31")]
#[case("2024-02-29", Length::new(1, Unit::Year), false, "2025-02-28")]
#[case("2026-11-30", Length::new(1, Unit::Quarter), false, "2027-02-28")]
#[case("2026-03-03", Length::new(4, Unit::Week), true, "2026-03-30")]
#[case("2026-02-27", Length::new(14, Unit::Day), false, "2026-03-13")]
fn ends(#[case] event: &str, #[case] length: Length, #[case] counts: bool, #[case] expected: &str) {
    assert_eq!(last_day(date(event), length, counts), Some(date(expected)));
}

#[rstest]
#[case("2018-09-30", 6, "2018-03-31")]
#[case("2026-12-31", 3, "2026-09-30")]
#[case("2026-05-31", 3, "2026-02-28")]
#[case("2027-01-15", 2, "2026-11-15")]
#[case("2026-03-30", 1, "2026-02-28")]
fn receipt_is_the_latest_day_that_still_suffices(
    #[case] end: &str,
    #[case] months: u32,
    #[case] expected: &str,
) {
    let notice = Length::new(months, Unit::Month);
    let receipt = latest_receipt(date(end), notice).unwrap();
    assert_eq!(receipt, date(expected));
    assert!(last_day(receipt, notice, false).unwrap() <= date(end));
    assert!(last_day(receipt.succ_opt().unwrap(), notice, false).unwrap() > date(end));
}

#[test]
fn declarations_move_to_the_next_working_day() {
    let month = Length::new(1, Unit::Month);
    let deadline = |event| declaration_deadline(date(event), month, false, Region::BE);
    assert_eq!(deadline("2026-09-03"), Some(date("2026-10-05")));
    assert_eq!(deadline("2026-11-25"), Some(date("2026-12-28")));
    assert_eq!(deadline("2026-11-24"), Some(date("2026-12-24")));
}

#[test]
fn the_third_workday_counts_saturdays_but_does_not_end_on_one() {
    assert_eq!(
        third_workday(date("2025-05-20"), Region::NI),
        Some(date("2025-05-05"))
    );
    assert_eq!(
        third_workday(date("2026-10-20"), Region::NI),
        Some(date("2026-10-05"))
    );
    assert_eq!(
        end_after_third_workday(date("2025-05-06"), 3, Region::NI),
        Some(date("2025-08-31"))
    );
    assert_eq!(
        end_after_third_workday(date("2025-05-05"), 3, Region::NI),
        Some(date("2025-07-31"))
    );
}

#[test]
fn absurd_lengths_have_no_end() {
    assert_eq!(
        last_day(date("2026-01-01"), Length::new(u32::MAX, Unit::Year), false),
        None
    );
    assert_eq!(last_day(NaiveDate::MAX, Length::new(1, Unit::Day), false), None);
    assert_eq!(latest_receipt(NaiveDate::MAX, Length::new(1, Unit::Month)), None);
    assert_eq!(latest_receipt(NaiveDate::MIN, Length::new(1, Unit::Week)), None);
    assert_eq!(end_after_third_workday(NaiveDate::MAX, 1, Region::NI), None);
}
