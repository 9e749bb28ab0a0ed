//! Who is responsible, accountable, consulted and informed.

use std::collections::HashMap;

use domain::forms::{RaciForm, RaciInput, RaciParty, read_raci};
use domain::ids::{ContactId, PersonId, ServiceId};
use domain::service::Duty;
use domain::views::{RaciRow, RaciWho};
use serde_json::json;
use storage::{Note, ServiceDuty, TenantTx};
use uuid::Uuid;

use super::own_people;
use crate::{Actor, Error, Result, Services};

impl Services {
    /// Writes a service's whole RACI table.
    ///
    /// # Errors
    /// `Invalid` for the table and people or contacts that do not exist, `Stale` when somebody changed the service since
    /// `revision` was read.
    pub async fn put_raci(
        &self,
        actor: &Actor,
        id: ServiceId,
        revision: i32,
        lines: &[RaciForm],
    ) -> Result<()> {
        let (tx, service) = self.open_service(actor, id).await?;
        let table = read_raci(lines).map_err(Error::Invalid)?;
        all_exist(&tx, &table).await?;
        let rows: Vec<_> = (0..)
            .zip(table)
            .map(|(position, entry)| row(&tx, id, position, entry))
            .collect();
        let told: Vec<_> = rows
            .iter()
            .map(|row| json!({ "duty": row.duty, "person": row.person_id, "contact": row.contact_id }))
            .collect();
        tx.put_service_duties(id.0, rows).await?;
        super::write::advance(&tx, service, revision).await?;
        Ok(tx
            .save(Note::new("service", id).with(json!({ "raci": told })))
            .await?)
    }
}

async fn all_exist(tx: &TenantTx, table: &[RaciInput]) -> Result<()> {
    let people: Vec<_> = own_people(tx.members().await?).map(|person| person.id).collect();
    let contacts: Vec<_> = tx.all_contacts().await?.into_iter().map(|row| row.id).collect();
    let exists = |entry: &RaciInput| match &entry.party {
        RaciParty::Person(id) => people.contains(&id.0),
        RaciParty::Contact(id) => contacts.contains(&id.0),
        RaciParty::Function(_) => true,
    };
    if table.iter().all(exists) {
        Ok(())
    } else {
        Err(Error::field("entries", "unknown_party"))
    }
}

fn row(tx: &TenantTx, service_id: ServiceId, position: i32, entry: RaciInput) -> ServiceDuty {
    let mut row = ServiceDuty {
        tenant_id: tx.actor().tenant_id,
        service_id: service_id.0,
        position,
        duty: entry.duty.code().to_owned(),
        person_id: None,
        contact_id: None,
        function: String::new(),
    };
    match entry.party {
        RaciParty::Person(id) => row.person_id = Some(id.0),
        RaciParty::Contact(id) => row.contact_id = Some(id.0),
        RaciParty::Function(function) => row.function = function,
    }
    row
}

/// A service's table, in the order of duties.
pub async fn rows(tx: &TenantTx, people: &HashMap<Uuid, String>, service_id: Uuid) -> Result<Vec<RaciRow>> {
    let contacts = tx.all_contacts().await?;
    let suppliers = tx.suppliers().await?;
    let duties = tx.service_duties().await?.into_iter();
    let of_service = duties.filter(|row| row.service_id == service_id);
    let mut rows = of_service
        .map(|row| {
            let contact = row
                .contact_id
                .and_then(|id| contacts.iter().find(|contact| contact.id == id));
            let supplier = contact.and_then(|contact| {
                let supplier = suppliers
                    .iter()
                    .find(|supplier| supplier.id == contact.supplier_id);
                supplier.map(|supplier| supplier.name.clone())
            });
            let person = row.person_id.and_then(|id| people.get(&id).cloned());
            let who = match (row.person_id, row.contact_id) {
                (Some(id), _) => RaciWho::Person(PersonId(id)),
                (None, Some(id)) => RaciWho::Contact(ContactId(id)),
                (None, None) => RaciWho::Function,
            };
            Ok(RaciRow {
                duty: Duty::parse(&row.duty).ok_or_else(|| Error::internal("service_duty.duty"))?,
                name: match who {
                    RaciWho::Person(_) => person.unwrap_or_default(),
                    RaciWho::Contact(_) => contact.map(|row| row.name.clone()).unwrap_or_default(),
                    RaciWho::Function => row.function,
                },
                who,
                supplier_name: supplier,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    rows.sort_by_key(|row| Duty::ALL.iter().position(|duty| *duty == row.duty));
    Ok(rows)
}
