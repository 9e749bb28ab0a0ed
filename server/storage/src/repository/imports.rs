//! Imports and their row errors.

use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{insert, insert_all};
use crate::entity::{import_error, import_run};
use crate::{ImportError, ImportRun, Result, TenantTx};

const ROWS_PER_INSERT: usize = 500;

impl TenantTx {
    /// The newest imports.
    pub async fn imports(&self, limit: u64) -> Result<Vec<ImportRun>> {
        let query = import_run::Entity::find()
            .filter(import_run::Column::TenantId.eq(self.tenant_id()))
            .order_by_desc(import_run::Column::CreatedAt)
            .limit(limit);
        Ok(query.all(&self.inner).await?)
    }

    /// One import.
    pub async fn import(&self, id: Uuid) -> Result<Option<ImportRun>> {
        Ok(import_run::Entity::find_by_id((self.tenant_id(), id))
            .one(&self.inner)
            .await?)
    }

    /// One import, kept from changing until this transaction ends.
    pub async fn import_to_change(&self, id: Uuid) -> Result<Option<ImportRun>> {
        let query = import_run::Entity::find_by_id((self.tenant_id(), id)).lock(LockType::NoKeyUpdate);
        Ok(query.one(&self.inner).await?)
    }

    /// Stores a new import with the rows that could not be read.
    pub async fn insert_import(&self, row: ImportRun, errors: Vec<ImportError>) -> Result<()> {
        insert(self, row).await?;
        for chunk in errors.chunks(ROWS_PER_INSERT) {
            insert_all(self, chunk.to_vec()).await?;
        }
        Ok(())
    }

    /// Replaces an import's state and counts.
    pub async fn update_import(&self, row: ImportRun) -> Result<()> {
        import_run::Entity::update(row.into_active_model().reset_all())
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// The first errors of an import, in the order of the file.
    pub async fn import_errors(&self, id: Uuid, limit: u64) -> Result<Vec<ImportError>> {
        let query = import_error::Entity::find()
            .filter(import_error::Column::TenantId.eq(self.tenant_id()))
            .filter(import_error::Column::ImportId.eq(id))
            .order_by_asc(import_error::Column::Position)
            .limit(limit);
        Ok(query.all(&self.inner).await?)
    }
}
