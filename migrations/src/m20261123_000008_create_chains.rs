//! What SLAs rest on, what was last proven about it, and what was found.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, integer, json_binary, json_binary_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::schema::{index, protect, protect_supplier, reference, tenant_table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        chains(manager).await?;
        proofs(manager).await?;
        findings(manager).await?;
        for table in ["chain", "chain_proof", "chain_finding"] {
            protect(manager, table, None).await?;
            let supplier = format!(
                "(select contract.supplier_id from contract where contract.tenant_id = {table}.tenant_id
                  and contract.id = {table}.contract_id)"
            );
            protect_supplier(manager, table, &supplier).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Without a structure it was taken away; the row stays, so that its revision never counts from the beginning again.
async fn chains(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("chain", &["contract_id"])
                .col(uuid("contract_id"))
                .col(json_binary_null("structure"))
                .col(integer("revision"))
                .col(timestamp_with_time_zone("changed_at"))
                .foreign_key(&mut reference("chain", "contract_id", "contract"))
                .to_owned(),
        )
        .await
}

async fn proofs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("chain_proof", &["contract_id"])
                .col(uuid("contract_id"))
                .col(text("cover"))
                .col(big_integer_null("promised_ppm"))
                .col(big_integer_null("given_ppm"))
                .col(uuid_null("weakest_contract_id"))
                .col(json_binary("reason"))
                .col(text("inputs_hash"))
                .col(timestamp_with_time_zone("proved_at"))
                .foreign_key(&mut reference("chain_proof", "contract_id", "contract"))
                .foreign_key(&mut reference("chain_proof", "weakest_contract_id", "contract"))
                .to_owned(),
        )
        .await
}

async fn findings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("chain_finding", &["id"])
                .col(uuid("id"))
                .col(uuid("contract_id"))
                .col(timestamp_with_time_zone("raised_at"))
                .col(timestamp_with_time_zone_null("resolved_at"))
                .foreign_key(&mut reference("chain_finding", "contract_id", "contract"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("chain_finding", &["tenant_id", "contract_id"]))
        .await
}
