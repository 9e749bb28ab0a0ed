//! What facts say, kind by kind: the columns that differ, and the fingerprint by which a correction is told.

use domain::time::Instant;
use uuid::Uuid;

use crate::entity::{maintenance, outage, reported_value, ticket};

/// A ticket's lifecycle as it comes in.
#[derive(Debug, Clone)]
pub struct TicketBody {
    /// Priority, as named in the target's goals.
    pub priority: String,
    /// When it was reported.
    pub reported_at: Instant,
    /// When somebody first answered.
    pub responded_at: Option<Instant>,
    /// When it was resolved.
    pub resolved_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Pauses as JSON.
    pub pauses: serde_json::Value,
    /// How often it was opened again.
    pub reopened: i32,
    /// Whether the first contact resolved it.
    pub first_contact: Option<bool>,
    /// Answer to the survey, 1 to 5.
    pub satisfaction: Option<i32>,
}

/// An outage as it comes in.
#[derive(Debug, Clone)]
pub struct OutageBody {
    /// Beginning.
    pub starts_at: Instant,
    /// End; `None` while it lasts.
    pub ends_at: Option<Instant>,
    /// What is known of the cause.
    pub cause: Option<String>,
}

/// A maintenance window as it comes in.
#[derive(Debug, Clone)]
pub struct MaintenanceBody {
    /// Beginning.
    pub starts_at: Instant,
    /// End.
    pub ends_at: Instant,
    /// When it was announced.
    pub announced_at: Option<Instant>,
    /// What is done in it.
    pub purpose: Option<String>,
}

/// A period's value as it is reported.
#[derive(Debug, Clone)]
pub struct ValueBody {
    /// The target.
    pub target_id: Uuid,
    /// The period.
    pub period: String,
    /// Millionths of the target's unit.
    pub value_micros: i64,
    /// What is said about it.
    pub note: Option<String>,
    /// Whether the supplier says so.
    pub by_supplier: bool,
}

/// A kind of fact: its table and how a body becomes a row.
pub(super) trait Body: Send + Sized {
    type Row: Send;
    /// Everything that makes two states differ.
    fn parts(&self) -> Vec<String>;
    fn row(self, common: Common) -> Self::Row;
}

/// What all facts have in common when they are stored.
pub(super) struct Common {
    pub tenant_id: Uuid,
    pub id: Uuid,
    pub service_id: Uuid,
    pub source: String,
    pub external_id: String,
    pub revision: i32,
    pub content_hash: String,
    pub import_id: Option<Uuid>,
    pub recorded_at: Instant,
    pub recorded_by: String,
    pub reason: Option<String>,
}

/// Microseconds: more is not stored.
fn micros(at: Option<Instant>) -> String {
    at.map(|at| at.timestamp_micros().to_string()).unwrap_or_default()
}

macro_rules! row {
    ($table:ident, $common:ident, $body:ident, { $($field:ident),* }) => {
        $table::Model {
            tenant_id: $common.tenant_id,
            id: $common.id,
            service_id: $common.service_id,
            source: $common.source,
            external_id: $common.external_id,
            revision: $common.revision,
            content_hash: $common.content_hash,
            import_id: $common.import_id,
            recorded_at: $common.recorded_at,
            recorded_by: $common.recorded_by,
            reason: $common.reason,
            superseded_at: None,
            $($field: $body.$field,)*
        }
    };
}

impl Body for TicketBody {
    type Row = ticket::Model;

    fn parts(&self) -> Vec<String> {
        let mut parts = vec![
            self.priority.clone(),
            self.pauses.to_string(),
            self.reopened.to_string(),
            self.first_contact
                .map(|first| first.to_string())
                .unwrap_or_default(),
            self.satisfaction
                .map(|answer| answer.to_string())
                .unwrap_or_default(),
        ];
        let moments = [
            Some(self.reported_at),
            self.responded_at,
            self.resolved_at,
            self.closed_at,
        ];
        parts.extend(moments.map(micros));
        parts
    }

    fn row(self, common: Common) -> Self::Row {
        row!(ticket, common, self, {
            priority, reported_at, responded_at, resolved_at, closed_at, pauses, reopened, first_contact, satisfaction
        })
    }
}

impl Body for OutageBody {
    type Row = outage::Model;

    fn parts(&self) -> Vec<String> {
        vec![
            micros(Some(self.starts_at)),
            micros(self.ends_at),
            self.cause.clone().unwrap_or_default(),
        ]
    }

    fn row(self, common: Common) -> Self::Row {
        row!(outage, common, self, { starts_at, ends_at, cause })
    }
}

impl Body for MaintenanceBody {
    type Row = maintenance::Model;

    fn parts(&self) -> Vec<String> {
        vec![
            micros(Some(self.starts_at)),
            micros(Some(self.ends_at)),
            micros(self.announced_at),
            self.purpose.clone().unwrap_or_default(),
        ]
    }

    fn row(self, common: Common) -> Self::Row {
        row!(maintenance, common, self, { starts_at, ends_at, announced_at, purpose })
    }
}

impl Body for ValueBody {
    type Row = reported_value::Model;

    fn parts(&self) -> Vec<String> {
        vec![
            self.target_id.to_string(),
            self.period.clone(),
            self.value_micros.to_string(),
            self.note.clone().unwrap_or_default(),
            self.by_supplier.to_string(),
        ]
    }

    fn row(self, common: Common) -> Self::Row {
        row!(reported_value, common, self, { target_id, period, value_micros, note, by_supplier })
    }
}
