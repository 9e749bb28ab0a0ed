//! Tenants, people and sessions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, binary_null, boolean, integer, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

use crate::schema::{index, name, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(name("tenant"))
                    .col(uuid("id").primary_key())
                    .col(text("slug"))
                    .col(text("name"))
                    .col(text("time_zone"))
                    .col(text("language"))
                    .col(boolean("second_factor_required"))
                    .col(timestamp_with_time_zone("created_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("tenant", &["slug"])).await?;
        manager
            .create_table(
                Table::create()
                    .table(name("person"))
                    .col(uuid("id").primary_key())
                    .col(text("email"))
                    .col(text("name"))
                    .col(text_null("password_hash"))
                    .col(text("language"))
                    .col(boolean("disabled"))
                    .col(binary_null("second_factor_secret"))
                    .col(timestamp_with_time_zone_null("second_factor_since"))
                    .col(big_integer_null("second_factor_last_step"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("erased_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("person", &["email"])).await?;
        manager
            .create_table(
                Table::create()
                    .table(name("session"))
                    .col(text("token_hash").primary_key())
                    .col(uuid("id"))
                    .col(uuid("person_id"))
                    .col(uuid("tenant_id"))
                    .col(uuid("membership_id"))
                    .col(text("method"))
                    .col(text("stage"))
                    .col(text("address"))
                    .col(text("agent"))
                    .col(binary_null("proposed_second_factor"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("last_seen_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .name("session_person_id_fkey")
                            .from(name("session"), name("person_id"))
                            .to(name("person"), name("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("session", &["id"])).await?;
        manager.create_index(index("session", &["person_id"])).await?;
        manager
            .create_index(index("session", &["tenant_id", "membership_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(name("sign_in_attempt"))
                    .col(text("subject").primary_key())
                    .col(integer("failures"))
                    .col(timestamp_with_time_zone("last_failure_at"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
