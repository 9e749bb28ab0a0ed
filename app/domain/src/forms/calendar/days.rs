//! Reading special days, one a line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{CalendarForm, DayReasons, FieldError, hours};
use crate::forms::parse_date;
use crate::time::calendar::{CalendarSpec, Hours, YearlyHoliday};
use crate::time::holiday::{Region, is_holiday};
use crate::time::{FIRST_YEAR, LAST_YEAR};

const MOST_LINES: usize = 400;
const LONGEST_REASON: usize = 200;

/// Special days as understood.
#[derive(Default)]
pub(super) struct Special {
    pub(super) closed: Vec<NaiveDate>,
    pub(super) yearly: Vec<YearlyHoliday>,
    pub(super) extra: BTreeMap<NaiveDate, Vec<Hours>>,
    pub(super) reasons: DayReasons,
}

/// Reads both fields; errors name the line.
pub(super) fn read(form: &CalendarForm, region: Option<Region>, errors: &mut Vec<FieldError>) -> Special {
    let mut special = Special::default();
    each_line("closed_days", &form.closed_days, errors, |line| {
        special.close(line)
    });
    let yearly: BTreeSet<_> = special.yearly.iter().map(|day| (day.month, day.day)).collect();
    each_line("extra_hours", &form.extra_hours, errors, |line| {
        let date = special.open(line, form.overnight)?;
        // A closed day beats hours, so these would never count.
        if special.closed.contains(&date) || yearly.contains(&(date.month(), date.day())) {
            Err("closed_that_day")
        } else if region.is_some_and(|region| is_holiday(region, date)) {
            Err("on_a_holiday")
        } else {
            Ok(())
        }
    });
    special
}

fn each_line(
    field: &str,
    text: &str,
    errors: &mut Vec<FieldError>,
    mut read: impl FnMut(&str) -> Result<(), &'static str>,
) {
    let lines = text.lines().map(str::trim).enumerate();
    let mut filled = lines.filter(|(_, line)| !line.is_empty());
    for (index, line) in filled.by_ref().take(MOST_LINES) {
        if let Err(code) = read(line) {
            errors.push(FieldError::new(&format!("{field}[{index}]"), code));
        }
    }
    if filled.next().is_some() {
        errors.push(FieldError::new(field, "too_many"));
    }
}

impl Special {
    fn close(&mut self, line: &str) -> Result<(), &'static str> {
        let (day, reason) = first_word(line);
        let key = if let Some(day) = yearly(day) {
            // 2000 is a leap year, so 29 February passes.
            NaiveDate::from_ymd_opt(2000, day.month, day.day).ok_or("date_unreadable")?;
            self.yearly.push(day);
            format!("{:02}-{:02}", day.month, day.day)
        } else {
            let date = dated(day)?;
            self.closed.push(date);
            date.to_string()
        };
        self.explain(key, reason)
    }

    fn open(&mut self, line: &str, overnight: bool) -> Result<NaiveDate, &'static str> {
        let (day, rest) = first_word(line);
        let date = dated(day)?;
        let end = rest.find(|c: char| c.is_alphabetic()).unwrap_or(rest.len());
        let (spans, reason) = rest.split_at(end);
        let spans = hours::spans(spans.trim_end_matches([' ', ',', ':', '·', '(']), overnight)?;
        if spans.is_empty() {
            return Err("hours_unreadable");
        }
        if self.extra.insert(date, spans).is_some() {
            return Err("duplicate_day");
        }
        self.explain(date.to_string(), reason)?;
        Ok(date)
    }

    /// Every special day has a reason: years later somebody asks why a ticket was late.
    fn explain(&mut self, key: String, reason: &str) -> Result<(), &'static str> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err("reason_needed");
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err("too_long");
        }
        match self.reasons.insert(key, reason.to_owned()) {
            None => Ok(()),
            Some(_) => Err("duplicate_day"),
        }
    }
}

fn first_word(line: &str) -> (&str, &str) {
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

/// `24.12.` or `24.12`: a day of every year.
fn yearly(word: &str) -> Option<YearlyHoliday> {
    let (day, month) = word.strip_suffix('.').unwrap_or(word).split_once('.')?;
    let number = |text: &str| text.parse().ok().filter(|_| text.len() <= 2);
    Some(YearlyHoliday {
        month: number(month)?,
        day: number(day)?,
    })
}

fn dated(word: &str) -> Result<NaiveDate, &'static str> {
    parse_date(word.trim_end_matches([':', ',']))
        .filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
        .ok_or("date_unreadable")
}

fn reason<'a>(reasons: &'a DayReasons, key: &str) -> &'a str {
    reasons.get(key).map_or("–", String::as_str)
}

/// Closed days as they are typed: those of every year first.
pub(super) fn closed_lines(spec: &CalendarSpec, reasons: &DayReasons) -> String {
    let yearly = spec.yearly_holidays.iter().map(|day| {
        let key = format!("{:02}-{:02}", day.month, day.day);
        format!("{:02}.{:02}. {}", day.day, day.month, reason(reasons, &key))
    });
    let once = spec.holidays.iter().map(|date| {
        format!(
            "{} {}",
            date.format("%d.%m.%Y"),
            reason(reasons, &date.to_string())
        )
    });
    yearly.chain(once).collect::<Vec<_>>().join("\n")
}

/// Days with hours of their own as they are typed.
pub(super) fn extra_lines(spec: &CalendarSpec, reasons: &DayReasons) -> String {
    let lines = spec.date_overrides.iter().map(|(date, spans)| {
        let reason = reason(reasons, &date.to_string());
        format!("{} {} {reason}", date.format("%d.%m.%Y"), hours::line(spans))
    });
    lines.collect::<Vec<_>>().join("\n")
}
