//! Suppliers and contracts taken over from a table: which column is what, and how people write the codes.

mod contract;
mod supplier;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::policy::coded;
use crate::views::Language;

pub use contract::{ContractCells, ContractDefaults};
pub use supplier::overlay;

coded! {
    /// What a table lists.
    IntakeKind {
        /// Suppliers, own teams and customers.
        Suppliers = "suppliers",
        /// Contracts.
        Contracts = "contracts",
    }
}

/// A field, its German and its English heading, and others it is known by.
type Column = (&'static str, &'static str, &'static str, &'static [&'static str]);

const fn heading(column: &Column, language: Language) -> &'static str {
    match language {
        Language::De => column.1,
        Language::En => column.2,
    }
}

/// Rows that one table may have.
pub const MOST_ROWS: usize = 2_000;

/// A row of the table: what stands in each field's column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeCells {
    /// Line in the file; the headings are line 1.
    pub line: u64,
    /// By field; a field without a column is missing.
    pub cells: BTreeMap<String, String>,
}

impl IntakeCells {
    fn get(&self, field: &str) -> Option<&str> {
        self.cells.get(field).map(|text| text.trim())
    }

    fn or_empty(&self, field: &str) -> &str {
        self.get(field).unwrap_or_default()
    }
}

impl IntakeKind {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Suppliers => supplier::COLUMNS,
            Self::Contracts => contract::COLUMNS,
        }
    }

    /// The fields without which a table says nothing.
    fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Suppliers => &["name"],
            Self::Contracts => &["number", "title", "kind", "supplier", "starts_on"],
        }
    }

    /// The headings of an empty table.
    pub fn template(self, language: Language) -> Vec<&'static str> {
        self.columns()
            .iter()
            .map(|column| heading(column, language))
            .collect()
    }

    /// The heading of a field; the field itself where it has none.
    pub fn heading(self, field: &str, language: Language) -> String {
        let column = self.columns().iter().find(|(known, ..)| *known == field);
        column
            .map_or(field, |column| heading(column, language))
            .to_owned()
    }

    /// Which field each heading stands for; `None` for those that are left aside.
    ///
    /// # Errors
    /// The fields no heading stands for although they are needed, and those that two stand for.
    pub fn fields(self, headings: &[String]) -> Result<Vec<Option<&'static str>>, Vec<FieldError>> {
        let of = |heading: &String| {
            let heading = heading.trim().to_lowercase();
            let known = self.columns().iter().find(|(field, german, english, others)| {
                [field, german, english]
                    .into_iter()
                    .chain(*others)
                    .any(|known| known.to_lowercase() == heading)
            });
            known.map(|(field, ..)| *field)
        };
        let fields: Vec<_> = headings.iter().map(of).collect();
        let count = |field: &str| fields.iter().filter(|known| **known == Some(field)).count();
        let missing = self.needed().iter().filter(|field| count(field) == 0);
        let mut errors: Vec<_> = missing
            .map(|field| FieldError::new(field, "column_needed"))
            .collect();
        let twice = self.columns().iter().filter(|(field, ..)| count(field) > 1);
        errors.extend(twice.map(|(field, ..)| FieldError::new(field, "column_twice")));
        if errors.is_empty() {
            Ok(fields)
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IntakeKind;
    use crate::views::Language;

    #[test]
    fn columns_are_found_by_their_german_and_english_headings() {
        let headings = ["Firma", "Bemerkung intern", "Art", "name"].map(str::to_owned);
        let fields = IntakeKind::Suppliers.fields(&headings);
        assert_eq!(
            fields,
            Ok(vec![Some("legal_name"), None, Some("kind"), Some("name")])
        );
        let errors = IntakeKind::Contracts.fields(&headings).unwrap_err();
        assert_eq!(
            (errors[0].field.as_str(), errors[0].code.as_str()),
            ("number", "column_needed")
        );
        let twice = ["Name", "Lieferant"].map(str::to_owned);
        let errors = IntakeKind::Suppliers.fields(&twice).unwrap_err();
        assert_eq!(
            (errors[0].field.as_str(), errors[0].code.as_str()),
            ("name", "column_twice")
        );
    }

    #[test]
    fn a_template_is_read_again() {
        for (kind, language) in IntakeKind::ALL
            .iter()
            .flat_map(|kind| [(kind, Language::De), (kind, Language::En)])
        {
            let headings: Vec<_> = kind.template(language).into_iter().map(str::to_owned).collect();
            let fields = kind.fields(&headings).expect("every heading is known");
            assert!(fields.iter().all(Option::is_some), "{kind:?}");
        }
    }
}
