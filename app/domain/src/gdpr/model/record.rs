//! The record of a processing activity: Art. 30(1) for controllers, Art. 30(2) for processors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::assessment::{Dpia, DpiaThreshold};
use super::entity::JointController;
use super::transfer::Transfer;
use crate::policy::coded;

coded! {
    /// As what the entity keeps the record.
    RecordRole {
        /// Decides alone (Art. 4 no. 7).
        Controller = "controller",
        /// Decides together with others (Art. 26).
        JointController = "joint_controller",
        /// Acts on behalf of others (Art. 4 no. 8).
        Processor = "processor",
    }
}

coded! {
    /// How far the record has come.
    RecordStatus {
        /// Being written.
        Draft = "draft",
        /// Being checked.
        InReview = "in_review",
        /// In force.
        Approved = "approved",
        /// No longer in force.
        Retired = "retired",
    }
}

coded! {
    /// How far the processing itself has come.
    OperatingStage {
        /// Intended.
        Planned = "planned",
        /// Tried out.
        Test = "test",
        /// Being introduced.
        Rollout = "rollout",
        /// In use.
        Production = "production",
        /// Over.
        Ended = "ended",
    }
}

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

/// A record of a processing activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Identifies the record.
    #[serde(default)]
    pub id: Option<String>,
    /// Running number, such as `VVT-017`.
    #[serde(default)]
    pub ref_no: Option<String>,
    /// As what the entity keeps it.
    pub role: RecordRole,
    /// Name of the activity.
    #[serde(default)]
    pub name: Option<String>,
    /// What happens.
    #[serde(default)]
    pub description: Option<String>,
    /// How far the record has come.
    #[serde(default)]
    pub status: Option<RecordStatus>,
    /// How far the processing has come.
    #[serde(default)]
    pub operating_stage: Option<OperatingStage>,
    /// First day of the processing.
    #[serde(default)]
    pub start_date: Option<NaiveDate>,
    /// Last day of the processing.
    #[serde(default)]
    pub end_date: Option<NaiveDate>,
    /// Last review.
    #[serde(default)]
    pub last_reviewed_on: Option<NaiveDate>,
    /// Next review.
    #[serde(default)]
    pub next_review_on: Option<NaiveDate>,
    /// The department in charge.
    #[serde(default)]
    pub department: Option<String>,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Contact,
    /// Controllers who decide together with us in this activity; others stand on the cover sheet.
    #[serde(default)]
    pub joint_controllers: Vec<JointController>,
    /// When the arrangement with all of them was signed (Art. 26(1)), where it is one.
    #[serde(default)]
    pub arrangement_signed_on: Option<NaiveDate>,
    /// Purposes (Art. 30(1)(b)).
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// Categories of data subjects (Art. 30(1)(c)).
    #[serde(default)]
    pub data_subject_categories: Vec<SubjectCategory>,
    /// Categories of personal data (Art. 30(1)(c)).
    #[serde(default)]
    pub data_categories: Vec<DataCategory>,
    /// Periods for erasure (Art. 30(1)(f)).
    #[serde(default)]
    pub retention_rules: Vec<RetentionRule>,
    /// Recipients (Art. 30(1)(d)).
    #[serde(default)]
    pub recipients: Vec<Recipient>,
    /// That there are none was checked.
    #[serde(default)]
    pub no_recipients_confirmed: bool,
    /// `none` or `yes`: the statement on third countries that DSK 6.4 asks for in any case.
    #[serde(default)]
    pub third_country_statement: Option<String>,
    /// Transfers (Art. 30(1)(e), 30(2)(c)).
    #[serde(default)]
    pub transfers: Vec<Transfer>,
    /// Linked sets of measures (Art. 30(1)(g), 30(2)(d)).
    #[serde(default)]
    pub tom_set_ids: Vec<String>,
    /// Measures in words.
    #[serde(default)]
    pub tom_description: Option<String>,
    /// The threshold analysis.
    #[serde(default)]
    pub dpia_threshold: Option<DpiaThreshold>,
    /// The impact assessment.
    #[serde(default)]
    pub dpia: Option<Dpia>,
    /// On whose behalf a processor acts (Art. 30(2)(a)).
    #[serde(default)]
    pub clients: Vec<Client>,
}

/// Whom to ask: a person or a function.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

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

/// A controller on whose behalf we process.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// Identifies the client within the bundle.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// `designated` or `none`; `null` is not known.
    pub dpo_status: Option<String>,
    /// The data protection officer.
    pub dpo_contact: Option<String>,
    /// Categories of processing (Art. 30(2)(b)).
    pub processing_categories: Vec<SubjectCategory>,
    /// When the processor agreement with the client was signed.
    pub agreement_signed_on: Option<NaiveDate>,
    /// The processor agreement, if it is in the bundle.
    pub agreement_id: Option<String>,
}
