//! Keeping the filter and the order of a list under a name.

use serde::{Deserialize, Serialize};

use super::FieldError;
use super::reader::Reader;
use crate::views::{ContractFilter, DeadlineFilter, ListFilter, ServiceFilter, SupplierFilter};

const LONGEST_NAME: usize = 60;
const LONGEST_QUERY: usize = 1_000;
/// The pages whose lists can be kept.
const PAGES: [&str; 4] = [
    ContractFilter::PAGE,
    DeadlineFilter::PAGE,
    ServiceFilter::PAGE,
    SupplierFilter::PAGE,
];

/// What is kept, as typed and as the page knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedViewForm {
    /// The page of the list.
    pub page: String,
    /// The parts of its address.
    pub query: String,
    /// What the person calls it.
    pub name: String,
}

impl SavedViewForm {
    /// The same without blanks around it.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<Self, Vec<FieldError>> {
        let mut read = Reader::default();
        let name = read.needed_text("name", &self.name, LONGEST_NAME);
        if !PAGES.contains(&self.page.as_str()) {
            read.refuse("page", "unknown");
        }
        if self.query.len() > LONGEST_QUERY || self.query.chars().any(|c| c.is_control() || c == '#') {
            read.refuse("query", "too_long");
        }
        match name {
            Some(name) if read.errors.is_empty() => Ok(Self { name, ..self.clone() }),
            _ => Err(read.errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SavedViewForm;

    fn form(page: &str, query: &str, name: &str) -> SavedViewForm {
        SavedViewForm {
            page: page.to_owned(),
            query: query.to_owned(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn a_view_has_a_name_and_belongs_to_a_list() {
        let kept = form("/contracts", "kind=uc&sort=-fee", " Teure ").parse();
        assert_eq!(kept, Ok(form("/contracts", "kind=uc&sort=-fee", "Teure")));
        for (wrong, field) in [
            (form("/contracts", "", " "), "name"),
            (form("https://evil.example", "", "x"), "page"),
            (form("/contracts", &"a".repeat(1_001), "x"), "query"),
            (form("/contracts", "a#b", "x"), "query"),
        ] {
            assert_eq!(wrong.parse().unwrap_err()[0].field, field);
        }
    }
}
