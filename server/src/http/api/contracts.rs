//! Contracts and their targets.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::contract::PenaltyNature;
use domain::ids::ContractId;
use domain::sla::target::{Metric, TargetDefinition};
use domain::views::{ContractFilter, ContractRow};
use serde::{Deserialize, Serialize};
use services::{Error, TargetSummary};
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::dto::{Amount, Items, Named, percent};
use super::query::Query;
use super::revision::etag;
use crate::http::AppState;

/// A contract.
#[derive(Serialize, ToSchema)]
pub struct Contract {
    id: String,
    number: String,
    title: String,
    /// `sla`, `ola` or `uc`.
    kind: &'static str,
    /// `draft`, `in_negotiation`, `active`, `terminated` or `expired`.
    status: &'static str,
    supplier: Named,
    monthly_fee: Option<Amount>,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

impl From<ContractRow> for Contract {
    fn from(row: ContractRow) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number,
            title: row.title,
            kind: row.kind.code(),
            status: row.status.code(),
            supplier: Named {
                id: row.supplier_id.to_string(),
                name: row.supplier_name,
            },
            monthly_fee: row.monthly_fee.map(Amount::from),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        }
    }
}

/// A contract with the rest of its master data. Its revision is the `ETag`.
#[derive(Serialize, ToSchema)]
pub struct ContractDetail {
    #[serde(flatten)]
    contract: Contract,
    revision: i32,
    time_zone: String,
    currency: String,
    /// Language of letters.
    language: &'static str,
    /// Who answers for it.
    owner: Option<String>,
    cost_centre: Option<String>,
    governing_law: Option<String>,
    /// `service_credit`, `contract_penalty`, `liquidated_damages` or `malus_bonus`.
    penalty_nature: Option<&'static str>,
    /// Where its clauses were published.
    clause_source: Option<String>,
    tags: Vec<String>,
    /// Number of the version that is being prepared.
    draft: Option<i32>,
}

/// A target with its terms.
#[derive(Serialize, ToSchema)]
pub struct Target {
    id: String,
    contract_id: String,
    name: String,
    service_id: String,
    /// `in_time_rate` or `availability`.
    metric: &'static str,
    /// What must be reached at least.
    threshold_percent: f64,
    /// All terms.
    #[schema(value_type = Object)]
    definition: TargetDefinition,
}

impl From<TargetSummary> for Target {
    fn from(summary: TargetSummary) -> Self {
        Self {
            id: summary.id.to_string(),
            contract_id: summary.contract_id.to_string(),
            name: summary.name,
            service_id: summary.service_id.to_string(),
            metric: match summary.definition.metric {
                Metric::InTimeRate { .. } => "in_time_rate",
                Metric::Availability { .. } => "availability",
            },
            threshold_percent: percent(summary.definition.threshold_ppm),
            definition: summary.definition,
        }
    }
}

/// Which contracts are wanted.
#[derive(Deserialize, IntoParams)]
pub struct ContractQuery {
    /// Exactly this number.
    number: Option<String>,
}

/// All contracts, or the one with a number.
#[utoipa::path(get, path = "/api/v1/contracts", tag = "contracts", params(ContractQuery),
    responses((status = 200, body = Items<Contract>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<ContractQuery>,
) -> Result<Json<Items<Contract>>, Problem> {
    let rows = match query.number {
        Some(number) => state.services.contract_by_number(&caller.0, &number).await?,
        None => {
            state
                .services
                .contracts(&caller.0, &ContractFilter::default())
                .await?
        }
    };
    Ok(Json(Items::all(rows.into_iter().map(Contract::from).collect())))
}

/// One contract.
#[utoipa::path(get, path = "/api/v1/contracts/{id}", tag = "contracts", params(("id" = Uuid, Path)),
    responses((status = 200, body = ContractDetail, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    detail(&state, &caller, id).await
}

/// A contract with its revision as entity tag.
pub async fn detail(
    state: &AppState,
    caller: &Caller,
    id: ContractId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state.services.contract(&caller.0, id, None, None).await?;
    let record = view.record;
    let detail = ContractDetail {
        contract: view.row.into(),
        revision: record.revision,
        time_zone: view.time_zone,
        currency: record.currency.to_string(),
        language: record.language.code(),
        owner: record.owner_name,
        cost_centre: record.cost_centre,
        governing_law: record.governing_law,
        penalty_nature: record.penalty_nature.map(PenaltyNature::code),
        clause_source: view.clause_source,
        tags: record.tags,
        draft: view.draft,
    };
    Ok((etag(detail.revision), Json(detail)))
}

/// The targets of a contract.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/targets", tag = "contracts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Target>), (status = 404, body = Problem)))]
pub async fn targets(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Target>>, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    let targets = state.services.contract_targets(&caller.0, id).await?;
    Ok(Json(Items::all(targets.into_iter().map(Target::from).collect())))
}
