//! Days by which something about a contract happens.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::list::ListFilter;
use crate::ids::ContractId;
use crate::policy::coded;

coded! {
    /// What happens on a day.
    DeadlineKind {
        /// The last day for the decision whether to give notice.
        Decision = "decision",
        /// The last day on which notice must be received.
        Receipt = "receipt",
        /// The last day of the contract.
        End = "end",
    }
}

/// Which deadlines are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeadlineFilter {
    /// Part of the contract's number, its title or the other party.
    pub search: String,
    /// Code of what happens; all if empty.
    pub kind: String,
    /// Within so many days; all if empty.
    pub within: String,
}

impl ListFilter for DeadlineFilter {
    const PAGE: &'static str = "/deadlines";
    const PARTS: &'static [&'static str] = &["search", "kind", "within"];

    fn read(part: &dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            search: part("search").unwrap_or_default(),
            kind: part("kind").unwrap_or_default(),
            within: part("within").unwrap_or_default(),
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("search", self.search.clone()),
            ("kind", self.kind.clone()),
            ("within", self.within.clone()),
        ]
    }
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineRow {
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// The other party.
    pub supplier_name: String,
    /// What happens.
    pub kind: DeadlineKind,
    /// When.
    pub day: NaiveDate,
    /// The end of the contract that it is about.
    pub end: NaiveDate,
    /// Calendar days until then in the contract's zone; negative once it is over.
    pub days_left: i64,
}

/// The page of deadlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlinesView {
    /// By day.
    pub rows: Vec<DeadlineRow>,
    /// Since when the person has a feed, and when it was last fetched, in the tenant's zone.
    pub feed: Option<(NaiveDateTime, Option<NaiveDateTime>)>,
}
