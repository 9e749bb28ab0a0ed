//! Service hours as people type them: a line of spans for each weekday, a line for each special day.

mod days;
mod hours;
mod preview;
mod template;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::time::calendar::{Calendar, CalendarError, CalendarSpec, Hours, RunningShift, Week};
use crate::time::holiday::Region;
use crate::time::zone;

pub use preview::{PreviewForm, PreviewInput};
pub use template::CalendarTemplate;

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 500;

/// Why a day is special, by the day as it is stored: `2026-12-24`, or `12-24` for one of every year.
pub type DayReasons = BTreeMap<String, String>;

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarForm {
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// IANA name of the zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// Around the clock on every day; then nothing below counts.
    pub always: bool,
    /// Spans such as `08:00-12:00, 13:00-18:00`; empty where closed.
    pub mon: String,
    /// Tuesday.
    pub tue: String,
    /// Wednesday.
    pub wed: String,
    /// Thursday.
    pub thu: String,
    /// Friday.
    pub fri: String,
    /// Saturday.
    pub sat: String,
    /// Sunday.
    pub sun: String,
    /// Whether spans may end on the following day.
    pub overnight: bool,
    /// Whether such a span ends at midnight when the following day is special.
    pub cut_at_midnight: bool,
    /// Whose public holidays are closed, such as `DE-NW`; empty for none.
    pub region: String,
    /// One closed day a line: `24.12. Heiligabend` every year, `02.01.2026 Inventur` once.
    pub closed_days: String,
    /// One day a line whose hours replace those of its weekday: `05.12.2026 09:00-13:00 Inventur`.
    pub extra_hours: String,
    /// Time of day after which a report counts from the next working day; empty for none.
    pub cutoff: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarInput {
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The hours.
    pub spec: CalendarSpec,
    /// Why days are special.
    pub reasons: DayReasons,
}

impl CalendarForm {
    /// The typed spans of the days from Monday to Sunday, with the names of their fields.
    pub fn days(&self) -> [(&'static str, &str); 7] {
        [
            ("mon", &self.mon),
            ("tue", &self.tue),
            ("wed", &self.wed),
            ("thu", &self.thu),
            ("fri", &self.fri),
            ("sat", &self.sat),
            ("sun", &self.sun),
        ]
    }

    /// Puts the form together from its fields by name; boxes are ticked when they are there.
    pub fn collect(field: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| field(name).unwrap_or_default();
        let ticked = |name| field(name).as_deref() == Some("true");
        Self {
            name: text("name"),
            description: text("description"),
            time_zone: text("time_zone"),
            always: ticked("always"),
            mon: text("mon"),
            tue: text("tue"),
            wed: text("wed"),
            thu: text("thu"),
            fri: text("fri"),
            sat: text("sat"),
            sun: text("sun"),
            overnight: ticked("overnight"),
            cut_at_midnight: ticked("cut_at_midnight"),
            region: text("region"),
            closed_days: text("closed_days"),
            extra_hours: text("extra_hours"),
            cutoff: text("cutoff"),
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault; lines are named as in `closed_days[2]`, counted from 0.
    pub fn parse(&self) -> Result<CalendarInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            errors.push(FieldError::new("name", "required"));
        } else if name.chars().count() > LONGEST_NAME {
            errors.push(FieldError::new("name", "too_long"));
        }
        let description = self.description.trim().to_owned();
        if description.chars().count() > LONGEST_DESCRIPTION {
            errors.push(FieldError::new("description", "too_long"));
        }
        let hours = self.parse_hours();
        match (hours, errors.is_empty()) {
            (Ok((spec, reasons)), true) => Ok(CalendarInput {
                name,
                description,
                spec,
                reasons,
            }),
            (hours, _) => {
                errors.extend(hours.err().unwrap_or_default());
                Err(errors)
            }
        }
    }

    /// Reads everything but name and description: what a preview needs.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_hours(&self) -> Result<(CalendarSpec, DayReasons), Vec<FieldError>> {
        let mut errors = Vec::new();
        let zone = self.time_zone.trim();
        if zone.is_empty() {
            errors.push(FieldError::new("time_zone", "required"));
        } else if zone::parse(zone).is_err() {
            errors.push(FieldError::new("time_zone", "unknown_time_zone"));
        }
        if self.always {
            return if errors.is_empty() {
                Ok((CalendarSpec::always(zone), DayReasons::new()))
            } else {
                Err(errors)
            };
        }
        let week = hours::week(self, &mut errors);
        let region = match self.region.trim() {
            "" => None,
            code => Region::parse(code).or_else(|| {
                errors.push(FieldError::new("region", "unknown"));
                None
            }),
        };
        let special = days::read(self, region, &mut errors);
        let cutoff = match self.cutoff.trim() {
            "" => None,
            text => hours::clock(text).filter(|text| text != "24:00").or_else(|| {
                errors.push(FieldError::new("cutoff", "time_needed"));
                None
            }),
        };
        let spec = CalendarSpec {
            tz: zone.to_owned(),
            week: Some(week),
            holidays: special.closed,
            yearly_holidays: special.yearly,
            date_overrides: special.extra,
            region,
            cutoff,
            running_shift: if self.cut_at_midnight {
                RunningShift::CutAtMidnight
            } else {
                RunningShift::RunsOn
            },
            ..CalendarSpec::default()
        };
        if errors.is_empty()
            && let Err(error) = Calendar::new(&spec)
        {
            errors.push(refusal(&error));
        }
        if errors.is_empty() {
            Ok((spec, special.reasons))
        } else {
            Err(errors)
        }
    }

    /// The form that would be understood as these hours.
    pub fn of(name: &str, description: &str, spec: &CalendarSpec, reasons: &DayReasons) -> Self {
        let week = spec.week.clone().unwrap_or_default();
        let line = hours::line;
        Self {
            name: name.to_owned(),
            description: description.to_owned(),
            time_zone: spec.tz.clone(),
            always: spec.is_always(),
            overnight: runs_overnight(&week),
            cut_at_midnight: spec.running_shift == RunningShift::CutAtMidnight,
            mon: line(&week.mon),
            tue: line(&week.tue),
            wed: line(&week.wed),
            thu: line(&week.thu),
            fri: line(&week.fri),
            sat: line(&week.sat),
            sun: line(&week.sun),
            region: spec
                .region
                .map(|region| region.code().to_owned())
                .unwrap_or_default(),
            closed_days: days::closed_lines(spec, reasons),
            extra_hours: days::extra_lines(spec, reasons),
            cutoff: spec.cutoff.clone().unwrap_or_default(),
        }
    }
}

/// Whether a span of the week ends on the day after.
fn runs_overnight(week: &Week) -> bool {
    let overnight = |[from, to]: &Hours| to <= from;
    week.days().iter().any(|(_, spans)| spans.iter().any(overnight))
}

/// What the fields did not show by themselves.
fn refusal(error: &CalendarError) -> FieldError {
    match error {
        CalendarError::UnknownZone(_) => FieldError::new("time_zone", "unknown_time_zone"),
        CalendarError::TooMany { .. } => FieldError::new("mon", "too_many"),
        CalendarError::Overlap { .. } => FieldError::new("extra_hours", "hours_overlap"),
        CalendarError::BadYearlyHoliday { .. } => FieldError::new("closed_days", "date_unreadable"),
        _ => FieldError::new("mon", "hours_unreadable"),
    }
}

#[cfg(test)]
mod tests;
