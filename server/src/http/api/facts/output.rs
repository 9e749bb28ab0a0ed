//! What facts look like when they are listed.

use chrono::{DateTime, Utc};
use domain::fact::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! fact {
    ($(#[$doc:meta])* $name:ident from $row:ty { $($(#[$field_doc:meta])* $field:ident: $type:ty = $value:expr,)* }) => {
        $(#[$doc])*
        #[derive(Serialize, ToSchema)]
        pub struct $name {
            id: String,
            service_id: String,
            source: String,
            external_id: String,
            /// Counts up when a correction supersedes an earlier state.
            revision: i32,
            recorded_at: DateTime<Utc>,
            recorded_by: String,
            /// Why it corrects an earlier state.
            reason: Option<String>,
            /// When a correction took its place; only in the history.
            #[serde(skip_serializing_if = "Option::is_none")]
            superseded_at: Option<DateTime<Utc>>,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl From<$row> for $name {
            fn from(row: $row) -> Self {
                $(let $field = ($value as fn(&$row) -> $type)(&row);)*
                Self {
                    id: row.id.to_string(),
                    service_id: row.service_id.to_string(),
                    source: row.source,
                    external_id: row.external_id,
                    revision: row.revision,
                    recorded_at: row.recorded_at,
                    recorded_by: row.recorded_by,
                    reason: row.reason,
                    superseded_at: row.superseded_at,
                    $($field,)*
                }
            }
        }
    };
}

fact! {
    /// An outage.
    Outage from storage::Outage {
        starts_at: DateTime<Utc> = |row| row.starts_at,
        /// Absent while it lasts.
        ends_at: Option<DateTime<Utc>> = |row| row.ends_at,
        cause: Option<String> = |row| row.cause.clone(),
    }
}

fact! {
    /// A ticket.
    Ticket from storage::Ticket {
        priority: String = |row| row.priority.clone(),
        reported_at: DateTime<Utc> = |row| row.reported_at,
        responded_at: Option<DateTime<Utc>> = |row| row.responded_at,
        resolved_at: Option<DateTime<Utc>> = |row| row.resolved_at,
        closed_at: Option<DateTime<Utc>> = |row| row.closed_at,
        /// When its clock stood still.
        #[schema(value_type = Vec<Object>)]
        pauses: serde_json::Value = |row| row.pauses.clone(),
        reopened: i32 = |row| row.reopened,
        first_contact: Option<bool> = |row| row.first_contact,
        satisfaction: Option<i32> = |row| row.satisfaction,
    }
}

fact! {
    /// A maintenance window.
    MaintenanceWindow from storage::Maintenance {
        starts_at: DateTime<Utc> = |row| row.starts_at,
        ends_at: DateTime<Utc> = |row| row.ends_at,
        announced_at: Option<DateTime<Utc>> = |row| row.announced_at,
        purpose: Option<String> = |row| row.purpose.clone(),
    }
}

fact! {
    /// What was reported for a period.
    ReportedValue from storage::ReportedValue {
        target_id: String = |row| row.target_id.to_string(),
        period: String = |row| row.period.clone(),
        /// In the unit of the target: percent for shares.
        value: String = |row| Decimal { micros: row.value_micros }.to_string(),
        note: Option<String> = |row| row.note.clone(),
        /// Whether the supplier reported it.
        by_supplier: bool = |row| row.by_supplier,
    }
}

/// A sample as it holds now.
#[derive(Serialize, ToSchema)]
pub struct Sample {
    service_id: String,
    source: String,
    series: String,
    external_id: String,
    starts_at: DateTime<Utc>,
    width_seconds: i32,
    good: Option<i64>,
    total: Option<i64>,
    value: Option<String>,
}

impl From<(storage::Sample, storage::SampleSeries)> for Sample {
    fn from((row, series): (storage::Sample, storage::SampleSeries)) -> Self {
        Self {
            service_id: series.service_id.to_string(),
            source: series.source,
            series: series.name,
            external_id: row.external_id,
            starts_at: DateTime::from_timestamp(row.start_s, 0).unwrap_or_default(),
            width_seconds: row.width_s,
            good: row.good,
            total: row.total,
            value: row.value_micros.map(|micros| Decimal { micros }.to_string()),
        }
    }
}
