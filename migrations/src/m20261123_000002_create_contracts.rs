//! Suppliers, memberships, services, calendars, contracts, their versions, targets and charges.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, integer_null, json_binary,
    json_binary_null, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    uuid_null,
};

use crate::schema::{index, name, protect, protect_supplier, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        parties(manager).await?;
        memberships(manager).await?;
        contracts(manager).await?;
        for table in [
            "supplier",
            "contact",
            "service",
            "calendar",
            "contract",
            "contract_version",
            "target",
            "target_version",
            "contract_step",
            "charge",
        ] {
            protect(manager, table, None).await?;
        }
        protect_supplier(manager, "supplier", "id").await?;
        protect_supplier(manager, "contact", "supplier_id").await?;
        protect_supplier(manager, "contract", "supplier_id").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn parties(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("supplier", &["id"])
                .col(uuid("id"))
                .col(text("name"))
                .col(text("legal_name"))
                .col(text("kind"))
                .col(text("status"))
                .col(text("street"))
                .col(text("postcode"))
                .col(text_null("city"))
                .col(text_null("country"))
                .col(text("website"))
                .col(text_null("lei"))
                .col(text_null("criticality"))
                .col(text("criticality_reason"))
                .col(text_null("tier"))
                .col(text("notes"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("supplier", &["tenant_id", "name"]))
        .await?;
    manager
        .create_table(
            tenant_table("contact", &["id"])
                .col(uuid("id"))
                .col(uuid("supplier_id"))
                .col(text("name"))
                .col(text("function"))
                .col(text("email"))
                .col(text("phone"))
                .col(text("language"))
                .col(boolean("escalation"))
                .col(integer("revision"))
                .foreign_key(&mut reference("contact", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("contact", &["tenant_id", "supplier_id"]))
        .await?;
    manager
        .create_table(
            tenant_table("service", &["id"])
                .col(uuid("id"))
                .col(text("name"))
                .col(text("description"))
                .col(text("status"))
                .col(uuid_null("owner_person_id"))
                .col(text_null("criticality"))
                .col(json_binary("categories"))
                .col(uuid_null("sla_contract_id"))
                .col(json_binary("priority_matrix"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("service", &["tenant_id", "name"]))
        .await?;
    manager
        .create_table(
            tenant_table("calendar", &["id"])
                .col(uuid("id"))
                .col(text("name"))
                .col(text("description"))
                .col(json_binary("spec"))
                .col(json_binary("reasons"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("calendar", &["tenant_id", "name"]))
        .await
}

async fn memberships(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("membership", &["id"])
                .col(uuid("id"))
                .col(uuid("person_id"))
                .col(text("role"))
                .col(uuid_null("supplier_id"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("last_seen_at"))
                .col(timestamp_with_time_zone_null("disabled_at"))
                .foreign_key(
                    ForeignKey::create()
                        .name("membership_person_id_fkey")
                        .from(name("membership"), name("person_id"))
                        .to(name("person"), name("id")),
                )
                .foreign_key(&mut reference("membership", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("membership", &["person_id"])).await?;
    // One role of one's own in a tenant, and one at each supplier there.
    manager
        .get_connection()
        .execute_unprepared(
            "create unique index membership_own_key on membership (tenant_id, person_id) where supplier_id is null",
        )
        .await?;
    manager
        .create_index(unique("membership", &["tenant_id", "person_id", "supplier_id"]))
        .await?;
    protect(
        manager,
        "membership",
        Some("person_id = nullif(current_setting('app.person_id', true), '')::uuid"),
    )
    .await?;
    protect_supplier(manager, "membership", "supplier_id").await
}

async fn contracts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("contract", &["id"])
                .col(uuid("id"))
                .col(text("number"))
                .col(text("title"))
                .col(text("kind"))
                .col(text("status"))
                .col(uuid("supplier_id"))
                .col(uuid_null("owner_person_id"))
                .col(text("currency"))
                .col(text("time_zone"))
                .col(date("starts_on"))
                .col(date_null("ends_on"))
                .col(text("language"))
                .col(text_null("cost_centre"))
                .col(text_null("governing_law"))
                .col(text_null("penalty_nature"))
                .col(json_binary("tags"))
                .col(text_null("clause_source"))
                .col(text_null("template_code"))
                .col(integer_null("template_edition"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut reference("contract", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("contract", &["tenant_id", "number"]))
        .await?;
    manager
        .create_index(index("contract", &["tenant_id", "supplier_id"]))
        .await?;
    manager
        .create_table(
            tenant_table("contract_version", &["id"])
                .col(uuid("id"))
                .col(uuid("contract_id"))
                .col(integer("number"))
                .col(date("valid_from"))
                .col(big_integer_null("monthly_fee_minor"))
                .col(text("note"))
                .col(json_binary_null("term"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("sealed_at"))
                .foreign_key(&mut reference("contract_version", "contract_id", "contract"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique(
            "contract_version",
            &["tenant_id", "contract_id", "number"],
        ))
        .await?;
    manager
        .create_table(
            tenant_table("target", &["id"])
                .col(uuid("id"))
                .col(uuid("contract_id"))
                .col(uuid("service_id"))
                .foreign_key(&mut reference("target", "contract_id", "contract"))
                .foreign_key(&mut reference("target", "service_id", "service"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("target", &["tenant_id", "contract_id"]))
        .await?;
    manager
        .create_index(index("target", &["tenant_id", "service_id"]))
        .await?;
    // What a version of the contract promises for a target; a version without a row for it has dropped the target.
    manager
        .create_table(
            tenant_table("target_version", &["contract_version_id", "target_id"])
                .col(uuid("contract_version_id"))
                .col(uuid("target_id"))
                .col(uuid("calendar_id"))
                .col(integer("position"))
                .col(text("name"))
                .col(json_binary("definition"))
                .foreign_key(&mut reference(
                    "target_version",
                    "contract_version_id",
                    "contract_version",
                ))
                .foreign_key(&mut reference("target_version", "target_id", "target"))
                .foreign_key(&mut reference("target_version", "calendar_id", "calendar"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("target_version", &["tenant_id", "target_id"]))
        .await?;
    manager
        .create_table(
            tenant_table("contract_step", &["contract_id", "number"])
                .col(uuid("contract_id"))
                .col(integer("number"))
                .col(text("status"))
                .col(date("on_day"))
                .col(text("reason"))
                .col(uuid_null("actor_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut reference("contract_step", "contract_id", "contract"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            tenant_table("charge", &["contract_id", "period"])
                .col(uuid("contract_id"))
                .col(text("period"))
                .col(big_integer("amount_minor"))
                .foreign_key(&mut reference("charge", "contract_id", "contract"))
                .to_owned(),
        )
        .await
}
