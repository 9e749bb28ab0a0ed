//! Transfers to third countries and international organisations (Art. 44 to 49).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::policy::coded;

coded! {
    /// How often data are transferred.
    Frequency {
        /// One time.
        Once = "once",
        /// Now and then.
        Occasional = "occasional",
        /// Again and again.
        Recurring = "recurring",
        /// All the time.
        Continuous = "continuous",
    }
}

/// A transfer to one importer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Transfer {
    /// Identifies the transfer within the bundle.
    pub id: Option<String>,
    /// The recipient it belongs to.
    pub recipient_id: Option<String>,
    /// ISO 3166-1 alpha-2 of the third country.
    pub country: Option<String>,
    /// Or the international organisation.
    pub int_org: Option<String>,
    /// The importer by name (DSK 6.5).
    pub importer_name: Option<String>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// Numbers of the data categories.
    pub data_category_ids: Vec<String>,
    /// On what the transfer rests: `ADEQUACY`, `DPF`, `SCC_2021_914`, `SCC_LEGACY`, `BCR`, `SA_SCC`, `COC`, `CERT`,
    /// `ADHOC_46_3`, `PUBLIC_46_2_A`, `ART49_A` to `ART49_G`, `ART49_COMPELLING`.
    pub instrument: Option<String>,
    /// For `ADEQUACY`: which decision, and whether the importer falls under it.
    pub adequacy: Option<Adequacy>,
    /// For sectoral decisions: the importer falls under the decision.
    pub scope_confirmed: bool,
    /// For `DPF`: the importer's certification.
    pub dpf: Option<Dpf>,
    /// For `SCC_2021_914`: the clauses.
    pub scc: Option<Scc>,
    /// For `BCR`: the approval.
    pub bcr: Option<Bcr>,
    /// Clauses that take over when the `DPF` no longer carries the transfer.
    pub fallback_scc: Option<Scc>,
    /// The transfer impact assessment, where it does not stand with the instrument.
    pub tia: Option<Tia>,
    /// For `ART49_…`: the assessment (Art. 49(6)).
    pub art49: Option<Art49>,
    /// Since when.
    pub valid_from: Option<NaiveDate>,
    /// Until when.
    pub valid_to: Option<NaiveDate>,
}

/// How an adequacy decision covers the importer (Art. 45).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Adequacy {
    /// Number of the decision.
    pub decision: Option<String>,
    /// For sectoral decisions: the importer falls under it.
    pub scope_confirmed: bool,
}

/// Certification under the EU-US Data Privacy Framework.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dpf {
    /// The certified entity.
    pub legal_entity: Option<String>,
    /// `active`, `lapsed`, `withdrawn` or `unknown`.
    pub status: Option<String>,
    /// When the list was looked at.
    pub checked_on: Option<NaiveDate>,
    /// Whether the certification covers data of employees.
    pub covers_hr: Option<bool>,
    /// When the certification ends unless it is renewed.
    pub next_certification_due: Option<NaiveDate>,
}

/// Standard contractual clauses of Implementing Decision (EU) 2021/914.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Scc {
    /// `M1` controller to controller, `M2` controller to processor, `M3` processor to processor, `M4` processor to
    /// controller.
    pub modules: Vec<String>,
    /// When they were signed.
    pub signed_on: Option<NaiveDate>,
    /// The assessment of the local law (clause 14).
    pub tia: Option<Tia>,
}

/// Binding corporate rules (Art. 47).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Bcr {
    /// The authority that approved them.
    pub authority: Option<String>,
    /// When.
    pub approved_on: Option<NaiveDate>,
    /// The assessment of the local law (C-311/18).
    pub tia: Option<Tia>,
}

/// A transfer impact assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tia {
    /// When it was made.
    pub done_on: Option<NaiveDate>,
    /// `sufficient`, `sufficient_with_measures` or `not_sufficient`.
    pub outcome: Option<String>,
    /// Next review.
    pub next_review_on: Option<NaiveDate>,
    /// The document.
    pub doc_id: Option<String>,
}

/// A derogation (Art. 49).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Art49 {
    /// Where the assessment is documented.
    pub assessment_ref: Option<String>,
}
