//! Which cells each kind of fact has.

use domain::fact::{Amount, Maintenance, Outage, Problem, Sample, TicketLife, Value};
use domain::sla::ticket::Pause;
use domain::time::Instant;
use serde_json::Value as Json;

use super::{ReadFact, Reader};

const START: (&str, &[&str]) = ("starts_at", &["start", "started_at", "from"]);
const END: (&str, &[&str]) = ("ends_at", &["end", "ended_at", "to"]);

impl ReadFact for Outage {
    const CELLS: &'static [(&'static str, &'static [&'static str])] = &[START, END, ("cause", &[])];

    fn read(cells: &mut Reader<'_>) -> Option<Self> {
        let starts_at = cells.needed_instant("starts_at");
        let ends_at = cells.instant("ends_at");
        let cause = cells.text("cause");
        Some(Self {
            starts_at: starts_at?,
            ends_at,
            cause,
        })
    }

    fn problems(&self, now: Instant) -> Vec<Problem> {
        self.problems(now)
    }
}

impl ReadFact for Maintenance {
    const CELLS: &'static [(&'static str, &'static [&'static str])] = &[
        START,
        END,
        ("announced_at", &["announced"]),
        ("purpose", &["description"]),
    ];

    fn read(cells: &mut Reader<'_>) -> Option<Self> {
        let starts_at = cells.needed_instant("starts_at");
        let ends_at = cells.needed_instant("ends_at");
        let announced_at = cells.instant("announced_at");
        let purpose = cells.text("purpose");
        Some(Self {
            starts_at: starts_at?,
            ends_at: ends_at?,
            announced_at,
            purpose,
        })
    }

    fn problems(&self, now: Instant) -> Vec<Problem> {
        self.problems(now)
    }
}

impl ReadFact for Sample {
    const CELLS: &'static [(&'static str, &'static [&'static str])] = &[
        START,
        ("width_seconds", &["width"]),
        ("series", &["metric"]),
        ("good", &[]),
        ("total", &[]),
        ("value", &[]),
    ];

    fn read(cells: &mut Reader<'_>) -> Option<Self> {
        let starts_at = cells.needed_instant("starts_at");
        if cells.cell("width_seconds").is_none() {
            cells.note("width_seconds", "required");
        }
        let width_seconds = cells.integer("width_seconds");
        let series = cells.text("series").unwrap_or_default();
        let amount = amount(cells);
        Some(Self {
            series,
            starts_at: starts_at?,
            width_seconds: width_seconds?,
            amount: amount?,
        })
    }

    fn problems(&self, now: Instant) -> Vec<Problem> {
        self.problems(now)
    }
}

/// Either good of total, or a value.
fn amount(cells: &mut Reader<'_>) -> Option<Amount> {
    let has = |name| cells.cell(name).is_some();
    match (has("good"), has("total"), has("value")) {
        (true, true, false) => {
            let (good, total) = (cells.integer("good"), cells.integer("total"));
            Some(Amount::Counts {
                good: good?,
                total: total?,
            })
        }
        (false, false, true) => cells.decimal("value").map(Amount::Value),
        (_, _, true) => {
            cells.note("value", "value_or_counts");
            None
        }
        (good, _, false) => {
            cells.note(if good { "total" } else { "good" }, "required");
            None
        }
    }
}

impl ReadFact for TicketLife {
    const CELLS: &'static [(&'static str, &'static [&'static str])] = &[
        ("priority", &[]),
        ("reported_at", &["reported", "opened_at", "created_at"]),
        ("responded_at", &["responded", "first_response_at"]),
        ("resolved_at", &["resolved"]),
        ("closed_at", &["closed"]),
        ("pauses", &[]),
        ("reopened", &["reopen_count"]),
        ("first_contact", &[]),
        ("satisfaction", &[]),
    ];

    fn read(cells: &mut Reader<'_>) -> Option<Self> {
        let priority = cells.needed_text("priority");
        let reported_at = cells.needed_instant("reported_at");
        let responded_at = cells.instant("responded_at");
        let resolved_at = cells.instant("resolved_at");
        let closed_at = cells.instant("closed_at");
        let pauses = pauses(cells);
        let reopened = cells.integer("reopened").unwrap_or(0);
        let first_contact = cells.boolean("first_contact");
        let satisfaction = cells.integer("satisfaction");
        Some(Self {
            priority: priority?.trim().to_owned(),
            reported_at: reported_at?,
            responded_at,
            resolved_at,
            closed_at,
            pauses: pauses?,
            reopened,
            first_contact,
            satisfaction,
        })
    }

    fn problems(&self, now: Instant) -> Vec<Problem> {
        self.problems(now)
    }
}

/// A list of beginnings and ends, in CSV as JSON in the cell.
fn pauses(cells: &mut Reader<'_>) -> Option<Vec<Pause>> {
    let list = match cells.cell("pauses") {
        None => return Some(Vec::new()),
        Some(Json::String(text)) => serde_json::from_str(text).ok(),
        Some(value) => Some(value.clone()),
    };
    let pauses = list.and_then(|list| serde_json::from_value(list).ok());
    if pauses.is_none() {
        cells.note("pauses", "pauses_unreadable");
    }
    pauses
}

impl ReadFact for Value {
    const CELLS: &'static [(&'static str, &'static [&'static str])] = &[
        ("target_id", &["target"]),
        ("period", &[]),
        ("value", &[]),
        ("note", &[]),
    ];
    const NAMES_SERVICE: bool = false;

    fn read(cells: &mut Reader<'_>) -> Option<Self> {
        let target_id = cells.needed_text("target_id");
        let period = cells.needed_text("period");
        if cells.cell("value").is_none() {
            cells.note("value", "required");
        }
        let value = cells.decimal("value");
        let note = cells.text("note");
        // What is no id stands for no target.
        let target_id = target_id.and_then(|id| noted(cells, "target_id", "unknown_target", id.parse().ok()));
        let period = period.and_then(|text| noted(cells, "period", "unknown_period", text.parse().ok()));
        Some(Self {
            target_id: target_id?,
            period: period?,
            value: value?,
            note,
        })
    }

    fn problems(&self, _: Instant) -> Vec<Problem> {
        self.problems()
    }
}

fn noted<T>(cells: &mut Reader<'_>, name: &str, code: &str, read: Option<T>) -> Option<T> {
    if read.is_none() {
        cells.note(name, code);
    }
    read
}

#[cfg(test)]
mod tests {
    use domain::forms::FieldError;

    use super::*;
    use crate::facts::read;

    fn row(json: &Json) -> crate::batch::Cells {
        json.as_object().cloned().unwrap()
    }

    fn codes<T: ReadFact + std::fmt::Debug>(json: &Json) -> Vec<(String, String)> {
        let errors = read::<T>(&row(json), "api", None).unwrap_err();
        errors
            .into_iter()
            .map(|FieldError { field, code }| (field, code))
            .collect()
    }

    #[test]
    fn every_cell_at_fault_is_named() {
        let outage = serde_json::json!({ "starts_at": "2026-02-30T09:00:00Z", "ends_at": "2026-02-01T09:00:00", "mood": 1 });
        let expected = [
            ("mood", "unknown_field"),
            ("service_id", "required"),
            ("starts_at", "unreadable_time"),
            ("ends_at", "offset_needed"),
        ];
        assert_eq!(
            codes::<Outage>(&outage),
            expected.map(|(f, c)| (f.to_owned(), c.to_owned()))
        );
    }

    #[test]
    fn a_sample_is_counted_or_valued() {
        let sample = |more: Json| {
            let mut sample =
                serde_json::json!({ "service": "s", "start": "2026-02-01T09:00:00Z", "width": 60 });
            sample.as_object_mut().unwrap().extend(row(&more));
            sample
        };
        let counted = read::<Sample>(
            &row(&sample(serde_json::json!({ "good": "9", "total": 10 }))),
            "api",
            None,
        );
        assert_eq!(
            counted.unwrap().fact.amount,
            Amount::Counts { good: 9, total: 10 }
        );
        for (more, field, code) in [
            (serde_json::json!({}), "good", "required"),
            (serde_json::json!({ "good": 1 }), "total", "required"),
            (
                serde_json::json!({ "good": 1, "total": 1, "value": 1 }),
                "value",
                "value_or_counts",
            ),
            (
                serde_json::json!({ "value": "1e3" }),
                "value",
                "number_unreadable",
            ),
            (
                serde_json::json!({ "good": 1.5, "total": 2 }),
                "good",
                "number_unreadable",
            ),
        ] {
            assert_eq!(
                codes::<Sample>(&sample(more)),
                [(field.to_owned(), code.to_owned())]
            );
        }
    }

    #[test]
    fn pauses_travel_as_a_list() {
        let ticket = serde_json::json!({
            "service": "s", "priority": "High", "reported_at": "2026-02-01T09:00:00Z",
            "pauses": "[{\"from\": \"2026-02-01T10:00:00Z\", \"to\": null}]", "first_contact": "ja"
        });
        let ticket = read::<TicketLife>(&row(&ticket), "api", None).unwrap().fact;
        assert_eq!((ticket.pauses.len(), ticket.first_contact), (1, Some(true)));
    }
}
