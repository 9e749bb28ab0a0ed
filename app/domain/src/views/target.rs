//! A target in one period: state, attainment, money, and the ledger behind them.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::contract::{ContractKind, MoneyDirection};
use crate::credit::{CreditError, Schedule, credit};
use crate::ids::{ContractId, ServiceId, TargetId};
use crate::money::Money;
use crate::ratio::{Ppm, Ratio, WHOLE_PPM};
use crate::sla::ledger::Reason;
pub use crate::sla::result::{Attainment, Budget, Status, Unit};
use crate::sla::target::TargetDefinition;
use crate::time::period::Period;

/// A service credit, penalty or malus and what it is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditView {
    /// The amount so far, after caps.
    pub amount: Money,
    /// Share of the base, parts per million.
    pub percent_ppm: i64,
    /// The fee it is taken of.
    pub base: Money,
}

/// One target in one period, as tables show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetRow {
    /// The target.
    pub id: TargetId,
    /// Its name, such as „Lösungszeit“.
    pub name: String,
    /// Its contract.
    pub contract_id: ContractId,
    /// The contract's number.
    pub contract_number: String,
    /// The contract's title.
    pub contract_title: String,
    /// SLA, OLA or UC.
    pub contract_kind: ContractKind,
    /// The other party.
    pub supplier_name: String,
    /// What must be reached at least, parts per million.
    pub threshold_ppm: i64,
    /// The period of this row.
    pub period: Period,
    /// State in the period.
    pub status: Status,
    /// What was reached so far.
    pub attainment: Option<Attainment>,
    /// What may still go wrong.
    pub budget: Option<Budget>,
    /// Who pays whom.
    pub direction: MoneyDirection,
    /// Credit so far; `None` without data or without money.
    pub credit: Option<CreditView>,
    /// What one step further down would cost in all; `None` at the bottom.
    pub next_step: Option<Money>,
    /// The most this target can cost in the period.
    pub worst_case: Option<Money>,
    /// Last day on which the credit can be claimed.
    pub claim_by: Option<NaiveDate>,
    /// Whether the credit can still be claimed; true where nothing need be claimed.
    pub claim_open: bool,
    /// First and last day of the period.
    pub period_days: (NaiveDate, NaiveDate),
    /// The twelve periods up to this one, oldest first.
    pub history: Vec<PeriodCell>,
}

/// One cell of the history strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodCell {
    /// Which period.
    pub period: Period,
    /// How it ended, or stands.
    pub status: Status,
    /// What was reached.
    pub attainment: Option<Attainment>,
    /// The credit of the period.
    pub credit: Option<Money>,
}

/// One step of the credit schedule, from good to bad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierView {
    /// Lower bound, inclusive; `None` at the bottom.
    pub at_least_ppm: Option<i64>,
    /// Upper bound, exclusive; `None` for the step without credit.
    pub below_ppm: Option<i64>,
    /// Share of the fee.
    pub credit_ppm: i64,
    /// The amount of this step.
    pub amount: Option<Money>,
    /// Whether the attainment of the period lies here.
    pub current: bool,
}

impl TierView {
    /// The credit schedule from good to bad, priced with `base` after caps, with the step that `attained` lies in.
    /// Empty for schedules without steps.
    ///
    /// # Errors
    /// A schedule or a cap that is not valid, or an amount too large to compute.
    pub fn steps(
        definition: &TargetDefinition,
        base: Option<Money>,
        attained: Option<Ratio>,
    ) -> Result<Vec<Self>, CreditError> {
        let Schedule::TieredStep { tiers } = &definition.schedule else {
            return Ok(Vec::new());
        };
        let lies_in = |at_least: Option<i64>, below: Option<i64>| {
            attained.is_some_and(|ratio| {
                at_least.is_none_or(|ppm| ratio.cmp_ppm(Ppm(ppm)).is_ge())
                    && below.is_none_or(|ppm| ratio.cmp_ppm(Ppm(ppm)).is_lt())
            })
        };
        let amount = |ppm: Option<i64>| {
            let priced = base.zip(Ratio::new(ppm.unwrap_or(0), WHOLE_PPM));
            priced
                .map(|(base, ratio)| credit(&definition.schedule, &definition.caps, ratio, base, 0))
                .transpose()
                .map(|credit| credit.map(|credit| credit.amount))
        };
        let best = tiers.first().map(|tier| tier.below_ppm);
        let mut views = vec![Self {
            at_least_ppm: best,
            below_ppm: None,
            credit_ppm: 0,
            amount: None,
            current: lies_in(best, None),
        }];
        for tier in tiers {
            views.push(Self {
                at_least_ppm: tier.at_least_ppm,
                below_ppm: Some(tier.below_ppm),
                credit_ppm: tier.credit_ppm,
                amount: amount(tier.at_least_ppm)?,
                current: lies_in(tier.at_least_ppm, Some(tier.below_ppm)),
            });
        }
        Ok(views)
    }
}

/// A target's page: the period's result, its history and a page of its ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetView {
    /// The result in the chosen period.
    pub row: TargetRow,
    /// The service measured.
    pub service_id: ServiceId,
    /// Its name.
    pub service_name: String,
    /// Name of the calendar that counted.
    pub calendar_name: String,
    /// Zone of the calendar and of all times shown.
    pub time_zone: String,
    /// Number of the contract version used.
    pub contract_version: i32,
    /// When this result was computed, in `time_zone`.
    pub evaluated_at: Option<NaiveDateTime>,
    /// Goals by priority, for targets on tickets: name and seconds of service time.
    pub goals: Vec<(String, i64)>,
    /// The credit schedule.
    pub tiers: Vec<TierView>,
    /// Cap of the credit as a share of the fee.
    pub cap_ppm: Option<i64>,
    /// Periods that can be picked, newest first.
    pub periods: Vec<Period>,
    /// The requested page of the ledger.
    pub ledger: LedgerPage,
}

/// A page of ledger items.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerPage {
    /// The items.
    pub items: Vec<LedgerItem>,
    /// Items in all, after filtering.
    pub total: u32,
    /// Number of this page, from 1.
    pub page: u32,
    /// Items a page.
    pub page_size: u32,
}

/// Which ledger items are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerFilter {
    /// All of them.
    #[default]
    All,
    /// Only those in time.
    Met,
    /// Only those late.
    Missed,
    /// Only those not yet decided.
    Pending,
}

/// One ticket or outage and how its time was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerItem {
    /// The ticket's or outage's number in its own system.
    pub external_id: String,
    /// The ticket's priority.
    pub priority: Option<String>,
    /// When it was reported, or the outage began.
    pub reported: NaiveDateTime,
    /// When it was resolved, or the outage ended.
    pub resolved: Option<NaiveDateTime>,
    /// When it had to be resolved; `None` for outages.
    pub due: Option<NaiveDateTime>,
    /// Seconds of service time the goal allows; `None` for outages.
    pub goal_seconds: Option<i64>,
    /// Seconds that counted.
    pub service_seconds: i64,
    /// In time or not; `None` for outages and open tickets.
    pub met: Option<bool>,
    /// What was counted and what was not, in order, without gaps.
    pub intervals: Vec<LedgerInterval>,
}

/// One stretch of time in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerInterval {
    /// Beginning.
    pub from: NaiveDateTime,
    /// End, exclusive.
    pub to: NaiveDateTime,
    /// Length in real seconds; differs from the wall clock on days when the clocks change.
    pub seconds: i64,
    /// Whether it counted.
    pub counted: bool,
    /// Why, or why not.
    pub reason: Reason,
}

/// Which part of a ledger is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerQuery {
    /// By outcome.
    pub filter: LedgerFilter,
    /// Part of the external id; empty for all.
    #[serde(default)]
    pub search: String,
    /// Page from 1; 0 counts as 1.
    pub page: u32,
}
