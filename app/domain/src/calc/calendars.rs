//! The calendars of a document: named ones, and inline ones compiled once per distinct text.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::CalcError;
use super::input::{Fields, Problem, plain, text};
use crate::time::TimeError;
use crate::time::calendar::{Calendar, CalendarSpec};

/// Distinct inline calendars kept compiled; a document with more of them starts over.
const KEPT: usize = 256;

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
            return found
                .unwrap_or_else(|| Err(input.wrong("calendar", format!("no calendar is named `{name}`"))));
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
            return fields.wrong(key, plain(&error));
        }
    }
    Problem::field(path, plain(error))
}

impl From<TimeError> for Problem {
    fn from(error: TimeError) -> Self {
        Self(error.to_string())
    }
}
