//! Time that one side wants not to count. A supplier sees that of its own contracts.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use super::{at_revision, insert, replace};
use crate::entity::exclusion;
use crate::{Exclusion, Result, TenantTx};

impl TenantTx {
    fn visible_exclusions(&self) -> Select<exclusion::Entity> {
        exclusion::Entity::find()
            .filter(exclusion::Column::TenantId.eq(self.tenant_id()))
            .filter(exclusion::Column::ContractId.in_subquery(self.visible_contract_ids()))
            .order_by_desc(exclusion::Column::Id)
    }

    /// All exclusions, the newest first.
    pub async fn exclusions(&self) -> Result<Vec<Exclusion>> {
        Ok(self.visible_exclusions().all(&self.inner).await?)
    }

    /// The exclusions of a contract, the newest first.
    pub async fn exclusions_of(&self, contract_id: Uuid) -> Result<Vec<Exclusion>> {
        let query = self
            .visible_exclusions()
            .filter(exclusion::Column::ContractId.eq(contract_id));
        Ok(query.all(&self.inner).await?)
    }

    /// One exclusion.
    pub async fn exclusion(&self, id: Uuid) -> Result<Option<Exclusion>> {
        let query = self.visible_exclusions().filter(exclusion::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?)
    }

    /// Stores a new exclusion.
    pub async fn insert_exclusion(&self, row: Exclusion) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces an exclusion that is still as it was seen; false when it is not.
    pub async fn update_exclusion(&self, row: Exclusion, seen: i32) -> Result<bool> {
        use exclusion::Column;
        let place = at_revision(
            self,
            [Column::TenantId, Column::Id, Column::Revision],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }
}
