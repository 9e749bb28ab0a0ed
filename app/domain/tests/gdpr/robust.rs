//! Whatever stands in a bundle, it is judged or refused.

use domain::gdpr::model::{Bundle, BundleError};
use domain::gdpr::reference::Reference;
use domain::gdpr::rules::findings;
use serde_json::{Value, json};

use crate::rows;

fn nasty() -> Vec<Value> {
    vec![
        json!(null),
        json!(""),
        json!([]),
        json!({}),
        json!([null, {}, [], ""]),
        json!("none"),
        json!("P99999999999Y"),
        json!("P4294967295D"),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("+262142-12-31"),
        json!("-262143-01-01"),
        json!("2026-03-29T02:30:00"),
        json!("9999-12-31T23:59:59-23:59"),
        json!("\u{1F600}".repeat(500)),
        json!(-1),
        json!(4_294_967_295_u32),
        json!(1e300),
        json!(true),
    ]
}

/// The place of every value within a value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let place = format!("{at}/{name}");
        pointers(value, &place, found);
        found.push(place);
    }
}

#[test]
fn nothing_panics_and_every_refusal_names_a_field() {
    let reference = Reference::shipped().unwrap();
    let names = ["with a fallback", "no client", "the supplier took 24 hours"];
    let (mut judged, mut refused) = (0, 0);
    for row in rows().into_iter().filter(|row| names.contains(&row.name)) {
        let mut places = Vec::new();
        pointers(&row.bundle, "", &mut places);
        for place in places {
            for value in nasty() {
                let mut bundle = row.bundle.clone();
                *bundle.pointer_mut(&place).unwrap() = value;
                match Bundle::read(&bundle.to_string()) {
                    Ok(bundle) => {
                        findings(&bundle, &reference);
                        judged += 1;
                    }
                    Err(BundleError::Field { path, reason }) => {
                        assert!(!path.is_empty() && !reason.is_empty(), "{place}");
                        refused += 1;
                    }
                    Err(error) => panic!("{place}: {error}"),
                }
            }
        }
    }
    assert!(
        judged > 1_000 && refused > 1_000,
        "{judged} judged, {refused} refused"
    );
}
