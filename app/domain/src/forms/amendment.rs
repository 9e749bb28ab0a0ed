//! An amendment of a contract: what holds from a day on.

use serde::{Deserialize, Serialize};

use super::{FieldError, parse_amount, parse_date};
use crate::contract::period_rules::{Length, Unit};
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
pub struct AmendmentForm {
    /// First day it holds, `TT.MM.JJJJ`.
    pub valid_from: String,
    /// What it changes.
    #[serde(default)]
    pub note: String,
    /// Monthly fee; empty for none.
    #[serde(default)]
    pub monthly_fee: String,
    /// `indefinite`, `until` or `for`.
    pub duration: String,
    /// Last day of a term that ends on a day.
    #[serde(default)]
    pub last_day: String,
    /// Length of a fixed term.
    #[serde(default)]
    pub length: LengthForm,
    /// `none`, `tacit` or `indefinite`.
    #[serde(default)]
    pub renewal: String,
    /// Length of each extension.
    #[serde(default)]
    pub extension: LengthForm,
    /// Minimum term.
    #[serde(default)]
    pub minimum: LengthForm,
    /// Notice period; empty where no notice can be given.
    #[serde(default)]
    pub notice: LengthForm,
    /// To which days: a code of [`NoticeTo`].
    #[serde(default)]
    pub notice_to: String,
    /// `free`, `text` or `written`.
    #[serde(default)]
    pub notice_form: String,
    /// Working days between decision and receipt.
    #[serde(default)]
    pub lead_working_days: String,
    /// Whose holidays are no working days, such as `DE-NW`.
    #[serde(default)]
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

/// Reads fields and remembers which are at fault.
#[derive(Default)]
struct Reader {
    errors: Vec<FieldError>,
}

impl Reader {
    fn refuse(&mut self, field: &str, code: &str) {
        self.errors.push(FieldError::new(field, code));
    }

    fn date(&mut self, field: &str, text: &str) -> Option<chrono::NaiveDate> {
        let date = parse_date(text);
        if date.is_none() {
            let code = if text.trim().is_empty() {
                "required"
            } else {
                "date_unreadable"
            };
            self.refuse(field, code);
        }
        date
    }

    /// A code of an enumeration, read as it is stored.
    fn code<T: serde::de::DeserializeOwned>(&mut self, field: &str, text: &str) -> Option<T> {
        let value = serde_json::from_value(serde_json::Value::String(text.trim().to_owned())).ok();
        if value.is_none() {
            self.refuse(field, "required");
        }
        value
    }

    fn length(&mut self, field: &str, form: &LengthForm) -> Option<Length> {
        if form.count.trim().is_empty() {
            return None;
        }
        let count = form.count.trim().parse().ok().filter(|count| *count > 0);
        let unit = serde_json::from_value::<Unit>(serde_json::Value::String(form.unit.clone())).ok();
        let length = count.zip(unit).map(|(count, unit)| Length::new(count, unit));
        if length.is_none() {
            self.refuse(field, "length_unreadable");
        }
        length
    }

    fn needed(&mut self, field: &str, form: &LengthForm) -> Option<Length> {
        if form.count.trim().is_empty() {
            self.refuse(field, "required");
        }
        self.length(field, form)
    }

    fn duration(&mut self, form: &AmendmentForm) -> Option<Duration> {
        match form.duration.as_str() {
            "indefinite" => Some(Duration::Indefinite),
            "until" => self
                .date("last_day", &form.last_day)
                .map(|last_day| Duration::Until { last_day }),
            "for" => self
                .needed("length", &form.length)
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
                .needed("extension", &form.extension)
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

impl AmendmentForm {
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
        let note = self.note.trim().to_owned();
        if note.chars().count() > LONGEST_NOTE {
            read.refuse("note", "too_long");
        }
        let monthly_fee_minor = match self.monthly_fee.trim() {
            "" => None,
            text => {
                let amount = parse_amount(text);
                if amount.is_none() {
                    read.refuse("monthly_fee", "amount_unreadable");
                }
                amount
            }
        };
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
