//! Contracts from a table.

use super::words::{FORMS, LANGUAGES, NATURES, NOTICE_TO, STEPS, UNITS, code};
use super::{Column, IntakeCells};
use crate::forms::{AmendmentForm, ContractForm, FieldError, LengthForm};

pub const COLUMNS: &[Column] = &[
    (
        "number",
        "Nummer",
        "Number",
        &["Vertragsnummer", "Contract number"],
    ),
    ("title", "Vertrag", "Contract", &["Titel", "Bezeichnung", "Title"]),
    ("kind", "Art", "Kind", &["Vertragsart"]),
    (
        "supplier",
        "Lieferant",
        "Supplier",
        &["Partner", "Vertragspartner", "Party"],
    ),
    ("starts_on", "Beginn", "Begin", &["Vertragsbeginn", "Start"]),
    ("last_day", "Ende", "End", &["Vertragsende"]),
    ("extension", "Verlängerung", "Extension", &[]),
    ("notice", "Kündigungsfrist", "Notice period", &["Notice"]),
    (
        "notice_form",
        "Form der Kündigung",
        "Form of notice",
        &["Kündigungsform"],
    ),
    (
        "monthly_fee",
        "Monatspauschale",
        "Monthly fee",
        &["Pauschale je Monat"],
    ),
    ("currency", "Währung", "Currency", &[]),
    (
        "penalty_nature",
        "Rechtsnatur",
        "Legal nature",
        &["Rechtsnatur der Zahlung"],
    ),
    ("cost_centre", "Kostenstelle", "Cost centre", &[]),
    ("governing_law", "Anwendbares Recht", "Governing law", &["Recht"]),
    ("language", "Sprache", "Language", &[]),
    ("time_zone", "Zeitzone", "Time zone", &[]),
    ("region", "Feiertage", "Holidays", &["Feiertagsregion"]),
    ("tags", "Schlagwörter", "Tags", &["Schlagworte"]),
    ("status", "Zustand", "State", &["Status"]),
];

/// What a tenant takes for granted where a row is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractDefaults {
    /// Zone of the reporting periods.
    pub time_zone: String,
    /// Language of letters.
    pub language: String,
    /// Currency.
    pub currency: String,
}

/// A contract as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractCells {
    /// Its master data; the party is still to be found by `supplier`.
    pub form: ContractForm,
    /// Its terms, where the row says anything of them.
    pub terms: Option<AmendmentForm>,
    /// Name of the other party.
    pub supplier: String,
    /// Whether it is in force already.
    pub in_force: bool,
}

impl ContractCells {
    /// Reads a row.
    ///
    /// # Errors
    /// What no form can tell: a notice period, an extension or a state that is not understood.
    pub fn read(row: &IntakeCells, defaults: &ContractDefaults) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let or = |field: &str, default: &str| match row.or_empty(field) {
            "" => default.to_owned(),
            text => text.to_owned(),
        };
        let form = ContractForm {
            number: row.or_empty("number").to_owned(),
            title: row.or_empty("title").to_owned(),
            kind: row.or_empty("kind").to_lowercase(),
            supplier_id: String::new(),
            owner_id: String::new(),
            currency: or("currency", &defaults.currency),
            time_zone: or("time_zone", &defaults.time_zone),
            starts_on: row.or_empty("starts_on").to_owned(),
            language: code(LANGUAGES, &or("language", &defaults.language)),
            cost_centre: row.or_empty("cost_centre").to_owned(),
            governing_law: row.or_empty("governing_law").to_owned(),
            penalty_nature: code(NATURES, row.or_empty("penalty_nature")),
            clause_source: String::new(),
            tags: row.or_empty("tags").to_owned(),
        };
        let in_force = match code(STEPS, row.or_empty("status")).as_str() {
            "" | "draft" => false,
            "active" => true,
            _ => {
                errors.push(FieldError::new("status", "unknown"));
                false
            }
        };
        let terms = terms(row, &form, &mut errors);
        if in_force && terms.is_none() {
            errors.push(FieldError::new("notice", "term_missing"));
        }
        if errors.is_empty() {
            Ok(Self {
                supplier: row.or_empty("supplier").to_owned(),
                form,
                terms,
                in_force,
            })
        } else {
            Err(errors)
        }
    }
}

/// The terms, unless the row says nothing of them.
fn terms(row: &IntakeCells, form: &ContractForm, errors: &mut Vec<FieldError>) -> Option<AmendmentForm> {
    let said = ["last_day", "extension", "notice", "monthly_fee"];
    if said.iter().all(|field| row.or_empty(field).is_empty()) {
        return None;
    }
    let (notice, notice_to) = notice(row.or_empty("notice")).unwrap_or_else(|| {
        errors.push(FieldError::new("notice", "notice_unreadable"));
        Default::default()
    });
    let extension = match row.or_empty("extension") {
        "" => Some(LengthForm::default()),
        text => length(text)
            .filter(|(_, rest)| rest.is_empty())
            .map(|(length, _)| length),
    };
    let extension = extension.unwrap_or_else(|| {
        errors.push(FieldError::new("extension", "length_unreadable"));
        LengthForm::default()
    });
    let last_day = row.or_empty("last_day");
    let region = match row.or_empty("region") {
        "" => "DE".to_owned(),
        text => text.to_uppercase(),
    };
    Some(AmendmentForm {
        valid_from: form.starts_on.clone(),
        monthly_fee: row.or_empty("monthly_fee").to_owned(),
        duration: if last_day.is_empty() {
            "indefinite"
        } else {
            "until"
        }
        .to_owned(),
        last_day: last_day.to_owned(),
        renewal: if extension.count.is_empty() {
            "none"
        } else {
            "tacit"
        }
        .to_owned(),
        extension,
        notice_form: code(FORMS, row.or_empty("notice_form")),
        region,
        notice,
        notice_to,
        ..AmendmentForm::default()
    })
}

/// `3 Monate zum Quartalsende` as a length and a day to which it is given; empty for no notice.
fn notice(text: &str) -> Option<(LengthForm, String)> {
    if text.is_empty() {
        return Some(Default::default());
    }
    let (length, rest) = length(text)?;
    let rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    let to = ["zum ", "to the ", "to "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let to = code(NOTICE_TO, to);
    let known = NOTICE_TO.iter().any(|(code, _)| *code == to);
    known.then_some((length, to))
}

/// A number and a unit at the beginning, and what follows, in small letters.
fn length(text: &str) -> Option<(LengthForm, String)> {
    let text = text.to_lowercase();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (count, rest) = text.split_at(digits);
    let rest = rest.trim_start();
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(letters);
    let unit = code(UNITS, unit);
    let known = UNITS.iter().any(|(code, _)| *code == unit);
    (known && !count.is_empty()).then(|| {
        let length = LengthForm {
            count: count.to_owned(),
            unit,
        };
        (length, rest.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(&str, &str)]) -> Result<ContractCells, Vec<FieldError>> {
        let cells = cells
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect();
        let defaults = ContractDefaults {
            time_zone: "Europe/Berlin".to_owned(),
            language: "de".to_owned(),
            currency: "EUR".to_owned(),
        };
        ContractCells::read(&IntakeCells { line: 2, cells }, &defaults)
    }

    #[test]
    fn notice_is_read_as_people_write_it() {
        for (text, count, unit, to) in [
            ("3 Monate zum Quartalsende", "3", "month", "quarter_end"),
            ("30 Tage", "30", "day", "any_day"),
            ("6 Wochen zum Ende des Monats", "6", "week", "month_end"),
            ("1 month to the end of the term", "1", "month", "term_end"),
            ("2 Quartale, zum Jahresende", "2", "quarter", "year_end"),
        ] {
            let (length, day) = notice(text).expect(text);
            assert_eq!(
                (length.count.as_str(), length.unit.as_str(), day.as_str()),
                (count, unit, to),
                "{text}"
            );
        }
        for wrong in ["drei Monate", "3 Monde", "3 Monate zum Vollmond", "Monate"] {
            assert_eq!(notice(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_row_becomes_a_contract_with_terms() {
        let contract = read(&[
            ("number", "UC-1"),
            ("title", "Betrieb"),
            ("kind", "UC"),
            ("supplier", "Nordlicht"),
            ("starts_on", "01.01.2026"),
            ("notice", "3 Monate zum Quartalsende"),
            ("monthly_fee", "48.000,00"),
            ("penalty_nature", "Vertragsstrafe"),
            ("status", "in Kraft"),
        ])
        .expect("a contract");
        assert_eq!(
            (contract.form.kind.as_str(), contract.form.penalty_nature.as_str()),
            ("uc", "contract_penalty")
        );
        let terms = contract.terms.expect("terms");
        assert_eq!(
            (terms.duration.as_str(), terms.notice_to.as_str()),
            ("indefinite", "quarter_end")
        );
        assert!(contract.in_force);
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let errors = read(&[
            ("notice", "bald"),
            ("extension", "lange"),
            ("status", "vielleicht"),
        ])
        .unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["status", "notice", "extension"]);
        let silent = read(&[("number", "UC-1"), ("status", "aktiv")]).unwrap_err();
        assert_eq!(silent[0].code, "term_missing");
    }
}
