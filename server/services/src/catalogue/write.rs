//! Writing services: master data, what they rest on, priorities.

use domain::forms::{ServiceForm, ServiceInput, read_matrix};
use domain::graph::reaches;
use domain::ids::ServiceId;
use domain::policy::Action;
use domain::service::priority::PriorityMatrix;
use domain::supplier::{Criticality, Standing};
use serde_json::{Value, json};
use storage::{Note, Service, TenantTx};
use uuid::Uuid;

use super::own_people;
use crate::changes::changes;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Adds a service; without cells it has the usual priorities.
    ///
    /// # Errors
    /// `Invalid` for the form, cells that make no matrix, a name that another service has, and things it names that do not exist.
    pub async fn create_service(
        &self,
        actor: &Actor,
        form: &ServiceForm,
        components: &[String],
        cells: Option<&[String]>,
    ) -> Result<ServiceId> {
        let input = form.parse(components).map_err(Error::Invalid)?;
        let usual = serde_json::to_value(PriorityMatrix::usual(3)).map_err(Error::internal)?;
        let matrix = read_cells(cells)?.unwrap_or(usual);
        let tx = self.open_catalogue(actor).await?;
        let id = ServiceId(storage::ids::new());
        check(&tx, id.0, &input).await?;
        let rests_on: Vec<_> = input.components.iter().map(|id| id.0).collect();
        let empty = Service {
            tenant_id: actor.tenant_id,
            id: id.0,
            name: String::new(),
            description: String::new(),
            status: Standing::Active.code().to_owned(),
            owner_person_id: None,
            criticality: None,
            categories: json!([]),
            sla_contract_id: None,
            priority_matrix: matrix,
            revision: 1,
            created_at: tx.now(),
        };
        let row = filled(empty.clone(), input);
        let detail = changes(&facts(&empty, &[]), &facts(&row, &rests_on), &["description"]);
        tx.insert_service(row).await.map_err(name_taken)?;
        tx.put_service_components(id.0, rests_on).await?;
        tx.save(Note::new("service", id).with(detail)).await?;
        Ok(id)
    }

    /// Changes a service and what it rests on; without cells its priorities stay.
    ///
    /// # Errors
    /// As [`Services::create_service`]; `components` with `circle` for one that rests on this service, and `Stale` when
    /// somebody changed it since `revision` was read.
    pub async fn update_service(
        &self,
        actor: &Actor,
        id: ServiceId,
        revision: i32,
        form: &ServiceForm,
        components: &[String],
        cells: Option<&[String]>,
    ) -> Result<()> {
        let (tx, before) = self.open_service(actor, id).await?;
        let input = form.parse(components).map_err(Error::Invalid)?;
        let matrix = read_cells(cells)?;
        check(&tx, id.0, &input).await?;
        let rests_on: Vec<_> = input.components.iter().map(|id| id.0).collect();
        let edges = tx.service_components().await?.into_iter();
        let rested_on: Vec<_> = edges
            .filter(|edge| edge.service_id == id.0)
            .map(|edge| edge.component_id)
            .collect();
        let mut row = filled(before.clone(), input);
        if let Some(matrix) = matrix {
            row.priority_matrix = matrix;
        }
        let detail = changes(
            &facts(&before, &rested_on),
            &facts(&row, &rests_on),
            &["description"],
        );
        tx.put_service_components(id.0, rests_on).await?;
        advance(&tx, row, revision).await?;
        Ok(tx.save(Note::new("service", id).with(detail)).await?)
    }

    /// Writes a service's priorities, cell by cell.
    ///
    /// # Errors
    /// `Invalid` for cells that make no matrix, `Stale` when somebody changed the service since `revision` was read.
    pub async fn put_priorities(
        &self,
        actor: &Actor,
        id: ServiceId,
        revision: i32,
        cells: &[String],
    ) -> Result<()> {
        let (tx, before) = self.open_service(actor, id).await?;
        let matrix = read_matrix(cells).map_err(Error::Invalid)?;
        let matrix = serde_json::to_value(matrix).map_err(Error::internal)?;
        let detail =
            json!({ "changed": { "priority_matrix": { "from": before.priority_matrix, "to": matrix } } });
        let row = Service {
            priority_matrix: matrix,
            ..before
        };
        advance(&tx, row, revision).await?;
        Ok(tx.save(Note::new("service", id).with(detail)).await?)
    }

    /// Ends a service, or takes it up again. What was measured stays.
    ///
    /// # Errors
    /// `Stale` when somebody changed it since `revision` was read.
    pub async fn set_service_standing(
        &self,
        actor: &Actor,
        id: ServiceId,
        revision: i32,
        standing: Standing,
    ) -> Result<()> {
        let (tx, before) = self.open_service(actor, id).await?;
        let detail = json!({ "changed": { "status": { "from": before.status, "to": standing.code() } } });
        let row = Service {
            status: standing.code().to_owned(),
            ..before
        };
        advance(&tx, row, revision).await?;
        Ok(tx.save(Note::new("service", id).with(detail)).await?)
    }

    /// Removes a service that nothing measures, nothing was recorded for and nothing rests on.
    ///
    /// # Errors
    /// `Conflict` when it is in use, `Stale` when somebody changed it since `revision` was read.
    pub async fn delete_service(&self, actor: &Actor, id: ServiceId, revision: i32) -> Result<()> {
        let (tx, row) = self.open_service(actor, id).await?;
        if !tx.delete_service(id.0, revision).await.map_err(Error::in_use)? {
            return Err(Error::Stale);
        }
        let detail = json!({ "deleted": true, "name": row.name });
        Ok(tx.save(Note::new("service", id).with(detail)).await?)
    }

    /// A transaction that changes the catalogue. Those of one tenant wait for each other: two at once could close a
    /// circle.
    async fn open_catalogue(&self, actor: &Actor) -> Result<TenantTx> {
        let tx = self
            .db
            .open(actor, Action::ServiceWrite, self.clock.now())
            .await?;
        tx.lock_tenant().await?;
        Ok(tx)
    }

    /// The same for a service that exists.
    pub(super) async fn open_service(&self, actor: &Actor, id: ServiceId) -> Result<(TenantTx, Service)> {
        let tx = self.open_catalogue(actor).await?;
        let service = tx.service(id.0).await?.ok_or(Error::NotFound)?;
        Ok((tx, service))
    }
}

/// Stores a service as the next revision after the one seen.
pub(super) async fn advance(tx: &TenantTx, row: Service, seen: i32) -> Result<()> {
    let row = Service {
        revision: seen.saturating_add(1),
        ..row
    };
    if tx.update_service(row, seen).await.map_err(name_taken)? {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Whether everything a service names exists, and nothing it rests on rests on it.
async fn check(tx: &TenantTx, id: Uuid, input: &ServiceInput) -> Result<()> {
    let unknown = |field: &str| Error::field(field, "unknown");
    if let Some(owner) = input.owner_id {
        let mut people = own_people(tx.members().await?);
        if !people.any(|person| person.id == owner.0) {
            return Err(unknown("owner_id"));
        }
    }
    if let Some(sla) = input.sla_id {
        let contract = tx.contract(sla.0).await?;
        if contract.is_none_or(|contract| contract.kind != "sla") {
            return Err(unknown("sla_id"));
        }
    }
    let known: Vec<_> = tx.services().await?.into_iter().map(|row| row.id).collect();
    let edges = tx.service_components().await?.into_iter();
    let edges: Vec<_> = edges
        .filter(|edge| edge.service_id != id)
        .map(|edge| (edge.service_id, edge.component_id))
        .collect();
    for component in &input.components {
        if component.0 != id && !known.contains(&component.0) {
            return Err(unknown("components"));
        }
        if reaches(&edges, component.0, id) {
            return Err(Error::field("components", "circle"));
        }
    }
    Ok(())
}

fn read_cells(cells: Option<&[String]>) -> Result<Option<Value>> {
    let matrix = cells.map(read_matrix).transpose().map_err(Error::Invalid)?;
    let stored = matrix.map(serde_json::to_value).transpose();
    stored.map_err(Error::internal)
}

fn name_taken(error: storage::Error) -> Error {
    match error {
        storage::Error::Conflict(_) => Error::field("name", "name_taken"),
        other => other.into(),
    }
}

fn filled(row: Service, input: ServiceInput) -> Service {
    Service {
        name: input.name,
        description: input.description,
        status: input.status.map_or(row.status, |status| status.code().to_owned()),
        owner_person_id: input.owner_id.map(|id| id.0),
        criticality: input.criticality.map(Criticality::code).map(str::to_owned),
        categories: json!(input.categories),
        sla_contract_id: input.sla_id.map(|id| id.0),
        ..row
    }
}

fn facts(row: &Service, components: &[Uuid]) -> Value {
    json!({
        "name": row.name, "description": row.description, "status": row.status, "owner": row.owner_person_id,
        "criticality": row.criticality, "categories": row.categories, "sla": row.sla_contract_id,
        "components": components, "priority_matrix": row.priority_matrix,
    })
}
