//! Kinds that measure shares: availability.

use serde_json::value::RawValue;

use super::calendars::Calendars;
use super::input::{self, Fields, Problem};
use super::number::{self, ROUNDINGS, Rounding};
use super::output::Output;
use crate::exact::Fraction;
use crate::sla::availability::{Input, MaintenanceMethod, evaluate};
use crate::time::{Instant, Interval};

const METHODS: &[(&str, MaintenanceMethod)] = &[
    ("maintenance_counts_as_up", MaintenanceMethod::CountsAsUp),
    ("maintenance_removed", MaintenanceMethod::Removed),
];

/// `availability`: downtime and denominator of a window. Instants are whole seconds since 1970 (or ticks, which are
/// treated alike) or RFC 3339 texts; the end of what is still open is `null`.
pub fn availability<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of_or_always(input)?;
    if input.optional("unit").is_some() {
        input.choice("unit", &[("epoch_second", ()), ("second", ()), ("tick", ())])?;
    }
    let span = Fields::read("window", input.required("window")?)?;
    let bound = |key: &str| {
        point(span.required(key)?)
            .ok_or_else(|| span.wrong(key, "neither whole seconds nor an RFC 3339 instant"))
    };
    let window = Interval::new(bound("from")?, bound("to")?).map_err(|error| input.wrong("window", error))?;
    if window.is_empty() {
        return Err(input.wrong("window", "empty"));
    }
    input.required("down")?;
    let as_of = match input.optional("as_of") {
        Some(raw) => {
            point(raw).ok_or_else(|| input.wrong("as_of", "neither whole seconds nor an RFC 3339 instant"))?
        }
        None => window.to,
    };
    // What is still open runs to the present, never to the end of the window.
    let spans = |key| input.spans(key, point, |from| Some(as_of.max(from)));
    let [down, maintenance, excluded, unknown] = ["down", "maintenance", "excluded", "unknown"].map(spans);
    let measured = evaluate(&Input {
        window,
        calendar: &calendar,
        down: &down?,
        maintenance: &maintenance?,
        excluded: &excluded?,
        unknown: &unknown?,
        method: input.choice("method", METHODS)?,
        as_of,
    })?;
    let percent = measured
        .ratio()
        .and_then(|ratio| Fraction::from(ratio).times(Fraction::whole(100)));
    let output = Output::default()
        .integer("downtime", measured.downtime_seconds)
        .integer("denominator", measured.denominator_seconds)
        .number("availability_percent", percent);
    match input.optional("display") {
        None => Ok(output),
        Some(raw) => Ok(output.number("availability_percent_displayed", displayed(raw, percent)?)),
    }
}

fn displayed(raw: &RawValue, percent: Option<Fraction>) -> Result<Option<Fraction>, Problem> {
    let display = Fields::read("display", raw)?;
    let decimals = display.integer_within("decimals", 0, 12)?;
    let rounding = match display.optional("rounding") {
        // 99.9999 % must not be shown as 100 %.
        None => Rounding::Floor,
        Some(_) => display.choice("rounding", ROUNDINGS)?,
    };
    let decimals = u32::try_from(decimals).unwrap_or(0);
    Ok(percent.and_then(|percent| number::round(percent, decimals, rounding)))
}

/// Whole seconds since 1970, or an RFC 3339 text.
fn point(raw: &RawValue) -> Option<Instant> {
    if raw.get().starts_with('"') {
        return input::instant(raw);
    }
    let seconds = number::parse(raw)
        .ok()
        .filter(|seconds| seconds.denominator() == 1)?;
    chrono::DateTime::from_timestamp(i64::try_from(seconds.numerator()).ok()?, 0)
}
