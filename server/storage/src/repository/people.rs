//! The people of a tenant.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::insert;
use crate::entity::{membership, person};
use crate::{ApiClient, Membership, Person, Result, TenantTx};

impl TenantTx {
    /// People with their memberships here.
    pub async fn members(&self) -> Result<Vec<(Membership, Person)>> {
        let rows = membership::Entity::find()
            .filter(membership::Column::TenantId.eq(self.tenant_id()))
            .all(&self.inner)
            .await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
        let people = person::Entity::find()
            .filter(person::Column::Id.is_in(ids))
            .all(&self.inner)
            .await?;
        let pairs = rows.into_iter().filter_map(|row| {
            let person = people.iter().find(|person| person.id == row.person_id)?;
            Some((row, person.clone()))
        });
        Ok(pairs.collect())
    }

    /// Gives a person a role here.
    pub async fn insert_membership(&self, row: Membership) -> Result<()> {
        insert(self, row).await
    }

    /// Registers a machine.
    pub async fn insert_api_client(&self, row: ApiClient) -> Result<()> {
        insert(self, row).await
    }
}
