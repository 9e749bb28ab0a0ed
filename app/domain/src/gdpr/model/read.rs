//! Reading a bundle from JSON.

use chrono::Datelike;
use serde_json::Value;

use super::Bundle;
use crate::calc::misspelt;
use crate::time::{FIRST_YEAR, LAST_YEAR};

/// Why a bundle could not be read: the path of the field, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Not JSON.
    #[error("the bundle is not JSON: {0}")]
    NotJson(String),
    /// A field that cannot be what it should be.
    #[error("{path}: {reason}")]
    Field {
        /// `processing.recipients[1].type`
        path: String,
        /// What was expected.
        reason: String,
    },
}

impl Bundle {
    /// Reads a bundle. What is blank counts as missing.
    pub fn read(document: &str) -> Result<Self, BundleError> {
        // Editors on Windows put a byte order mark before the text.
        let document = document.trim_start_matches('\u{feff}');
        let value: Value =
            serde_json::from_str(document).map_err(|error| BundleError::NotJson(error.to_string()))?;
        if !value.is_object() {
            return Err(BundleError::Field {
                path: "bundle".to_owned(),
                reason: "not an object".to_owned(),
            });
        }
        refuse_misspelt(&value)?;
        let written = without_blanks(value).unwrap_or(Value::Object(serde_json::Map::new()));
        let bundle: Self = serde_path_to_error::deserialize(written).map_err(|error| BundleError::Field {
            path: match error.path().to_string().as_str() {
                "." => "bundle".to_owned(),
                path => path.to_owned(),
            },
            reason: plain(&error.inner().to_string()),
        })?;
        if !(FIRST_YEAR..=LAST_YEAR).contains(&bundle.as_of.year()) {
            return Err(BundleError::Field {
                path: "as_of".to_owned(),
                reason: format!("lies outside the years {FIRST_YEAR} to {LAST_YEAR}"),
            });
        }
        Ok(bundle)
    }
}

/// Lists that may be missing are easily misspelt, and then their rules would fall silent.
const PARTS: [&str; 10] = [
    "as_of",
    "as_of_time",
    "controller",
    "suppliers",
    "contracts",
    "dpas",
    "tom_sets",
    "processing",
    "breaches",
    "requests",
];

fn refuse_misspelt(bundle: &Value) -> Result<(), BundleError> {
    let names = bundle.as_object().into_iter().flatten().map(|(name, _)| name);
    for name in names.filter(|name| !PARTS.contains(&name.as_str())) {
        if let Some(meant) = PARTS.iter().find(|part| misspelt::is_almost(name, part)) {
            return Err(BundleError::Field {
                path: name.clone(),
                reason: format!("not known; is `{meant}` meant?"),
            });
        }
    }
    Ok(())
}

/// The reason in words for people who do not know the parser: dates fail in few ways.
fn plain(reason: &str) -> String {
    match reason {
        "input is out of range" | "no possible date and time matching input" => "no such day".to_owned(),
        "input contains invalid characters" | "premature end of input" | "trailing input" => {
            "not a day such as 2026-11-20".to_owned()
        }
        reason => reason.to_owned(),
    }
}

/// The value without `null`, blank text and empty objects; `None` if nothing is left. Objects stay in lists: an entry
/// without content is still an entry.
fn without_blanks(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| Value::from(text))
        }
        Value::Array(items) => Some(items.into_iter().filter_map(listed).collect()),
        Value::Object(fields) => {
            let fields: serde_json::Map<String, Value> = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, without_blanks(value)?)))
                .collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        other => Some(other),
    }
}

fn listed(item: Value) -> Option<Value> {
    let object = item.is_object();
    without_blanks(item).or_else(|| object.then(|| Value::Object(serde_json::Map::new())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn bundle(change: impl FnOnce(&mut Value)) -> Result<Bundle, BundleError> {
        let mut value = json!({"as_of": "2026-11-20", "processing": {"role": "controller"}});
        change(&mut value);
        Bundle::read(&value.to_string())
    }

    #[test]
    fn what_is_blank_is_missing() {
        let read = bundle(|value| {
            value["controller"] = json!({"legal_name": "  ", "dpo": null, "eu_representative": {"name": ""}});
            value["processing"]["purposes"] = json!([{"text": null}, null]);
            value["breaches"] = Value::Null;
        })
        .unwrap();
        assert_eq!(read.controller.legal_name, None);
        assert_eq!(read.controller.eu_representative, None);
        assert_eq!(read.processing.purposes.len(), 1);
        assert!(read.breaches.is_empty());
    }

    #[rstest]
    #[case("/as_of", json!("2026-02-30"), "as_of")]
    #[case("/processing/role", json!("controler"), "processing.role")]
    #[case("/processing/recipients", json!([{"type": "processor"}, {"type": "procesor"}]), "processing.recipients[1].type")]
    #[case("/dpas", json!({}), "")]
    #[case("/dpas", json!("none"), "dpas")]
    #[case("/dpas", json!([{"clauses": {"h_audit": 1}}]), "dpas[0].clauses.h_audit")]
    #[case("/breaches", json!([{"aware_at": "2026-11-20"}]), "breaches[0].aware_at")]
    #[case("/controller", json!({"headcount_automated": -3}), "controller.headcount_automated")]
    fn what_is_wrong_is_named(#[case] pointer: &str, #[case] wrong: Value, #[case] path: &str) {
        let read = bundle(|value| {
            let (parent, field) = pointer.rsplit_once('/').unwrap();
            value.pointer_mut(parent).unwrap()[field] = wrong;
        });
        match read {
            Err(BundleError::Field { path: found, .. }) => assert_eq!(found, path),
            Err(BundleError::NotJson(error)) => panic!("{error}"),
            Ok(_) => assert_eq!(path, "", "was read"),
        }
    }

    #[test]
    fn a_misspelt_list_is_no_missing_list() {
        let misspelt = bundle(|value| value["breachs"] = json!([])).unwrap_err();
        assert_eq!(misspelt.to_string(), "breachs: not known; is `breaches` meant?");
        assert!(bundle(|value| value["note"] = json!("a remark")).is_ok());
    }

    #[rstest]
    #[case(json!("2026-02-30"), "no such day")]
    #[case(json!("2026-13-01"), "no such day")]
    #[case(json!("20.11.2026"), "not a day such as 2026-11-20")]
    #[case(json!("2026-11-20T12:00:00Z"), "not a day such as 2026-11-20")]
    #[case(json!("2026-11"), "not a day such as 2026-11-20")]
    #[case(json!("+262142-12-31"), "lies outside the years 1900 to 2200")]
    fn a_wrong_day_is_told_in_plain_words(#[case] wrong: Value, #[case] expected: &str) {
        match bundle(|value| value["as_of"] = wrong) {
            Err(BundleError::Field { reason, .. }) => assert_eq!(reason, expected),
            other => panic!("{other:?}"),
        }
    }

    #[rstest]
    #[case("")]
    #[case("{")]
    #[case("[]")]
    #[case("{}")]
    #[case(r#"{"as_of": "2026-11-20"}"#)]
    #[case(r#"{"as_of": "2026-11-20", "processing": {"name": "X"}}"#)]
    fn without_day_record_and_role_there_is_nothing_to_judge(#[case] document: &str) {
        assert!(Bundle::read(document).is_err());
    }
}
