//! Making a contract from a template.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::{FieldError, LengthForm};
use crate::contract::term::{Duration, Form, Notice, NoticeTo, Renewal, Term};
use crate::ids::{ServiceId, SupplierId};
use crate::money::Currency;
use crate::time::holiday::Region;

const LONGEST_NUMBER: usize = 60;
const LONGEST_TITLE: usize = 200;

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    /// Number of the new contract.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Id of the other party.
    pub supplier_id: String,
    /// Id of the service measured.
    pub service_id: String,
    /// First day, `TT.MM.JJJJ`.
    pub starts_on: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Monthly fee; empty where every month is billed as used.
    pub monthly_fee: String,
    /// Notice period; a contract without one runs until it is amended.
    pub notice: LengthForm,
    /// To which days: a code of [`NoticeTo`].
    pub notice_to: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateInput {
    /// Number of the new contract.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The other party.
    pub supplier_id: SupplierId,
    /// The service measured.
    pub service_id: ServiceId,
    /// First day.
    pub starts_on: NaiveDate,
    /// Currency.
    pub currency: Currency,
    /// Monthly fee in minor units.
    pub monthly_fee_minor: Option<i64>,
    /// Indefinite, with the notice period that was entered.
    pub term: Term,
}

impl TemplateForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<TemplateInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let number = read.needed_text("number", &self.number, LONGEST_NUMBER);
        let title = read.needed_text("title", &self.title, LONGEST_TITLE);
        let supplier_id = read.code("supplier_id", &self.supplier_id);
        let service_id = read.code("service_id", &self.service_id);
        let starts_on = read.date("starts_on", &self.starts_on);
        let currency = read.currency("currency", &self.currency);
        let monthly_fee_minor = read.amount_if_any("monthly_fee", &self.monthly_fee);
        let length = read.needed_length("notice", &self.notice);
        let to: Option<NoticeTo> = read.code("notice_to", &self.notice_to);
        match (
            number,
            title,
            supplier_id,
            service_id,
            starts_on,
            currency,
            length,
            to,
        ) {
            (
                Some(number),
                Some(title),
                Some(supplier_id),
                Some(service_id),
                Some(starts_on),
                Some(currency),
                Some(length),
                Some(to),
            ) if read.errors.is_empty() => {
                let form = Form::Text;
                let term = Term {
                    start: starts_on,
                    duration: Duration::Indefinite,
                    renewal: Renewal::None,
                    minimum: None,
                    notice: Some(Notice { length, to, form }),
                    lead_working_days: 0,
                    region: Region::Nationwide,
                };
                if let Err(error) = term.next_end(starts_on) {
                    return Err(vec![FieldError::new("notice_to", error.code())]);
                }
                Ok(TemplateInput {
                    number,
                    title,
                    supplier_id,
                    service_id,
                    starts_on,
                    currency,
                    monthly_fee_minor,
                    term,
                })
            }
            _ => Err(read.errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_needs_a_party_a_service_and_a_way_out() {
        let errors = TemplateForm::default().parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        let needed = [
            "number",
            "title",
            "supplier_id",
            "service_id",
            "starts_on",
            "currency",
            "notice",
            "notice_to",
        ];
        assert_eq!(fields, needed);
        let form = TemplateForm {
            number: "UC-1".to_owned(),
            title: "EC2".to_owned(),
            supplier_id: "019abcde-0000-7000-8000-000000000001".to_owned(),
            service_id: "019abcde-0000-7000-8000-000000000002".to_owned(),
            starts_on: "01.01.2026".to_owned(),
            currency: "USD".to_owned(),
            notice: LengthForm {
                count: "30".to_owned(),
                unit: "day".to_owned(),
            },
            notice_to: "any_day".to_owned(),
            ..TemplateForm::default()
        };
        let input = form.parse().unwrap();
        let next = input.term.next_end("2026-11-23".parse().unwrap()).unwrap();
        assert_eq!(next.end.to_string(), "2026-12-23");
    }
}
