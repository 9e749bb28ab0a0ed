//! Entries of the breach register (Art. 33, 34).

use serde::{Deserialize, Serialize};

use super::moment;
use crate::policy::coded;
use crate::time::Instant;

coded! {
    /// How likely a breach harms people.
    BreachRisk {
        /// Unlikely to result in a risk: need not be notified.
        Unlikely = "unlikely",
        /// A risk: the authority is told (Art. 33).
        Risk = "risk",
        /// A high risk: the people are told, too (Art. 34).
        High = "high",
    }
}

coded! {
    /// How far the handling of a breach has come.
    BreachStatus {
        /// Found.
        Open = "open",
        /// Being judged.
        Assessing = "assessing",
        /// The authority knows.
        Notified = "notified",
        /// The people know.
        SubjectsInformed = "subjects_informed",
        /// Done.
        Closed = "closed",
        /// It turned out to be none.
        NoBreach = "no_breach",
    }
}

/// A personal data breach. Points in time are absolute.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Breach {
    /// Identifies the entry within the bundle.
    pub id: Option<String>,
    /// Running number.
    pub ref_no: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// How far its handling has come.
    pub status: Option<BreachStatus>,
    /// When it was detected.
    #[serde(deserialize_with = "moment::deserialize")]
    pub detected_at: Option<Instant>,
    /// When the controller became aware: the 72 hours begin (Art. 33(1)).
    #[serde(deserialize_with = "moment::deserialize")]
    pub aware_at: Option<Instant>,
    /// Why this is the moment of awareness.
    pub aware_basis: Option<String>,
    /// The supplier where it happened.
    pub supplier_id: Option<String>,
    /// The contract it happened under.
    pub contract_id: Option<String>,
    /// The processor agreement it happened under.
    pub dpa_id: Option<String>,
    /// When the supplier became aware.
    #[serde(deserialize_with = "moment::deserialize")]
    pub supplier_aware_at: Option<Instant>,
    /// When the supplier told us (Art. 33(2)).
    #[serde(deserialize_with = "moment::deserialize")]
    pub supplier_notified_us_at: Option<Instant>,
    /// Within how many hours it had to.
    pub agreed_notice_hours: Option<u32>,
    /// Risk for the people concerned; `null` is not judged yet.
    pub risk: Option<BreachRisk>,
    /// The reasoning behind the risk.
    pub risk_reasoning: Option<String>,
    /// Why a risk is unlikely (Art. 33(1), 5(2)).
    pub no_risk_justification: Option<String>,
    /// The authority.
    pub authority: Option<String>,
    /// When it was told, by the first notice.
    #[serde(deserialize_with = "moment::deserialize")]
    pub authority_notified_at: Option<Instant>,
    /// Why it was told late (Art. 33(1) sentence 2).
    pub delay_reason: Option<String>,
    /// When the people were told (Art. 34).
    #[serde(deserialize_with = "moment::deserialize")]
    pub subjects_notified_at: Option<Instant>,
    /// Why they need not be: `a`, `b` or `c` of Art. 34(3).
    pub art34_3_exemption: Option<String>,
    /// What happened (Art. 33(5)).
    pub facts: Option<String>,
    /// What it caused (Art. 33(5)).
    pub effects: Option<String>,
    /// What was done about it (Art. 33(5)).
    pub remedial_action: Option<String>,
}
