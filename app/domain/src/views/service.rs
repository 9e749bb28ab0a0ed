//! The service catalogue.

use serde::{Deserialize, Serialize};

use super::StatusCounts;
use super::list::{ListFilter, read_sort, write_sort};
use crate::contract::ContractKind;
use crate::ids::{ContactId, ContractId, PersonId, ServiceId};
use crate::policy::coded;
use crate::service::Duty;
use crate::service::priority::PriorityMatrix;
use crate::supplier::{Criticality, Standing};

coded! {
    /// What a list of services can be sorted by.
    ServiceSort {
        /// By name.
        Name = "name",
        /// Most critical first.
        Criticality = "criticality",
        /// By the person who answers for it.
        Owner = "owner",
    }
}

/// Which services are wanted, and in which order; `None` does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceFilter {
    /// Part of the name, of a category or of the owner's name.
    pub search: String,
    /// How critical.
    pub criticality: Option<Criticality>,
    /// In use or ended.
    pub status: Option<Standing>,
    /// Sorted by; by name without a choice.
    pub sort: Option<ServiceSort>,
    /// The other way round.
    pub reversed: bool,
}

impl ListFilter for ServiceFilter {
    const PAGE: &'static str = "/services";
    const PARTS: &'static [&'static str] = &["q", "criticality", "status", "sort"];

    fn read(part: &dyn Fn(&str) -> Option<String>) -> Self {
        let (sort, reversed) = read_sort(part("sort"), ServiceSort::parse);
        Self {
            search: part("q").unwrap_or_default(),
            criticality: part("criticality").and_then(|code| Criticality::parse(&code)),
            status: part("status").and_then(|code| Standing::parse(&code)),
            sort,
            reversed,
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("q", self.search.clone()),
            (
                "criticality",
                self.criticality.map_or("", Criticality::code).to_owned(),
            ),
            ("status", self.status.map_or("", Standing::code).to_owned()),
            (
                "sort",
                write_sort(self.sort.map(ServiceSort::code), self.reversed),
            ),
        ]
    }
}

/// A service in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRow {
    /// Which one.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// In use or ended.
    pub status: Standing,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// What it belongs to.
    pub categories: Vec<String>,
    /// Who answers for it towards the business.
    pub owner: Option<(PersonId, String)>,
    /// The users' SLA, by its number.
    pub sla: Option<(ContractId, String)>,
    /// How many services it rests on.
    pub components: u32,
    /// Targets that measure it, in their current periods.
    pub counts: StatusCounts,
}

/// A service's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceView {
    /// The list row.
    pub row: ServiceRow,
    /// What it does for whom.
    pub description: String,
    /// What it rests on, by name.
    pub components: Vec<(ServiceId, String)>,
    /// What rests on it, by name.
    pub used_by: Vec<(ServiceId, String)>,
    /// Contracts whose targets measure it: id, number, title, kind.
    pub contracts: Vec<(ContractId, String, String, ContractKind)>,
    /// Impact and urgency to priority.
    pub matrix: PriorityMatrix,
    /// Who answers for what, in the order of duties.
    pub raci: Vec<RaciRow>,
    /// Counts changes.
    pub revision: i32,
}

/// Who has a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaciWho {
    /// Somebody of the tenant.
    Person(PersonId),
    /// Somebody at a supplier.
    Contact(ContactId),
    /// Whoever holds a function.
    Function,
}

/// One line of a RACI table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaciRow {
    /// What they have to do.
    pub duty: Duty,
    /// Who.
    pub who: RaciWho,
    /// Their name, or the function's; empty for somebody who has left.
    pub name: String,
    /// For a contact, the supplier.
    pub supplier_name: Option<String>,
}

/// What can be chosen when a service is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChoices {
    /// People of the tenant.
    pub people: Vec<(PersonId, String)>,
    /// Contacts with the names of their suppliers.
    pub contacts: Vec<(ContactId, String, String)>,
    /// SLAs by number and title.
    pub slas: Vec<(ContractId, String)>,
    /// Other services.
    pub services: Vec<(ServiceId, String)>,
}
