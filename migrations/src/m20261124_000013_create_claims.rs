//! Claims, what happened to them, and the reminders that have gone out.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, text, text_null,
    timestamp_with_time_zone, uuid, uuid_null,
};

use crate::schema::{index, protect, protect_supplier, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        claims(manager).await?;
        events(manager).await?;
        manager
            .create_table(
                // One row is one reminder; there is no second one for the same deadline and stage.
                tenant_table("claim_reminder", &["claim_id", "deadline", "days_before"])
                    .col(uuid("claim_id"))
                    .col(date("deadline"))
                    .col(integer("days_before"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut reference("claim_reminder", "claim_id", "claim"))
                    .to_owned(),
            )
            .await?;
        for table in ["claim", "claim_event", "claim_reminder"] {
            protect(manager, table, None).await?;
        }
        for table in ["claim", "claim_event"] {
            protect_supplier(manager, table, "supplier_id").await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn claims(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("claim", &["id"])
                .col(uuid("id"))
                .col(uuid("breach_id"))
                .col(uuid("target_id"))
                .col(uuid("contract_id"))
                .col(uuid("supplier_id"))
                .col(text("period"))
                .col(date("period_ends_on"))
                .col(text("reference"))
                .col(text("state"))
                .col(text("currency"))
                .col(boolean("provisional"))
                .col(big_integer("amount_minor"))
                .col(big_integer("evaluated_minor"))
                .col(big_integer_null("settled_minor"))
                .col(text_null("nature"))
                .col(date("deadline"))
                .col(text("deadline_source"))
                .col(date_null("submitted_on"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("opened_at"))
                .foreign_key(&mut reference("claim", "breach_id", "breach"))
                .foreign_key(&mut reference("claim", "target_id", "target"))
                .foreign_key(&mut reference("claim", "contract_id", "contract"))
                .foreign_key(&mut reference("claim", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    for columns in [["tenant_id", "breach_id"], ["tenant_id", "reference"]] {
        manager.create_index(unique("claim", &columns)).await?;
    }
    for columns in [["tenant_id", "target_id"], ["tenant_id", "supplier_id"]] {
        manager.create_index(index("claim", &columns)).await?;
    }
    Ok(())
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("claim_event", &["claim_id", "number"])
                .col(uuid("claim_id"))
                .col(integer("number"))
                .col(uuid("supplier_id"))
                .col(text("kind"))
                .col(date("on_day"))
                .col(big_integer_null("amount_minor"))
                .col(text("invoice"))
                .col(text("reason"))
                .col(uuid_null("actor_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut reference("claim_event", "claim_id", "claim"))
                .foreign_key(&mut reference("claim_event", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await
}
