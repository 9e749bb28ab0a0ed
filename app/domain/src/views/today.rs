//! The start page: what must be decided today.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{EscalationRow, Status, TargetRow};
use crate::contract::MoneyDirection;
use crate::ids::{ClaimId, ContractId, EscalationId, SupplierId, TargetId};
use crate::money::Money;
use crate::supplier::certificate::CertificateKind;
use crate::time::period::Period;

/// Everything on „Heute“.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayView {
    /// The present moment in the tenant's zone.
    pub now: NaiveDateTime,
    /// The current month.
    pub period: Period,
    /// Share of it that has passed, in percent.
    pub elapsed_percent: u8,
    /// What waits for a decision, most urgent first.
    pub decisions: Vec<Decision>,
    /// Escalations nobody has acknowledged, oldest first.
    pub escalations: Vec<EscalationRow>,
    /// Number of targets by state.
    pub counts: StatusCounts,
    /// What suppliers owe us so far in the current periods, per currency.
    pub receivable: Vec<Money>,
    /// What we owe the business so far, per currency.
    pub payable: Vec<Money>,
    /// All targets of active contracts, worst first.
    pub targets: Vec<TargetRow>,
}

/// How many targets are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatusCounts {
    /// [`Status::Met`]
    pub met: u32,
    /// [`Status::AtRisk`]
    pub at_risk: u32,
    /// [`Status::Breached`]
    pub breached: u32,
    /// [`Status::NoData`]
    pub no_data: u32,
}

impl StatusCounts {
    /// How many targets are in a state.
    pub const fn of(&self, status: Status) -> u32 {
        match status {
            Status::Met => self.met,
            Status::AtRisk => self.at_risk,
            Status::Breached => self.breached,
            Status::NoData => self.no_data,
        }
    }

    /// Counts one more target.
    pub fn add(&mut self, status: Status) {
        match status {
            Status::Met => self.met += 1,
            Status::AtRisk => self.at_risk += 1,
            Status::Breached => self.breached += 1,
            Status::NoData => self.no_data += 1,
        }
    }
}

/// One thing to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it is about.
    pub subject: DecisionSubject,
    /// Last day to act; `None` when there is no formal deadline.
    pub due: Option<NaiveDate>,
    /// Whole days until then; negative when it has passed.
    pub days_left: Option<i64>,
    /// What is at stake, and which way.
    pub amount: Option<(Money, MoneyDirection)>,
    /// Contract number and title, where it is about a contract.
    pub contract: Option<(ContractId, String, String)>,
    /// The other party.
    pub supplier_name: String,
}

/// The kinds of decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DecisionSubject {
    /// A breach was escalated and nobody has acknowledged it.
    AcknowledgeEscalation {
        /// Which one.
        escalation_id: EscalationId,
        /// Its reference, such as `ESK-2026-003`.
        reference: String,
        /// The target missed.
        target_name: String,
        /// When it was raised.
        raised_at: NaiveDateTime,
    },
    /// What a missed target owes us can still be claimed.
    ClaimCredit {
        /// The claim.
        claim_id: ClaimId,
        /// The target missed.
        target_name: String,
        /// The period missed.
        period: Period,
        /// What was reached.
        attainment: Option<super::Attainment>,
        /// What had to be reached.
        threshold_ppm: i64,
    },
    /// What an SLA rests on no longer carries it.
    ChainBroken {
        /// When that was found.
        found_at: NaiveDateTime,
        /// Why.
        reason: Box<super::ChainReason>,
        /// The contract that most keeps it from holding.
        weakest: Option<super::ContractName>,
    },
    /// A supplier's certificate ends or has ended, and none follows.
    CertificateEnds {
        /// Whose.
        supplier_id: SupplierId,
        /// What is certified.
        certificate: CertificateKind,
        /// Name of one that is none of the known.
        title: String,
    },
    /// Nothing has been measured in the current period.
    MissingData {
        /// The target without measurements.
        target_id: TargetId,
        /// Its name.
        target_name: String,
        /// The period without measurements.
        period: Period,
    },
}
