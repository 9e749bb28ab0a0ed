//! Variations of the kinds that no published vector shows.

use super::*;
use rstest::rstest;

#[rstest]
#[case("any_day", "2026-11-23", "2027-02-23", "2026-11-23")]
#[case("month_end", "2026-11-23", "2027-02-28", "2026-11-30")]
#[case("quarter_end", "2026-11-23", "2027-03-31", "2026-12-31")]
#[case("quarter_end", "2026-09-30", "2026-12-31", "2026-09-30")]
#[case("quarter_end", "2026-10-01", "2027-03-31", "2026-12-31")]
#[case("half_year_end", "2026-11-23", "2027-06-30", "2027-03-31")]
#[case("year_end", "2026-11-23", "2027-12-31", "2027-09-30")]
fn three_months_of_notice_to(#[case] to: &str, #[case] receipt: &str, #[case] end: &str, #[case] last: &str) {
    let input = json!({
        "rule": "earliest_end_for_receipt_date", "receipt_date": receipt, "notice_months": 3, "to": to,
    });
    let expected = json!({"date": end, "latest_receipt": last});
    assert_eq!(output("notice_period", &input), expected);
}

#[rstest]
#[case(json!({"notice_days": 14}), "2026-12-17")]
#[case(json!({"notice_weeks": 6}), "2026-11-19")]
#[case(json!({"notice_months": 3}), "2026-09-30")]
#[case(json!({"notice_years": 1}), "2025-12-31")]
#[case(json!({"n": 2, "unit": "quarter"}), "2026-06-30")]
fn notice_is_counted_back_in(#[case] mut input: Value, #[case] expected: &str) {
    input["rule"] = json!("latest_receipt_for_end_date");
    input["end_date"] = json!("2026-12-31");
    assert_eq!(output("notice_period", &input)["date"], json!(expected));
}

#[test]
fn a_notice_period_is_given_once() {
    let with = |mut input: Value| {
        input["rule"] = json!("latest_receipt_for_end_date");
        input["end_date"] = json!("2026-12-31");
        error("notice_period", &input)
    };
    assert_eq!(with(json!({})), "notice_months: missing");
    let twice = "notice_months: the notice period is given more than once";
    assert_eq!(with(json!({"notice_months": 3, "notice_days": 1})), twice);
    assert_eq!(with(json!({"notice_months": 3, "n": 1, "unit": "day"})), twice);
    let by_holidays = with(json!({"notice_months": 3, "apply_193": true}));
    assert_eq!(by_holidays, "holidays: missing");
}

#[rstest]
#[case("half_month", "2026-12-08")]
#[case("half_year", "2027-05-23")]
fn parts_of_the_civil_code(#[case] unit: &str, #[case] expected: &str) {
    let input = json!({"rule": "period_end_187_188", "event_date": "2026-11-23", "n": 1, "unit": unit});
    assert_eq!(output("notice_period", &input)["date"], json!(expected));
}

#[test]
fn claims_in_business_days_need_a_place() {
    let mut claim = json!({"rule": "business_days_after_incident", "n": 5, "incident_date": "2026-12-23"});
    assert_eq!(error("claim_deadline", &claim), "holidays: missing");
    claim["holidays"] = json!("DE-BE");
    assert_eq!(output("claim_deadline", &claim)["date"], json!("2026-12-31"));
}

#[test]
fn what_is_still_open_runs_to_the_present() {
    let mut input = json!({
        "window": {"from": 1_000, "to": 2_000}, "down": [[1_200, null]], "method": "maintenance_counts_as_up",
    });
    assert_eq!(output("availability", &input)["downtime"], json!(800));
    input["as_of"] = json!(1_300);
    let running = json!({"downtime": 100, "denominator": 300, "availability_percent": 66.666_666_666_666_67});
    assert_eq!(output("availability", &input), running);
    input["as_of"] = json!(1_100);
    assert_eq!(output("availability", &input)["downtime"], json!(0));
    input["down"] = json!([[null, 1_200]]);
    assert_eq!(error("availability", &input), "down[0]: not a pair of instants");
    let pause = json!({"calendar": office(), "from": "2026-11-23T09:00:00Z", "to": "2026-11-23T10:00:00Z", "exclude": [["2026-11-23T09:00:00Z", null]]});
    assert_eq!(
        error("business_elapsed", &pause),
        "exclude[0]: not a pair of instants"
    );
}

#[test]
fn shares_are_displayed_floored_unless_said_otherwise() {
    let shown = |display: Value| {
        let input = json!({
            "window": {"from": 0, "to": 1_000_000}, "down": [[0, 1]], "method": "maintenance_removed", "display": display,
        });
        output("availability", &input)["availability_percent_displayed"].clone()
    };
    assert_eq!(shown(json!({"decimals": 2})), json!(99.99));
    assert_eq!(shown(json!({"decimals": 2, "rounding": "half_up"})), json!(100));
}

#[test]
fn events_of_no_kind_need_no_policy() {
    let counted = output("sli_count", &json!({"good": 3, "bad": 1}));
    assert_eq!(counted, json!({"ratio": 0.75}));
    let undecided = json!({"good": 3, "bad": 1, "pending": 1});
    assert_eq!(error("sli_count", &undecided), "pending_counts_as: missing");
}

#[test]
fn every_model_with_a_share_states_the_amount_of_a_fee() {
    let gap = json!({"model": "gap", "target_percent": 98, "actual_percent": 75, "fee": 1_000.05});
    assert_eq!(
        output("credit", &gap),
        json!({"credit_percent": 23, "credit": 230.01})
    );
    let bands = json!([{"from_points": 10, "credit_percent": 2}]);
    let mut points = json!({"model": "points", "points": 10, "bands": bands, "fee": 100});
    assert_eq!(
        output("credit", &points),
        json!({"credit_percent": 2, "credit": 2})
    );
    points["points"] = json!(-1);
    assert_eq!(error("credit", &points), "points: negative");
}
