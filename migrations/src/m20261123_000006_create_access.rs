//! Invitations, links that work once, notices, second factors and identity providers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    binary, boolean, json_binary, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

use crate::schema::{index, name, protect, protect_supplier, reference, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        invitations(manager).await?;
        account_links(manager).await?;
        notices(manager).await?;
        recovery_codes(manager).await?;
        identity_providers(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("invitation", &["id"])
                .col(uuid("id"))
                .col(text("email"))
                .col(text("role"))
                .col(uuid_null("supplier_id"))
                .col(text("language"))
                .col(uuid_null("invited_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("mailed_at"))
                .col(timestamp_with_time_zone_null("accepted_at"))
                .col(timestamp_with_time_zone_null("revoked_at"))
                .foreign_key(&mut reference("invitation", "supplier_id", "supplier"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("invitation", &["tenant_id", "email"]))
        .await?;
    protect(manager, "invitation", None).await?;
    protect_supplier(manager, "invitation", "supplier_id").await
}

/// Password resets and changes of address: they belong to a person, not to a tenant.
async fn account_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(name("account_link"))
                .col(uuid("id").primary_key())
                .col(uuid("person_id"))
                .col(text("purpose"))
                .col(text("old_email"))
                .col(text_null("new_email"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("mailed_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut of_person("account_link"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("account_link", &["person_id", "purpose"]))
        .await
}

/// What people are to be told by mail. The address stands here until the mail is handed over, because the person may be
/// erased by then.
async fn notices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("notice", &["id"])
                .col(uuid("id"))
                .col(text("recipient_name"))
                .col(text("recipient_email"))
                .col(text("language"))
                .col(json_binary("content"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    protect(manager, "notice", None).await
}

async fn recovery_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(name("recovery_code"))
                .col(uuid("person_id"))
                .col(text("code_hash"))
                .col(timestamp_with_time_zone_null("used_at"))
                .primary_key(
                    Index::create()
                        .name("recovery_code_pkey")
                        .col(name("person_id"))
                        .col(name("code_hash")),
                )
                .foreign_key(&mut of_person("recovery_code"))
                .to_owned(),
        )
        .await
}

async fn identity_providers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("tenant_oidc", &[])
                .col(text("label"))
                .col(text("issuer"))
                .col(text("client_id"))
                .col(binary("client_secret_sealed"))
                .col(text("role_claim"))
                .col(json_binary("role_map"))
                .col(boolean("just_in_time"))
                .col(boolean("enabled"))
                .to_owned(),
        )
        .await?;
    protect(manager, "tenant_oidc", None).await?;
    manager
        .create_table(
            tenant_table("oidc_identity", &["issuer", "subject"])
                .col(text("issuer"))
                .col(text("subject"))
                .col(uuid("person_id"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut of_person("oidc_identity"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(unique("oidc_identity", &["tenant_id", "person_id"]))
        .await?;
    protect(manager, "oidc_identity", None).await?;
    manager
        .create_table(
            tenant_table("oidc_sign_in", &["state_hash"])
                .col(text("state_hash"))
                .col(text("browser_hash"))
                .col(text("nonce"))
                .col(text("pkce_verifier"))
                .col(text("next"))
                .col(timestamp_with_time_zone("expires_at"))
                .to_owned(),
        )
        .await?;
    protect(manager, "oidc_sign_in", None).await
}

fn of_person(table: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_person_id_fkey"))
        .from(name(table), name("person_id"))
        .to(name("person"), name("id"))
        .to_owned()
}
