//! What SLAs rest on, and whether it carries them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::NaiveDateTime;
use domain::chain::{Assessment, ChainStructure};
use domain::forms::ChainStepForm;
use domain::ids::ContractId;
use domain::views::{ChainFilter, ChainReason, ChainRow, ChainView, ContractName};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::{Items, percent};
use super::query::Query;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A contract by number and title.
#[derive(Serialize, ToSchema)]
pub struct ChainContract {
    id: String,
    number: String,
    title: String,
    /// `sla`, `ola` or `uc`.
    kind: &'static str,
    /// The other party.
    party: String,
}

impl From<ContractName> for ChainContract {
    fn from(name: ContractName) -> Self {
        Self {
            id: name.id.to_string(),
            number: name.number,
            title: name.title,
            kind: name.kind.code(),
            party: name.party,
        }
    }
}

/// An SLA with the last verdict on what it rests on.
#[derive(Serialize, ToSchema)]
pub struct ChainSummary {
    sla: ChainContract,
    /// Whether it rests on anything.
    has_structure: bool,
    /// `broken`, `not_assessable`, `if_independent` or `proven`; absent before the first proof.
    verdict: Option<&'static str>,
    /// Whether the SLA is covered as far as is known.
    sufficient: bool,
    /// The strictest availability it promises.
    promised_percent: Option<f64>,
    /// What the chain gives for that.
    given_percent: Option<f64>,
    /// The contract that most keeps it from holding.
    weakest: Option<ChainContract>,
    /// The worst check, or what kept the proof from being tried.
    #[schema(value_type = Object)]
    reason: ChainReason,
    /// Since when a finding stands, in the tenant's zone.
    found_at: Option<NaiveDateTime>,
    /// When it was last proven, in the tenant's zone.
    proved_at: Option<NaiveDateTime>,
}

impl From<ChainRow> for ChainSummary {
    fn from(row: ChainRow) -> Self {
        Self {
            sufficient: row.is_sufficient(),
            sla: row.sla.into(),
            has_structure: row.has_structure,
            verdict: row.cover.map(domain::chain::Cover::code),
            promised_percent: row.promised_ppm.map(percent),
            given_percent: row.given_ppm.map(percent),
            weakest: row.weakest.map(ChainContract::from),
            reason: row.reason,
            found_at: row.found_at,
            proved_at: row.proved_at,
        }
    }
}

/// What an SLA rests on, with the proof. Its revision is the `ETag`.
#[derive(Serialize, ToSchema)]
pub struct ChainDetail {
    sla: ChainContract,
    /// 0 before anything was stored.
    revision: i32,
    /// Groups `series`, `parallel` and `k_of_n` of `part`s; absent when nothing is stored.
    #[schema(value_type = Option<Object>)]
    structure: Option<ChainStructure>,
    /// The contracts of the structure's parts, in their order; the proof counts them from 0.
    parts: Vec<ChainContract>,
    /// `broken`, `not_assessable`, `if_independent` or `proven`.
    verdict: Option<&'static str>,
    /// The place of the weakest part.
    weakest: Option<usize>,
    /// Every target of the SLA with its checks: needed, given, and what would repair it. Computed from what is in force
    /// now.
    #[schema(value_type = Option<Object>)]
    proof: Option<Assessment>,
    /// Since when a finding stands, in the tenant's zone.
    found_at: Option<NaiveDateTime>,
}

impl From<ChainView> for ChainDetail {
    fn from(view: ChainView) -> Self {
        let proof = view.assessment.filter(|_| view.stored);
        let contracts = view.parts.into_iter().map(|part| part.contract.into());
        Self {
            sla: view.sla.into(),
            revision: view.revision,
            structure: view.stored.then_some(view.structure),
            parts: contracts.collect(),
            verdict: proof.as_ref().map(|proof| proof.cover.code()),
            weakest: proof.as_ref().and_then(Assessment::weakest),
            proof,
            found_at: view.found_at,
        }
    }
}

/// What an SLA is to rest on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChainBody {
    /// A group: `{"series": […]}`, `{"parallel": […]}` or `{"k_of_n": {"needed": 2, "parts": […]}}`; or a part:
    /// `{"part": {"contract_id": "…", "service_id": "…", "carries": "everything", "handover_minutes": 0}}`, where
    /// `carries` is `everything`, `availability` or `times`.
    #[schema(value_type = Object)]
    structure: serde_json::Value,
}

/// Which SLAs are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ChainQuery {
    /// `false`: those without sufficient cover; `true`: those with it.
    sufficient: Option<bool>,
}

/// All SLAs with the last verdict on what they rest on, the worst first.
#[utoipa::path(get, path = "/api/v1/chains", tag = "chains", params(ChainQuery),
    responses((status = 200, body = Items<ChainSummary>), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<ChainQuery>,
) -> Result<Json<Items<ChainSummary>>, Problem> {
    let filter = ChainFilter {
        sufficient: query.sufficient,
    };
    let rows = state.services.chains(&caller.0, filter).await?;
    Ok(Json(Items::all(
        rows.into_iter().map(ChainSummary::from).collect(),
    )))
}

/// What an SLA rests on, and the proof from what is in force now.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/chain", tag = "chains", params(("id" = Uuid, Path)),
    responses((status = 200, body = ChainDetail, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    detail(&state, &caller, id).await
}

/// Replace what an SLA rests on. `If-Match: "0"` where nothing has been stored yet.
#[utoipa::path(put, path = "/api/v1/contracts/{id}/chain", tag = "chains",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = ChainBody,
    responses((status = 200, body = ChainDetail, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<ChainBody>,
) -> Result<impl IntoResponse, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    let structure: ChainStructure = serde_json::from_value(body.structure)
        .map_err(|_| Problem::unreadable("structure", "chain_unreadable"))?;
    state
        .services
        .put_chain(&caller.0, id, seen.0, &structure)
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Take away what an SLA rests on. What was found about it is settled.
#[utoipa::path(delete, path = "/api/v1/contracts/{id}/chain", tag = "chains",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 412, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    state
        .services
        .remove_chain(&caller.0, id, seen.0)
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    id: ContractId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state
        .services
        .chain(&caller.0, id, &ChainStepForm::default())
        .await?;
    Ok((etag(view.revision), Json(ChainDetail::from(view))))
}
