//! What people call things, by the ids under which the audit log knows them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entity::{api_client, contract, membership, supplier};
use crate::{Result, TenantTx};

impl TenantTx {
    /// Names of those members, people, machines, contracts and suppliers that these ids stand for.
    pub async fn names_of(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        let wanted = || ids.iter().copied();
        let members = self
            .visible_memberships()
            .filter(membership::Column::Id.is_in(wanted()))
            .all(&self.inner)
            .await?;
        let people = members.iter().map(|row| row.person_id).chain(wanted());
        let people = self.people(people.collect()).await?;
        let mut names: HashMap<Uuid, String> = people
            .into_iter()
            .map(|person| (person.id, person.name))
            .collect();
        for row in members {
            if let Some(name) = names.get(&row.person_id).cloned() {
                names.insert(row.id, name);
            }
        }
        let clients = api_client::Entity::find()
            .filter(api_client::Column::TenantId.eq(self.tenant_id()))
            .filter(api_client::Column::Id.is_in(wanted()))
            .all(&self.inner)
            .await?;
        names.extend(clients.into_iter().map(|row| (row.id, row.name)));
        let contracts = self
            .visible_contracts()
            .filter(contract::Column::Id.is_in(wanted()))
            .all(&self.inner)
            .await?;
        names.extend(contracts.into_iter().map(|row| (row.id, row.number)));
        let suppliers = self
            .visible_suppliers()
            .filter(supplier::Column::Id.is_in(wanted()))
            .all(&self.inner)
            .await?;
        names.extend(suppliers.into_iter().map(|row| (row.id, row.name)));
        Ok(names)
    }
}
