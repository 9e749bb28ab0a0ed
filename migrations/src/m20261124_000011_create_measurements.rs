//! Samples, maintenance windows, reported values, exclusions, the steps of periods, and saved mappings of imports.
//!
//! Samples come by the million: their table is as narrow as it can be. A correction moves the earlier sample to
//! `sample_past`, so the table of what holds needs no revisions in its key.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, json_binary, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::m20261123_000003_create_facts::fact_table;
use crate::schema::{index, name, protect, protect_supplier, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 10] = [
    "sample_series",
    "sample_batch",
    "sample",
    "sample_past",
    "sample_change",
    "maintenance",
    "reported_value",
    "exclusion",
    "period_step",
    "import_mapping",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        samples(manager).await?;
        facts(manager).await?;
        exclusions(manager).await?;
        period_steps(manager).await?;
        mappings(manager).await?;
        for table in TABLES {
            protect(manager, table, None).await?;
        }
        protect_supplier(manager, "exclusion", "supplier_id").await?;
        protect_supplier(manager, "period_step", "supplier_id").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn samples(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("sample_series", &["id"])
                .col(uuid("id"))
                .col(uuid("service_id"))
                .col(text("source"))
                .col(text("name"))
                .foreign_key(&mut reference("sample_series", "service_id", "service"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique(
            "sample_series",
            &["tenant_id", "service_id", "source", "name"],
        ))
        .await?;
    manager
        .create_table(
            tenant_table("sample_batch", &["id"])
                .col(uuid("id"))
                .col(uuid_null("import_id"))
                .col(timestamp_with_time_zone("recorded_at"))
                .col(text("recorded_by"))
                .col(text_null("reason"))
                .foreign_key(&mut reference("sample_batch", "import_id", "import_run"))
                .to_owned(),
        )
        .await?;
    manager.create_table(sample_table("sample", &[])).await?;
    let mut past = sample_table("sample_past", &["superseded_by"]);
    past.col(uuid("superseded_by"));
    manager.create_table(past).await?;
    // Days in which samples came or changed and results do not say so yet.
    manager
        .create_table(
            tenant_table("sample_change", &["service_id", "day"])
                .col(uuid("service_id"))
                .col(integer("day"))
                .foreign_key(&mut reference("sample_change", "service_id", "service"))
                .to_owned(),
        )
        .await
}

/// The series says to whom a sample belongs, so one reference is enough: every further one would be checked for each
/// of a million rows.
fn sample_table(table: &str, more_key: &[&str]) -> TableCreateStatement {
    let mut primary = Index::create();
    primary.name(format!("{table}_pkey")).primary();
    for column in ["tenant_id", "series_id", "start_s", "external_id"]
        .iter()
        .chain(more_key)
    {
        primary.col(name(column));
    }
    Table::create()
        .table(name(table))
        .col(uuid("tenant_id"))
        .col(uuid("series_id"))
        .col(big_integer("start_s"))
        .col(text("external_id"))
        .col(integer("width_s"))
        .col(big_integer_null("good"))
        .col(big_integer_null("total"))
        .col(big_integer_null("value_micros"))
        .col(uuid("batch_id"))
        .primary_key(&mut primary)
        .foreign_key(&mut reference(table, "series_id", "sample_series"))
        .to_owned()
}

async fn facts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut maintenance = fact_table("maintenance");
    maintenance
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(timestamp_with_time_zone_null("announced_at"))
        .col(text_null("purpose"));
    manager.create_table(maintenance).await?;
    let mut value = fact_table("reported_value");
    value
        .col(uuid("target_id"))
        .col(text("period"))
        .col(big_integer("value_micros"))
        .col(text_null("note"))
        .col(boolean("by_supplier"))
        .foreign_key(&mut reference("reported_value", "target_id", "target"));
    manager.create_table(value).await?;
    for table in ["maintenance", "reported_value"] {
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
        .create_index(index("reported_value", &["tenant_id", "target_id", "period"]))
        .await
}

async fn exclusions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("exclusion", &["id"])
                .col(uuid("id"))
                .col(uuid("supplier_id"))
                .col(uuid("contract_id"))
                // Of one target, or of all targets of the contract.
                .col(uuid_null("target_id"))
                .col(timestamp_with_time_zone("starts_at"))
                .col(timestamp_with_time_zone("ends_at"))
                .col(text("reason"))
                .col(text("status"))
                .col(boolean("by_supplier"))
                .col(text("requested_by"))
                .col(timestamp_with_time_zone("requested_at"))
                .col(text_null("answered_by"))
                .col(timestamp_with_time_zone_null("answered_at"))
                .col(text_null("answer"))
                .col(integer("revision"))
                .foreign_key(&mut reference("exclusion", "supplier_id", "supplier"))
                .foreign_key(&mut reference("exclusion", "contract_id", "contract"))
                .foreign_key(&mut reference("exclusion", "target_id", "target"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("exclusion", &["tenant_id", "contract_id"]))
        .await
}

async fn period_steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            // The steps of one period follow each other without a gap: two at once cannot both be the next.
            tenant_table("period_step", &["target_id", "period", "position"])
                .col(uuid("target_id"))
                .col(text("period"))
                .col(integer("position"))
                .col(uuid("supplier_id"))
                .col(text("step"))
                .col(integer("revision"))
                .col(text("status"))
                .col(big_integer_null("numerator"))
                .col(big_integer_null("denominator"))
                .col(big_integer_null("credit_minor"))
                .col(text_null("reason"))
                .col(boolean("by_supplier"))
                .col(text("done_by"))
                .col(timestamp_with_time_zone("done_at"))
                .foreign_key(&mut reference("period_step", "target_id", "target"))
                .foreign_key(&mut reference("period_step", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await
}

async fn mappings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("import_mapping", &["id"])
                .col(uuid("id"))
                .col(text("name"))
                .col(text("kind"))
                .col(json_binary("mapping"))
                .col(text("created_by"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("import_mapping", &["tenant_id", "kind", "name"]))
        .await
}
