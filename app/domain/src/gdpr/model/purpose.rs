//! Purposes, what allows them, and whom they concern (Art. 30(1)(b), (c), Art. 6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A purpose and what allows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Purpose {
    /// Identifies the purpose within the bundle.
    pub id: Option<String>,
    /// The purpose in words.
    pub text: Option<String>,
    /// Legal bases.
    pub legal_bases: Vec<LegalBasis>,
}

/// A legal basis (Art. 6).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LegalBasis {
    /// Code of the catalogue, such as `GDPR_6_1_F`.
    pub code: Option<String>,
    /// The provision of Union or Member State law (Art. 6(3)).
    pub norm: Option<String>,
    /// For legitimate interests: which.
    pub legitimate_interest: Option<String>,
    /// For legitimate interests: when they were balanced.
    pub balancing_test_on: Option<NaiveDate>,
    /// The document of the balancing.
    pub balancing_doc_id: Option<String>,
    /// For consent: what shows it (Art. 7(1)).
    pub consent_evidence_ref: Option<String>,
    /// For consent: how it is withdrawn (Art. 7(3)).
    pub withdrawal_channel: Option<String>,
}

/// A category of data subjects: a code of the catalogue, or code and own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a code, or an object with `code` or `label`")]
pub enum SubjectCategory {
    /// Code alone.
    Code(String),
    /// Code and words.
    Labelled {
        /// Code.
        #[serde(default)]
        code: Option<String>,
        /// Own words.
        #[serde(default)]
        label: Option<String>,
    },
}

impl SubjectCategory {
    /// The code, if it has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Labelled { code, .. } => code.as_deref(),
        }
    }
}
