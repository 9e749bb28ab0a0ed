//! An amendment of a contract: what holds from a day on.

use serde::{Deserialize, Serialize};

use super::FieldError;
use super::code;
use super::reader::Reader;
use crate::contract::period_rules::Length;
use crate::contract::term::{Duration, Form, Notice, NoticeTo, Renewal, Term};
use crate::time::holiday::Region;

const LONGEST_NOTE: usize = 500;
/// Longer lead times are typing errors: two years of working days.
const LONGEST_LEAD: u32 = 500;

/// A length as typed: how many of what. Empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LengthForm {
    /// A whole number.
    #[serde(default)]
    pub count: String,
    /// `day`, `week`, `month`, `quarter`, `half_year` or `year`.
    #[serde(default)]
    pub unit: String,
}

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AmendmentForm {
    /// First day it holds, `TT.MM.JJJJ`.
    pub valid_from: String,
    /// What it changes.
    pub note: String,
    /// Monthly fee; empty for none.
    pub monthly_fee: String,
    /// `indefinite`, `until` or `for`.
    pub duration: String,
    /// Last day of a term that ends on a day.
    pub last_day: String,
    /// Length of a fixed term.
    pub length: LengthForm,
    /// `none`, `tacit` or `indefinite`.
    pub renewal: String,
    /// Length of each extension.
    pub extension: LengthForm,
    /// Minimum term.
    pub minimum: LengthForm,
    /// Notice period; empty where no notice can be given.
    pub notice: LengthForm,
    /// To which days: a code of [`NoticeTo`].
    pub notice_to: String,
    /// `free`, `text` or `written`.
    pub notice_form: String,
    /// Working days between decision and receipt.
    pub lead_working_days: String,
    /// Whose holidays are no working days, such as `DE-NW`.
    pub region: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// First day it holds.
    pub valid_from: chrono::NaiveDate,
    /// What it changes.
    pub note: String,
    /// Monthly fee in minor units.
    pub monthly_fee_minor: Option<i64>,
    /// When the contract can end.
    pub term: Term,
}

/// What only this form has.
impl Reader {
    fn duration(&mut self, form: &AmendmentForm) -> Option<Duration> {
        match form.duration.as_str() {
            "indefinite" => Some(Duration::Indefinite),
            "until" => self
                .date("last_day", &form.last_day)
                .map(|last_day| Duration::Until { last_day }),
            "for" => self
                .needed_length("length", &form.length)
                .map(|length| Duration::For { length }),
            _ => {
                self.refuse("duration", "required");
                None
            }
        }
    }

    fn renewal(&mut self, form: &AmendmentForm) -> Option<Renewal> {
        match form.renewal.as_str() {
            "" | "none" => Some(Renewal::None),
            "indefinite" => Some(Renewal::Indefinite),
            "tacit" => self
                .needed_length("extension", &form.extension)
                .map(|length| Renewal::Tacit { length }),
            _ => {
                self.refuse("renewal", "required");
                None
            }
        }
    }

    fn notice(&mut self, form: &AmendmentForm) -> Option<Notice> {
        let length = self.length("notice", &form.notice)?;
        let to: Option<NoticeTo> = self.code("notice_to", &form.notice_to);
        let written = if form.notice_form.is_empty() {
            "free"
        } else {
            &form.notice_form
        };
        let form: Option<Form> = self.code("notice_form", written);
        Some(Notice {
            length,
            to: to?,
            form: form?,
        })
    }

    fn lead(&mut self, text: &str) -> u32 {
        if text.trim().is_empty() {
            return 0;
        }
        let days = text.trim().parse().ok().filter(|days| *days <= LONGEST_LEAD);
        days.unwrap_or_else(|| {
            self.refuse("lead_working_days", "number_unreadable");
            0
        })
    }
}

impl From<Length> for LengthForm {
    fn from(length: Length) -> Self {
        Self {
            count: length.count.to_string(),
            unit: code(&length.unit),
        }
    }
}

impl AmendmentForm {
    /// What the form looks like for stored terms; for a contract whose end nobody entered yet, the usual.
    pub fn of(
        valid_from: chrono::NaiveDate,
        note: &str,
        monthly_fee_minor: Option<i64>,
        term: Option<&Term>,
    ) -> Self {
        let fee = |minor: i64| format!("{},{:02}", minor / 100, minor % 100);
        let blank = Self {
            valid_from: valid_from.format("%d.%m.%Y").to_string(),
            note: note.to_owned(),
            monthly_fee: monthly_fee_minor.map(fee).unwrap_or_default(),
            region: Region::Nationwide.code().to_owned(),
            ..Self::default()
        };
        let Some(term) = term else { return blank };
        let (duration, last_day, length) = match term.duration {
            Duration::Indefinite => ("indefinite", None, None),
            Duration::Until { last_day } => ("until", Some(last_day), None),
            Duration::For { length } => ("for", None, Some(length)),
        };
        let (renewal, extension) = match term.renewal {
            Renewal::None => ("none", None),
            Renewal::Indefinite => ("indefinite", None),
            Renewal::Tacit { length } => ("tacit", Some(length)),
        };
        let length_form = |length: Option<Length>| length.map(LengthForm::from).unwrap_or_default();
        Self {
            duration: duration.to_owned(),
            last_day: last_day
                .map(|day| day.format("%d.%m.%Y").to_string())
                .unwrap_or_default(),
            length: length_form(length),
            renewal: renewal.to_owned(),
            extension: length_form(extension),
            minimum: length_form(term.minimum),
            notice: length_form(term.notice.map(|notice| notice.length)),
            notice_to: term.notice.map(|notice| code(&notice.to)).unwrap_or_default(),
            notice_form: term.notice.map(|notice| code(&notice.form)).unwrap_or_default(),
            lead_working_days: term.lead_working_days.to_string(),
            region: term.region.code().to_owned(),
            ..blank
        }
    }

    /// Reads the form for a contract that starts on `start`. A term from which no end follows is refused: what is
    /// stored can be computed.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self, start: chrono::NaiveDate) -> Result<Amendment, Vec<FieldError>> {
        let mut read = Reader::default();
        let valid_from = read.date("valid_from", &self.valid_from);
        if valid_from.is_some_and(|day| day < start) {
            read.refuse("valid_from", "before_start");
        }
        let note = read.text("note", &self.note, LONGEST_NOTE).unwrap_or_default();
        let monthly_fee_minor = read.amount_if_any("monthly_fee", &self.monthly_fee);
        let duration = read.duration(self);
        let renewal = read.renewal(self);
        let minimum = read.length("minimum", &self.minimum);
        let notice = read.notice(self);
        let lead_working_days = read.lead(&self.lead_working_days);
        let region: Option<Region> = read.code("region", &self.region);
        let (Some(valid_from), Some(duration), Some(renewal), Some(region)) =
            (valid_from, duration, renewal, region)
        else {
            return Err(read.errors);
        };
        let term = Term {
            start,
            duration,
            renewal,
            minimum,
            notice,
            lead_working_days,
            region,
        };
        if read.errors.is_empty()
            && let Err(error) = term.next_end(valid_from)
        {
            read.refuse("duration", error.code());
        }
        if read.errors.is_empty() {
            Ok(Amendment {
                valid_from,
                note,
                monthly_fee_minor,
                term,
            })
        } else {
            Err(read.errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(count: &str, unit: &str) -> LengthForm {
        LengthForm {
            count: count.to_owned(),
            unit: unit.to_owned(),
        }
    }

    fn three_months_to_the_quarter() -> AmendmentForm {
        AmendmentForm {
            valid_from: "01.01.2026".to_owned(),
            monthly_fee: "48.000,00".to_owned(),
            duration: "indefinite".to_owned(),
            notice: length("3", "month"),
            notice_to: "quarter_end".to_owned(),
            notice_form: "text".to_owned(),
            lead_working_days: "10".to_owned(),
            region: "DE-NW".to_owned(),
            ..AmendmentForm::default()
        }
    }

    fn start() -> chrono::NaiveDate {
        "2024-06-01".parse().unwrap()
    }

    #[test]
    fn a_rule_is_entered_field_by_field() {
        let amendment = three_months_to_the_quarter().parse(start()).unwrap();
        assert_eq!(amendment.monthly_fee_minor, Some(4_800_000));
        let next = amendment.term.next_end("2026-11-23".parse().unwrap()).unwrap();
        assert_eq!(next.end.to_string(), "2027-03-31");
        assert_eq!(next.notice.unwrap().last_receipt.to_string(), "2026-12-31");
    }

    #[test]
    fn stored_terms_are_shown_as_they_were_typed() {
        let amendment = three_months_to_the_quarter().parse(start()).unwrap();
        let shown = AmendmentForm::of(
            amendment.valid_from,
            &amendment.note,
            amendment.monthly_fee_minor,
            Some(&amendment.term),
        );
        assert_eq!(shown.parse(start()).unwrap(), amendment);
    }

    #[test]
    fn every_field_at_fault_is_named() {
        let form = AmendmentForm {
            valid_from: "31.02.2026".to_owned(),
            monthly_fee: "viel".to_owned(),
            duration: "for".to_owned(),
            renewal: "tacit".to_owned(),
            extension: length("0", "month"),
            notice: length("3", "moon"),
            lead_working_days: "-1".to_owned(),
            ..AmendmentForm::default()
        };
        let errors = form.parse(start()).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        for field in [
            "valid_from",
            "monthly_fee",
            "length",
            "extension",
            "notice",
            "lead_working_days",
            "region",
        ] {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
    }

    #[test]
    fn terms_that_never_end_are_refused() {
        let form = AmendmentForm {
            notice: LengthForm::default(),
            ..three_months_to_the_quarter()
        };
        assert_eq!(form.parse(start()).unwrap_err()[0].code, "no_notice");
        let form = AmendmentForm {
            valid_from: "01.01.2020".to_owned(),
            ..three_months_to_the_quarter()
        };
        assert_eq!(form.parse(start()).unwrap_err()[0].code, "before_start");
    }
}
