//! Suppliers, their contacts and services.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::{at_revision, insert, remove, replace};
use crate::entity::{certificate, contact, invitation, service, sub_supplier, supplier, tenant};
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

    /// What a vendor may know of a supplier: what the customer thinks of it stays with the customer.
    fn as_seen(&self, row: Supplier) -> Supplier {
        if self.supplier_lens().is_none() {
            return row;
        }
        Supplier {
            criticality: None,
            criticality_reason: String::new(),
            tier: None,
            notes: String::new(),
            ..row
        }
    }

    /// All suppliers, by name. Vendors do not see what the customer thinks of them.
    pub async fn suppliers(&self) -> Result<Vec<Supplier>> {
        let rows = self
            .visible_suppliers()
            .order_by_asc(supplier::Column::Name)
            .all(&self.inner)
            .await?;
        Ok(rows.into_iter().map(|row| self.as_seen(row)).collect())
    }

    /// One supplier; to vendors without what the customer thinks of it.
    pub async fn supplier(&self, id: Uuid) -> Result<Option<Supplier>> {
        let row = self
            .visible_suppliers()
            .filter(supplier::Column::Id.eq(id))
            .one(&self.inner)
            .await?;
        Ok(row.map(|row| self.as_seen(row)))
    }

    /// Stores a new supplier.
    pub async fn insert_supplier(&self, row: Supplier) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a supplier, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_supplier(&self, row: Supplier, seen: i32) -> Result<bool> {
        let place = at_revision(
            self,
            [
                supplier::Column::TenantId,
                supplier::Column::Id,
                supplier::Column::Revision,
            ],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }

    /// Removes a supplier with everything that is its own; false when somebody changed it since revision `seen`.
    pub async fn delete_supplier(&self, id: Uuid, seen: i32) -> Result<bool> {
        let tenant = self.tenant_id();
        contact::Entity::delete_many()
            .filter(contact::Column::TenantId.eq(tenant))
            .filter(contact::Column::SupplierId.eq(id))
            .exec(&self.inner)
            .await?;
        certificate::Entity::delete_many()
            .filter(certificate::Column::TenantId.eq(tenant))
            .filter(certificate::Column::SupplierId.eq(id))
            .exec(&self.inner)
            .await?;
        sub_supplier::Entity::delete_many()
            .filter(sub_supplier::Column::TenantId.eq(tenant))
            .filter(sub_supplier::Column::SupplierId.eq(id))
            .exec(&self.inner)
            .await?;
        // Open ones were asked for before; of the others only the log needs to know.
        invitation::Entity::delete_many()
            .filter(invitation::Column::TenantId.eq(tenant))
            .filter(invitation::Column::SupplierId.eq(id))
            .exec(&self.inner)
            .await?;
        remove::<supplier::Entity>(
            self,
            at_revision(
                self,
                [
                    supplier::Column::TenantId,
                    supplier::Column::Id,
                    supplier::Column::Revision,
                ],
                id,
                seen,
            ),
        )
        .await
    }

    fn visible_contacts(&self) -> Select<contact::Entity> {
        contact::Entity::find()
            .filter(contact::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(contact::Column::SupplierId.eq(own))
            })
            .order_by_desc(contact::Column::Escalation)
            .order_by_asc(contact::Column::Name)
    }

    /// A supplier's contacts, those for escalations first.
    pub async fn contacts(&self, supplier_id: Uuid) -> Result<Vec<Contact>> {
        let query = self
            .visible_contacts()
            .filter(contact::Column::SupplierId.eq(supplier_id));
        Ok(query.all(&self.inner).await?)
    }

    /// The contacts of all suppliers, those for escalations first.
    pub async fn all_contacts(&self) -> Result<Vec<Contact>> {
        Ok(self.visible_contacts().all(&self.inner).await?)
    }

    /// Stores a new contact.
    pub async fn insert_contact(&self, row: Contact) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a contact, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_contact(&self, row: Contact, seen: i32) -> Result<bool> {
        let place = at_revision(
            self,
            [
                contact::Column::TenantId,
                contact::Column::Id,
                contact::Column::Revision,
            ],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }

    /// Removes a contact; false when somebody changed it since revision `seen`.
    pub async fn delete_contact(&self, id: Uuid, seen: i32) -> Result<bool> {
        remove::<contact::Entity>(
            self,
            at_revision(
                self,
                [
                    contact::Column::TenantId,
                    contact::Column::Id,
                    contact::Column::Revision,
                ],
                id,
                seen,
            ),
        )
        .await
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
