//! Imports: an upload, its preview, its progress, its errors.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::ids::{ImportId, ServiceId};

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Read and shown, waiting for confirmation.
    Previewed,
    /// Confirmed, rows are being stored.
    Running,
    /// All good rows are stored.
    Done,
    /// Given up; see the errors.
    Failed,
    /// Discarded before confirmation.
    Cancelled,
}

impl ImportStatus {
    const ALL: [Self; 5] = [
        Self::Previewed,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The stored and transmitted code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Which one.
    pub id: ImportId,
    /// Name of the uploaded file.
    pub file_name: String,
    /// Where it stands.
    pub status: ImportStatus,
    /// The service the tickets belong to.
    pub service_name: String,
    /// When it was uploaded, in the tenant's zone.
    pub created_at: NaiveDateTime,
    /// By whom.
    pub created_by: String,
    /// Rows in the file.
    pub rows: i64,
    /// Tickets in the file.
    pub tickets: i64,
    /// Tickets processed so far.
    pub processed: i64,
    /// Tickets that were new.
    pub created: i64,
    /// Tickets that superseded an earlier state.
    pub updated: i64,
    /// Tickets already known unchanged.
    pub unchanged: i64,
    /// Rows that could not be read.
    pub errors: i64,
}

/// An import's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// The list row's figures.
    pub row: ImportRow,
    /// Detected encoding, such as `UTF-8`.
    pub encoding: String,
    /// Detected separator.
    pub separator: char,
    /// Zone of the times in the file.
    pub time_zone: String,
    /// What each column of the file is read as; `None` for columns left aside.
    pub columns: Vec<(String, Option<TicketField>)>,
    /// The first tickets as they would be stored.
    pub preview: Vec<TicketPreview>,
    /// Tickets whose priority has no goal in any target of the service: they are stored, but not measured.
    pub unmeasured: Vec<(String, u32)>,
    /// The first errors; the row's `errors` counts all.
    pub errors: Vec<RowError>,
}

/// What a column can be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketField {
    /// Number of the ticket in its own system.
    ExternalId,
    /// State the ticket entered.
    State,
    /// When it entered that state.
    ChangedAt,
    /// When it was reported.
    ReportedAt,
    /// When it was resolved.
    ResolvedAt,
    /// When it was closed.
    ClosedAt,
    /// Priority.
    Priority,
}

impl TicketField {
    /// Every field, in the order of a ticket's life.
    pub const ALL: [Self; 7] = [
        Self::ExternalId,
        Self::State,
        Self::ChangedAt,
        Self::ReportedAt,
        Self::ResolvedAt,
        Self::ClosedAt,
        Self::Priority,
    ];

    /// The stored and transmitted code, also the form field's name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExternalId => "external_id",
            Self::State => "state",
            Self::ChangedAt => "changed_at",
            Self::ReportedAt => "reported_at",
            Self::ResolvedAt => "resolved_at",
            Self::ClosedAt => "closed_at",
            Self::Priority => "priority",
        }
    }
}

/// A ticket as it would be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPreview {
    /// Number in its own system.
    pub external_id: String,
    /// Priority.
    pub priority: String,
    /// Reported, in the file's zone.
    pub reported: NaiveDateTime,
    /// Resolved, in the file's zone.
    pub resolved: Option<NaiveDateTime>,
    /// Number of pauses.
    pub pauses: u32,
    /// Rows it was read from.
    pub rows: u32,
}

/// Why a row could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// Line in the file, the header being line 1.
    pub row: u64,
    /// Heading of the column at fault, if one is.
    pub column: Option<String>,
    /// Stable reason, such as `unreadable_time`.
    pub code: String,
    /// What stood there.
    pub value: String,
}

/// A service that facts can be recorded for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChoice {
    /// Which one.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
}
