//! Imports and facts.

use super::table;

table! {
    /// Uploads and their processing.
    import_run, "import_run", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service_id: Uuid,
        pub kind: String,
        pub sheet: String,
        pub file_name: String,
        pub file_sha256: String,
        pub mapping: Json,
        pub time_zone: String,
        pub encoding: String,
        pub separator: String,
        pub status: String,
        pub rows: i64,
        pub tickets: i64,
        pub processed: i64,
        pub created: i64,
        pub updated: i64,
        pub unchanged: i64,
        pub errors: i64,
        pub created_by: String,
        pub created_at: DateTimeUtc,
        pub finished_at: Option<DateTimeUtc>,
    }
}

table! {
    /// Rows of an upload that could not be read.
    import_error, "import_error", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub row: i64,
        pub column: Option<String>,
        pub code: String,
        pub value: String,
    }
}

table! {
    /// Ticket lifecycles.
    ticket, "ticket", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service_id: Uuid,
        pub source: String,
        pub external_id: String,
        pub revision: i32,
        pub content_hash: String,
        pub import_id: Option<Uuid>,
        pub recorded_at: DateTimeUtc,
        pub recorded_by: String,
        pub reason: Option<String>,
        pub superseded_at: Option<DateTimeUtc>,
        pub priority: String,
        pub reported_at: DateTimeUtc,
        pub responded_at: Option<DateTimeUtc>,
        pub resolved_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub pauses: Json,
        pub reopened: i32,
        pub first_contact: Option<bool>,
        pub satisfaction: Option<i32>,
    }
}

table! {
    /// Outage intervals.
    outage, "outage", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service_id: Uuid,
        pub source: String,
        pub external_id: String,
        pub revision: i32,
        pub content_hash: String,
        pub import_id: Option<Uuid>,
        pub recorded_at: DateTimeUtc,
        pub recorded_by: String,
        pub reason: Option<String>,
        pub superseded_at: Option<DateTimeUtc>,
        pub starts_at: DateTimeUtc,
        pub ends_at: Option<DateTimeUtc>,
        pub cause: Option<String>,
    }
}

table! {
    /// Stretches of time in which a source watched a service, open while it still does: without one, silence is not uptime.
    observation, "observation", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub source: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_at: DateTimeUtc,
        pub to_at: Option<DateTimeUtc>,
    }
}
