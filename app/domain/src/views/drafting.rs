//! Contracts while they are being written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SupplierKind;
use crate::contract::{ContractKind, ContractStatus};
use crate::forms::{AmendmentForm, ContractForm, TargetForm};
use crate::ids::{CalendarId, ContractId, PersonId, ServiceId, SupplierId, TargetId};
use crate::money::Money;
use crate::sla::example::{self, Example};
use crate::sla::target::TargetDefinition;
use crate::time::period::{Period, PeriodKind};

/// What a contract's form needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractDraft {
    /// As it is stored, or as a new one begins.
    pub form: ContractForm,
    /// To be given back with a change; 0 for a new contract.
    pub revision: i32,
    /// Whether its kind, party, currency, zone and first day can no longer change.
    pub in_force: bool,
    /// Who can be the other party.
    pub suppliers: Vec<PartyChoice>,
    /// Who can answer for it.
    pub people: Vec<(PersonId, String)>,
}

/// Who can be the other party of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyChoice {
    /// Which one.
    pub id: SupplierId,
    /// Its name.
    pub name: String,
    /// What it is: contracts are made with suppliers, OLAs with own teams, SLAs with the business.
    pub kind: SupplierKind,
}

/// A version that can still be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDraft {
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// Its kind.
    pub contract_kind: ContractKind,
    /// Where it stands.
    pub contract_status: ContractStatus,
    /// To be given back with a change.
    pub revision: i32,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// The day it is looked at, in the contract's zone.
    pub today: NaiveDate,
    /// Number of the version; the first is the contract itself, later ones are amendments.
    pub number: i32,
    /// Terms as typed.
    pub form: AmendmentForm,
    /// Whether the end of the contract has been entered.
    pub has_term: bool,
    /// The targets it will have.
    pub targets: Vec<DraftTarget>,
}

/// A target of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTarget {
    /// Which one.
    pub id: TargetId,
    /// Its name.
    pub name: String,
    /// The service measured.
    pub service_name: String,
    /// The service hours.
    pub calendar_name: String,
    /// Its terms.
    pub definition: TargetDefinition,
    /// What became of it since the version before; `None` for the first version.
    pub change: Option<TargetChange>,
}

/// What a version does to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetChange {
    /// It brings it.
    New,
    /// It changes it.
    Changed,
    /// It leaves it as it was.
    Same,
    /// It takes it away.
    Removed,
}

/// What a target's form needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetDraft {
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its kind.
    pub contract_kind: ContractKind,
    /// Whether money hangs on it.
    pub has_money: bool,
    /// To be given back with a change.
    pub revision: i32,
    /// Which target; `None` for a new one.
    pub id: Option<TargetId>,
    /// As it is stored, or as a new one begins.
    pub form: TargetForm,
    /// Whether metric, window and service can no longer change, because results exist for them.
    pub measured: bool,
    /// Services that can be measured.
    pub services: Vec<(ServiceId, String)>,
    /// Service hours to choose from.
    pub calendars: Vec<CalendarChoice>,
    /// The periods that examples speak of, one for each window.
    pub periods: Vec<Period>,
    /// The fee of a month.
    pub fee: Option<Money>,
}

/// Windows that a target can be measured over, the most frequent first.
pub const WINDOWS: [PeriodKind; 5] = [
    PeriodKind::Month,
    PeriodKind::Quarter,
    PeriodKind::HalfYear,
    PeriodKind::Year,
    PeriodKind::Week,
];

impl TargetDraft {
    /// What the form as typed would mean in the present period; `None` while it cannot be read.
    pub fn example(&self, form: &TargetForm) -> Option<(Period, Example)> {
        let definition = form.example()?;
        let at = self
            .periods
            .iter()
            .position(|period| period.kind() == definition.window)?;
        let calendar = self
            .calendars
            .iter()
            .find(|calendar| calendar.id.to_string() == form.calendar_id);
        let seconds = calendar.map_or(0, |calendar| {
            calendar.seconds.get(at).copied().unwrap_or_default()
        });
        let example = example::example(&definition, seconds, self.fee_of(definition.window))?;
        Some((*self.periods.get(at)?, example))
    }

    /// The fixed fee of a period; weeks have none of their own.
    pub fn fee_of(&self, window: PeriodKind) -> Option<Money> {
        let months = match window {
            PeriodKind::Day | PeriodKind::Week => None,
            PeriodKind::Month => Some(1),
            PeriodKind::Quarter => Some(3),
            PeriodKind::HalfYear => Some(6),
            PeriodKind::Year => Some(12),
        }?;
        let fee = self.fee?;
        Some(Money::new(fee.minor.checked_mul(months)?, fee.currency))
    }
}

/// Service hours to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarChoice {
    /// Which ones.
    pub id: CalendarId,
    /// Their name.
    pub name: String,
    /// Service time of each period that examples speak of, in seconds.
    pub seconds: Vec<i64>,
}
