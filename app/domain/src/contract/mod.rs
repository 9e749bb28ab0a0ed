//! Contracts: what kinds there are and what state they can be in, and the rules of their terms.
//!
//! ```
//! use domain::contract::version_on;
//!
//! let versions = [("2025-01-01", "first"), ("2026-07-01", "amended")];
//! let on = |day: &str| version_on(versions.iter(), |version| version.0.parse().unwrap_or_default(), day.parse().unwrap_or_default());
//! assert_eq!(on("2026-06-30").map(|version| version.1), Some("first"));
//! assert_eq!(on("2026-07-01").map(|version| version.1), Some("amended"));
//! ```

pub mod period_rules;
pub mod term;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which way a contract points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// Service level agreement: what we promise to the business. Missing it costs us.
    Sla,
    /// Operational level agreement: what an internal team promises. No money changes hands.
    Ola,
    /// Underpinning contract: what an external supplier promises. Missing it brings us a credit.
    Uc,
}

/// Which way money flows when a target is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyDirection {
    /// The supplier owes us.
    Receivable,
    /// We owe the business.
    Payable,
    /// No money: an internal agreement.
    Internal,
}

/// The version in force on a day: the last one valid by then, else the first. Versions come with the oldest first.
pub fn version_on<T>(
    versions: impl DoubleEndedIterator<Item = T> + Clone,
    valid_from: impl Fn(&T) -> NaiveDate,
    day: NaiveDate,
) -> Option<T> {
    let mut oldest_first = versions.clone();
    let in_force = versions.rev().find(|version| valid_from(version) <= day);
    in_force.or_else(|| oldest_first.next())
}

/// Where a contract stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractStatus {
    /// Being written.
    Draft,
    /// With the other party.
    InNegotiation,
    /// In force.
    Active,
    /// Ended by notice.
    Terminated,
    /// Ended by its term.
    Expired,
}

/// What a payment for a missed target is in law; it decides what must be said, proved and reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyNature {
    /// A reduction of future invoices, as clouds grant it; usually the only remedy.
    ServiceCredit,
    /// Vertragsstrafe (§§ 339 to 345 BGB): owed without damage, to be reserved on acceptance (§ 341 (3)).
    ContractPenalty,
    /// Pauschalierter Schadensersatz (§ 309 No. 5 BGB): the other party may prove a smaller damage.
    LiquidatedDamages,
    /// Malus and bonus: the price follows the level that was delivered.
    MalusBonus,
}

impl PenaltyNature {
    /// Every nature, the most frequent first.
    pub const ALL: [Self; 4] = [
        Self::ServiceCredit,
        Self::ContractPenalty,
        Self::LiquidatedDamages,
        Self::MalusBonus,
    ];

    /// Reads the stored code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nature| nature.code() == code)
    }

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ServiceCredit => "service_credit",
            Self::ContractPenalty => "contract_penalty",
            Self::LiquidatedDamages => "liquidated_damages",
            Self::MalusBonus => "malus_bonus",
        }
    }
}

impl MoneyDirection {
    /// The same money as the other party sees it.
    #[must_use]
    pub const fn seen_from_the_other_side(self) -> Self {
        match self {
            Self::Receivable => Self::Payable,
            Self::Payable => Self::Receivable,
            Self::Internal => Self::Internal,
        }
    }
}

impl ContractKind {
    /// Reads the stored code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Sla, Self::Ola, Self::Uc]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// The stored code: `sla`, `ola` or `uc`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sla => "sla",
            Self::Ola => "ola",
            Self::Uc => "uc",
        }
    }

    /// Who pays whom when a target of this kind of contract is missed.
    pub const fn money_direction(self) -> MoneyDirection {
        match self {
            Self::Sla => MoneyDirection::Payable,
            Self::Ola => MoneyDirection::Internal,
            Self::Uc => MoneyDirection::Receivable,
        }
    }
}

impl ContractStatus {
    /// Whether the contract is over.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Terminated | Self::Expired)
    }

    /// Whether a contract in this state still holds on a day: one under notice does until its last day.
    pub fn runs_on(self, ends_on: Option<NaiveDate>, day: NaiveDate) -> bool {
        match self {
            Self::Draft | Self::InNegotiation => false,
            Self::Active => ends_on.is_none_or(|last| day <= last),
            Self::Terminated | Self::Expired => ends_on.is_some_and(|last| day <= last),
        }
    }

    /// Where a contract can go from here. What was once in force never becomes a draft again; a notice can be taken back.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::InNegotiation, Self::Active],
            Self::InNegotiation => &[Self::Draft, Self::Active],
            Self::Active => &[Self::Terminated, Self::Expired],
            Self::Terminated | Self::Expired => &[Self::Active],
        }
    }

    /// Reads the stored code.
    pub fn parse(code: &str) -> Option<Self> {
        [
            Self::Draft,
            Self::InNegotiation,
            Self::Active,
            Self::Terminated,
            Self::Expired,
        ]
        .into_iter()
        .find(|status| status.code() == code)
    }

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InNegotiation => "in_negotiation",
            Self::Active => "active",
            Self::Terminated => "terminated",
            Self::Expired => "expired",
        }
    }
}
