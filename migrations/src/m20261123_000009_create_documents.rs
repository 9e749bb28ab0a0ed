//! Documents of contracts and suppliers. The content lies in the object store under its hash; a row is a link to it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date_null, text, timestamp_with_time_zone, uuid, uuid_null};

use crate::schema::{index, protect, protect_supplier, reference, tenant_table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("document", &["id"])
                    .col(uuid("id"))
                    // The contract's supplier where it belongs to a contract.
                    .col(uuid("supplier_id"))
                    .col(uuid_null("contract_id"))
                    .col(text("kind"))
                    .col(text("title"))
                    .col(date_null("dated_on"))
                    .col(text("confidentiality"))
                    .col(text("file_name"))
                    .col(text("media_type"))
                    .col(big_integer("bytes"))
                    .col(text("sha256"))
                    .col(uuid_null("added_by"))
                    .col(timestamp_with_time_zone("added_at"))
                    .foreign_key(&mut reference("document", "supplier_id", "supplier"))
                    .foreign_key(&mut reference("document", "contract_id", "contract"))
                    .to_owned(),
            )
            .await?;
        for columns in [
            ["tenant_id", "contract_id"],
            ["tenant_id", "supplier_id"],
            ["tenant_id", "sha256"],
        ] {
            manager.create_index(index("document", &columns)).await?;
        }
        protect(manager, "document", None).await?;
        protect_supplier(manager, "document", "supplier_id").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
