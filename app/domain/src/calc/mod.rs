//! Stateless calculations on JSON documents, for scripts, what-if questions and acceptance tests.
//!
//! A document is `{"calendars": {NAME: {...}}, "vectors": [{"id": ..., "kind": ..., "input": {...}}, ...]}`; other
//! keys are ignored. The answer is `{"results": [{"id": ..., "output": {...}} | {"id": ..., "error": "..."}]}` in the
//! same order. Wrong input is an error for that vector, which names the field; nothing is guessed. Numbers are read
//! exactly from their decimal text.
//!
//! ```
//! let document = r#"{"vectors": [{"id": 1, "kind": "rounding", "input": {"value": 99.9999, "decimals": 2, "mode": "floor"}}]}"#;
//! assert_eq!(domain::calc::run(document)?.json, r#"{"results":[{"id":1,"output":{"value":99.99}}]}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendars;
mod entries;
mod input;
mod kind_budget;
mod kind_chain;
mod kind_contract;
mod kind_credit;
mod kind_forecast;
mod kind_period;
mod kind_share;
mod kind_time;
pub(crate) mod misspelt;
mod number;
mod output;

use serde::Deserialize;
use serde_json::value::RawValue;

use calendars::Calendars;
use input::{Fields, Problem};

/// The answer to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalcReport {
    /// `{"results": [...]}`, in the order of the vectors.
    pub json: String,
    /// How many vectors could not be computed.
    pub failed: usize,
}

/// Why a document as a whole could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalcError {
    /// Not the JSON that was expected.
    #[error("the document is unreadable: {0}")]
    Unreadable(String),
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow, default)]
    calendars: Option<&'a RawValue>,
    #[serde(borrow, default)]
    vectors: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Vector<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    input: Option<&'a RawValue>,
}

/// Computes every vector of a document.
pub fn run(document: &str) -> Result<CalcReport, CalcError> {
    let unreadable = |error: serde_json::Error| CalcError::Unreadable(error.to_string());
    // Editors on Windows put a byte order mark before the text.
    let document = document.trim_start_matches('\u{feff}').trim_start();
    if document.starts_with('[') {
        return Err(CalcError::Unreadable(
            "a list, not an object with `vectors`".to_owned(),
        ));
    }
    let document: Document<'_> = serde_json::from_str(document).map_err(unreadable)?;
    let vectors = document.vectors.ok_or_else(|| {
        let expected =
            r#"`vectors` is missing; expected {"vectors": [{"id": ..., "kind": ..., "input": {...}}]}"#;
        CalcError::Unreadable(expected.to_owned())
    })?;
    let mut calendars = Calendars::read(document.calendars)?;
    let mut json = String::from("{\"results\":[");
    let mut failed = 0;
    for (index, raw) in vectors.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        let (id, result) = answer(raw, &mut calendars);
        json.push_str("{\"id\":");
        json.push_str(id);
        match result {
            Ok(output) => {
                json.push_str(",\"output\":");
                json.push_str(&output);
            }
            Err(Problem(message)) => {
                failed += 1;
                json.push_str(",\"error\":");
                json.push_str(&serde_json::Value::from(message).to_string());
            }
        }
        json.push('}');
    }
    json.push_str("]}");
    Ok(CalcReport { json, failed })
}

/// The id as it was written, and the output.
fn answer<'a>(raw: &'a RawValue, calendars: &mut Calendars<'a>) -> (&'a str, Result<String, Problem>) {
    if raw.get().starts_with('[') {
        return ("null", Err(Problem::field("vector", "a list, not an object")));
    }
    let vector: Vector<'a> = match serde_json::from_str(raw.get()) {
        Ok(vector) => vector,
        Err(error) => return ("null", Err(Problem::field("vector", input::plain(&error)))),
    };
    let Some(id) = vector.id else {
        return ("null", Err(Problem::field("id", "missing")));
    };
    (id.get(), compute(&vector, calendars))
}

fn compute<'a>(vector: &Vector<'a>, calendars: &mut Calendars<'a>) -> Result<String, Problem> {
    let kind = vector
        .kind
        .and_then(input::text)
        .ok_or_else(|| Problem::field("kind", "missing or not a string"))?;
    let input = Fields::read(
        "",
        vector.input.ok_or_else(|| Problem::field("input", "missing"))?,
    )?;
    misspelt::check(&kind, &input)?;
    let output = match kind.as_ref() {
        "business_elapsed" => kind_time::elapsed(&input, calendars),
        "business_deadline" => kind_time::deadline(&input, calendars),
        "business_point" => kind_time::point(&input, calendars),
        "business_open" => kind_time::open(&input, calendars),
        "business_periods" => kind_time::periods(&input, calendars),
        "business_days_add" => kind_time::days_add(&input, calendars),
        "business_days_deadline" => kind_time::days_deadline(&input, calendars),
        "local_to_instant" => kind_period::local_to_instant(&input),
        "reporting_period" => kind_period::reporting_period(&input),
        "holiday_set" => kind_period::holiday_set(&input),
        "availability" => kind_share::availability(&input, calendars),
        "credit" => kind_credit::credit(&input),
        "sli_count" => kind_budget::sli_count(&input),
        "rounding" => kind_budget::rounding(&input),
        "burn_rate" => kind_budget::burn_rate(&input),
        "alert_window" => kind_budget::alert_window(&input),
        "error_budget" => kind_budget::error_budget(&input),
        "mtbf_availability" => kind_budget::mtbf(&input),
        "composite" => kind_chain::composite(&input),
        "claim_deadline" => kind_contract::claim_deadline(&input),
        "notice_period" => kind_contract::notice_period(&input),
        "forecast" => kind_forecast::forecast(&input),
        other => Err(Problem::field(
            "kind",
            format!("{} is not known", input::quoted(other)),
        )),
    };
    output.map(output::Output::finish)
}

fn too_large() -> Problem {
    Problem("the numbers are too large to compute exactly".to_owned())
}

#[cfg(test)]
mod tests;
