//! The record of a processing activity: Art. 30(1) for controllers, Art. 30(2) for processors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::assessment::{Dpia, DpiaThreshold};
use super::data::{DataCategory, RetentionRule};
use super::entity::{Address, JointController};
use super::purpose::{Purpose, SubjectCategory};
use super::recipient::Recipient;
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

/// A controller on whose behalf we process.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// Identifies the client within the bundle.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub address: Option<Address>,
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
