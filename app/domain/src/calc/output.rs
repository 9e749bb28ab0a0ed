//! Writing the output of a vector.

use chrono::{NaiveDate, Offset, SecondsFormat};
use chrono_tz::Tz;

use super::input::Problem;
use super::number;
use crate::exact::Fraction;
use crate::time::Instant;

/// An output object under construction.
#[derive(Debug, Default)]
pub struct Output {
    json: String,
}

impl Output {
    /// Adds a field whose value is already JSON.
    #[must_use]
    pub fn json(mut self, key: &str, value: &str) -> Self {
        self.json.push(if self.json.is_empty() { '{' } else { ',' });
        self.json.push('"');
        self.json.push_str(key);
        self.json.push_str("\":");
        self.json.push_str(value);
        self
    }

    /// A whole number.
    #[must_use]
    pub fn integer(self, key: &str, value: i64) -> Self {
        self.json(key, &value.to_string())
    }

    /// An exact number; `null` if there is none.
    #[must_use]
    pub fn number(self, key: &str, value: Option<Fraction>) -> Self {
        self.json(key, &value.map_or_else(|| "null".to_owned(), number::write))
    }

    /// The result of a forecast.
    pub fn float(self, key: &str, value: f64) -> Result<Self, Problem> {
        if value.is_finite() {
            Ok(self.json(key, &value.to_string()))
        } else {
            Err(Problem("the value is not finite".to_owned()))
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(self, key: &str, value: bool) -> Self {
        self.json(key, if value { "true" } else { "false" })
    }

    /// A word that needs no escapes.
    #[must_use]
    pub fn word(self, key: &str, value: &str) -> Self {
        self.json(key, &format!("\"{value}\""))
    }

    /// An instant with the offset of a zone.
    #[must_use]
    pub fn instant(self, key: &str, at: Instant, tz: Tz) -> Self {
        self.json(key, &instant(at, tz))
    }

    /// A date.
    #[must_use]
    pub fn date(self, key: &str, date: NaiveDate) -> Self {
        self.json(key, &format!("\"{date}\""))
    }

    /// The finished object.
    pub fn finish(mut self) -> String {
        if self.json.is_empty() {
            self.json.push('{');
        }
        self.json.push('}');
        self.json
    }
}

/// An instant as a JSON string.
pub fn instant(at: Instant, tz: Tz) -> String {
    let local = at.with_timezone(&tz);
    // RFC 3339 has no seconds in offsets; zones had them until 1972.
    if local.offset().fix().local_minus_utc() % 60 == 0 {
        format!("\"{}\"", local.to_rfc3339_opts(SecondsFormat::Secs, false))
    } else {
        format!("\"{}\"", at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}
