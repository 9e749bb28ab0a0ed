//! Imports and the facts they bring: tickets, outages, observations.
//!
//! Facts are never overwritten. A correction is a new revision; the old one keeps its row and gets the moment
//! at which it was superseded.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean_null, integer, integer_null, json_binary, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::schema::{index, protect, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        imports(manager).await?;
        facts(manager).await?;
        for table in ["import_run", "import_error", "ticket", "outage", "observation"] {
            protect(manager, table, None).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut import_run = tenant_table("import_run", &["id"]);
    import_run
        .col(uuid("id"))
        .col(uuid("service_id"))
        .col(text("kind"))
        .col(text("sheet"))
        .col(text("file_name"))
        .col(text("file_sha256"))
        .col(json_binary("mapping"))
        .col(text("time_zone"))
        .col(text("encoding"))
        .col(text("separator"))
        .col(text("status"));
    for count in [
        "rows",
        "tickets",
        "processed",
        "created",
        "updated",
        "unchanged",
        "errors",
    ] {
        import_run.col(big_integer(count));
    }
    import_run
        .col(text("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut reference("import_run", "service_id", "service"));
    manager.create_table(import_run).await?;
    manager
        .create_table(
            tenant_table("import_error", &["import_id", "position"])
                .col(uuid("import_id"))
                .col(integer("position"))
                .col(big_integer("row"))
                .col(text_null("column"))
                .col(text("code"))
                .col(text("value"))
                .foreign_key(&mut reference("import_error", "import_id", "import_run"))
                .to_owned(),
        )
        .await
}

async fn facts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut ticket = fact_table("ticket");
    ticket
        .col(text("priority"))
        .col(timestamp_with_time_zone("reported_at"))
        .col(timestamp_with_time_zone_null("responded_at"))
        .col(timestamp_with_time_zone_null("resolved_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(json_binary("pauses"))
        .col(integer("reopened"))
        .col(boolean_null("first_contact"))
        .col(integer_null("satisfaction"));
    manager.create_table(ticket).await?;
    let mut outage = fact_table("outage");
    outage
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .col(text_null("cause"));
    manager.create_table(outage).await?;
    for table in ["ticket", "outage"] {
        manager
            .create_index(unique(
                table,
                &["tenant_id", "service_id", "source", "external_id", "revision"],
            ))
            .await?;
        manager
            .create_index(index(table, &["tenant_id", "service_id", "superseded_at"]))
            .await?;
    }
    manager
        .create_table(
            tenant_table("observation", &["service_id", "source", "from_at"])
                .col(uuid("service_id"))
                .col(text("source"))
                .col(timestamp_with_time_zone("from_at"))
                .col(timestamp_with_time_zone_null("to_at"))
                .foreign_key(&mut reference("observation", "service_id", "service"))
                .to_owned(),
        )
        .await
}

/// What every fact has, whatever it says.
pub fn fact_table(table: &str) -> TableCreateStatement {
    let mut statement = tenant_table(table, &["id"]);
    statement
        .col(uuid("id"))
        .col(uuid("service_id"))
        .col(text("source"))
        .col(text("external_id"))
        .col(integer("revision"))
        .col(text("content_hash"))
        .col(uuid_null("import_id"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(text("recorded_by"))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone_null("superseded_at"))
        .foreign_key(&mut reference(table, "service_id", "service"))
        .foreign_key(&mut reference(table, "import_id", "import_run"));
    statement
}
