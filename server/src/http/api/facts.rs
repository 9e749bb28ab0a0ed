//! Facts.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use services::NewOutage;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use crate::http::AppState;

/// An outage.
#[derive(Serialize, ToSchema)]
pub struct Outage {
    id: String,
    service_id: String,
    source: String,
    external_id: String,
    /// Counts up when a correction supersedes an earlier state.
    revision: i32,
    starts_at: DateTime<Utc>,
    /// Absent while it lasts.
    ends_at: Option<DateTime<Utc>>,
    cause: Option<String>,
}

impl From<storage::Outage> for Outage {
    fn from(row: storage::Outage) -> Self {
        Self {
            id: row.id.to_string(),
            service_id: row.service_id.to_string(),
            source: row.source,
            external_id: row.external_id,
            revision: row.revision,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            cause: row.cause,
        }
    }
}

/// An outage to be recorded. The same source and external id again is the same outage: a different content is a
/// correction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutageInput {
    /// Id or name of the service that was down.
    #[serde(alias = "service")]
    service_id: String,
    /// The system that noticed it; `api` if not given.
    #[serde(default = "api")]
    source: String,
    /// Its number there.
    external_id: Option<String>,
    /// Beginning, RFC 3339.
    #[serde(alias = "start", alias = "started_at", alias = "from")]
    starts_at: DateTime<FixedOffset>,
    /// End, RFC 3339; absent while it lasts.
    #[serde(alias = "end", alias = "ended_at", alias = "to")]
    ends_at: Option<DateTime<FixedOffset>>,
    /// What is known of the cause.
    cause: Option<String>,
}

fn api() -> String {
    "api".to_owned()
}

/// One outage, or many.
#[derive(Deserialize, ToSchema)]
#[expect(
    dead_code,
    reason = "describes the body, which is read by hand to name the item at fault"
)]
#[serde(untagged)]
enum OutageBody {
    One(OutageInput),
    Many(Vec<OutageInput>),
}

/// What happened to the outages.
#[derive(Serialize, ToSchema)]
pub struct Recorded {
    created: i64,
    updated: i64,
    unchanged: i64,
}

/// All outages, newest first.
#[utoipa::path(get, path = "/api/v1/facts/outages", tag = "facts",
    responses((status = 200, body = Items<Outage>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn outages(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<Outage>>, Problem> {
    let rows = state.services.outage_facts(&caller.0).await?;
    Ok(Json(Items::all(rows.into_iter().map(Outage::from).collect())))
}

/// Record one outage or many: all of them or none.
#[utoipa::path(post, path = "/api/v1/facts/outages", tag = "facts", request_body = OutageBody,
    responses((status = 201, body = Recorded), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn record_outages(
    State(state): State<AppState>,
    caller: Caller,
    body: Bytes,
) -> Result<(StatusCode, Json<Recorded>), Problem> {
    let outages = read(&body)?.into_iter().map(|input| NewOutage {
        service: input.service_id,
        source: input.source,
        external_id: input.external_id,
        starts_at: input.starts_at.with_timezone(&Utc),
        ends_at: input.ends_at.map(|at| at.with_timezone(&Utc)),
        cause: input.cause,
    });
    let counts = state
        .services
        .record_outages(&caller.0, outages.collect())
        .await?;
    let recorded = Recorded {
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
    };
    Ok((StatusCode::CREATED, Json(recorded)))
}

fn read(body: &[u8]) -> Result<Vec<OutageInput>, Problem> {
    let value: serde_json::Value =
        serde_json::from_slice(body).map_err(|_| Problem::unreadable("body", "unreadable_json"))?;
    let one = |(position, value): (usize, serde_json::Value)| {
        serde_json::from_value(value)
            .map_err(|error| Problem::unreadable(&format!("[{position}]"), &format!("unreadable: {error}")))
    };
    match value {
        serde_json::Value::Array(values) => values.into_iter().enumerate().map(one).collect(),
        value => Ok(vec![one((0, value))?]),
    }
}
