//! Suppliers, their contacts and services.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::{contact, service, supplier, tenant};
use crate::{Contact, Result, Service, Supplier, Tenant, TenantTx};

impl TenantTx {
    /// The tenant itself.
    pub async fn tenant(&self) -> Result<Option<Tenant>> {
        Ok(tenant::Entity::find_by_id(self.tenant_id())
            .one(&self.inner)
            .await?)
    }

    pub(super) fn visible_suppliers(&self) -> Select<supplier::Entity> {
        supplier::Entity::find()
            .filter(supplier::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(supplier::Column::Id.eq(own))
            })
    }

    /// All suppliers, by name.
    pub async fn suppliers(&self) -> Result<Vec<Supplier>> {
        Ok(self
            .visible_suppliers()
            .order_by_asc(supplier::Column::Name)
            .all(&self.inner)
            .await?)
    }

    /// One supplier.
    pub async fn supplier(&self, id: Uuid) -> Result<Option<Supplier>> {
        Ok(self
            .visible_suppliers()
            .filter(supplier::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// Stores a new supplier.
    pub async fn insert_supplier(&self, row: Supplier) -> Result<()> {
        insert(self, row).await
    }

    /// A supplier's contacts, those for escalations first.
    pub async fn contacts(&self, supplier_id: Uuid) -> Result<Vec<Contact>> {
        let query = contact::Entity::find()
            .filter(contact::Column::TenantId.eq(self.tenant_id()))
            .filter(contact::Column::SupplierId.eq(supplier_id))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(contact::Column::SupplierId.eq(own))
            })
            .order_by_desc(contact::Column::Escalation)
            .order_by_asc(contact::Column::Name);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a new contact.
    pub async fn insert_contact(&self, row: Contact) -> Result<()> {
        insert(self, row).await
    }

    /// All services that the actor may see, by name.
    pub async fn services(&self) -> Result<Vec<Service>> {
        let mut query = service::Entity::find().filter(service::Column::TenantId.eq(self.tenant_id()));
        if self.supplier_lens().is_some() {
            query = query.filter(service::Column::Id.in_subquery(self.visible_service_ids()));
        }
        Ok(query.order_by_asc(service::Column::Name).all(&self.inner).await?)
    }

    /// Lets transactions that compute a service's results wait for each other, so that the last one has seen all
    /// facts of the ones before.
    pub async fn lock_service(&self, id: Uuid) -> Result<()> {
        service::Entity::find_by_id((self.tenant_id(), id))
            .lock(LockType::NoKeyUpdate)
            .one(&self.inner)
            .await?;
        Ok(())
    }

    /// Stores a new service.
    pub async fn insert_service(&self, row: Service) -> Result<()> {
        insert(self, row).await
    }
}
