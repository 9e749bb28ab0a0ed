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
}

#[test]
fn no_weekend_extends_notice() {
    let mut input = json!({
        "rule": "latest_receipt_for_end_date", "end_date": "2026-12-08", "notice_months": 1, "apply_193": false,
    });
    // A Sunday.
    assert_eq!(output("notice_period", &input)["date"], json!("2026-11-08"));
    input["apply_193"] = json!(true);
    assert!(error("notice_period", &input).starts_with("apply_193: § 193 does not extend"));
}

#[rstest]
#[case("n", json!(0), "n: must be at least 1")]
#[case("n", json!(3_600), "the date does not lie within the years 1900 to 2200")]
#[case("event_date", json!("1980-06-17"), "holidays: not known before 1990")]
#[case("holidays", json!("DE-XX"), "holidays: `DE-XX` is not a region such as DE-NW or DE")]
#[case("holidays", json!([]), "holidays: `[]` is not a region such as DE-NW or DE")]
fn declarations_that_cannot_be_dated(#[case] key: &str, #[case] value: Value, #[case] expected: &str) {
    let mut input = json!({
        "rule": "declaration_deadline_193", "event_date": "2026-11-25", "n": 1, "unit": "year", "holidays": "DE-BE",
    });
    input[key] = value;
    assert_eq!(error("notice_period", &input), expected);
}

#[test]
fn a_third_workday_belongs_to_at_least_a_month() {
    let input = json!({
        "rule": "third_workday_rule_573c", "receipt_date": "2025-05-06", "months": 0, "holidays": "DE-NI",
    });
    assert_eq!(error("notice_period", &input), "months: must be at least 1");
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

#[test]
fn a_misspelt_field_is_not_left_out() {
    let input = json!({
        "window": {"from": 0, "to": 10}, "down": [], "method": "maintenance_removed", "maintenence": [[1, 2]],
    });
    assert_eq!(
        error("availability", &input),
        "maintenence: not known; is `maintenance` meant?"
    );
    let remarks = json!({"value": 1.25, "decimals": 1, "mode": "floor", "title": "any", "source": {}});
    assert_eq!(output("rounding", &remarks), json!({"value": 1.2}));
}

#[test]
fn the_unit_of_instants_is_known() {
    let mut input = json!({
        "window": {"from": 0, "to": 10}, "down": [[5, 2]], "method": "maintenance_removed", "unit": "tick",
    });
    assert_eq!(
        error("availability", &input),
        "down[0]: the end 2 lies before the start 5"
    );
    input["unit"] = json!("fortnight");
    assert!(error("availability", &input).starts_with("unit: `fortnight` is not one of"));
}

fn tiers(input: Value) -> Value {
    let mut input = input;
    input["model"] = json!("tiered_step");
    input["tiers"] = json!([
        {"below": 99.9, "at_least": 99.0, "credit_percent": 10}, {"below": 99.0, "at_least": 95.0, "credit_percent": 250},
    ]);
    input
}

#[test]
fn an_uptime_no_tier_covers_is_no_credit_of_zero() {
    let credit = |input| output("credit", &tiers(input));
    assert_eq!(
        credit(json!({"uptime_percent": 99.9}))["credit_percent"],
        json!(0)
    );
    assert_eq!(
        credit(json!({"uptime_percent": 95.0}))["credit_percent"],
        json!(250)
    );
    assert_eq!(
        error("credit", &tiers(json!({"uptime_percent": 94.9999}))),
        "tiers: none covers such a low uptime"
    );
    let twice = json!({"uptime_percent": 98, "downtime_minutes": 1, "period_minutes": 43_200});
    assert_eq!(
        error("credit", &tiers(twice)),
        "uptime_percent: given, and so is downtime_minutes"
    );
    assert_eq!(
        error("credit", &tiers(json!({}))),
        "uptime_percent: missing, and so is downtime_minutes"
    );
}

#[test]
fn tiers_stand_in_order_and_within_a_hundred() {
    let with = |tiers: Value| {
        error(
            "credit",
            &json!({"model": "tiered_step", "uptime_percent": 99, "tiers": tiers}),
        )
    };
    let ascending =
        json!([{"below": 95, "credit_percent": 100}, {"below": 99, "at_least": 95, "credit_percent": 25}]);
    assert_eq!(
        with(ascending),
        "tiers[1]: not in order; the best attainment stands first"
    );
    assert_eq!(
        with(json!([{"below": 150, "credit_percent": 1}])),
        "tiers[0].below: more than 100"
    );
}

#[rstest]
#[case(json!({}), 1_000)]
#[case(json!({"monthly_cap": 400}), 400)]
#[case(json!({"monthly_cap": 400, "yearly_cap": 500, "already_paid": 200}), 300)]
#[case(json!({"yearly_cap": 500, "already_paid": 600}), 0)]
#[case(json!({"yearly_cap": 2_000, "minimum_exclusive": 1_000}), 0)]
#[case(json!({"minimum_exclusive": 999.99}), 1_000)]
fn a_credit_is_limited_by_the_fee_and_the_caps(#[case] mut caps: Value, #[case] expected: i64) {
    caps["fee"] = json!(1_000);
    caps["uptime_percent"] = json!(96);
    assert_eq!(output("credit", &tiers(caps))["credit"], json!(expected));
}

#[test]
fn shares_of_a_pool_are_at_most_all_of_it() {
    let pool = |key: &str, value: i64| {
        let mut input = json!({
            "model": "at_risk_pool", "invoice": 100_000, "at_risk_percent": 10, "pool_percent": 50, "allocation_percent": 40,
        });
        input[key] = json!(value);
        input
    };
    assert_eq!(
        output("credit", &pool("pool_percent", 250))["credit"],
        json!(10_000)
    );
    for key in ["at_risk_percent", "allocation_percent"] {
        assert_eq!(error("credit", &pool(key, 101)), format!("{key}: more than 100"));
    }
}

#[rstest]
#[case("projection_linear", json!({"downtime_minutes": 1, "elapsed_days": 31, "period_days": 30}), "elapsed_days: longer than the period")]
#[case("burn_rate", json!({"budget_minutes": 1, "used_minutes": 1, "elapsed_fraction": 1.4}), "elapsed_fraction: more than 1")]
#[case("compound_poisson_exponential", json!({"period_minutes": 10, "threshold_percent": 99, "downtime_so_far": 11}), "downtime_so_far: longer than the period")]
fn forecasts_lie_within_their_period(#[case] method: &str, #[case] mut input: Value, #[case] expected: &str) {
    input["method"] = json!(method);
    assert_eq!(error("forecast", &input), expected);
}

#[test]
fn no_more_can_be_measured_than_there_was() {
    let input =
        json!({"method": "zabbix", "target_percent": 99.9, "uptime": 90, "downtime": 11, "max_uptime": 100});
    assert_eq!(
        error("error_budget", &input),
        "max_uptime: less than uptime and downtime together"
    );
}

#[test]
fn offsets_with_seconds_are_written_as_utc() {
    let at = |tz: &str, date: &str| {
        output(
            "local_to_instant",
            &json!({"tz": tz, "date": date, "time": "12:00"}),
        )["at"]
            .clone()
    };
    assert_eq!(at("Africa/Monrovia", "1971-06-01"), json!("1971-06-01T12:44:30Z"));
    assert_eq!(
        at("Asia/Kolkata", "1971-06-01"),
        json!("1971-06-01T12:00:00+05:30")
    );
}

#[test]
fn a_day_the_zone_skipped_is_no_period() {
    let mut input = json!({"period": "day", "containing_date": "2011-12-30", "tz": "Pacific/Apia"});
    assert_eq!(
        error("reporting_period", &input),
        "containing_date: the zone skipped this day"
    );
    input["period"] = json!("week");
    assert_eq!(output("reporting_period", &input)["seconds"], json!(6 * 86_400));
}

#[test]
fn what_a_calendar_never_does_is_said() {
    let mut input = json!({
        "calendar": {"tz": "UTC", "date_overrides": {"2026-11-23": [["08:00", "18:00"]]}}, "op": "next_open", "at": "2026-11-24T00:00:00Z",
    });
    assert_eq!(
        error("business_point", &input),
        "at: the calendar never opens after it"
    );
    input["at"] = json!("2500-01-01T00:00:00Z");
    assert_eq!(
        error("business_point", &input),
        "2500-01-01 00:00:00 UTC lies outside the years 1900 to 2200"
    );
}

#[rstest]
#[case(json!({"tz": "UTC", "week": {}, "holidays": ["2026-01-01", "2026-02-30"]}), "calendar.holidays[1]: `2026-02-30` is not a date such as 2026-01-31")]
#[case(json!({"tz": "UTC", "week": {}, "holidays": [7]}), "calendar.holidays[0]: `7` is not a date such as 2026-01-31")]
#[case(json!({"tz": "UTC", "week": {}, "breaks": {"2026-02-30": []}}), "calendar.breaks: `2026-02-30` is not a date such as 2026-01-31")]
#[case(json!({"tz": "UTC", "week": {"tue": [["08:00"]]}}), r#"calendar.week.tue: not a list of pairs such as ["08:00", "18:00"]"#)]
#[case(json!({"tz": "UTC", "week": {"tue": vec![["08:00", "09:00"]; 49]}}), "calendar.week.tue: more than 48 spans on one day")]
#[case(json!(["UTC"]), "calendar: neither an object nor the name of a calendar")]
fn a_wrong_calendar_is_blamed_where_it_is_wrong(#[case] calendar: Value, #[case] expected: &str) {
    let input = json!({"calendar": calendar, "at": "2026-11-23T00:00:00Z"});
    assert_eq!(error("business_open", &input), expected);
}

#[test]
fn a_date_with_hours_is_given_once() {
    let document = r#"{"vectors": [{"id": 1, "kind": "business_open", "input": {"at": "2026-11-23T00:00:00Z",
        "calendar": {"tz": "UTC", "breaks": {"2026-11-23": [], "2026-11-23": [["00:00", "01:00"]]}, "week": {}}}}]}"#;
    let report = run(document).unwrap();
    let error = r#"{"results":[{"id":1,"error":"calendar.breaks: 2026-11-23 is given twice"}]}"#;
    assert_eq!(report.json, error);
}

#[test]
fn endless_lists_of_periods_are_asked_for_by_number() {
    let half_hours: Vec<[String; 2]> = (0..24)
        .map(|hour| [format!("{hour:02}:00"), format!("{hour:02}:30")])
        .collect();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let week: serde_json::Map<String, Value> = days
        .iter()
        .map(|day| ((*day).to_owned(), json!(half_hours)))
        .collect();
    let mut input = json!({
        "calendar": {"tz": "UTC", "week": week}, "from": "2026-01-01T00:00:00Z", "to": "2038-01-01T00:00:00Z",
    });
    assert!(error("business_periods", &input).starts_with("to: more than 100000 periods"));
    input["first"] = json!(2);
    let first = output("business_periods", &input);
    assert_eq!(first["periods"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_part_of_no_kind_is_blamed_itself() {
    let input = json!({"structure": "series_of", "parts": [{"serial": [99]}]});
    assert_eq!(
        error("composite", &input),
        "parts[0]: a part needs exactly one of series, parallel, k_of_n"
    );
}

#[test]
fn availability_is_measured_in_real_time_on_any_calendar() {
    let down_all_day = |from: &str, to: &str| {
        let spec = around_the_clock("wall_clock");
        let input = json!({
            "calendar": spec, "window": {"from": from, "to": to}, "down": [[from, to]], "method": "maintenance_counts_as_up",
        });
        output("availability", &input)
    };
    let autumn = down_all_day("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00");
    assert_eq!(
        autumn,
        json!({"downtime": 90_000, "denominator": 90_000, "availability_percent": 0})
    );
    let spring = down_all_day("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00");
    assert_eq!(
        spring,
        json!({"downtime": 82_800, "denominator": 82_800, "availability_percent": 0})
    );
}

fn around_the_clock(day_length: &str) -> Value {
    let day = json!([["00:00", "24:00"]]);
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let week: serde_json::Map<String, Value> = days
        .iter()
        .map(|name| ((*name).to_owned(), day.clone()))
        .collect();
    json!({"tz": "Europe/Berlin", "week": week, "day_length": day_length})
}

#[test]
fn what_never_closes_has_no_first_period() {
    let input = json!({"calendar": around_the_clock("absolute"), "from": "2026-11-23T00:00:00Z", "first": 1});
    assert_eq!(
        error("business_periods", &input),
        "to: missing, and the calendar never closes"
    );
}

#[test]
fn the_cut_off_counts_for_working_days_too() {
    let mut calendar = office();
    calendar["cutoff"] = json!("12:00");
    calendar["week"] =
        json!({"mon": [["08:00", "18:00"]], "tue": [["08:00", "18:00"]], "wed": [["08:00", "18:00"]]});
    let mut input = json!({
        "calendar": calendar, "start": "2026-11-23T15:00:00+01:00", "working_days": 1, "end_of_working_day": true,
    });
    let at = |input: &Value| output("business_days_deadline", input)["at"].clone();
    assert_eq!(at(&input), json!("2026-11-25T18:00:00+01:00"));
    input["start"] = json!("2026-11-23T11:00:00+01:00");
    assert_eq!(at(&input), json!("2026-11-24T18:00:00+01:00"));
    input["start"] = json!("2026-11-24T15:00:00+01:00");
    input["working_days"] = json!(-1);
    assert_eq!(at(&input), json!("2026-11-23T18:00:00+01:00"));
}
