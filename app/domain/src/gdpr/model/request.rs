//! Requests of data subjects (Art. 12 to 22).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A request of a data subject.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// Identifies the request within the bundle.
    pub id: Option<String>,
    /// Running number.
    pub ref_no: Option<String>,
    /// `access`, `rectification`, `erasure`, `restriction`, `portability`, `objection` or `consent_withdrawal`.
    pub kind: Option<String>,
    /// When it arrived: the month begins (Art. 12(3)).
    pub received_on: Option<NaiveDate>,
    /// The last day to answer; without it one month after receipt.
    pub due_on: Option<NaiveDate>,
    /// The last day after an extension, at most two months later.
    pub extended_until: Option<NaiveDate>,
    /// When the person was told about the extension.
    pub extension_notice_on: Option<NaiveDate>,
    /// Why it was extended.
    pub extension_reason: Option<String>,
    /// When it was answered.
    pub answered_on: Option<NaiveDate>,
    /// What came out.
    pub outcome: Option<String>,
    /// Why it was refused (Art. 12(4)).
    pub refusal_reason: Option<String>,
    /// Whether the person was told about remedies (Art. 12(4)).
    pub remedy_information_given: Option<bool>,
}
