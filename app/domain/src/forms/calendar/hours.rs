//! Reading spans such as `08:00-12:00, 13-18`.

use super::{CalendarForm, FieldError};
use crate::time::calendar::{Hours, Week, parse_clock};

/// Minutes are enough for a person; two digits for hours and minutes, as the calendar wants them.
pub(super) fn clock(text: &str) -> Option<String> {
    let (hours, minutes) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "00"));
    let written = format!("{hours:0>2}:{minutes}");
    let digits = hours.len() <= 2 && minutes.len() == 2;
    (digits && parse_clock(&written).is_some()).then_some(written)
}

/// The spans of a line, by their beginning.
pub(super) fn spans(line: &str, overnight: bool) -> Result<Vec<Hours>, &'static str> {
    let mut spans = Vec::new();
    for part in line
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (from, to) = part
            .split_once(['-', '–', '—'])
            .or_else(|| part.split_once(" bis "))
            .or_else(|| part.split_once(" to "))
            .ok_or("hours_unreadable")?;
        let (from, to) = clock(from).zip(clock(to)).ok_or("hours_unreadable")?;
        if from == "24:00" {
            return Err("hours_unreadable");
        }
        // A span from eight to eight would be a whole day, which is written 00:00-24:00.
        if to == from || (to < from && !overnight) {
            return Err("shift_end_before_start");
        }
        spans.push([from, to]);
    }
    spans.sort();
    let overlap = spans
        .windows(2)
        .any(|pair| matches!(pair, [[first, end], [start, _]] if start < end || end < first));
    if overlap { Err("hours_overlap") } else { Ok(spans) }
}

/// Reads the week. A span that runs into the hours of the day after overlaps them.
pub(super) fn week(form: &CalendarForm, errors: &mut Vec<FieldError>) -> Week {
    let mut days: [Vec<Hours>; 7] = Default::default();
    for (spans_of_day, (field, line)) in days.iter_mut().zip(form.days()) {
        match spans(line, form.overnight) {
            Ok(spans) => *spans_of_day = spans,
            Err(code) => errors.push(FieldError::new(field, code)),
        }
    }
    let names = form.days().map(|(field, _)| field);
    for (index, field) in names.iter().enumerate() {
        let before = days.get((index + 6) % 7).and_then(|spans| spans.last());
        let first = days.get(index).and_then(|spans| spans.first());
        if let (Some([from, to]), Some([start, _])) = (before, first)
            && to < from
            && start < to
        {
            errors.push(FieldError::new(field, "hours_overlap"));
        }
    }
    if errors.is_empty() && days.iter().all(Vec::is_empty) && form.extra_hours.trim().is_empty() {
        errors.push(FieldError::new("mon", "no_hours"));
    }
    let [mon, tue, wed, thu, fri, sat, sun] = days;
    Week {
        mon,
        tue,
        wed,
        thu,
        fri,
        sat,
        sun,
    }
}

/// Spans as they are typed.
pub(super) fn line(spans: &[Hours]) -> String {
    let spans = spans.iter().map(|[from, to]| format!("{from}-{to}"));
    spans.collect::<Vec<_>>().join(", ")
}
