use super::*;
use serde_json::{Value, json};

fn results(document: &Value) -> Vec<Value> {
    let report = run(&document.to_string()).unwrap();
    let json: Value = serde_json::from_str(&report.json).unwrap();
    json["results"].as_array().unwrap().clone()
}

fn error(kind: &str, input: &Value) -> String {
    let document = json!({"vectors": [{"id": "x", "kind": kind, "input": input}]});
    results(&document)[0]["error"].as_str().unwrap().to_owned()
}

fn output(kind: &str, input: &Value) -> Value {
    let document = json!({"vectors": [{"id": "x", "kind": kind, "input": input}]});
    results(&document)[0]["output"].clone()
}

fn office() -> Value {
    json!({"tz": "Europe/Berlin", "week": {"mon": [["08:00", "18:00"]]}})
}

#[test]
fn named_calendars_are_shared_and_order_is_kept() {
    let input = json!({"calendar": "office", "at": "2026-11-23T09:00:00+01:00"});
    let document = json!({
        "calendars": {"office": office()},
        "vectors": [
            {"id": "b", "kind": "business_open", "input": input, "expected": {"open": true}},
            {"id": 7, "kind": "business_open", "input": {"calendar": "other", "at": "2026-11-23T09:00:00Z"}},
        ],
    });
    let expected = [
        json!({"id": "b", "output": {"open": true}}),
        json!({"id": 7, "error": "calendar: no calendar is named `other`"}),
    ];
    assert_eq!(results(&document), expected);
    assert_eq!(run(&document.to_string()).unwrap().failed, 1);
}

#[test]
fn errors_name_the_field() {
    let at = "2026-11-23T09:00:00Z";
    assert_eq!(error("business_open", &json!({"at": at})), "calendar: missing");
    assert_eq!(
        error(
            "business_open",
            &json!({"calendar": office(), "at": "2026-11-23T09:00:00"})
        ),
        "at: not an RFC 3339 instant with an offset"
    );
    assert_eq!(
        error(
            "business_open",
            &json!({"calendar": {"tz": "Mars/Base", "week": {}}, "at": at})
        ),
        "calendar.tz: unknown time zone `Mars/Base`"
    );
    assert!(
        error(
            "business_open",
            &json!({"calendar": {"tz": "UTC", "week": 5}, "at": at})
        )
        .starts_with("calendar.week: ")
    );
    assert_eq!(
        error(
            "business_open",
            &json!({"calendar": {"tz": "UTC", "week": {}, "holidays": ["2026-02-30"]}, "at": at})
        ),
        "calendar.holidays[0]: `2026-02-30` is not a date such as 2026-01-31"
    );
    let overlap = json!({"tz": "UTC", "week": {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]}});
    assert_eq!(
        error("business_open", &json!({"calendar": overlap, "at": at})),
        "calendar.week.mon: the hours overlap"
    );
    let reversed = json!({"calendar": office(), "from": at, "to": at, "exclude": [["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"]]});
    assert!(error("business_elapsed", &reversed).starts_with("exclude[0]: the end"));
    assert_eq!(
        error(
            "credit",
            &json!({"model": "tiered_step", "uptime_percent": 99, "tiers": [{"below": 99.9, "at_least": 99.5, "credit_percent": 10}, {"below": 99, "credit_percent": 20}]})
        ),
        "tiers[1]: a gap lies between this tier and the one before"
    );
    assert_eq!(error("nonsense", &json!({})), "kind: `nonsense` is not known");
    assert_eq!(
        error(
            "business_deadline",
            &json!({"calendar": office(), "start": at, "seconds": 1.5, "direction": "forward"})
        ),
        "seconds: not a whole number"
    );
}

#[test]
fn broken_documents_are_unreadable_and_broken_vectors_are_not() {
    assert!(run("").is_err());
    let nothing = run("{}").unwrap_err().to_string();
    assert!(nothing.starts_with("the document is unreadable: `vectors` is missing; expected"));
    assert!(run(r#"{"vectors": 3}"#).is_err());
    let report = run(r#"{"vectors": [3, {"kind": "rounding"}, {"id": "a"}]}"#).unwrap();
    assert_eq!(report.failed, 3);
    serde_json::from_str::<Value>(&report.json).unwrap();
}

#[test]
fn lists_are_no_objects_and_a_byte_order_mark_is_no_text() {
    assert!(run("[{}, []]").is_err());
    assert_eq!(
        run("\u{feff} {\"vectors\": []}").unwrap().json,
        r#"{"results":[]}"#
    );
    let listed =
        run(r#"{"vectors": [["a", "rounding", {"value": 1, "decimals": 0, "mode": "floor"}]]}"#).unwrap();
    assert_eq!(
        listed.json,
        r#"{"results":[{"id":null,"error":"vector: a list, not an object"}]}"#
    );
}

#[test]
fn errors_repeat_only_the_beginning_of_what_was_written() {
    let long = "x".repeat(1_000);
    assert_eq!(
        error(&long, &json!({})),
        format!("kind: `{}…` is not known", "x".repeat(60))
    );
}

#[test]
fn the_first_periods_need_no_end() {
    let input = json!({"calendar": office(), "from": "2026-11-23T09:00:00+01:00", "first": 2});
    let document = json!({"vectors": [{"id": 1, "kind": "business_periods", "input": input}]});
    let expected = json!([
        ["2026-11-23T09:00:00+01:00", "2026-11-23T18:00:00+01:00"],
        ["2026-11-30T08:00:00+01:00", "2026-11-30T18:00:00+01:00"],
    ]);
    assert_eq!(results(&document)[0]["output"]["periods"], expected);
}

mod kinds;
