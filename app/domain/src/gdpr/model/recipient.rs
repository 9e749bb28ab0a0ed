//! Who receives data (Art. 30(1)(d)).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a recipient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientType {
    /// A part of the entity itself.
    Internal,
    /// Acts on our behalf.
    Processor,
    /// Acts on behalf of our processor, or of us as a processor.
    SubProcessor,
    /// Decides together with us.
    JointController,
    /// Decides alone.
    #[serde(alias = "independent_controller")]
    Controller,
    /// A public authority.
    Authority,
    /// Belongs to the same group.
    GroupCompany,
    /// An international organisation.
    InternationalOrg,
    /// Everybody.
    Public,
}

/// Who receives data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Identifies the recipient within the bundle.
    #[serde(default)]
    pub id: Option<String>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: RecipientType,
    /// The category in words.
    #[serde(default)]
    pub label: Option<String>,
    /// The supplier.
    #[serde(default)]
    pub supplier_id: Option<String>,
    /// The contract.
    #[serde(default)]
    pub contract_id: Option<String>,
    /// The processor agreement.
    #[serde(default)]
    pub dpa_id: Option<String>,
    /// Which categories of data it receives.
    #[serde(default)]
    pub data_category_ids: Vec<String>,
    /// Where it processes.
    #[serde(default)]
    pub processing_countries: Vec<String>,
    /// From where it looks in: remote support is a transfer (DSK 6.4).
    #[serde(default)]
    pub remote_access_countries: Vec<String>,
    /// Since when.
    #[serde(default)]
    pub since: Option<NaiveDate>,
    /// Until when.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// When it confirmed return or erasure at the end (Art. 28(3)(g)).
    #[serde(default)]
    pub exit_confirmed_on: Option<NaiveDate>,
}
