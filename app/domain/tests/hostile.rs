//! Input that nobody should send. The answer is an error that names the field, or the field does not matter.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const VECTORS: &str = include_str!("../../../tests/data/sla-vectors.json");

fn answer(vector: &Value) -> Value {
    let report = domain::calc::run(&json!({ "vectors": [vector] }).to_string()).unwrap();
    serde_json::from_str::<Value>(&report.json).unwrap()["results"][0].clone()
}

/// One vector for every set of fields of a kind.
fn examples() -> Vec<Value> {
    let document: Value = serde_json::from_str(VECTORS).unwrap();
    let mut shapes = BTreeMap::new();
    for vector in document["vectors"].as_array().unwrap() {
        let fields: Vec<&String> = vector["input"].as_object().unwrap().keys().collect();
        shapes
            .entry(format!("{} {fields:?}", vector["kind"]))
            .or_insert_with(|| vector.clone());
    }
    shapes.into_values().collect()
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(0), |inner, _| json!([inner]))
}

/// What no field of any kind can mean.
fn nonsense() -> Vec<Value> {
    vec![
        json!("NaN"),
        json!("-Infinity"),
        json!({"unexpected": {"nested": []}}),
        json!(-0.5),
        nested(100),
        json!("262142-12-31T23:59:59Z"),
        json!("0000-00-00"),
        json!("9999-99-99T99:99:99Z"),
    ]
}

#[test]
fn every_field_that_matters_is_named_when_it_is_nonsense() {
    let mut complaints = Vec::new();
    for vector in examples() {
        let honest = answer(&vector);
        for key in vector["input"].as_object().unwrap().keys() {
            // Any number can be rounded.
            let number = vector["kind"] == "rounding" && key == "value";
            for value in nonsense()
                .into_iter()
                .filter(|value| !(number && value.is_number()))
            {
                let mut changed = vector.clone();
                changed["input"][key] = value.clone();
                let result = answer(&changed);
                let named = result["error"]
                    .as_str()
                    .is_some_and(|error| error.contains(key.as_str()));
                if !named && result != honest {
                    complaints.push(format!("{} {key} = {value}: {result}", vector["kind"]));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_missing_field_is_named_or_has_a_default() {
    for vector in examples() {
        for key in vector["input"].as_object().unwrap().keys() {
            let mut changed = vector.clone();
            changed["input"].as_object_mut().unwrap().remove(key);
            let result = answer(&changed);
            assert!(
                result["output"].is_object() != result["error"].is_string(),
                "{result}"
            );
        }
    }
}

#[test]
fn extremes_are_answered_at_once() {
    let extremes = [
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!(-1e300),
        json!(1e-300),
        json!([]),
        json!(null),
        json!(""),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("0000-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59Z"),
        json!("1900-01-01T00:00:00Z"),
        json!("2200-12-31T23:59:59Z"),
    ];
    for vector in examples() {
        for key in vector["input"].as_object().unwrap().keys() {
            for value in &extremes {
                let mut changed = vector.clone();
                changed["input"][key] = value.clone();
                let start = Instant::now();
                let result = answer(&changed);
                assert!(
                    result["output"].is_object() != result["error"].is_string(),
                    "{result}"
                );
                assert!(
                    start.elapsed() < Duration::from_secs(10),
                    "{} {key} = {value}",
                    vector["kind"]
                );
            }
        }
    }
}

#[test]
fn depth_is_refused_and_not_followed() {
    for depth in [200, 100_000] {
        let deep = format!("{}0{}", "[".repeat(depth), "]".repeat(depth));
        let document = format!(r#"{{"vectors":[{{"id":1,"kind":"rounding","input":{{"value":{deep}}}}}]}}"#);
        let answered = domain::calc::run(&document);
        assert!(answered.is_err() || answered.is_ok_and(|report| report.failed == 1));
    }
}
