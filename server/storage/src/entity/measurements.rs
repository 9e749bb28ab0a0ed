//! Samples, maintenance windows, reported values, exclusions, steps of periods, saved mappings.

use super::table;

table! {
    /// What a source measures of a service.
    sample_series, "sample_series", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub service_id: Uuid,
        pub source: String,
        pub name: String,
    }
}

table! {
    /// Samples that came together: when, from whom, and why.
    sample_batch, "sample_batch", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub import_id: Option<Uuid>,
        pub recorded_at: DateTimeUtc,
        pub recorded_by: String,
        pub reason: Option<String>,
    }
}

table! {
    /// Samples as they hold now. Starts are seconds since 1970.
    sample, "sample", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub series_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub start_s: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub external_id: String,
        pub width_s: i32,
        pub good: Option<i64>,
        pub total: Option<i64>,
        pub value_micros: Option<i64>,
        pub batch_id: Uuid,
    }
}

table! {
    /// Days, counted from 1970, whose samples results do not say yet.
    sample_change, "sample_change", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub service_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: i32,
    }
}

table! {
    /// Maintenance windows.
    maintenance, "maintenance", {
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
        pub ends_at: DateTimeUtc,
        pub announced_at: Option<DateTimeUtc>,
        pub purpose: Option<String>,
    }
}

table! {
    /// What somebody reports for a period of a target.
    reported_value, "reported_value", {
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
        pub target_id: Uuid,
        pub period: String,
        pub value_micros: i64,
        pub note: Option<String>,
        pub by_supplier: bool,
    }
}

table! {
    /// Time that one side wants not to count, and what the other says.
    exclusion, "exclusion", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub supplier_id: Uuid,
        pub contract_id: Uuid,
        pub target_id: Option<Uuid>,
        pub starts_at: DateTimeUtc,
        pub ends_at: DateTimeUtc,
        pub reason: String,
        pub status: String,
        pub by_supplier: bool,
        pub requested_by: String,
        pub requested_at: DateTimeUtc,
        pub answered_by: Option<String>,
        pub answered_at: Option<DateTimeUtc>,
        pub answer: Option<String>,
        pub revision: i32,
    }
}

table! {
    /// What was done with the result of a period, in order.
    period_step, "period_step", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub period: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub supplier_id: Uuid,
        pub step: String,
        pub revision: i32,
        pub status: String,
        pub numerator: Option<i64>,
        pub denominator: Option<i64>,
        pub credit_minor: Option<i64>,
        pub reason: Option<String>,
        pub by_supplier: bool,
        pub done_by: String,
        pub done_at: DateTimeUtc,
    }
}

table! {
    /// Mappings of imports, kept under a name.
    import_mapping, "import_mapping", {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub kind: String,
        pub mapping: Json,
        pub created_by: String,
        pub created_at: DateTimeUtc,
    }
}
