//! Suppliers and internal teams.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ContractRow, EscalationRow, PeriodCell, StatusCounts, TargetRow};
use crate::ids::SupplierId;
use crate::money::Money;

/// What kind of party a supplier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplierKind {
    /// Managed service provider.
    Msp,
    /// Public cloud.
    Hyperscaler,
    /// Software vendor.
    Software,
    /// Telecommunications carrier.
    Telecoms,
    /// Own team, party of an OLA.
    InternalTeam,
    /// The business as the customer of an SLA.
    Business,
}

impl SupplierKind {
    const ALL: [Self; 6] = [
        Self::Msp,
        Self::Hyperscaler,
        Self::Software,
        Self::Telecoms,
        Self::InternalTeam,
        Self::Business,
    ];

    /// The stored and transmitted code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Msp => "msp",
            Self::Hyperscaler => "hyperscaler",
            Self::Software => "software",
            Self::Telecoms => "telecoms",
            Self::InternalTeam => "internal_team",
            Self::Business => "business",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A supplier in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierRow {
    /// Which one.
    pub id: SupplierId,
    /// Registered name.
    pub name: String,
    /// What kind of party.
    pub kind: SupplierKind,
    /// Seat.
    pub city: Option<String>,
    /// Contracts in force.
    pub active_contracts: u32,
    /// Fixed fees a month, per currency.
    pub monthly_fees: Vec<Money>,
    /// Targets in the current periods.
    pub counts: StatusCounts,
    /// Credits so far in the current periods, per currency.
    pub credits: Vec<Money>,
    /// Open escalations.
    pub open_escalations: u32,
}

/// A supplier's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierView {
    /// The list row's figures.
    pub row: SupplierRow,
    /// People to turn to.
    pub contacts: Vec<ContactView>,
    /// Its contracts.
    pub contracts: Vec<ContractRow>,
    /// Its targets in the current periods.
    pub targets: Vec<TargetRow>,
    /// Missed periods of the last twelve months, newest first.
    pub breaches: Vec<BreachRow>,
    /// Its escalations, newest first.
    pub escalations: Vec<EscalationRow>,
}

/// A person or desk at a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// Full name.
    pub name: String,
    /// What they do there.
    pub function: String,
    /// Address for mail.
    pub email: String,
    /// Whether escalations go to them.
    pub escalation: bool,
}

/// A missed period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachRow {
    /// Contract, for the link.
    pub contract_id: crate::ids::ContractId,
    /// Contract number.
    pub contract_number: String,
    /// Target, for the link.
    pub target_id: crate::ids::TargetId,
    /// Target name.
    pub target_name: String,
    /// Threshold.
    pub threshold_ppm: i64,
    /// The period, what was reached and the credit.
    pub cell: PeriodCell,
    /// Last day to claim.
    pub claim_by: Option<NaiveDate>,
}
