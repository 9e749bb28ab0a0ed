//! Filters and orders of lists that people kept under a name.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, uuid};

use crate::schema::{protect, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("saved_view", &["id"])
                    .col(uuid("id"))
                    .col(uuid("membership_id"))
                    .col(text("page"))
                    .col(text("name"))
                    .col(text("query"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(
                        reference("saved_view", "membership_id", "membership")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique(
                "saved_view",
                &["tenant_id", "membership_id", "page", "name"],
            ))
            .await?;
        protect(manager, "saved_view", None).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
