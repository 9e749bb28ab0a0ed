//! Reading fields one by one, remembering which are at fault.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::account::unseen;
use super::{FieldError, LengthForm, parse_amount, parse_date, parse_percent};
use crate::contract::period_rules::{Length, Unit};
use crate::money::Currency;

/// The longest single line.
pub const LINE: usize = 200;
/// The longest text of several lines.
pub const TEXT: usize = 4_000;

/// Collects what is wrong, so that all of it is told at once.
#[derive(Default)]
pub struct Reader {
    pub errors: Vec<FieldError>,
}

impl Reader {
    pub fn refuse(&mut self, field: &str, code: &str) {
        self.errors.push(FieldError::new(field, code));
    }

    /// One line without blanks around it, not longer than `longest` characters; `None` if empty.
    pub fn text(&mut self, field: &str, text: &str, longest: usize) -> Option<String> {
        let text = text.trim();
        if text.chars().any(unseen) {
            self.refuse(field, "invisible");
        } else if text.chars().count() > longest {
            self.refuse(field, "too_long");
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text that may be missing, in several lines where it may be longer than [`LINE`].
    pub fn prose(&mut self, field: &str, typed: &str, longest: usize) -> String {
        let text = typed.trim().replace("\r\n", "\n");
        let several_lines = longest > LINE;
        if text
            .chars()
            .any(|c| c.is_control() && !(several_lines && matches!(c, '\n' | '\t')))
        {
            self.refuse(field, "invisible");
        } else if text.chars().count() > longest {
            self.refuse(field, "too_long");
        }
        text
    }

    /// A line that must be there; empty when it is not.
    pub fn line(&mut self, field: &str, typed: &str) -> String {
        let text = self.prose(field, typed, LINE);
        if text.is_empty() {
            self.refuse(field, "required");
        }
        text
    }

    /// One of several codes; `None` for an empty field, refused when unknown.
    pub fn choice<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let value = parse(typed);
        if value.is_none() {
            self.refuse(field, "unknown");
        }
        value
    }

    /// One of several codes, which must be chosen.
    pub fn chosen<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if typed.trim().is_empty() {
            self.refuse(field, "required");
        }
        self.choice(field, typed, parse)
    }

    /// The value, unless something was wrong.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn into_result<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }

    /// Such a line, which must not be empty.
    pub fn needed_text(&mut self, field: &str, text: &str, longest: usize) -> Option<String> {
        let text = self.text(field, text, longest);
        if text.is_none() {
            self.refuse(field, "required");
        }
        text
    }

    pub fn date(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        if text.trim().is_empty() {
            self.refuse(field, "required");
            return None;
        }
        self.date_if_any(field, text)
    }

    pub fn date_if_any(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let date = parse_date(text);
        if date.is_none() && !text.trim().is_empty() {
            self.refuse(field, "date_unreadable");
        }
        date
    }

    /// A code of an enumeration, or an id, read as it is stored.
    pub fn code<T: DeserializeOwned>(&mut self, field: &str, text: &str) -> Option<T> {
        let value = serde_json::from_value(serde_json::Value::String(text.trim().to_owned())).ok();
        if value.is_none() {
            self.refuse(field, "required");
        }
        value
    }

    /// The same, or nothing for an empty field.
    pub fn code_if_any<T: DeserializeOwned>(&mut self, field: &str, text: &str) -> Option<T> {
        if text.trim().is_empty() {
            None
        } else {
            self.code(field, text)
        }
    }

    /// The currency of a contract.
    pub fn currency(&mut self, field: &str, text: &str) -> Option<Currency> {
        let text = text.trim().to_uppercase();
        let known = Currency::parse(&text).filter(Currency::is_for_contracts);
        if known.is_none() {
            self.refuse(
                field,
                if text.is_empty() {
                    "required"
                } else {
                    "currency_unknown"
                },
            );
        }
        known
    }

    pub fn amount_if_any(&mut self, field: &str, text: &str) -> Option<i64> {
        if text.trim().is_empty() {
            return None;
        }
        let amount = parse_amount(text);
        if amount.is_none() {
            self.refuse(field, "amount_unreadable");
        }
        amount
    }

    /// A percentage in parts per million.
    pub fn percent(&mut self, field: &str, text: &str) -> Option<i64> {
        if text.trim().is_empty() {
            self.refuse(field, "required");
            return None;
        }
        self.percent_if_any(field, text)
    }

    pub fn percent_if_any(&mut self, field: &str, text: &str) -> Option<i64> {
        if text.trim().is_empty() {
            return None;
        }
        let ppm = parse_percent(text);
        if ppm.is_none() {
            self.refuse(field, "percent_unreadable");
        }
        ppm
    }

    /// A whole number from 1 to `most`.
    pub fn count(&mut self, field: &str, text: &str, most: u32) -> Option<u32> {
        let count = text
            .trim()
            .parse()
            .ok()
            .filter(|count| (1..=most).contains(count));
        if count.is_none() {
            let empty = text.trim().is_empty();
            self.refuse(field, if empty { "required" } else { "number_unreadable" });
        }
        count
    }

    pub fn length(&mut self, field: &str, form: &LengthForm) -> Option<Length> {
        if form.count.trim().is_empty() {
            return None;
        }
        let most = if matches!(form.unit.as_str(), "day" | "week") {
            36_600
        } else {
            1_200
        };
        let count = form
            .count
            .trim()
            .parse()
            .ok()
            .filter(|count| (1..=most).contains(count));
        let unit = serde_json::from_value::<Unit>(serde_json::Value::String(form.unit.clone())).ok();
        let length = count.zip(unit).map(|(count, unit)| Length::new(count, unit));
        if length.is_none() {
            self.refuse(field, "length_unreadable");
        }
        length
    }

    pub fn needed_length(&mut self, field: &str, form: &LengthForm) -> Option<Length> {
        if form.count.trim().is_empty() {
            self.refuse(field, "required");
        }
        self.length(field, form)
    }
}
