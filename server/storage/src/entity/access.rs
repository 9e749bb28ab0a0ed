//! Invitations, links that work once, notices, second factors and identity providers.

use super::table;

table! {
    /// Invitations to join a tenant.
    invitation, "invitation", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub role: String,
        pub supplier_id: Option<Uuid>,
        pub language: String,
        pub invited_by: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub mailed_at: Option<DateTimeUtc>,
        pub accepted_at: Option<DateTimeUtc>,
        pub revoked_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Links for a new password or a new address, used once.
    account_link, "account_link", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub purpose: String,
        pub old_email: String,
        pub new_email: Option<String>,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub mailed_at: Option<DateTimeUtc>,
        pub used_at: Option<DateTimeUtc>,
    }
}

table! {
    /// What somebody is to be told by mail; gone once the mail is handed over.
    notice, "notice", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub recipient_name: String,
        pub recipient_email: String,
        pub language: String,
        pub content: Json,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// Codes that replace a lost second factor, each once.
    recovery_code, "recovery_code", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code_hash: String,
        pub used_at: Option<DateTimeUtc>,
    }
}

table! {
    /// A tenant's identity provider.
    tenant_oidc, "tenant_oidc", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        pub label: String,
        pub issuer: String,
        pub client_id: String,
        pub client_secret_sealed: Vec<u8>,
        pub role_claim: String,
        pub role_map: Json,
        pub just_in_time: bool,
        pub enabled: bool,
    }
}

table! {
    /// Who somebody is at a tenant's identity provider.
    oidc_identity, "oidc_identity", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub issuer: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub person_id: Uuid,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// Sign-ins that are on their way to the identity provider and back.
    oidc_sign_in, "oidc_sign_in", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub state_hash: String,
        pub browser_hash: String,
        pub nonce: String,
        pub pkce_verifier: String,
        pub next: String,
        pub expires_at: DateTimeUtc,
    }
}
