//! Jobs, API clients, signing keys and the audit log.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, integer, json_binary, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::schema::{index, name, protect, tenant_table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        jobs(manager).await?;
        api_clients(manager).await?;
        audit(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(name("job"))
                .col(uuid("id").primary_key())
                .col(uuid("tenant_id"))
                .col(text("kind"))
                .col(json_binary("payload"))
                .col(text("status"))
                .col(text("dedup_key"))
                .col(timestamp_with_time_zone("run_at"))
                .col(integer("attempts"))
                .col(big_integer("fence"))
                .col(text_null("leased_by"))
                .col(timestamp_with_time_zone_null("lease_until"))
                .col(text_null("last_error"))
                .foreign_key(
                    ForeignKey::create()
                        .name("job_tenant_fkey")
                        .from(name("job"), name("tenant_id"))
                        .to(name("tenant"), name("id")),
                )
                .to_owned(),
        )
        .await?;
    manager.create_index(index("job", &["status", "run_at"])).await?;
    // Asking twice for the same work while it still waits is asking once.
    manager
        .get_connection()
        .execute_unprepared("create unique index job_waiting_key on job (dedup_key) where status = 'queued'")
        .await
        .map(drop)
}

async fn api_clients(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("api_client", &["id"])
                .col(uuid("id"))
                .col(text("client_id"))
                .col(text("name"))
                .col(text("secret_hash"))
                .col(text_null("previous_secret_hash"))
                .col(timestamp_with_time_zone_null("previous_secret_until"))
                .col(text("scopes"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone_null("last_used_at"))
                .col(timestamp_with_time_zone_null("revoked_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("api_client", &["client_id"])).await?;
    protect(
        manager,
        "api_client",
        Some("client_id = nullif(current_setting('app.client_id', true), '')"),
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table(name("signing_key"))
                .col(text("kid").primary_key())
                .col(binary("private_key_sealed"))
                .col(binary("public_key"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await
}

async fn audit(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            tenant_table("audit_entry", &["seq"])
                .col(big_integer("seq"))
                .col(timestamp_with_time_zone("at"))
                .col(text("actor_kind"))
                .col(uuid_null("actor_id"))
                .col(text("action"))
                .col(text("object_kind"))
                .col(text("object_id"))
                .col(text("detail"))
                .col(text("request_id"))
                .col(text("previous_hash"))
                .col(text("hash"))
                .to_owned(),
        )
        .await?;
    for column in ["actor_id", "action", "object_id"] {
        manager
            .create_index(index("audit_entry", &["tenant_id", column, "seq"]))
            .await?;
    }
    protect(manager, "audit_entry", None).await?;
    // How many entries there are, under a key that is not in the database: a log whose end was cut off shows.
    manager
        .create_table(
            tenant_table("audit_head", &[])
                .col(big_integer("entries"))
                .col(text("hash"))
                .col(text("seal"))
                .to_owned(),
        )
        .await?;
    protect(manager, "audit_head", None).await?;
    let sql = match manager.get_database_backend() {
        DatabaseBackend::Postgres => {
            "create function audit_entry_is_final() returns trigger language plpgsql as $$
             begin raise exception 'audit entries are final'; end $$;
             create trigger audit_entry_final before update or delete on audit_entry
             for each row execute function audit_entry_is_final();
             create function audit_head_goes_on() returns trigger language plpgsql as $$
             begin
               if tg_op = 'UPDATE' and new.entries > old.entries then return new; end if;
               raise exception 'the end of an audit log only moves on';
             end $$;
             create trigger audit_head_final before update or delete on audit_head
             for each row execute function audit_head_goes_on();"
        }
        _ => {
            "create trigger audit_entry_no_update before update on audit_entry
             begin select raise(abort, 'audit entries are final'); end;
             create trigger audit_entry_no_replace before insert on audit_entry
             when exists (select 1 from audit_entry where tenant_id = new.tenant_id and seq = new.seq)
             begin select raise(abort, 'audit entries are final'); end;
             create trigger audit_entry_no_delete before delete on audit_entry
             begin select raise(abort, 'audit entries are final'); end;
             create trigger audit_head_no_return before update on audit_head when new.entries <= old.entries
             begin select raise(abort, 'the end of an audit log only moves on'); end;
             create trigger audit_head_no_delete before delete on audit_head
             begin select raise(abort, 'the end of an audit log only moves on'); end;"
        }
    };
    manager.get_connection().execute_unprepared(sql).await.map(drop)
}
