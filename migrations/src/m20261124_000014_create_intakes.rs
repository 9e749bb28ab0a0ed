//! Suppliers and contracts that wait to be taken over from a table.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    json_binary, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::schema::{protect, tenant_table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("intake", &["id"])
                    .col(uuid("id"))
                    .col(text("kind"))
                    .col(text("file_name"))
                    .col(text("status"))
                    .col(json_binary("rows"))
                    .col(json_binary("counts"))
                    .col(text("created_by"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("finished_at"))
                    .to_owned(),
            )
            .await?;
        protect(manager, "intake", None).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
