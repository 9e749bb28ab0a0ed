//! Documents. A supplier sees those of its contracts that are marked for it.

use domain::document::Confidentiality;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryTrait, Select};
use uuid::Uuid;

use super::insert;
use crate::entity::document;
use crate::{Document, Result, TenantTx};

impl TenantTx {
    fn visible_documents(&self) -> Select<document::Entity> {
        document::Entity::find()
            .filter(document::Column::TenantId.eq(self.tenant_id()))
            .apply_if(self.supplier_lens(), |query, own| {
                query
                    .filter(document::Column::SupplierId.eq(own))
                    .filter(document::Column::ContractId.in_subquery(self.visible_contract_ids()))
                    .filter(document::Column::Confidentiality.eq(Confidentiality::Shared.code()))
            })
            .order_by_desc(document::Column::AddedAt)
            .order_by_desc(document::Column::Id)
    }

    /// All documents, newest first.
    pub async fn documents(&self) -> Result<Vec<Document>> {
        Ok(self.visible_documents().all(&self.inner).await?)
    }

    /// A contract's documents, newest first.
    pub async fn documents_of_contract(&self, id: Uuid) -> Result<Vec<Document>> {
        let query = self
            .visible_documents()
            .filter(document::Column::ContractId.eq(id));
        Ok(query.all(&self.inner).await?)
    }

    /// Documents of a supplier as a whole, newest first.
    pub async fn documents_of_supplier(&self, id: Uuid) -> Result<Vec<Document>> {
        let query = self
            .visible_documents()
            .filter(document::Column::SupplierId.eq(id))
            .filter(document::Column::ContractId.is_null());
        Ok(query.all(&self.inner).await?)
    }

    /// One document.
    pub async fn document(&self, id: Uuid) -> Result<Option<Document>> {
        let query = self.visible_documents().filter(document::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?)
    }

    /// Stores a new document.
    pub async fn insert_document(&self, row: Document) -> Result<()> {
        insert(self, row).await
    }

    /// Removes a document; its content may be linked by others.
    pub async fn delete_document(&self, id: Uuid) -> Result<()> {
        document::Entity::delete_by_id((self.tenant_id(), id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// How many documents link a content.
    pub async fn links_to(&self, sha256: &str) -> Result<u64> {
        let query = document::Entity::find()
            .filter(document::Column::TenantId.eq(self.tenant_id()))
            .filter(document::Column::Sha256.eq(sha256));
        Ok(query.count(&self.inner).await?)
    }
}
