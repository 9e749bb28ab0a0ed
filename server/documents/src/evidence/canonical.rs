//! Canonical JSON (RFC 8785): one text for one value, so that its hash means something.

use serde_json::{Map, Number, Value};

/// The largest whole number that every reader of JSON keeps exactly.
const LARGEST: u64 = (1 << 53) - 1;

/// Why a value has no canonical text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// A number with a fraction, or one that not every reader keeps exactly. Amounts and shares are whole numbers here.
    #[error("{0} is not a whole number that every reader keeps exactly")]
    Number(String),
}

/// Writes a value without white space, with the names of fields in the order of their UTF-16 code units.
pub fn canonical(value: &Value) -> Result<String, CanonicalError> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

fn write(value: &Value, text: &mut String) -> Result<(), CanonicalError> {
    match value {
        // Of texts, serde_json escapes what RFC 8785 escapes, in the same way.
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(&whole(number)?),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text)?;
            }
            text.push(']');
        }
        Value::Object(fields) => write_object(fields, text)?,
    }
    Ok(())
}

fn write_object(fields: &Map<String, Value>, text: &mut String) -> Result<(), CanonicalError> {
    let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    text.push('{');
    for (index, (name, value)) in sorted.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push(':');
        write(value, text)?;
    }
    text.push('}');
    Ok(())
}

fn whole(number: &Number) -> Result<String, CanonicalError> {
    let size = number.as_u64().or(number.as_i64().map(i64::unsigned_abs));
    match size {
        Some(size) if size <= LARGEST => Ok(number.to_string()),
        _ => Err(CanonicalError::Number(number.to_string())),
    }
}
