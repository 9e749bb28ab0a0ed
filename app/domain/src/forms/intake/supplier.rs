//! Suppliers from a table.

use super::words::{KINDS, LEVELS, STANDINGS, TIERS, code};
use super::{Column, IntakeCells};
use crate::country;
use crate::forms::SupplierForm;

pub const COLUMNS: &[Column] = &[
    ("name", "Name", "Supplier", &["Lieferant", "Kurzname"]),
    (
        "legal_name",
        "Firma",
        "Legal name",
        &["Eingetragener Name", "Name im Register"],
    ),
    ("kind", "Art", "Kind", &["Typ", "Type"]),
    (
        "street",
        "Straße",
        "Street",
        &["Strasse", "Anschrift", "Street and number"],
    ),
    ("postcode", "PLZ", "Postcode", &["Postleitzahl", "ZIP"]),
    ("city", "Ort", "City", &["Stadt", "Sitz", "Seat"]),
    ("country", "Land", "Country", &[]),
    ("website", "Website", "Web site", &["Webseite", "Internet", "URL"]),
    ("lei", "LEI", "LEI code", &[]),
    ("criticality", "Kritikalität", "Criticality", &[]),
    (
        "criticality_reason",
        "Begründung",
        "Reason",
        &["Begründung der Kritikalität"],
    ),
    ("tier", "Steuerung", "Tier", &["Stufe"]),
    ("status", "Zustand", "State", &["Status"]),
    ("notes", "Notizen", "Notes", &["Bemerkung"]),
];

/// What is known of a supplier, with what a row says put over it. A column that the table does not have, and an empty
/// cell, leave what was.
pub fn overlay(known: &SupplierForm, row: &IntakeCells) -> SupplierForm {
    let kept = known.fields();
    SupplierForm::filled(|field| match row.get(field).filter(|text| !text.is_empty()) {
        Some(text) => match field {
            "kind" => code(KINDS, text),
            "criticality" => code(LEVELS, text),
            "tier" => code(TIERS, text),
            "status" => code(STANDINGS, text),
            "country" => country_code(text),
            _ => text.to_owned(),
        },
        None => kept
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, value)| (*value).to_owned())
            .unwrap_or_default(),
    })
}

/// A country by its code or its name.
fn country_code(text: &str) -> String {
    let wanted = text.trim().to_lowercase();
    let fits = |code: &&str| {
        let names = country::names(code);
        code.to_lowercase() == wanted
            || names.is_some_and(|(german, english)| {
                [german, english].iter().any(|name| name.to_lowercase() == wanted)
            })
    };
    country::codes()
        .find(fits)
        .map_or_else(|| text.trim().to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> IntakeCells {
        IntakeCells {
            line: 2,
            cells: cells
                .iter()
                .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn words_become_codes_and_what_is_not_said_stays() {
        let known = SupplierForm {
            name: "Nordlicht".to_owned(),
            kind: "msp".to_owned(),
            city: "Kiel".to_owned(),
            ..SupplierForm::default()
        };
        let said = row(&[
            ("name", "Nordlicht"),
            ("country", "Deutschland"),
            ("tier", "Strategisch"),
            ("city", ""),
        ]);
        let form = overlay(&known, &said);
        assert_eq!(
            (
                form.kind.as_str(),
                form.country.as_str(),
                form.tier.as_str(),
                form.city.as_str()
            ),
            ("msp", "DE", "strategic", "Kiel")
        );
        let wrong = overlay(
            &SupplierForm::default(),
            &row(&[("name", "x"), ("kind", "Zauberer")]),
        );
        assert_eq!(wrong.parse().unwrap_err()[0].field, "kind");
    }
}
