//! Operating: creating and listing tenants and people.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::SystemTx;
use crate::entity::{person, tenant};
use crate::tenant_tx::bind;
use crate::{Person, Result, Tenant, audit};

impl SystemTx {
    /// All tenants, by slug.
    pub async fn tenants(&self) -> Result<Vec<Tenant>> {
        Ok(tenant::Entity::find()
            .order_by_asc(tenant::Column::Slug)
            .all(&self.inner)
            .await?)
    }

    /// The tenant with this short name.
    pub async fn tenant_by_slug(&self, slug: &str) -> Result<Option<Tenant>> {
        Ok(tenant::Entity::find()
            .filter(tenant::Column::Slug.eq(slug))
            .one(&self.inner)
            .await?)
    }

    /// One tenant.
    pub async fn tenant(&self, id: Uuid) -> Result<Option<Tenant>> {
        Ok(tenant::Entity::find_by_id(id).one(&self.inner).await?)
    }

    /// Stores a new tenant, with the sealed beginning of its audit log.
    pub async fn insert_tenant(&self, row: Tenant) -> Result<()> {
        let id = row.id;
        tenant::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        bind(&self.inner, "app.tenant_id", &id.to_string()).await?;
        audit::begin(&self.inner, self.audit_key()?, id).await?;
        bind(&self.inner, "app.tenant_id", "").await
    }

    /// Stores a new person.
    pub async fn insert_person(&self, row: Person) -> Result<()> {
        person::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }
}
