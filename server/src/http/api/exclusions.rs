//! Time that one side wants not to count.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::{DateTime, FixedOffset, Utc};
use domain::exclusion::ExclusionStatus;
use domain::ids::{ContractId, ExclusionId};
use serde::{Deserialize, Serialize};
use services::{Error, ExclusionAnswer, NewExclusion};
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::query::Query;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A request that time does not count, and what the other side said.
#[derive(Serialize, ToSchema)]
pub struct Exclusion {
    id: String,
    contract_id: String,
    /// Absent where it is about all targets of the contract.
    target_id: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    reason: String,
    /// `requested`, `agreed`, `refused` or `withdrawn`; only what is agreed leaves the figure.
    status: String,
    /// Whether the supplier asked.
    by_supplier: bool,
    requested_by: String,
    requested_at: DateTime<Utc>,
    answered_by: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    answer: Option<String>,
    revision: i32,
}

impl From<storage::Exclusion> for Exclusion {
    fn from(row: storage::Exclusion) -> Self {
        Self {
            id: row.id.to_string(),
            contract_id: row.contract_id.to_string(),
            target_id: row.target_id.map(|id| id.to_string()),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            reason: row.reason,
            status: row.status,
            by_supplier: row.by_supplier,
            requested_by: row.requested_by,
            requested_at: row.requested_at,
            answered_by: row.answered_by,
            answered_at: row.answered_at,
            answer: row.answer,
            revision: row.revision,
        }
    }
}

/// Which exclusions are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Id of a contract.
    contract_id: Option<String>,
    /// At most 500; 100 without it.
    limit: Option<usize>,
    /// From the page before.
    cursor: Option<String>,
}

/// Time that should not count.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusionBody {
    contract_id: String,
    /// One target of the contract; absent for all of them.
    target_id: Option<String>,
    starts_at: DateTime<FixedOffset>,
    ends_at: DateTime<FixedOffset>,
    reason: String,
}

/// An answer to a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    /// `agreed` or `refused` to the other side's request, `withdrawn` to an own one.
    status: String,
    /// Needed for a refusal.
    #[serde(default)]
    reason: String,
}

/// Exclusions, the newest first.
#[utoipa::path(get, path = "/api/v1/exclusions", tag = "exclusions", params(Wanted),
    responses((status = 200, body = Items<Exclusion>), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Items<Exclusion>>, Problem> {
    let contract: Option<ContractId> = wanted
        .contract_id
        .map(|id| id.parse())
        .transpose()
        .map_err(|_| unknown("contract_id"))?;
    let rows = state.services.exclusions(&caller.0, contract).await?;
    let rows = rows.into_iter().map(Exclusion::from).collect();
    Ok(Json(Items::page(
        rows,
        |row| row.id.as_str(),
        wanted.cursor.as_deref(),
        wanted.limit,
    )?))
}

/// Ask the supplier that time does not count.
#[utoipa::path(post, path = "/api/v1/exclusions", tag = "exclusions", request_body = ExclusionBody,
    responses((status = 201, body = Exclusion), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn request(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<ExclusionBody>,
) -> Result<impl IntoResponse, Problem> {
    let new = NewExclusion {
        contract_id: body.contract_id.parse().map_err(|_| unknown("contract_id"))?,
        target_id: body
            .target_id
            .map(|id| id.parse())
            .transpose()
            .map_err(|_| unknown("target_id"))?,
        starts_at: body.starts_at.with_timezone(&Utc),
        ends_at: body.ends_at.with_timezone(&Utc),
        reason: body.reason,
    };
    let id = state.services.request_exclusion(&caller.0, new).await?;
    let row = state.services.exclusion(&caller.0, id).await?;
    let location = [(header::LOCATION, format!("/api/v1/exclusions/{id}"))];
    Ok((
        StatusCode::CREATED,
        location,
        etag(row.revision),
        Json(Exclusion::from(row)),
    ))
}

/// One exclusion.
#[utoipa::path(get, path = "/api/v1/exclusions/{id}", tag = "exclusions", params(("id" = Uuid, Path)),
    responses((status = 200, body = Exclusion), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let row = state.services.exclusion(&caller.0, parse(&id)?).await?;
    Ok((etag(row.revision), Json(Exclusion::from(row))))
}

/// Answer the supplier's request, or take back an own one.
#[utoipa::path(post, path = "/api/v1/exclusions/{id}/answer", tag = "exclusions", request_body = AnswerBody,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
              (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn answer(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<AnswerBody>,
) -> Result<StatusCode, Problem> {
    let answer = ExclusionAnswer {
        status: ExclusionStatus::parse(&body.status).ok_or_else(|| unknown("status"))?,
        reason: body.reason,
        seen: seen.required()?,
    };
    let done = state
        .services
        .answer_exclusion(&caller.0, parse(&id)?, answer)
        .await;
    done.map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

fn parse(id: &str) -> Result<ExclusionId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

fn unknown(field: &str) -> Error {
    Error::field(field, "unknown")
}
