//! Runs every published and derived test vector through `calc` and compares the answers.
//!
//! Instants are compared as instants; numbers exactly, or within the vector's absolute tolerance.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;

const VECTORS: &str = include_str!("../../../tests/data/sla-vectors.json");

fn same(expected: &Value, actual: &Value, tolerance: f64) -> bool {
    match (expected, actual) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            if tolerance > 0.0 {
                (a - b).abs() <= tolerance
            } else {
                a.to_bits() == b.to_bits()
            }
        }
        (Value::String(a), Value::String(b)) => {
            let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
            a == b || instant(a).zip(instant(b)).is_some_and(|(a, b)| a == b)
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, tolerance))
        }
        _ => expected == actual,
    }
}

fn matches(expected: &Value, output: &Value) -> bool {
    let tolerance = expected["tolerance"].as_f64().unwrap_or(0.0);
    let fields = expected
        .as_object()
        .unwrap()
        .iter()
        .filter(|(key, _)| *key != "tolerance");
    fields
        .into_iter()
        .all(|(key, value)| same(value, &output[key], tolerance))
}

#[test]
fn every_vector_agrees() {
    let document: Value = serde_json::from_str(VECTORS).unwrap();
    let vectors = document["vectors"].as_array().unwrap();
    let report = domain::calc::run(VECTORS).unwrap();
    let answer: Value = serde_json::from_str(&report.json).unwrap();
    let results = answer["results"].as_array().unwrap();
    assert_eq!(vectors.len(), results.len());
    let mut wrong = Vec::new();
    for (vector, result) in vectors.iter().zip(results) {
        assert_eq!(vector["id"], result["id"]);
        if !matches(&vector["expected"], &result["output"]) {
            wrong.push(format!(
                "{} {}: expected {}, got {result}",
                vector["id"], vector["kind"], vector["expected"]
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} vectors differ:\n{}",
        wrong.len(),
        vectors.len(),
        wrong.join("\n")
    );
    assert_eq!(report.failed, 0);
}
