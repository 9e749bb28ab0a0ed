//! What people are to be told by mail.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::insert;
use crate::entity::notice;
use crate::{Notice, Result, TenantTx};

impl TenantTx {
    /// Stores a notice until it is mailed.
    pub async fn insert_notice(&self, row: Notice) -> Result<()> {
        insert(self, row).await
    }

    /// A notice that still waits.
    pub async fn notice(&self, id: Uuid) -> Result<Option<Notice>> {
        Ok(notice::Entity::find_by_id((self.tenant_id(), id))
            .one(&self.inner)
            .await?)
    }

    /// Forgets a notice, with the address in it.
    pub async fn forget_notice(&self, id: Uuid) -> Result<()> {
        notice::Entity::delete_by_id((self.tenant_id(), id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}
