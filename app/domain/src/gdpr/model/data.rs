//! Categories of personal data and when they are erased (Art. 30(1)(c), (f), Art. 9, 10).

use serde::{Deserialize, Serialize};

use crate::policy::coded;

coded! {
    /// Whether data belong to the special categories.
    SpecialCategory {
        /// Neither.
        None = "none",
        /// Special categories (Art. 9).
        Art9 = "art9",
        /// Criminal convictions and offences (Art. 10).
        Art10 = "art10",
    }
}

/// A category of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DataCategory {
    /// Identifies the category within the bundle.
    pub id: Option<String>,
    /// Running number (DSK 6.3).
    pub no: Option<u32>,
    /// Code of the catalogue.
    pub code: Option<String>,
    /// Own words.
    pub label: Option<String>,
    /// Whether it belongs to the special categories.
    pub special: Option<SpecialCategory>,
    /// What allows a special category (Art. 9(2)).
    pub art9_conditions: Vec<Art9Condition>,
    /// What allows data on offences (Art. 10).
    pub art10_norm: Option<String>,
    /// When it is erased.
    pub retention_rule_id: Option<String>,
}

/// A condition of Art. 9(2): its code, or the code with the national provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a code, or an object with `code` and `norm`")]
pub enum Art9Condition {
    /// Code alone.
    Code(String),
    /// Code and provision.
    WithNorm {
        /// Code.
        #[serde(default)]
        code: Option<String>,
        /// Provision.
        #[serde(default)]
        norm: Option<String>,
    },
}

impl Art9Condition {
    /// The code, if it has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::WithNorm { code, .. } => code.as_deref(),
        }
    }
}

/// When data are erased: a period and what starts it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionRule {
    /// Identifies the rule within the bundle.
    pub id: Option<String>,
    /// ISO 8601, such as `P90D`, `P6M`, `P3Y`.
    pub period: Option<String>,
    /// What starts the period.
    pub start_event: Option<String>,
    /// The provision that sets it.
    pub norm: Option<String>,
    /// The rule in words.
    pub criteria_text: Option<String>,
    /// Why no period can be given.
    pub undeterminable_reason: Option<String>,
    /// `automatic`, `manual`, `anonymise` or `overwrite_backup`.
    pub deletion_method: Option<String>,
}
