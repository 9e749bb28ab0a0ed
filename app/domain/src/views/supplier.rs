//! Suppliers and internal teams.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::list::{ListFilter, read_sort, write_sort};
use super::{
    CertificateRow, ContactView, ContractRow, EscalationRow, PeriodCell, StatusCounts, SubSupplierRow,
    TargetRow,
};
use crate::ids::SupplierId;
use crate::money::Money;
use crate::policy::coded;
use crate::supplier::certificate::CertificateState;
use crate::supplier::{Criticality, Standing, Tier};

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
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 6] = [
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

    /// The list it stands in.
    pub const fn group(self) -> SupplierGroup {
        match self {
            Self::Msp | Self::Hyperscaler | Self::Software | Self::Telecoms => SupplierGroup::External,
            Self::InternalTeam => SupplierGroup::Internal,
            Self::Business => SupplierGroup::Business,
        }
    }
}

coded! {
    /// The lists of parties.
    SupplierGroup {
        /// Companies that deliver.
        External = "external",
        /// Own teams.
        Internal = "internal",
        /// Those who are delivered to.
        Business = "business",
    }
}

coded! {
    /// What a list of suppliers can be sorted by.
    SupplierSort {
        /// By name.
        Name = "name",
        /// By kind.
        Kind = "kind",
        /// Most critical first.
        Criticality = "criticality",
        /// Those whose certificates end first before the others.
        Certificates = "certificates",
        /// Most contracts first.
        Contracts = "contracts",
        /// Most open escalations first.
        Escalations = "escalations",
    }
}

coded! {
    /// Suppliers by the worst of their certificates.
    CertificateFilter {
        /// One has ended.
        Expired = "expired",
        /// One ends soon.
        Expiring = "expiring",
        /// All are in force.
        Valid = "valid",
        /// There is none.
        Missing = "missing",
    }
}

impl CertificateFilter {
    /// Whether a supplier with this state fits.
    pub fn fits(self, state: Option<CertificateState>) -> bool {
        match self {
            Self::Expired => state == Some(CertificateState::Expired),
            Self::Expiring => state == Some(CertificateState::Expiring),
            Self::Valid => matches!(state, Some(CertificateState::Valid | CertificateState::Pending)),
            Self::Missing => state.is_none(),
        }
    }
}

/// Which suppliers are wanted, and in which order; `None` does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupplierFilter {
    /// Part of the name or the seat.
    pub search: String,
    /// Which list.
    pub group: Option<SupplierGroup>,
    /// What kind of party.
    pub kind: Option<SupplierKind>,
    /// How critical.
    pub criticality: Option<Criticality>,
    /// In use or ended.
    pub status: Option<Standing>,
    /// By certificates.
    pub certificates: Option<CertificateFilter>,
    /// Sorted by; by name without a choice.
    pub sort: Option<SupplierSort>,
    /// The other way round.
    pub reversed: bool,
}

impl ListFilter for SupplierFilter {
    const PAGE: &'static str = "/suppliers";
    const PARTS: &'static [&'static str] = &[
        "q",
        "group",
        "kind",
        "criticality",
        "status",
        "certificates",
        "sort",
    ];

    fn read(part: &dyn Fn(&str) -> Option<String>) -> Self {
        let group = part("group").and_then(|code| SupplierGroup::parse(&code));
        let (sort, reversed) = read_sort(part("sort"), SupplierSort::parse);
        Self {
            search: part("q").unwrap_or_default(),
            group: group.or(Some(SupplierGroup::External)),
            kind: part("kind").and_then(|code| SupplierKind::parse(&code)),
            criticality: part("criticality").and_then(|code| Criticality::parse(&code)),
            status: part("status").and_then(|code| Standing::parse(&code)),
            certificates: part("certificates").and_then(|code| CertificateFilter::parse(&code)),
            sort,
            reversed,
        }
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let group = self.group.filter(|group| *group != SupplierGroup::External);
        vec![
            ("q", self.search.clone()),
            ("group", group.map_or("", SupplierGroup::code).to_owned()),
            ("kind", self.kind.map_or("", SupplierKind::code).to_owned()),
            (
                "criticality",
                self.criticality.map_or("", Criticality::code).to_owned(),
            ),
            ("status", self.status.map_or("", Standing::code).to_owned()),
            (
                "certificates",
                self.certificates.map_or("", CertificateFilter::code).to_owned(),
            ),
            (
                "sort",
                write_sort(self.sort.map(SupplierSort::code), self.reversed),
            ),
        ]
    }
}

/// A supplier in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierRow {
    /// Which one.
    pub id: SupplierId,
    /// Registered name.
    pub name: String,
    /// Name in the commercial register; empty when it is the same.
    pub legal_name: String,
    /// What kind of party.
    pub kind: SupplierKind,
    /// In use or ended.
    pub status: Standing,
    /// Seat.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// How much depends on it; never told to vendors.
    pub criticality: Option<Criticality>,
    /// How it is managed; never told to vendors.
    pub tier: Option<Tier>,
    /// The worst state of its certificates.
    pub certificates: Option<CertificateState>,
    /// The next end of one that nothing follows.
    pub certificate_until: Option<NaiveDate>,
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
    /// What else is known of it.
    pub master: SupplierMaster,
    /// People to turn to.
    pub contacts: Vec<ContactView>,
    /// Those that end first before the others.
    pub certificates: Vec<CertificateRow>,
    /// What it passes on, by name.
    pub sub_suppliers: Vec<SubSupplierRow>,
    /// Suppliers that pass something on to it; none for vendors.
    pub sub_supplier_of: Vec<(SupplierId, String)>,
    /// The tenant's other suppliers, for those who may write sub-suppliers.
    pub others: Vec<(SupplierId, String)>,
    /// Its contracts.
    pub contracts: Vec<ContractRow>,
    /// Its targets in the current periods.
    pub targets: Vec<TargetRow>,
    /// Missed periods of the last twelve months, newest first.
    pub breaches: Vec<BreachRow>,
    /// Its escalations, newest first.
    pub escalations: Vec<EscalationRow>,
}

/// Master data that only a supplier's own page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierMaster {
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Web site with its scheme.
    pub website: String,
    /// Legal entity identifier.
    pub lei: Option<String>,
    /// Why it is as critical as it is; never told to vendors.
    pub criticality_reason: String,
    /// For ourselves; never told to vendors.
    pub notes: String,
    /// Counts changes.
    pub revision: i32,
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
