//! The audit log as auditors read it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::policy::Action;

/// Which entries are wanted. Empty fields do not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// Code of an action.
    #[serde(default)]
    pub action: String,
    /// Part of the actor's name or address.
    #[serde(default)]
    pub actor: String,
    /// Kind or id of the object.
    #[serde(default)]
    pub object: String,
    /// First day, `TT.MM.JJJJ`, in the tenant's zone.
    #[serde(default)]
    pub from: String,
    /// Last day.
    #[serde(default)]
    pub to: String,
    /// Only entries before this number: the cursor for the next page.
    #[serde(default)]
    pub before: Option<i64>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Number without gaps.
    pub seq: i64,
    /// When, in the tenant's zone.
    pub at: NaiveDateTime,
    /// The same in UTC to the microsecond (RFC 3339), as the fingerprint has it.
    pub at_utc: String,
    /// Id of the person or machine; stays after erasure.
    pub actor_id: Option<uuid::Uuid>,
    /// Who: a name, or what is left of it after erasure.
    pub actor: String,
    /// `person`, `client` or `system`.
    pub actor_kind: String,
    /// What was done.
    pub action: Action,
    /// Kind of object.
    pub object_kind: String,
    /// Which object.
    pub object_id: String,
    /// What people call it, while it exists.
    pub object_name: Option<String>,
    /// What changed, as JSON; empty for nothing more to say.
    pub detail: String,
    /// The request it happened in.
    pub request_id: String,
    /// Fingerprint of the entry before.
    pub previous_hash: String,
    /// Fingerprint over this entry and the one before.
    pub hash: String,
}

/// A page of entries, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries.
    pub rows: Vec<AuditRow>,
    /// Cursor of the next page.
    pub next: Option<i64>,
    /// Entries in the whole log.
    pub total: i64,
    /// The first entry that is missing or was changed, if any; looked for on the first page.
    pub broken_at: Option<i64>,
}
