//! The calendars of a document: named ones, and inline ones compiled once per distinct text.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value;
use serde_json::value::RawValue;

use super::CalcError;
use super::input::{Fields, Problem, plain, quoted, text};
use crate::time::TimeError;
use crate::time::calendar::{Calendar, CalendarSpec, Hours};

/// Distinct inline calendars kept compiled; a document with more of them starts over. Over all supported years one takes
/// about four megabytes.
const KEPT: usize = 32;

/// Resolves the `calendar` field of vectors.
pub struct Calendars<'a> {
    named: HashMap<String, Result<Calendar, Problem>>,
    inline: HashMap<&'a str, Calendar>,
    always: Option<Calendar>,
}

impl<'a> Calendars<'a> {
    /// Reads the named calendars. A wrong one fails only the vectors that use it.
    pub fn read(raw: Option<&'a RawValue>) -> Result<Self, CalcError> {
        let mut named = HashMap::new();
        if let Some(raw) = raw.filter(|raw| raw.get() != "null") {
            let fields = Fields::read("calendars", raw).map_err(|error| CalcError::Unreadable(error.0))?;
            for (name, raw) in fields.entries() {
                named.insert(name.to_owned(), compile(&fields.name(name), raw));
            }
        }
        Ok(Self {
            named,
            inline: HashMap::new(),
            always: None,
        })
    }

    /// The calendar of an input: an object, or the name of a calendar of the document.
    pub fn of(&mut self, input: &Fields<'a>) -> Result<Calendar, Problem> {
        let raw = input.required("calendar")?;
        if let Some(name) = text(raw) {
            let found = self.named.get(name.as_ref()).cloned();
            return found.unwrap_or_else(|| {
                Err(input.wrong("calendar", format!("no calendar is named {}", quoted(&name))))
            });
        }
        if let Some(known) = self.inline.get(raw.get()) {
            return Ok(known.clone());
        }
        let calendar = compile("calendar", raw)?;
        if self.inline.len() >= KEPT {
            self.inline.clear();
        }
        self.inline.insert(raw.get(), calendar.clone());
        Ok(calendar)
    }

    /// The calendar of an input, around the clock if it names none.
    pub fn of_or_always(&mut self, input: &Fields<'a>) -> Result<Calendar, Problem> {
        if input.optional("calendar").is_some() {
            return self.of(input);
        }
        if self.always.is_none() {
            let always = Calendar::new(&CalendarSpec::always("UTC"));
            self.always = Some(always.map_err(|error| Problem(error.to_string()))?);
        }
        self.always
            .clone()
            .ok_or_else(|| input.wrong("calendar", "missing"))
    }
}

fn compile(path: &str, raw: &RawValue) -> Result<Calendar, Problem> {
    if !raw.get().starts_with('{') {
        return Err(Problem::field(
            path,
            "neither an object nor the name of a calendar",
        ));
    }
    let spec: CalendarSpec = serde_json::from_str(raw.get()).map_err(|error| blame(path, raw, &error))?;
    Calendar::new(&spec).map_err(|error| Problem(format!("{path}.{error}")))
}

/// Finds the field that cannot be read by reading each alone.
fn blame(path: &str, raw: &RawValue, error: &serde_json::Error) -> Problem {
    let Ok(fields) = Fields::read(path, raw) else {
        return Problem::field(path, plain(error));
    };
    for (key, value) in fields.entries() {
        let zone = if key == "tz" { "" } else { "\"tz\":\"UTC\"," };
        let alone = format!("{{{zone}{}:{}}}", serde_json::Value::from(key), value.get());
        if let Err(error) = serde_json::from_str::<CalendarSpec>(&alone) {
            return blame_part(&fields, key, value).unwrap_or_else(|| fields.wrong(key, plain(&error)));
        }
    }
    Problem::field(path, plain(error))
}

/// Finds the entry of a list of dates, the date of an object or the day of the week that cannot be read.
fn blame_part(fields: &Fields<'_>, key: &str, value: &RawValue) -> Option<Problem> {
    let no_date = |name: &str, text: &str| {
        fields.wrong(name, format!("{} is not a date such as 2026-01-31", quoted(text)))
    };
    let is_date = |text: &str| text.parse::<NaiveDate>().is_ok();
    match key {
        "holidays" => {
            let entries: Vec<Value> = serde_json::from_str(value.get()).ok()?;
            let (index, entry) = entries
                .iter()
                .enumerate()
                .find(|(_, entry)| !entry.as_str().is_some_and(is_date))?;
            let text = entry.as_str().map_or_else(|| entry.to_string(), str::to_owned);
            Some(no_date(&format!("{key}[{index}]"), &text))
        }
        "date_overrides" | "breaks" => {
            let dates = Fields::read(key, value).ok()?;
            let (wrong, _) = dates.entries().find(|(date, _)| !is_date(date))?;
            Some(no_date(key, wrong))
        }
        "week" => {
            let days = Fields::read(&fields.name(key), value).ok()?;
            let unread = |hours: &RawValue| serde_json::from_str::<Vec<Hours>>(hours.get()).is_err();
            let (day, _) = days.entries().find(|(_, hours)| unread(hours))?;
            Some(days.wrong(day, r#"not a list of pairs such as ["08:00", "18:00"]"#))
        }
        _ => None,
    }
}

impl From<TimeError> for Problem {
    fn from(error: TimeError) -> Self {
        Self(error.to_string())
    }
}
