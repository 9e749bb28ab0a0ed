//! Jobs, API clients, keys and the audit log.

use super::table;

table! {
    /// Work to be done once its cause is committed.
    job, "job", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub kind: String,
        pub payload: Json,
        pub status: String,
        pub dedup_key: String,
        pub run_at: DateTimeUtc,
        pub attempts: i32,
        pub fence: i64,
        pub leased_by: Option<String>,
        pub lease_until: Option<DateTimeUtc>,
        pub last_error: Option<String>,
    }
}

table! {
    /// Machines that use the API.
    api_client, "api_client", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub client_id: String,
        pub name: String,
        pub secret_hash: String,
        pub previous_secret_hash: Option<String>,
        pub previous_secret_until: Option<DateTimeUtc>,
        pub scopes: String,
        pub created_at: DateTimeUtc,
        pub expires_at: Option<DateTimeUtc>,
        pub last_used_at: Option<DateTimeUtc>,
        pub revoked_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Keys that sign access tokens.
    signing_key, "signing_key", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kid: String,
        pub private_key_sealed: Vec<u8>,
        pub public_key: Vec<u8>,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// Who did what, without gaps, each entry bound to the one before.
    audit_entry, "audit_entry", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: DateTimeUtc,
        pub actor_kind: String,
        pub actor_id: Option<Uuid>,
        pub action: String,
        pub object_kind: String,
        pub object_id: String,
        pub detail: String,
        pub request_id: String,
        pub previous_hash: String,
        pub hash: String,
    }
}

table! {
    /// How many entries a tenant's audit log has, and the hash of the last, sealed.
    audit_head, "audit_head", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        pub entries: i64,
        pub hash: String,
        pub seal: String,
    }
}
