//! Reading the input of a vector field by field, so that every error names its field.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, NaiveDate};
use serde_json::value::RawValue;

use super::entries::Entries;
use super::number;
use crate::exact::Fraction;
use crate::time::{Instant, Interval};

/// Why a vector has no result. Starts with the name of the field if one is to blame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Problem(pub String);

impl Problem {
    /// Blames a field.
    pub fn field(name: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self(format!("{name}: {reason}"))
    }
}

/// The fields of a JSON object, still as text.
#[derive(Debug)]
pub struct Fields<'a> {
    path: String,
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Fields<'a> {
    /// Reads an object; `path` is put before the names of its fields in errors.
    pub fn read(path: &str, raw: &'a RawValue) -> Result<Self, Problem> {
        let Entries(entries) = serde_json::from_str(raw.get())
            .map_err(|error| Problem::field(if path.is_empty() { "input" } else { path }, plain(&error)))?;
        Ok(Self {
            path: path.to_owned(),
            entries,
        })
    }

    /// The names and values in the order of the text.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.entries.iter().map(|(key, value)| (key.as_ref(), *value))
    }

    /// The full name of a field.
    pub fn name(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// An error that blames a field.
    pub fn wrong(&self, key: &str, reason: impl fmt::Display) -> Problem {
        Problem::field(self.name(key), reason)
    }

    /// An error that blames the object.
    pub fn whole(&self, reason: impl fmt::Display) -> Problem {
        Problem::field(&self.path, reason)
    }

    /// A field that may be missing; `null` counts as missing.
    pub fn optional(&self, key: &str) -> Option<&'a RawValue> {
        let (_, value) = self.entries.iter().find(|(name, _)| name == key)?;
        (value.get() != "null").then_some(*value)
    }

    /// A field that must be there.
    pub fn required(&self, key: &str) -> Result<&'a RawValue, Problem> {
        self.optional(key).ok_or_else(|| self.wrong(key, "missing"))
    }

    /// A string.
    pub fn text(&self, key: &str) -> Result<Cow<'a, str>, Problem> {
        text(self.required(key)?).ok_or_else(|| self.wrong(key, "not a string"))
    }

    /// A string that may be missing.
    pub fn optional_text(&self, key: &str) -> Result<Option<Cow<'a, str>>, Problem> {
        self.optional(key).map(|_| self.text(key)).transpose()
    }

    /// One of a list of words.
    pub fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Result<T, Problem> {
        let word = self.text(key)?;
        choices
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, value)| *value)
            .ok_or_else(|| {
                let known: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                self.wrong(
                    key,
                    format!("{} is not one of {}", quoted(&word), known.join(", ")),
                )
            })
    }

    /// `true` or `false`.
    pub fn boolean(&self, key: &str) -> Result<bool, Problem> {
        match self.required(key)?.get() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.wrong(key, "neither true nor false")),
        }
    }

    /// A number, exactly.
    pub fn number(&self, key: &str) -> Result<Fraction, Problem> {
        number::parse(self.required(key)?).map_err(|reason| self.wrong(key, reason))
    }

    /// A number that must not be negative.
    pub fn not_negative(&self, key: &str) -> Result<Fraction, Problem> {
        let value = self.number(key)?;
        if value < Fraction::ZERO {
            Err(self.wrong(key, "negative"))
        } else {
            Ok(value)
        }
    }

    /// A number from 0 to a limit.
    pub fn up_to(&self, limit: i64, key: &str) -> Result<Fraction, Problem> {
        let value = self.not_negative(key)?;
        if value > Fraction::whole(limit) {
            Err(self.wrong(key, format!("more than {limit}")))
        } else {
            Ok(value)
        }
    }

    /// A number greater than zero.
    pub fn positive(&self, key: &str) -> Result<Fraction, Problem> {
        let value = self.number(key)?;
        if value > Fraction::ZERO {
            Ok(value)
        } else {
            Err(self.wrong(key, "not greater than 0"))
        }
    }

    /// A whole number; `3600.0` is one.
    pub fn integer(&self, key: &str) -> Result<i64, Problem> {
        let value = self.number(key)?;
        let whole = if value.denominator() == 1 {
            i64::try_from(value.numerator()).ok()
        } else {
            None
        };
        whole.ok_or_else(|| self.wrong(key, "not a whole number"))
    }

    /// A whole number within bounds.
    pub fn integer_within(&self, key: &str, low: i64, high: i64) -> Result<i64, Problem> {
        let value = self.integer(key)?;
        if (low..=high).contains(&value) {
            Ok(value)
        } else {
            Err(self.wrong(key, format!("not within {low} to {high}")))
        }
    }

    /// An RFC 3339 instant.
    pub fn instant(&self, key: &str) -> Result<Instant, Problem> {
        instant(self.required(key)?).ok_or_else(|| self.wrong(key, "not an RFC 3339 instant with an offset"))
    }

    /// A date, `YYYY-MM-DD`.
    pub fn date(&self, key: &str) -> Result<NaiveDate, Problem> {
        let word = self.text(key)?;
        date(&word)
            .ok_or_else(|| self.wrong(key, format!("{} is not a date such as 2026-01-31", quoted(&word))))
    }

    /// A list.
    pub fn list(&self, key: &str) -> Result<Vec<&'a RawValue>, Problem> {
        serde_json::from_str(self.required(key)?.get()).map_err(|_| self.wrong(key, "not a list"))
    }

    /// A list of objects.
    pub fn objects(&self, key: &str) -> Result<Vec<Fields<'a>>, Problem> {
        let path = self.name(key);
        let read = |(index, raw)| Fields::read(&format!("{path}[{index}]"), raw);
        self.list(key)?.into_iter().enumerate().map(read).collect()
    }

    /// A list of `[from, to]` pairs; each bound is read by `bound`. A missing list is empty.
    pub fn intervals(
        &self,
        key: &str,
        bound: impl Fn(&RawValue) -> Option<Instant>,
    ) -> Result<Vec<Interval>, Problem> {
        self.spans(key, bound, |_| None)
    }

    /// The same, where an end may be `null`: it is still open, and `open` says where it ends for now.
    pub fn spans(
        &self,
        key: &str,
        bound: impl Fn(&RawValue) -> Option<Instant>,
        open: impl Fn(Instant) -> Option<Instant>,
    ) -> Result<Vec<Interval>, Problem> {
        if self.optional(key).is_none() {
            return Ok(Vec::new());
        }
        let read = |(index, raw): (usize, &RawValue)| {
            let name = format!("{key}[{index}]");
            let wrong = || self.wrong(&name, "not a pair of instants");
            let [from, to]: [&RawValue; 2] = serde_json::from_str(raw.get()).map_err(|_| wrong())?;
            let start = bound(from).ok_or_else(wrong)?;
            let end = if to.get() == "null" {
                open(start)
            } else {
                bound(to)
            };
            // As it was written: not every bound is a date.
            let reversed = |_| self.wrong(&name, format!("the end {to} lies before the start {from}"));
            Interval::new(start, end.ok_or_else(wrong)?).map_err(reversed)
        };
        self.list(key)?.into_iter().enumerate().map(read).collect()
    }
}

/// What somebody wrote, in an error: at most sixty characters of it.
pub fn quoted(text: &str) -> String {
    let mut rest = text.chars();
    let shown: String = rest.by_ref().take(60).collect();
    let more = if rest.next().is_some() { "…" } else { "" };
    format!("`{shown}{more}`")
}

/// A string value.
pub fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let json = raw.get();
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
        _ => serde_json::from_str(json).ok().map(Cow::Owned),
    }
}

/// An RFC 3339 instant.
pub fn instant(raw: &RawValue) -> Option<Instant> {
    DateTime::parse_from_rfc3339(&text(raw)?)
        .ok()
        .map(|at| at.to_utc())
}

/// A date written as `YYYY-MM-DD`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let digits_and_dashes =
        text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    digits_and_dashes.then(|| text.parse().ok())?
}

/// A JSON error without its position, which would refer to a fragment of the document.
pub fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ")
        .map_or(text.as_str(), |(message, _)| message)
        .to_owned()
}
