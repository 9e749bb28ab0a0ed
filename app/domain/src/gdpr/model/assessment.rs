//! Whether a data protection impact assessment (DSFA) is needed, and the assessment (Art. 35, 36).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::policy::coded;

coded! {
    /// How high a risk is.
    Level {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

/// The threshold analysis (Schwellwertanalyse).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DpiaThreshold {
    /// When it was made.
    pub done_on: Option<NaiveDate>,
    /// Cases of Art. 35(3): `a`, `b`, `c`.
    pub art35_3: Vec<String>,
    /// Numbers of the authorities' list of processing that needs an assessment (Muss-Liste, Art. 35(4)).
    pub muss_liste_nos: Vec<u32>,
    /// Criteria of WP 248 rev.01.
    pub wp248_criteria: Vec<String>,
    /// Why the result is what it is.
    pub justification: Option<String>,
    /// `required` or `not_required`.
    pub result: Option<String>,
}

/// The assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dpia {
    /// `draft`, `in_progress`, `completed` or `rejected`.
    pub status: Option<String>,
    /// When it was completed.
    pub completed_on: Option<NaiveDate>,
    /// The risk that is left after the measures.
    pub residual_risk: Option<Level>,
    /// When the data protection officer advised (Art. 35(2)).
    pub dpo_advice_on: Option<NaiveDate>,
    /// When the authority was consulted (Art. 36).
    pub art36_consulted_on: Option<NaiveDate>,
    /// `approved`, `approved_with_conditions` or `rejected`.
    pub decision: Option<String>,
    /// Next review (Art. 35(11)).
    pub next_review_on: Option<NaiveDate>,
}

impl Dpia {
    /// Whether the assessment is finished.
    pub fn is_completed(&self) -> bool {
        self.status.as_deref() == Some("completed")
    }
}
