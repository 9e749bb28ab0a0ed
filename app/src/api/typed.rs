//! A whole form in an address: how what was typed without a script comes back to its page.

#[cfg(feature = "ssr")]
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The form as text, without what is empty: browsers cut long addresses.
#[cfg(feature = "ssr")]
pub fn written(form: &impl Serialize) -> String {
    let mut value = serde_json::to_value(form).unwrap_or_default();
    prune(&mut value);
    value.to_string()
}

/// The form that was written; `None` for what no form wrote.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str::<Value>(text)
        .and_then(serde_json::from_value)
        .ok()
}

/// Takes out empty fields, and rows without content after the last one that has some.
#[cfg(feature = "ssr")]
fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|_, field| !is_empty(field));
        }
        Value::Array(rows) => {
            rows.iter_mut().for_each(prune);
            while rows.last().is_some_and(is_empty) {
                rows.pop();
            }
        }
        _ => {}
    }
}

#[cfg(feature = "ssr")]
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(rows) => rows.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::forms::{TargetForm, TierForm};

    use super::*;

    #[test]
    fn a_form_comes_back_with_its_rows_in_place() {
        let tier = |credit: &str| TierForm {
            credit: credit.to_owned(),
            ..TierForm::default()
        };
        let form = TargetForm {
            name: "Lösungszeit".to_owned(),
            tiers: vec![tier(""), tier("5")],
            ..TargetForm::default()
        };
        let long = TargetForm {
            tiers: vec![tier(""), tier("5"), tier(""), tier("")],
            ..form.clone()
        };
        assert_eq!(
            written(&long),
            r#"{"name":"Lösungszeit","tiers":[{},{"credit":"5"}]}"#
        );
        assert_eq!(read::<TargetForm>(&written(&long)), Some(form));
        assert_eq!(read::<TargetForm>("1"), None);
    }
}
