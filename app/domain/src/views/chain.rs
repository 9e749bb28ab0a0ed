//! What SLAs rest on, and whether it carries them.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::chain::assess::{Check, Fault};
use crate::chain::{Assessment, ChainStructure, Cover, Part};
use crate::contract::ContractKind;
use crate::forms::FieldError;
use crate::ids::{ContractId, ServiceId};

/// Why a chain does not hold, without the rest of the proof.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChainReason {
    /// What kept the proof from being tried.
    pub fault: Option<Fault>,
    /// The worst check.
    pub check: Option<Check>,
    /// The contract that most keeps the chain from holding.
    pub weakest: Option<ContractId>,
}

/// A contract by number and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractName {
    /// The contract.
    pub id: ContractId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Which way it points.
    pub kind: ContractKind,
    /// The other party.
    pub party: String,
}

/// An SLA in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainRow {
    /// The SLA.
    pub sla: ContractName,
    /// Whether it rests on anything.
    pub has_structure: bool,
    /// The last verdict; `None` before the first proof.
    pub cover: Option<Cover>,
    /// The strictest availability it promises.
    pub promised_ppm: Option<i64>,
    /// What the chain gives for that.
    pub given_ppm: Option<i64>,
    /// Why it does not hold.
    pub reason: ChainReason,
    /// The contract that most keeps it from holding.
    pub weakest: Option<ContractName>,
    /// When a finding was raised that is still open, in the tenant's zone.
    pub found_at: Option<NaiveDateTime>,
    /// When it was last proven.
    pub proved_at: Option<NaiveDateTime>,
}

impl ChainRow {
    /// Whether the SLA is covered as far as is known.
    pub fn is_sufficient(&self) -> bool {
        self.cover.is_some_and(Cover::is_sufficient)
    }
}

/// Which SLAs are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChainFilter {
    /// Those with, or those without sufficient cover.
    pub sufficient: Option<bool>,
}

/// A part of the chain with what it promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainPartView {
    /// Its place in the structure, such as `0.2`.
    pub place: String,
    /// As it is stored.
    pub part: Part,
    /// The contract.
    pub contract: ContractName,
    /// The service chosen.
    pub service_name: Option<String>,
    /// The availability it promises.
    pub availability_ppm: Option<i64>,
    /// The shortest time it promises, with its priority; seconds of its own service hours.
    pub shortest_time: Option<(String, i64)>,
}

/// A contract that can be a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainChoice {
    /// The contract.
    pub contract: ContractName,
    /// What its targets measure.
    pub services: Vec<(ServiceId, String)>,
}

/// An SLA with what it rests on and the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainView {
    /// The SLA.
    pub sla: ContractName,
    /// Services it covers.
    pub services: Vec<String>,
    /// Revision of what is stored; 0 before anything was.
    pub revision: i32,
    /// The revision the draft began with.
    pub seen: i32,
    /// What is shown: the draft, else what is stored.
    pub structure: ChainStructure,
    /// Whether it differs from what is stored.
    pub changed: bool,
    /// Whether anything is stored.
    pub stored: bool,
    /// The leaves of what is shown, in order.
    pub parts: Vec<ChainPartView>,
    /// The proof of what is shown; `None` while it has faults or no parts.
    pub assessment: Option<Assessment>,
    /// The verdict on what is stored, to compare a draft with.
    pub stored_cover: Option<Cover>,
    /// What is wrong with the last step, or with the structure.
    pub problems: Vec<FieldError>,
    /// When a finding was raised that is still open, in the tenant's zone.
    pub found_at: Option<NaiveDateTime>,
    /// Contracts that can be parts.
    pub choices: Vec<ChainChoice>,
    /// When this was proven, in the tenant's zone.
    pub proved_at: NaiveDateTime,
}
