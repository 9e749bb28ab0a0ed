//! The audit log.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDateTime;
use domain::views::{AuditFilter, AuditRow};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use super::query::Query;
use crate::http::AppState;

/// One entry.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    /// Number without gaps.
    seq: i64,
    /// In the tenant's zone.
    at: NaiveDateTime,
    /// The same in UTC.
    at_utc: String,
    actor: String,
    actor_id: Option<String>,
    /// `person`, `client` or `system`.
    actor_kind: String,
    action: &'static str,
    object_kind: String,
    object_id: String,
    /// What changed.
    detail: serde_json::Value,
    request_id: String,
    previous_hash: String,
    /// SHA-256 over this entry and the hash of the one before.
    hash: String,
}

impl From<AuditRow> for Entry {
    fn from(row: AuditRow) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            at_utc: row.at_utc,
            actor: row.actor,
            actor_id: row.actor_id.map(|id| id.to_string()),
            actor_kind: row.actor_kind,
            action: row.action.code(),
            object_kind: row.object_kind,
            object_id: row.object_id,
            detail: serde_json::from_str(&row.detail).unwrap_or_default(),
            request_id: row.request_id,
            previous_hash: row.previous_hash,
            hash: row.hash,
        }
    }
}

/// Which entries are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Code of an action.
    #[serde(default)]
    action: String,
    /// Part of a name or address.
    #[serde(default)]
    actor: String,
    /// Kind or id of an object.
    #[serde(default)]
    object: String,
    /// First day, `2026-01-31`, in the tenant's zone.
    #[serde(default)]
    from: String,
    /// Last day.
    #[serde(default)]
    to: String,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Entries, newest first, fifty at once.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(Wanted),
    responses((status = 200, body = Items<Entry>), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Items<Entry>>, Problem> {
    let before = match wanted.cursor.as_deref() {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Error::field("cursor", "unknown"))?),
    };
    let filter = AuditFilter {
        action: wanted.action,
        actor: wanted.actor,
        object: wanted.object,
        from: wanted.from,
        to: wanted.to,
        before,
    };
    let page = state.services.audit(&caller.0, &filter).await?;
    Ok(Json(Items {
        items: page.rows.into_iter().map(Entry::from).collect(),
        next_cursor: page.next.map(|seq| seq.to_string()),
    }))
}
