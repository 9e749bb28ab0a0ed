//! What proofs are computed from: the terms in force of every contract of the tenant.

use chrono::{Duration, NaiveDate};
use domain::chain::{Assessment, ChainStructure, Promise, Promises, assess};
use domain::contract::{ContractStatus, version_on};
use domain::ids::{ContractId, ServiceId, TargetId};
use domain::money::Money;
use domain::time::Interval;
use domain::time::calendar::CalendarSpec;
use domain::views::ContractName;
use storage::{Calendar, Contract, Service, TenantTx};
use uuid::Uuid;

use crate::portfolio::{Portfolio, currency, kind, local, runs_on};
use crate::{Error, Result};

/// A year shows every weekday, every holiday and both changes of the clocks.
const HORIZON: Duration = Duration::days(365);

/// A contract by number and title.
pub fn name(portfolio: &Portfolio, contract: &Contract) -> Result<ContractName> {
    let party = portfolio.supplier(contract.supplier_id);
    Ok(ContractName {
        id: ContractId(contract.id),
        number: contract.number.clone(),
        title: contract.title.clone(),
        kind: kind(contract)?,
        party: party.map(|party| party.name.clone()).unwrap_or_default(),
    })
}

/// Everything in force on a day.
pub struct Ground {
    pub portfolio: Portfolio,
    calendars: Vec<Calendar>,
    services: Vec<Service>,
    today: NaiveDate,
    horizon: Interval,
}

impl Ground {
    /// Reads it.
    pub async fn load(tx: &TenantTx) -> Result<Self> {
        let portfolio = Portfolio::load_terms(tx).await?;
        let today = local(tx.now(), portfolio.zone).date();
        let from = domain::time::zone::start_of_day(portfolio.zone, today);
        Ok(Self {
            calendars: tx.calendars().await?,
            services: tx.services().await?,
            today,
            horizon: Interval::new(from, from + HORIZON).map_err(Error::internal)?,
            portfolio,
        })
    }

    /// A contract by number and title.
    pub fn name(&self, contract: &Contract) -> Result<ContractName> {
        name(&self.portfolio, contract)
    }

    /// Whether a contract has ended.
    pub fn is_over(&self, contract: &Contract) -> Result<bool> {
        let status = ContractStatus::parse(&contract.status).ok_or(Error::Internal)?;
        let under_notice = status.is_end() && status.runs_on(contract.ends_on, self.today);
        let past = contract.ends_on.is_some_and(|day| day < self.today);
        Ok(past || (status.is_end() && !under_notice))
    }

    /// A service's name.
    pub fn service_name(&self, id: ServiceId) -> Option<String> {
        let service = self.services.iter().find(|service| service.id == id.0);
        service.map(|service| service.name.clone())
    }

    /// The services that a contract's targets measure, by name.
    pub fn services_of(&self, contract: Uuid) -> Vec<(ServiceId, String)> {
        let measured = |service: &&Service| {
            let mut targets = self.portfolio.targets_of(contract);
            targets.any(|terms| terms.target.service_id == service.id)
        };
        self.services
            .iter()
            .filter(measured)
            .map(|service| (ServiceId(service.id), service.name.clone()))
            .collect()
    }

    /// What a contract promises today.
    pub fn promises(&self, contract: &Contract) -> Result<Promises> {
        let targets = self.portfolio.targets_of(contract.id).map(|terms| {
            let calendar = self
                .calendars
                .iter()
                .find(|calendar| calendar.id == terms.target.calendar_id)
                .ok_or(Error::Internal)?;
            let calendar: CalendarSpec =
                serde_json::from_value(calendar.spec.clone()).map_err(Error::internal)?;
            Ok(Promise {
                target_id: TargetId(terms.target.id),
                name: terms.target.name.clone(),
                service_id: ServiceId(terms.target.service_id),
                definition: terms.definition.clone(),
                calendar,
            })
        });
        let runs = contract.starts_on <= self.today && runs_on(contract, self.today);
        let versions = self
            .portfolio
            .versions
            .iter()
            .filter(|version| version.contract_id == contract.id);
        let fee = version_on(versions, |version| version.valid_from, self.today)
            .and_then(|version| version.monthly_fee_minor);
        let currency = currency(contract)?;
        Ok(Promises {
            kind: kind(contract)?,
            in_force: runs,
            fee: fee.map(|minor| Money::new(minor, currency)),
            targets: targets.collect::<Result<_>>()?,
        })
    }

    /// What the parts of a structure promise, in their order.
    ///
    /// # Errors
    /// `NotFound` for a contract that is not there for this actor.
    pub fn promises_of_parts(&self, structure: &ChainStructure) -> Result<Vec<Promises>> {
        let parts = structure.leaves().into_iter();
        parts
            .map(|part| {
                let contract = self.portfolio.contract(part.contract_id.0);
                self.promises(contract.ok_or(Error::NotFound)?)
            })
            .collect()
    }

    /// Proves an SLA over the coming year. A calculation of many milliseconds, done away from the threads that serve.
    pub async fn prove(
        &self,
        sla: Promises,
        structure: ChainStructure,
        parts: Vec<Promises>,
    ) -> Result<Assessment> {
        let horizon = self.horizon;
        tokio::task::spawn_blocking(move || assess(&sla, &structure, &parts, horizon))
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)
    }
}
