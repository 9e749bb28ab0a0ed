//! What hangs on suppliers and services: certificates, sub-suppliers, components, responsibilities.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, date_null, integer, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

use crate::schema::{index, protect, protect_supplier, reference, tenant_table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        certificates(manager).await?;
        sub_suppliers(manager).await?;
        services(manager).await?;
        for table in ["certificate", "sub_supplier", "service_component", "service_duty"] {
            protect(manager, table, None).await?;
        }
        protect_supplier(manager, "certificate", "supplier_id").await?;
        protect_supplier(manager, "sub_supplier", "supplier_id").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn certificates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("certificate", &["id"])
                .col(uuid("id"))
                .col(uuid("supplier_id"))
                .col(text("kind"))
                .col(text("title"))
                .col(text("number"))
                .col(text("issuer"))
                .col(text("scope"))
                .col(date_null("valid_from"))
                .col(date("valid_to"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut reference("certificate", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("certificate", &["tenant_id", "supplier_id"]))
        .await
}

async fn sub_suppliers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("sub_supplier", &["id"])
                .col(uuid("id"))
                .col(uuid("supplier_id"))
                .col(text("name"))
                .col(uuid_null("linked_supplier_id"))
                .col(text("service"))
                .col(text_null("country"))
                .col(date_null("since"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut reference("sub_supplier", "supplier_id", "supplier"))
                .foreign_key(&mut reference("sub_supplier", "linked_supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("sub_supplier", &["tenant_id", "supplier_id"]))
        .await
}

/// The users' SLA is referenced by id alone: contracts come after services.
async fn services(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("service_component", &["service_id", "component_id"])
                .col(uuid("service_id"))
                .col(uuid("component_id"))
                .foreign_key(&mut reference("service_component", "service_id", "service"))
                .foreign_key(&mut reference("service_component", "component_id", "service"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("service_duty", &["service_id", "position"])
                .col(uuid("service_id"))
                .col(integer("position"))
                .col(text("duty"))
                .col(uuid_null("person_id"))
                .col(uuid_null("contact_id"))
                .col(text("function"))
                .foreign_key(&mut reference("service_duty", "service_id", "service"))
                .foreign_key(&mut reference("service_duty", "contact_id", "contact"))
                .to_owned(),
        )
        .await
}
