//! The contracts of a tenant with their targets and results: what every overview is made of.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use domain::contract::{ContractKind, ContractStatus, MoneyDirection, version_on};
use domain::ids::{ContractId, SupplierId, TargetId};
use domain::money::{Currency, Money};
use domain::ratio::Ratio;
use domain::sla::result::Clock as PeriodClock;
use domain::sla::target::{Metric, TargetDefinition};
use domain::time::Instant;
use domain::time::period::Period;
use domain::views::{
    Attainment, Budget, ContractRow, CreditView, PeriodCell, Status, StatusCounts, TargetRow, Unit,
};
use storage::{Contract, ContractVersion, Supplier, TargetPeriod, TenantTx};
use uuid::Uuid;

use crate::target_terms::{TargetTerms, assemble};
use crate::{Error, Result};

const HISTORY: usize = 12;

/// An instant on the wall clock of a zone.
pub fn local(at: Instant, zone: Tz) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// A stored zone name.
pub fn zone(name: &str) -> Result<Tz> {
    domain::time::zone::parse(name).map_err(Error::internal)
}

/// The contracts an actor may see.
#[derive(Debug)]
pub struct Portfolio {
    pub now: Instant,
    pub zone: Tz,
    /// Whether a supplier looks at it: what the customer receives, they pay.
    seen_by_vendor: bool,
    pub suppliers: Vec<Supplier>,
    pub contracts: Vec<Contract>,
    pub versions: Vec<ContractVersion>,
    pub targets: Vec<TargetTerms>,
    /// Where the targets of each contract stand.
    places: HashMap<Uuid, Vec<usize>>,
    /// Results by target, oldest first.
    results: HashMap<Uuid, Vec<TargetPeriod>>,
}

/// Whether a contract holds on a day: in force, or under notice until its last day.
pub fn runs_on(contract: &Contract, day: NaiveDate) -> bool {
    ContractStatus::parse(&contract.status).is_some_and(|status| status.runs_on(contract.ends_on, day))
}

impl Portfolio {
    /// Reads everything with the results of about the last two years.
    pub async fn load(tx: &TenantTx) -> Result<Self> {
        let since = (tx.now() - chrono::Duration::days(800)).date_naive();
        let results = tx.results_since(since).await?;
        Self::with_results(tx, results).await
    }

    /// Reads everything with the results of the periods that are not over: what lists show.
    pub async fn load_current(tx: &TenantTx) -> Result<Self> {
        // In any zone.
        let since = (tx.now() - chrono::Duration::days(1)).date_naive();
        let results = tx.results_since(since).await?;
        Self::with_results(tx, results).await
    }

    /// Reads everything with all results of one contract.
    pub async fn load_contract(tx: &TenantTx, contract_id: Uuid) -> Result<Self> {
        let targets = tx.targets().await?.into_iter();
        let of_contract = targets.filter(|target| target.contract_id == contract_id);
        // A target stands there once for every version.
        let ids: BTreeSet<_> = of_contract.map(|target| target.id).collect();
        let results = tx.results_of_all(&Vec::from_iter(ids)).await?;
        Self::with_results(tx, results).await
    }

    /// Reads everything but results.
    pub async fn load_terms(tx: &TenantTx) -> Result<Self> {
        Self::with_results(tx, Vec::new()).await
    }

    async fn with_results(tx: &TenantTx, rows: Vec<TargetPeriod>) -> Result<Self> {
        let tenant = tx.tenant().await?.ok_or(Error::NotFound)?;
        let zone = zone(&tenant.time_zone)?;
        let versions = tx.contract_versions().await?;
        let today = local(tx.now(), zone).date();
        let targets = assemble(&versions, tx.targets().await?, today)?;
        let mut places: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (place, terms) in targets.iter().enumerate() {
            places.entry(terms.target.contract_id).or_default().push(place);
        }
        let mut results: HashMap<Uuid, Vec<TargetPeriod>> = HashMap::new();
        for row in rows {
            results.entry(row.target_id).or_default().push(row);
        }
        Ok(Self {
            now: tx.now(),
            seen_by_vendor: tx.actor().role.is_vendor(),
            zone,
            suppliers: tx.suppliers().await?,
            contracts: tx.contracts().await?,
            versions,
            targets,
            places,
            results,
        })
    }

    /// A contract by its id.
    pub fn contract(&self, id: Uuid) -> Option<&Contract> {
        self.contracts.iter().find(|contract| contract.id == id)
    }

    /// A supplier by its id.
    pub fn supplier(&self, id: Uuid) -> Option<&Supplier> {
        self.suppliers.iter().find(|supplier| supplier.id == id)
    }

    /// Today in the tenant's zone.
    fn today(&self) -> NaiveDate {
        local(self.now, self.zone).date()
    }

    /// Contracts that hold today, also those under notice.
    pub fn running(&self) -> impl Iterator<Item = &Contract> {
        let today = self.today();
        self.contracts
            .iter()
            .filter(move |contract| runs_on(contract, today))
    }

    /// Contracts in force that nobody has ended.
    pub fn active(&self) -> impl Iterator<Item = &Contract> {
        self.contracts
            .iter()
            .filter(|contract| contract.status == ContractStatus::Active.code())
    }

    /// The targets a contract has today.
    pub fn targets_of(&self, contract_id: Uuid) -> impl Iterator<Item = &TargetTerms> {
        self.targets_on(contract_id, self.today())
    }

    /// The targets a contract has on a day.
    pub fn targets_on(&self, contract_id: Uuid, day: NaiveDate) -> impl Iterator<Item = &TargetTerms> {
        self.targets_ever(contract_id)
            .filter(move |terms| terms.is_promised_on(day))
    }

    /// Every target a contract ever had.
    pub fn targets_ever(&self, contract_id: Uuid) -> impl Iterator<Item = &TargetTerms> {
        let places = self.places.get(&contract_id).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.targets.get(*place))
    }

    /// Results of a target, oldest first.
    pub fn results(&self, target_id: Uuid) -> &[TargetPeriod] {
        self.results.get(&target_id).map_or(&[], Vec::as_slice)
    }

    /// The version of a contract in force on the first day of a period, else its first.
    pub fn version(&self, contract_id: Uuid, period: Period) -> Option<&ContractVersion> {
        let of_contract = self
            .versions
            .iter()
            .filter(|version| version.contract_id == contract_id);
        version_on(of_contract, |version| version.valid_from, period.first_day())
    }

    /// The period a target is in now.
    pub fn current_period(&self, contract: &Contract, terms: &TargetTerms) -> Result<Period> {
        let today = local(self.now, zone(&contract.time_zone)?).date();
        Ok(Period::containing(terms.definition.window, today))
    }

    /// Whether a supplier looks at it.
    pub fn seen_by_vendor(&self) -> bool {
        self.seen_by_vendor
    }

    /// Who pays whom, as the reader sees it.
    pub fn direction(&self, kind: ContractKind) -> MoneyDirection {
        let direction = kind.money_direction();
        if self.seen_by_vendor {
            direction.seen_from_the_other_side()
        } else {
            direction
        }
    }

    /// A target's row in a period.
    pub fn row(&self, terms: &TargetTerms, period: Period) -> Result<TargetRow> {
        let contract = self.contract(terms.target.contract_id).ok_or(Error::NotFound)?;
        let supplier = self.supplier(contract.supplier_id).ok_or(Error::NotFound)?;
        let kind = kind(contract)?;
        let currency = currency(contract)?;
        let results = self.results(terms.target.id);
        let id = period.to_string();
        let found = results.iter().find(|row| row.period == id);
        let clock = PeriodClock {
            period,
            bounds: period.bounds(zone(&contract.time_zone)?),
            as_of: self.now,
        };
        let era = terms.in_period(period);
        let unit = unit(&era.definition);
        let money = |minor: Option<i64>| minor.map(|minor| Money::new(minor, currency));
        Ok(TargetRow {
            id: TargetId(terms.target.id),
            name: era.target.name.clone(),
            contract_id: ContractId(contract.id),
            contract_number: contract.number.clone(),
            contract_title: contract.title.clone(),
            contract_kind: kind,
            supplier_name: supplier.name.clone(),
            threshold_ppm: era.definition.threshold_ppm,
            period,
            status: found.map_or(Status::NoData, status),
            attainment: found.and_then(|row| attainment(row, unit)),
            budget: found.and_then(|row| budget(row, unit, &clock)),
            direction: self.direction(kind),
            credit: found.and_then(|row| credit(row, currency)),
            next_step: money(found.and_then(|row| row.next_step_minor)),
            worst_case: money(found.and_then(|row| row.worst_case_minor)),
            claim_by: found.and_then(|row| row.claim_by),
            claim_open: found
                .and_then(|row| row.claim_by)
                .is_none_or(|day| day >= local(self.now, self.zone).date()),
            period_days: (period.first_day(), period.last_day()),
            history: history(results, period, contract.starts_on, unit, currency),
        })
    }

    /// The rows of a contract's targets in their current periods.
    pub fn current_rows(&self, contract: &Contract) -> Result<Vec<TargetRow>> {
        self.targets_of(contract.id)
            .map(|terms| self.row(terms, self.current_period(contract, terms)?))
            .collect()
    }

    /// A contract's row.
    pub fn contract_row(&self, contract: &Contract) -> Result<ContractRow> {
        let supplier = self.supplier(contract.supplier_id).ok_or(Error::NotFound)?;
        let currency = currency(contract)?;
        let rows = self.current_rows(contract)?;
        let mut counts = StatusCounts::default();
        for row in &rows {
            counts.add(row.status);
        }
        let credits: Vec<_> = rows.iter().filter_map(|row| row.credit).collect();
        let this_month = Period::containing(
            domain::time::period::PeriodKind::Month,
            local(self.now, self.zone).date(),
        );
        let fee = self
            .version(contract.id, this_month)
            .and_then(|version| version.monthly_fee_minor);
        Ok(ContractRow {
            id: ContractId(contract.id),
            number: contract.number.clone(),
            title: contract.title.clone(),
            kind: kind(contract)?,
            status: ContractStatus::parse(&contract.status).ok_or(Error::Internal)?,
            supplier_id: SupplierId(supplier.id),
            supplier_name: supplier.name.clone(),
            monthly_fee: fee.map(|minor| Money::new(minor, currency)),
            starts_on: contract.starts_on,
            ends_on: contract.ends_on,
            counts,
            credit: (!credits.is_empty())
                .then(|| Money::new(credits.iter().map(|credit| credit.amount.minor).sum(), currency)),
        })
    }
}

/// Adds amounts currency by currency.
pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(amount.minor),
            None => sums.push(amount),
        }
    }
    sums
}

/// A stored contract kind.
pub fn kind(contract: &Contract) -> Result<ContractKind> {
    ContractKind::parse(&contract.kind).ok_or_else(|| Error::internal("contract.kind"))
}

/// A stored currency.
pub fn currency(contract: &Contract) -> Result<Currency> {
    Currency::parse(&contract.currency).ok_or_else(|| Error::internal("contract.currency"))
}

/// Whether money hangs on the contract.
pub fn has_money(contract: &Contract) -> Result<bool> {
    Ok(kind(contract)?.money_direction() != MoneyDirection::Internal)
}

/// What the target's attainment counts.
pub fn unit(definition: &TargetDefinition) -> Unit {
    match definition.metric {
        Metric::InTimeRate { .. } => Unit::Ticket,
        Metric::Availability { .. } => Unit::Second,
    }
}

fn status(row: &TargetPeriod) -> Status {
    Status::parse(&row.status).unwrap_or(Status::NoData)
}

/// The stored attainment.
pub fn attainment(row: &TargetPeriod, unit: Unit) -> Option<Attainment> {
    let ratio = Ratio::new(row.numerator?, row.denominator?)?;
    Some(Attainment { ratio, unit })
}

fn budget(row: &TargetPeriod, unit: Unit, clock: &PeriodClock) -> Option<Budget> {
    Some(Budget {
        allowed: row.budget_allowed?,
        used: row.budget_used?,
        unit,
        elapsed_ppm: clock.elapsed_ppm(),
    })
}

fn credit(row: &TargetPeriod, currency: Currency) -> Option<CreditView> {
    Some(CreditView {
        amount: Money::new(row.credit_minor?, currency),
        percent_ppm: row.credit_ppm?,
        base: Money::new(row.base_minor?, currency),
    })
}

/// A period's cell in the history strip.
pub fn cell(row: &TargetPeriod, unit: Unit, currency: Currency) -> Option<PeriodCell> {
    Some(PeriodCell {
        period: row.period.parse().ok()?,
        status: status(row),
        attainment: attainment(row, unit),
        credit: row.credit_minor.map(|minor| Money::new(minor, currency)),
    })
}

/// The twelve periods up to `last`, fewer for a young contract; those without a result show no data.
fn history(
    results: &[TargetPeriod],
    last: Period,
    starts_on: chrono::NaiveDate,
    unit: Unit,
    currency: Currency,
) -> Vec<PeriodCell> {
    let mut periods = vec![last];
    while periods.len() < HISTORY && periods[periods.len() - 1].first_day() > starts_on {
        periods.push(periods[periods.len() - 1].previous());
    }
    let empty = |period| PeriodCell {
        period,
        status: Status::NoData,
        attainment: None,
        credit: None,
    };
    let lookup = |period: &Period| {
        let id = period.to_string();
        results
            .iter()
            .find(|row| row.period == id)
            .and_then(|row| cell(row, unit, currency))
    };
    periods
        .iter()
        .rev()
        .map(|period| lookup(period).unwrap_or_else(|| empty(*period)))
        .collect()
}
