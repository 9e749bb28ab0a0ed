//! What changed between two states of something, for the audit log.

use serde_json::{Map, Value, json};

/// The fields that differ, each from what to what. Of `silent` fields only that they changed: names, addresses and free
/// text of people do not belong into a log that nobody can erase.
pub fn changes(before: &Value, after: &Value, silent: &[&str]) -> Value {
    let fields = after.as_object().into_iter().flatten();
    let changed: Map<String, Value> = fields
        .filter(|(field, value)| before[field.as_str()] != **value)
        .map(|(field, value)| {
            let change = if silent.contains(&field.as_str()) {
                json!("changed")
            } else {
                json!({ "from": before[field.as_str()], "to": value })
            };
            (field.clone(), change)
        })
        .collect();
    json!({ "changed": changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_differences_are_told_and_silent_ones_without_their_words() {
        let before = json!({ "kind": "msp", "notes": "call Eva", "city": null });
        let after = json!({ "kind": "software", "notes": "", "city": null });
        assert_eq!(
            changes(&before, &after, &["notes"]),
            json!({ "changed": { "kind": { "from": "msp", "to": "software" }, "notes": "changed" } })
        );
    }
}
