//! Certificates of suppliers, and what they pass on to others.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use uuid::Uuid;

use super::{at_revision, insert, remove, replace};
use crate::entity::{certificate, sub_supplier};
use crate::{Certificate, Result, SubSupplier, TenantTx};

impl TenantTx {
    /// The certificates of all visible suppliers, those that end first before the others.
    pub async fn certificates(&self) -> Result<Vec<Certificate>> {
        let query = certificate::Entity::find()
            .filter(certificate::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(certificate::Column::SupplierId.eq(own))
            })
            .order_by_asc(certificate::Column::ValidTo)
            .order_by_asc(certificate::Column::Id);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a new certificate.
    pub async fn insert_certificate(&self, row: Certificate) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a certificate, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_certificate(&self, row: Certificate, seen: i32) -> Result<bool> {
        let place = at_revision(
            self,
            [
                certificate::Column::TenantId,
                certificate::Column::Id,
                certificate::Column::Revision,
            ],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }

    /// Removes a certificate; false when somebody changed it since revision `seen`.
    pub async fn delete_certificate(&self, id: Uuid, seen: i32) -> Result<bool> {
        remove::<certificate::Entity>(
            self,
            at_revision(
                self,
                [
                    certificate::Column::TenantId,
                    certificate::Column::Id,
                    certificate::Column::Revision,
                ],
                id,
                seen,
            ),
        )
        .await
    }

    /// What visible suppliers pass on, by name.
    pub async fn sub_suppliers(&self) -> Result<Vec<SubSupplier>> {
        let query = sub_supplier::Entity::find()
            .filter(sub_supplier::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query.filter(sub_supplier::Column::SupplierId.eq(own))
            })
            .order_by_asc(sub_supplier::Column::Name)
            .order_by_asc(sub_supplier::Column::Id);
        Ok(query.all(&self.inner).await?)
    }

    /// Stores a new sub-supplier.
    pub async fn insert_sub_supplier(&self, row: SubSupplier) -> Result<()> {
        insert(self, row).await
    }

    /// Replaces a sub-supplier, unless somebody else did since revision `seen`; then the answer is false.
    pub async fn update_sub_supplier(&self, row: SubSupplier, seen: i32) -> Result<bool> {
        let place = at_revision(
            self,
            [
                sub_supplier::Column::TenantId,
                sub_supplier::Column::Id,
                sub_supplier::Column::Revision,
            ],
            row.id,
            seen,
        );
        replace(self, row, place).await
    }

    /// Removes a sub-supplier; false when somebody changed it since revision `seen`.
    pub async fn delete_sub_supplier(&self, id: Uuid, seen: i32) -> Result<bool> {
        remove::<sub_supplier::Entity>(
            self,
            at_revision(
                self,
                [
                    sub_supplier::Column::TenantId,
                    sub_supplier::Column::Id,
                    sub_supplier::Column::Revision,
                ],
                id,
                seen,
            ),
        )
        .await
    }
}
