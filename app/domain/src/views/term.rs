//! When a contract can end, and when that must be decided.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::contract::term::{NextEnd, Term};
use crate::ids::ContractId;

/// A contract's term on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermView {
    /// Number of the version it comes from.
    pub version: i32,
    /// The contract's revision, to be given back with an amendment.
    pub revision: i32,
    /// The day the answer is given for, in the contract's zone.
    pub today: NaiveDate,
    /// What was agreed; `None` if nobody entered it yet.
    pub term: Option<Term>,
    /// How the contract ends next.
    pub next: Option<NextEnd>,
    /// Calendar days until the decision, negative once it is late; `None` without notice.
    pub days_to_decide: Option<i64>,
    /// The answer to "if notice is received on …".
    pub what_if: Option<WhatIf>,
}

/// What notice received on a day would bring about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The day of receipt.
    pub received_on: NaiveDate,
    /// How the contract would end.
    pub next: NextEnd,
}

/// A date by which something about a contract must be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDeadline {
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// The other party.
    pub supplier_name: String,
    /// The end that notice would bring about.
    pub end: NaiveDate,
    /// The last day for the decision.
    pub decide_by: NaiveDate,
    /// The last working day of receipt.
    pub last_safe_day: NaiveDate,
    /// The last day of receipt.
    pub last_receipt: NaiveDate,
    /// Calendar days until the decision; negative once it is late.
    pub days_to_decide: i64,
}
