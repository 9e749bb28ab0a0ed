//! Contracts.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::list::{ListFilter, read_sort, write_sort};
use super::term::TermView;
use super::{EscalationRow, Language, StatusCounts, TargetChange, TargetRow, TierView};
use crate::contract::{ContractKind, ContractStatus, PenaltyNature};
use crate::ids::{ContractId, SupplierId, TargetId};
use crate::money::{Currency, Money};
use crate::policy::coded;
use crate::time::period::Period;

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRow {
    /// Which one.
    pub id: ContractId,
    /// Number, such as `UC-2016-001`.
    pub number: String,
    /// Title.
    pub title: String,
    /// SLA, OLA or UC.
    pub kind: ContractKind,
    /// Where it stands.
    pub status: ContractStatus,
    /// The other party.
    pub supplier_id: SupplierId,
    /// Its name.
    pub supplier_name: String,
    /// Fixed fee a month.
    pub monthly_fee: Option<Money>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; `None` without end.
    pub ends_on: Option<NaiveDate>,
    /// Targets in the current periods.
    pub counts: StatusCounts,
    /// Credit so far in the current periods.
    pub credit: Option<Money>,
}

/// A contract's page in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractView {
    /// The list row's figures.
    pub row: ContractRow,
    /// The period shown.
    pub period: Period,
    /// Periods that can be picked, newest first.
    pub periods: Vec<Period>,
    /// Fee of the period: what was billed, or the fixed fee.
    pub period_fee: Option<Money>,
    /// Zone of the contract and of all times shown.
    pub time_zone: String,
    /// Services covered.
    pub services: Vec<String>,
    /// Name of the service hours.
    pub calendar_names: Vec<String>,
    /// Where its clauses were published, if they were.
    pub clause_source: Option<String>,
    /// Its targets in the period.
    pub targets: Vec<TargetRow>,
    /// Credit schedules of the targets that have one, in the order of `targets`.
    pub schedules: Vec<ScheduleView>,
    /// Outages that touch the period.
    pub outages: Vec<OutageRow>,
    /// Its escalations, newest first.
    pub escalations: Vec<EscalationRow>,
    /// Versions, newest first.
    pub versions: Vec<VersionRow>,
    /// When it can end; `None` for those who may not see it.
    pub term: Option<TermView>,
    /// The rest of its master data.
    pub record: ContractRecord,
    /// The steps of its life, newest first.
    pub steps: Vec<StepRow>,
    /// Number of the version that is being prepared; `None` for those who may not see it.
    pub draft: Option<i32>,
}

/// A contract's master data beyond its list row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRecord {
    /// To be given back with a change.
    pub revision: i32,
    /// Who answers for it.
    pub owner_name: Option<String>,
    /// Currency.
    pub currency: Currency,
    /// Language of letters.
    pub language: Language,
    /// Cost centre.
    pub cost_centre: Option<String>,
    /// Governing law.
    pub governing_law: Option<String>,
    /// What a payment for a missed target is in law.
    pub penalty_nature: Option<PenaltyNature>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The template it was made from: code, edition then, edition now.
    pub template: Option<(String, i32, i32)>,
}

/// A step in a contract's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRow {
    /// Where the contract went.
    pub status: ContractStatus,
    /// The day it concerns.
    pub on_day: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who; `None` for the product itself and for people who have left.
    pub actor: Option<String>,
    /// When it was entered.
    pub at: NaiveDateTime,
}

/// The credit schedule of one target in the period shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleView {
    /// The target, one of the contract's `targets`.
    pub target_id: TargetId,
    /// The steps, from good to bad.
    pub tiers: Vec<TierView>,
    /// Cap of the credit as a share of the fee.
    pub cap_ppm: Option<i64>,
}

/// A contract version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Number from 1.
    pub number: i32,
    /// First day.
    pub valid_from: NaiveDate,
    /// What it changed.
    pub note: String,
    /// Whether it is in force now.
    pub current: bool,
    /// Monthly fee.
    pub fee: Option<Money>,
    /// What it did to targets that the version before had or had not; nothing for the first one.
    pub changes: Vec<(String, TargetChange)>,
}

/// A recorded outage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageRow {
    /// Number in its own system.
    pub external_id: String,
    /// The service that was down.
    pub service_name: String,
    /// Beginning.
    pub starts_at: NaiveDateTime,
    /// End; `None` while it lasts.
    pub ends_at: Option<NaiveDateTime>,
    /// Length in seconds, up to now while it lasts.
    pub seconds: i64,
    /// What is known of its cause.
    pub cause: Option<String>,
    /// Where it was reported.
    pub source: String,
}

/// Which contracts are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ContractFilter {
    /// Part of number, title or supplier name.
    #[serde(default)]
    pub search: String,
    /// Only this kind.
    pub kind: Option<ContractKind>,
    /// Only contracts that have a target in this state.
    pub status: Option<super::Status>,
    /// Sorted by; in the order they were entered without a choice.
    #[serde(default)]
    pub sort: Option<ContractSort>,
    /// The other way round.
    #[serde(default)]
    pub reversed: bool,
}

coded! {
    /// What a list of contracts can be sorted by.
    ContractSort {
        /// By title.
        Title = "title",
        /// By the other party.
        Supplier = "supplier",
        /// Those that end first before the others, then those without end.
        End = "end",
        /// Highest monthly fee first.
        Fee = "fee",
        /// Highest credit first.
        Credit = "credit",
    }
}

impl ListFilter for ContractFilter {
    const PAGE: &'static str = "/contracts";
    const PARTS: &'static [&'static str] = &["q", "kind", "state", "sort"];

    fn read(part: &dyn Fn(&str) -> Option<String>) -> Self {
        let (sort, reversed) = read_sort(part("sort"), ContractSort::parse);
        Self {
            search: part("q").unwrap_or_default(),
            kind: part("kind").and_then(|code| ContractKind::parse(&code)),
            status: part("state").and_then(|code| super::Status::parse(&code)),
            sort,
            reversed,
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("q", self.search.clone()),
            ("kind", self.kind.map_or("", ContractKind::code).to_owned()),
            ("state", self.status.map_or("", super::Status::code).to_owned()),
            (
                "sort",
                write_sort(self.sort.map(ContractSort::code), self.reversed),
            ),
        ]
    }
}
