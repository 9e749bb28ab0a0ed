//! What is said about a document when it is added.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FieldError, parse_date};
use crate::document::{Confidentiality, DocumentKind};

const LONGEST_TITLE: usize = 200;

/// The form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    /// Code of what it is.
    pub kind: String,
    /// What people call it; the file's name if empty.
    pub title: String,
    /// The day it is dated, `TT.MM.JJJJ`; may be empty.
    pub dated_on: String,
    /// Code of who sees it; the tenant's own people if empty.
    pub confidentiality: String,
}

/// The form as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInput {
    /// What it is.
    pub kind: DocumentKind,
    /// What people call it; empty for the file's name.
    pub title: String,
    /// The day it is dated.
    pub dated_on: Option<NaiveDate>,
    /// Who sees it.
    pub confidentiality: Confidentiality,
}

impl DocumentForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<DocumentInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let kind = DocumentKind::parse(self.kind.trim());
        if kind.is_none() {
            errors.push(FieldError::new("kind", "required"));
        }
        let title = self.title.trim().to_owned();
        if title.chars().count() > LONGEST_TITLE {
            errors.push(FieldError::new("title", "too_long"));
        }
        let dated_on = match self.dated_on.trim() {
            "" => None,
            text => {
                let day = parse_date(text);
                if day.is_none() {
                    errors.push(FieldError::new("dated_on", "date_unreadable"));
                }
                day
            }
        };
        let confidentiality = match self.confidentiality.trim() {
            "" => Some(Confidentiality::Internal),
            code => Confidentiality::parse(code),
        };
        if confidentiality.is_none() {
            errors.push(FieldError::new("confidentiality", "required"));
        }
        match (kind, confidentiality) {
            (Some(kind), Some(confidentiality)) if errors.is_empty() => Ok(DocumentInput {
                kind,
                title,
                dated_on,
                confidentiality,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_kind_is_needed() {
        let form = DocumentForm {
            kind: "amendment".to_owned(),
            ..DocumentForm::default()
        };
        let input = form.parse().unwrap();
        assert_eq!(
            (input.kind, input.confidentiality),
            (DocumentKind::Amendment, Confidentiality::Internal)
        );
        let form = DocumentForm {
            kind: "letter".to_owned(),
            dated_on: "31.02.2026".to_owned(),
            confidentiality: "public".to_owned(),
            ..DocumentForm::default()
        };
        assert_eq!(form.parse().unwrap_err().len(), 3);
    }
}
