//! A contract's master data, and the steps of its life.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::FieldError;
use super::reader::Reader;
use crate::contract::{ContractKind, ContractStatus, PenaltyNature};
use crate::ids::{PersonId, SupplierId};
use crate::money::Currency;
use crate::time::zone;
use crate::views::Language;

const LONGEST_NUMBER: usize = 60;
const LONGEST_TITLE: usize = 200;
const LONGEST_TEXT: usize = 200;
const LONGEST_REASON: usize = 500;
const MOST_TAGS: usize = 20;

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractForm {
    /// Number, unique in the tenant.
    pub number: String,
    /// Title.
    pub title: String,
    /// `sla`, `ola` or `uc`.
    pub kind: String,
    /// Id of the other party.
    pub supplier_id: String,
    /// Id of the person who answers for it; empty for nobody.
    pub owner_id: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Zone of the reporting periods.
    pub time_zone: String,
    /// First day, `TT.MM.JJJJ`.
    pub starts_on: String,
    /// Language of letters: `de` or `en`.
    pub language: String,
    /// Cost centre; may be empty.
    pub cost_centre: String,
    /// Governing law; may be empty.
    pub governing_law: String,
    /// A code of [`PenaltyNature`]; empty where nothing is owed.
    pub penalty_nature: String,
    /// Where its clauses were published; may be empty.
    pub clause_source: String,
    /// Words to find it by, with commas between them.
    pub tags: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractInput {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: ContractKind,
    /// The other party.
    pub supplier_id: SupplierId,
    /// Who answers for it.
    pub owner_id: Option<PersonId>,
    /// Currency.
    pub currency: Currency,
    /// Zone of the reporting periods.
    pub time_zone: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Language of letters.
    pub language: Language,
    /// Cost centre.
    pub cost_centre: Option<String>,
    /// Governing law.
    pub governing_law: Option<String>,
    /// What a payment for a missed target is in law.
    pub penalty_nature: Option<PenaltyNature>,
    /// Where its clauses were published.
    pub clause_source: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
}

impl ContractForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<ContractInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let number = read.needed_text("number", &self.number, LONGEST_NUMBER);
        let title = read.needed_text("title", &self.title, LONGEST_TITLE);
        let kind: Option<ContractKind> = read.code("kind", &self.kind);
        let supplier_id = read.code("supplier_id", &self.supplier_id);
        let owner_id = read.code_if_any("owner_id", &self.owner_id);
        let currency = read.currency("currency", &self.currency);
        let starts_on = read.date("starts_on", &self.starts_on);
        let language = read.code("language", &self.language);
        let cost_centre = read.text("cost_centre", &self.cost_centre, LONGEST_TEXT);
        let governing_law = read.text("governing_law", &self.governing_law, LONGEST_TEXT);
        let penalty_nature = read.code_if_any("penalty_nature", &self.penalty_nature);
        let clause_source = read.text("clause_source", &self.clause_source, LONGEST_TEXT);
        let tags = self.tags(&mut read);
        if zone::parse(self.time_zone.trim()).is_err() {
            read.refuse("time_zone", "zone_unknown");
        }
        if kind == Some(ContractKind::Ola) && penalty_nature.is_some() {
            read.refuse("penalty_nature", "no_money_inside");
        }
        match (number, title, kind, supplier_id, currency, starts_on, language) {
            (
                Some(number),
                Some(title),
                Some(kind),
                Some(supplier_id),
                Some(currency),
                Some(starts_on),
                Some(language),
            ) if read.errors.is_empty() => Ok(ContractInput {
                number,
                title,
                kind,
                supplier_id,
                owner_id,
                currency,
                time_zone: self.time_zone.trim().to_owned(),
                starts_on,
                language,
                cost_centre,
                governing_law,
                penalty_nature,
                clause_source,
                tags,
            }),
            _ => Err(read.errors),
        }
    }

    fn tags(&self, read: &mut Reader) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        if tags.len() > MOST_TAGS || tags.iter().any(|tag| tag.chars().count() > LONGEST_NUMBER) {
            read.refuse("tags", "too_long");
        }
        tags
    }
}

/// A step in a contract's life as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// A code of [`ContractStatus`].
    pub status: String,
    /// The day it concerns: the last day of a contract that ends; otherwise empty for today.
    pub on_day: String,
    /// Why.
    pub reason: String,
}

/// A step as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepInput {
    /// Where the contract goes.
    pub status: ContractStatus,
    /// The day it concerns.
    pub on_day: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

impl StepForm {
    /// Reads the form. A contract ends on a day and for a reason.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<StepInput, Vec<FieldError>> {
        let mut read = Reader::default();
        let status: Option<ContractStatus> = read.code("status", &self.status);
        let ends = status.is_some_and(ContractStatus::is_end);
        let on_day = if ends {
            read.date("on_day", &self.on_day)
        } else {
            read.date_if_any("on_day", &self.on_day)
        };
        let reason = if ends {
            read.needed_text("reason", &self.reason, LONGEST_REASON)
        } else {
            read.text("reason", &self.reason, LONGEST_REASON)
        };
        match status {
            Some(status) if read.errors.is_empty() => Ok(StepInput {
                status,
                on_day,
                reason: reason.unwrap_or_default(),
            }),
            _ => Err(read.errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> ContractForm {
        ContractForm {
            number: " UC-2026-001 ".to_owned(),
            title: "Betrieb".to_owned(),
            kind: "uc".to_owned(),
            supplier_id: "019abcde-0000-7000-8000-000000000001".to_owned(),
            currency: "eur".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            starts_on: "01.01.2026".to_owned(),
            language: "de".to_owned(),
            tags: "Betrieb, ISO 27001,Betrieb,".to_owned(),
            ..ContractForm::default()
        }
    }

    #[test]
    fn a_form_is_read_field_by_field() {
        let input = complete().parse().unwrap();
        assert_eq!(
            (input.number.as_str(), input.currency),
            ("UC-2026-001", Currency::EUR)
        );
        assert_eq!(input.tags, ["Betrieb", "ISO 27001"]);
        let errors = ContractForm::default().parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        let expected = [
            "number",
            "title",
            "kind",
            "supplier_id",
            "currency",
            "starts_on",
            "language",
            "time_zone",
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn inside_the_house_no_penalty_is_agreed() {
        let form = ContractForm {
            kind: "ola".to_owned(),
            penalty_nature: "contract_penalty".to_owned(),
            ..complete()
        };
        assert_eq!(
            form.parse().unwrap_err()[0],
            FieldError::new("penalty_nature", "no_money_inside")
        );
    }

    #[test]
    fn a_contract_ends_on_a_day_and_for_a_reason() {
        let step = |status: &str| StepForm {
            status: status.to_owned(),
            ..StepForm::default()
        };
        assert!(step("active").parse().is_ok());
        let errors = step("terminated").parse().unwrap_err();
        assert_eq!(errors.len(), 2, "{errors:?}");
    }
}
