//! Results per target and period, breaches, escalations and their mails.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::schema::{index, protect, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        results(manager).await?;
        escalations(manager).await?;
        for table in ["target_period", "breach", "escalation", "mail"] {
            protect(manager, table, None).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn results(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("target_period", &["target_id", "period"])
                .col(uuid("target_id"))
                .col(text("period"))
                .col(date("starts_on"))
                .col(date("ends_on"))
                .col(boolean("over"))
                .col(text("status"))
                .col(big_integer_null("numerator"))
                .col(big_integer_null("denominator"))
                .col(big_integer_null("budget_allowed"))
                .col(big_integer_null("budget_used"))
                .col(big_integer_null("base_minor"))
                .col(big_integer_null("credit_minor"))
                .col(big_integer_null("credit_ppm"))
                .col(big_integer_null("next_step_minor"))
                .col(big_integer_null("worst_case_minor"))
                .col(date_null("claim_by"))
                .col(uuid("contract_version_id"))
                .col(timestamp_with_time_zone("evaluated_at"))
                .foreign_key(&mut reference("target_period", "target_id", "target"))
                .foreign_key(&mut reference(
                    "target_period",
                    "contract_version_id",
                    "contract_version",
                ))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("target_period", &["tenant_id", "period"]))
        .await
}

async fn escalations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("breach", &["id"])
                .col(uuid("id"))
                .col(uuid("target_id"))
                .col(text("period"))
                .col(timestamp_with_time_zone("opened_at"))
                .col(big_integer("numerator"))
                .col(big_integer("denominator"))
                .col(big_integer_null("credit_minor"))
                .foreign_key(&mut reference("breach", "target_id", "target"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("breach", &["tenant_id", "target_id", "period"]))
        .await?;
    manager
        .create_table(
            tenant_table("escalation", &["id"])
                .col(uuid("id"))
                .col(uuid("breach_id"))
                .col(text("reference"))
                .col(timestamp_with_time_zone("raised_at"))
                .col(timestamp_with_time_zone_null("acknowledged_at"))
                .col(text_null("acknowledged_by"))
                .foreign_key(&mut reference("escalation", "breach_id", "breach"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("escalation", &["tenant_id", "breach_id"]))
        .await?;
    manager
        .create_index(unique("escalation", &["tenant_id", "reference"]))
        .await?;
    manager
        .create_table(
            tenant_table("mail", &["id"])
                .col(uuid("id"))
                .col(uuid_null("escalation_id"))
                .col(text("recipient_name"))
                .col(text("recipient_email"))
                .col(text("subject"))
                .col(text("text_body"))
                .col(text("html_body"))
                .col(text("message_id"))
                .col(text("status"))
                .col(integer("attempts"))
                .col(text_null("last_error"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("sent_at"))
                .foreign_key(&mut reference("mail", "escalation_id", "escalation"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("mail", &["tenant_id", "escalation_id", "recipient_email"]))
        .await
}
