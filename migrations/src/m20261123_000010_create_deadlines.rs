//! Calendar feeds of people, and the reminders that have gone out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, integer, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::schema::{protect, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                tenant_table("deadline_feed", &["id"])
                    .col(uuid("id"))
                    .col(uuid("membership_id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("last_used_at"))
                    .foreign_key(
                        reference("deadline_feed", "membership_id", "membership")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("deadline_feed", &["tenant_id", "membership_id"]))
            .await?;
        manager
            .create_table(
                // One row is one reminder; there is no second one for the same day and stage.
                tenant_table("deadline_reminder", &["contract_id", "decide_by", "days_before"])
                    .col(uuid("contract_id"))
                    .col(date("decide_by"))
                    .col(integer("days_before"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut reference("deadline_reminder", "contract_id", "contract"))
                    .to_owned(),
            )
            .await?;
        protect(manager, "deadline_feed", None).await?;
        protect(manager, "deadline_reminder", None).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
