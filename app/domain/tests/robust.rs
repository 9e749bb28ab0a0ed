//! Whatever stands in a document, the calculator answers every vector and does not panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

static VECTORS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(include_str!("../../../tests/data/sla-vectors.json")).unwrap();
    document["vectors"].as_array().unwrap().clone()
});

/// Values that are wrong, extreme, or just unexpected.
fn nasty() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("24:00")),
        Just(json!("9999-12-31")),
        Just(json!("1900-01-01")),
        Just(json!("2200-12-31")),
        Just(json!("0000-01-01T00:00:00Z")),
        Just(json!("1900-01-01T00:00:00Z")),
        Just(json!("2200-12-31T23:59:59Z")),
        Just(json!("9999-12-31T23:59:59-23:59")),
        Just(json!("2026-03-29T02:30:00.999999999+01:00")),
        Just(json!("forward")),
        Just(json!("backward")),
        Just(json!(i64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(u64::MAX)),
        Just(json!(1e300)),
        Just(json!(-1e-300)),
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!(0.1)),
        Just(json!(1_000_000)),
        Just(json!(true)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(|number| json!(number)),
    ]
}

/// Replaces one of the values inside, chosen by counting.
fn replace(value: &mut Value, countdown: &mut usize, with: &Value) -> bool {
    if *countdown == 0 {
        *value = with.clone();
        return true;
    }
    *countdown -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, countdown, with)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, countdown, with)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_damaged_vector_gets_an_answer(
        index in any::<prop::sample::Index>(),
        changes in prop::collection::vec((0..60_usize, nasty()), 1..4),
    ) {
        let mut vector = index.get(&VECTORS).clone();
        for (mut countdown, with) in changes {
            replace(&mut vector["input"], &mut countdown, &with);
        }
        let report = domain::calc::run(&json!({"vectors": [vector]}).to_string()).unwrap();
        let answer: Value = serde_json::from_str(&report.json).unwrap();
        let result = &answer["results"][0];
        prop_assert_eq!(&result["id"], &vector["id"]);
        prop_assert!(result["output"].is_object() != result["error"].is_string());
        prop_assert_eq!(report.failed == 1, result["error"].is_string());
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = domain::calc::run(&text);
    }
}
