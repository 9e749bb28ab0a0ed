//! One processing activity with everything its rules look at: the bundle.
//!
//! Names of fields are those of the public API. A field that is missing, `null` or blank is a finding of the rules and
//! no error; a value that cannot be what its field means (a date that does not exist, a role nobody knows) is an
//! error. Codes are enumerations where a rule would fall silent on a code it does not know, and text elsewhere. Fields
//! that no rule reads are here where their shape is certain; any other is a remark.

mod agreement;
mod assessment;
mod breach;
mod data;
mod entity;
mod measures;
mod moment;
mod purpose;
mod read;
mod recipient;
mod record;
mod request;
mod transfer;

pub use agreement::{Agreement, Clause, Contract, Evidence, Subprocessor, Supplier};
pub use assessment::{Dpia, DpiaThreshold, Level};
pub use breach::{Breach, BreachRisk, BreachStatus};
pub use data::{Art9Condition, DataCategory, RetentionRule, SpecialCategory};
pub use entity::{Address, DataProtectionOfficer, Entity, JointController, Representative};
pub use measures::{TomArea, TomSet};
pub use purpose::{LegalBasis, Purpose, SubjectCategory};
pub use read::BundleError;
pub use recipient::{Recipient, RecipientType};
pub use record::{Client, Contact, OperatingStage, Record, RecordRole, RecordStatus};
pub use request::Request;
pub use transfer::{Adequacy, Art49, Bcr, Dpf, Frequency, Scc, Tia, Transfer};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// A processing activity, the entity that answers for it, and what it rests on, as of one day (Stichtag).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The day as of which the rules judge.
    pub as_of: NaiveDate,
    /// The moment as of which clocks are read; without it the end of that day in Berlin.
    #[serde(default, deserialize_with = "moment::deserialize")]
    pub as_of_time: Option<Instant>,
    /// The cover sheet (Hauptblatt) of the controller, or of the processor that keeps an Art. 30(2) register.
    #[serde(default)]
    pub controller: Entity,
    /// The suppliers that recipients and agreements name.
    #[serde(default)]
    pub suppliers: Vec<Supplier>,
    /// The contracts that recipients and agreements name.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// Processor agreements (AVV).
    #[serde(default)]
    pub dpas: Vec<Agreement>,
    /// Sets of technical and organisational measures.
    #[serde(default)]
    pub tom_sets: Vec<TomSet>,
    /// The record of the processing activity.
    pub processing: Record,
    /// The breach register's entries that concern the activity.
    #[serde(default)]
    pub breaches: Vec<Breach>,
    /// Requests of data subjects that concern the activity.
    #[serde(default, alias = "dsrs", alias = "dsr", alias = "data_subject_requests")]
    pub requests: Vec<Request>,
}
