//! Facts of every kind from rows of named cells.
//!
//! A cell is a text, a number or true and false; where a row comes from CSV everything is text. What a row does not
//! have is absent, what nobody knows is refused by name.

mod kinds;

use chrono_tz::Tz;
use domain::fact::{Decimal, Origin, Problem};
use domain::forms::FieldError;
use domain::time::Instant;
use serde_json::Value as Json;

use crate::batch::Cells;
use crate::times;

/// A fact with the names it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming<T> {
    /// Id or name of the service; empty where the fact itself says it.
    pub service: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What it says.
    pub fact: T,
}

/// A kind of fact that can be read from rows.
pub trait ReadFact: Sized {
    /// Names of its cells, each with the other names it is known by.
    const CELLS: &'static [(&'static str, &'static [&'static str])];
    /// Whether a row says to which service it belongs.
    const NAMES_SERVICE: bool = true;
    /// Reads what the fact says; problems are noted in the reader.
    fn read(cells: &mut Reader<'_>) -> Option<Self>;
    /// What contradicts itself.
    fn problems(&self, now: Instant) -> Vec<Problem>;
}

const SERVICE: (&str, &[&str]) = ("service_id", &["service"]);
const COMMON: [(&str, &[&str]); 3] = [("source", &[]), ("external_id", &[]), ("reason", &[])];

/// Reads a row. `source` is what a fact comes from that does not say it; times without an offset are on the wall clock
/// of `zone`, and refused without one.
///
/// # Errors
/// Every cell that is missing, unknown or cannot be read.
pub fn read<T: ReadFact>(
    cells: &Cells,
    source: &str,
    zone: Option<Tz>,
) -> Result<Incoming<T>, Vec<FieldError>> {
    let mut reader = Reader {
        cells,
        zone,
        aliases: T::CELLS,
        problems: Vec::new(),
    };
    reader.refuse_unknown(T::NAMES_SERVICE);
    let service = if T::NAMES_SERVICE {
        reader.needed_text("service_id")
    } else {
        Some(String::new())
    };
    let origin = Origin {
        source: reader.text("source").unwrap_or_else(|| source.to_owned()),
        external_id: reader.text("external_id"),
        reason: reader.text("reason"),
    };
    let fact = T::read(&mut reader);
    match (service, fact) {
        (Some(service), Some(fact)) if reader.problems.is_empty() => Ok(Incoming {
            service,
            origin,
            fact,
        }),
        _ => Err(reader.problems),
    }
}

/// Reads cells by name and notes what is wrong with them.
pub struct Reader<'a> {
    cells: &'a Cells,
    zone: Option<Tz>,
    aliases: &'static [(&'static str, &'static [&'static str])],
    problems: Vec<FieldError>,
}

impl Reader<'_> {
    fn refuse_unknown(&mut self, names_service: bool) {
        let service = names_service.then_some(SERVICE);
        let known: Vec<_> = self
            .aliases
            .iter()
            .chain(&COMMON)
            .copied()
            .chain(service)
            .collect();
        let is_known = |name: &str| {
            known
                .iter()
                .any(|(cell, others)| *cell == name || others.contains(&name))
        };
        let unknown = self.cells.keys().filter(|name| !is_known(name));
        let unknown: Vec<_> = unknown
            .map(|name| FieldError::new(name, "unknown_field"))
            .collect();
        self.problems.extend(unknown);
    }

    fn cell(&self, name: &str) -> Option<&Json> {
        let others = self
            .aliases
            .iter()
            .chain([&SERVICE])
            .find(|(cell, _)| *cell == name);
        let names =
            std::iter::once(name).chain(others.into_iter().flat_map(|(_, others)| others.iter().copied()));
        names
            .filter_map(|name| self.cells.get(name))
            .find(|value| !value.is_null())
    }

    fn note(&mut self, name: &str, code: &str) {
        self.problems.push(FieldError::new(name, code));
    }

    /// A text, or a number as it is written.
    fn text(&mut self, name: &'static str) -> Option<String> {
        let text = match self.cell(name)? {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        };
        if text.is_none() {
            self.note(name, "text_needed");
        }
        text
    }

    fn needed_text(&mut self, name: &'static str) -> Option<String> {
        if self.cell(name).is_none() {
            self.note(name, "required");
        }
        self.text(name)
    }

    fn instant(&mut self, name: &'static str) -> Option<Instant> {
        let read = match self.cell(name)? {
            Json::String(text) => times::read(text.trim(), self.zone),
            _ => Err(times::TimeProblem::Unreadable),
        };
        read.map_err(|problem| self.note(name, problem.code())).ok()
    }

    fn needed_instant(&mut self, name: &'static str) -> Option<Instant> {
        if self.cell(name).is_none() {
            self.note(name, "required");
        }
        self.instant(name)
    }

    fn integer(&mut self, name: &'static str) -> Option<i64> {
        let number = match self.cell(name)? {
            Json::Number(number) => number.as_i64(),
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.note(name, "number_unreadable");
        }
        number
    }

    fn decimal(&mut self, name: &'static str) -> Option<Decimal> {
        let number = match self.cell(name)? {
            Json::Number(number) => number.to_string().parse().ok(),
            Json::String(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.note(name, "number_unreadable");
        }
        number
    }

    fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let answer = match self.cell(name)? {
            Json::Bool(answer) => Some(*answer),
            Json::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "1" | "yes" | "ja" | "wahr" => Some(true),
                "false" | "0" | "no" | "nein" | "falsch" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if answer.is_none() {
            self.note(name, "boolean_unreadable");
        }
        answer
    }
}
