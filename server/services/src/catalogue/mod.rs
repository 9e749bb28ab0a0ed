//! The service catalogue.

mod duties;
mod write;

use std::collections::{BTreeSet, HashMap};

use domain::ids::{ContactId, ContractId, PersonId, ServiceId};
use domain::policy::Action;
use domain::service::priority::PriorityMatrix;
use domain::supplier::{Criticality, Standing};
use domain::views::{ServiceChoices, ServiceFilter, ServiceRow, ServiceSort, ServiceView, StatusCounts};
use storage::{Membership, Person, Service, ServiceComponent, TenantTx};
use uuid::Uuid;

use crate::portfolio::{Portfolio, kind};
use crate::{Actor, Error, Result, Services};

impl Services {
    /// The services that fit a filter, in its order.
    pub async fn catalogue(&self, actor: &Actor, filter: &ServiceFilter) -> Result<Vec<ServiceRow>> {
        let tx = self.db.read(actor, Action::ServiceRead, self.clock.now()).await?;
        let catalogue = Catalogue::load(&tx).await?;
        let rows: Result<Vec<_>> = catalogue.services.iter().map(|row| catalogue.row(row)).collect();
        let mut rows = rows?;
        let wanted = filter.search.trim().to_lowercase();
        rows.retain(|row| fits(row, filter, &wanted));
        match filter.sort.unwrap_or(ServiceSort::Name) {
            ServiceSort::Name => rows.sort_by_cached_key(|row| row.name.to_lowercase()),
            ServiceSort::Criticality => rows.sort_by_key(|row| {
                let level = |known: &Criticality| Some(*known) == row.criticality;
                Criticality::ALL.iter().position(level).unwrap_or(usize::MAX)
            }),
            // Those without an owner come last.
            ServiceSort::Owner => rows.sort_by_cached_key(|row| {
                let owner = row.owner.as_ref().map(|(_, name)| name.to_lowercase());
                (owner.is_none(), owner)
            }),
        }
        if filter.reversed {
            rows.reverse();
        }
        Ok(rows)
    }

    /// One service.
    ///
    /// # Errors
    /// `NotFound` for another tenant's service.
    pub async fn service(&self, actor: &Actor, id: ServiceId) -> Result<ServiceView> {
        let tx = self.db.read(actor, Action::ServiceRead, self.clock.now()).await?;
        let catalogue = Catalogue::load(&tx).await?;
        let found = catalogue.services.iter().find(|row| row.id == id.0);
        let service = found.ok_or(Error::NotFound)?;
        let named = |ids: Vec<Uuid>| {
            let rows = catalogue.services.iter().filter(|row| ids.contains(&row.id));
            rows.map(|row| (ServiceId(row.id), row.name.clone())).collect()
        };
        let components = catalogue.components.iter();
        let (below, above) = (
            components.clone().filter(|edge| edge.service_id == id.0),
            components.filter(|edge| edge.component_id == id.0),
        );
        Ok(ServiceView {
            row: catalogue.row(service)?,
            description: service.description.clone(),
            components: named(below.map(|edge| edge.component_id).collect()),
            used_by: named(above.map(|edge| edge.service_id).collect()),
            contracts: catalogue.contracts_of(id.0)?,
            matrix: matrix(service)?,
            raci: duties::rows(&tx, &catalogue.people, id.0).await?,
            revision: service.revision,
        })
    }

    /// What can be chosen when a service is written.
    pub async fn service_form_choices(&self, actor: &Actor) -> Result<ServiceChoices> {
        let tx = self
            .db
            .read(actor, Action::ServiceWrite, self.clock.now())
            .await?;
        let portfolio = Portfolio::load_terms(&tx).await?;
        let mut people: Vec<_> = own_people(tx.members().await?)
            .map(|person| (PersonId(person.id), person.name))
            .collect();
        people.sort_by_cached_key(|(_, name)| name.to_lowercase());
        let contacts = tx.all_contacts().await?.into_iter().filter_map(|row| {
            let supplier = portfolio.supplier(row.supplier_id)?;
            Some((ContactId(row.id), row.name, supplier.name.clone()))
        });
        let mut contacts: Vec<_> = contacts.collect();
        contacts.sort_by_cached_key(|(_, name, supplier)| (supplier.to_lowercase(), name.to_lowercase()));
        let slas = portfolio.contracts.iter().filter(|row| row.kind == "sla");
        let services = tx.services().await?.into_iter();
        Ok(ServiceChoices {
            people,
            contacts,
            slas: slas
                .map(|row| (ContractId(row.id), format!("{} · {}", row.number, row.title)))
                .collect(),
            services: services.map(|row| (ServiceId(row.id), row.name)).collect(),
        })
    }
}

fn fits(row: &ServiceRow, filter: &ServiceFilter, wanted: &str) -> bool {
    let owner = row.owner.iter().map(|(_, name)| name);
    let mut named = std::iter::once(&row.name).chain(&row.categories).chain(owner);
    named.any(|name| name.to_lowercase().contains(wanted))
        && filter
            .criticality
            .is_none_or(|level| row.criticality == Some(level))
        && filter.status.is_none_or(|status| row.status == status)
}

/// People of the tenant itself with access.
fn own_people(members: Vec<(Membership, Person)>) -> impl Iterator<Item = Person> {
    let own = |(row, person): &(Membership, Person)| {
        row.supplier_id.is_none() && row.disabled_at.is_none() && !person.disabled
    };
    members.into_iter().filter(own).map(|(_, person)| person)
}

fn matrix(service: &Service) -> Result<PriorityMatrix> {
    serde_json::from_value(service.priority_matrix.clone()).map_err(Error::internal)
}

/// What rows of services are made of.
struct Catalogue {
    portfolio: Portfolio,
    services: Vec<Service>,
    components: Vec<ServiceComponent>,
    /// Names of people by their ids.
    people: HashMap<Uuid, String>,
}

impl Catalogue {
    async fn load(tx: &TenantTx) -> Result<Self> {
        let services = tx.services().await?;
        let owners = services.iter().filter_map(|row| row.owner_person_id);
        let duties = tx.service_duties().await?;
        let ids: BTreeSet<_> = owners
            .chain(duties.iter().filter_map(|row| row.person_id))
            .collect();
        let people = tx.people(ids.into_iter().collect()).await?.into_iter();
        Ok(Self {
            portfolio: Portfolio::load_current(tx).await?,
            components: tx.service_components().await?,
            people: people.map(|person| (person.id, person.name)).collect(),
            services,
        })
    }

    fn row(&self, service: &Service) -> Result<ServiceRow> {
        let mut counts = StatusCounts::default();
        for contract in self.portfolio.running() {
            let measuring = self.portfolio.targets_of(contract.id);
            for terms in measuring.filter(|terms| terms.target.service_id == service.id) {
                let period = self.portfolio.current_period(contract, terms)?;
                counts.add(self.portfolio.row(terms, period)?.status);
            }
        }
        let sla = service.sla_contract_id.and_then(|id| self.portfolio.contract(id));
        let components = self
            .components
            .iter()
            .filter(|edge| edge.service_id == service.id);
        let owner = service.owner_person_id;
        Ok(ServiceRow {
            id: ServiceId(service.id),
            name: service.name.clone(),
            status: Standing::parse(&service.status).ok_or_else(|| Error::internal("service.status"))?,
            criticality: service.criticality.as_deref().and_then(Criticality::parse),
            categories: serde_json::from_value(service.categories.clone()).map_err(Error::internal)?,
            owner: owner.map(|id| (PersonId(id), self.people.get(&id).cloned().unwrap_or_default())),
            sla: sla.map(|contract| (ContractId(contract.id), contract.number.clone())),
            components: u32::try_from(components.count()).unwrap_or(u32::MAX),
            counts,
        })
    }

    fn contracts_of(
        &self,
        service_id: Uuid,
    ) -> Result<Vec<(ContractId, String, String, domain::contract::ContractKind)>> {
        let measures = |contract: &&storage::Contract| {
            let mut targets = self.portfolio.targets_of(contract.id);
            targets.any(|terms| terms.target.service_id == service_id)
        };
        let contracts = self.portfolio.contracts.iter().filter(measures);
        contracts
            .map(|row| {
                Ok((
                    ContractId(row.id),
                    row.number.clone(),
                    row.title.clone(),
                    kind(row)?,
                ))
            })
            .collect()
    }
}
