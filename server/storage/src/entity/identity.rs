//! Tenants, people and how they sign in.

use super::table;

table! {
    /// Customers of the platform.
    tenant, "tenant", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub name: String,
        pub time_zone: String,
        pub language: String,
        pub second_factor_required: bool,
        pub created_at: DateTimeUtc,
    }
}

table! {
    /// People with a sign-in.
    person, "person", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email: String,
        pub name: String,
        pub password_hash: Option<String>,
        pub language: String,
        pub disabled: bool,
        pub second_factor_secret: Option<Vec<u8>>,
        pub second_factor_since: Option<DateTimeUtc>,
        pub second_factor_last_step: Option<i64>,
        pub created_at: DateTimeUtc,
        pub erased_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Roles of people in tenants.
    membership, "membership", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub role: String,
        pub supplier_id: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub last_seen_at: Option<DateTimeUtc>,
        pub disabled_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Signed-in browsers; the token itself is never stored.
    session, "session", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub id: Uuid,
        pub person_id: Uuid,
        pub tenant_id: Uuid,
        pub membership_id: Uuid,
        pub method: String,
        pub stage: String,
        pub address: String,
        pub agent: String,
        pub proposed_second_factor: Option<Vec<u8>>,
        pub created_at: DateTimeUtc,
        pub last_seen_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
    }
}

table! {
    /// Failed sign-ins by account and by address.
    sign_in_attempt, "sign_in_attempt", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub failures: i32,
        pub last_failure_at: DateTimeUtc,
    }
}
