//! Technical and organisational measures (Art. 32).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A set of measures that records link to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TomSet {
    /// Identifies the set within the bundle.
    pub id: Option<String>,
    /// Name of the concept.
    pub name: Option<String>,
    /// The areas it covers (DSK 6.8 and 6.9).
    pub areas: Vec<TomArea>,
    /// Areas that do not apply, with the reason.
    pub not_applicable: BTreeMap<String, String>,
    /// Last review of its effectiveness (Art. 32(1)(d)).
    pub last_review_on: Option<NaiveDate>,
    /// Next review.
    pub next_review_on: Option<NaiveDate>,
    /// The document.
    pub document_id: Option<String>,
}

/// An area of measures: its code, or the code with the measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the code of an area, or an object with `code` and `measures`"
)]
pub enum TomArea {
    /// Code alone.
    Code(String),
    /// Code and measures.
    Measures {
        /// Code.
        code: String,
        /// What is done, each with its state.
        #[serde(default)]
        measures: Vec<serde_json::Value>,
    },
}

impl TomArea {
    /// The code of the area.
    pub fn code(&self) -> &str {
        match self {
            Self::Code(code) | Self::Measures { code, .. } => code,
        }
    }
}
