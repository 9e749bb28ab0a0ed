//! The library of contract templates.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::forms::TemplateForm;
use domain::sla::target::TargetDefinition;
use domain::views::{PublishedClause, TemplateRow, TemplateTarget, TemplateView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::contracts::detail;
use super::dto::{Items, percent};
use super::terms::{LengthInput, amount};
use crate::http::AppState;

/// A template in the library.
#[derive(Serialize, ToSchema)]
pub struct TemplateSummary {
    code: String,
    /// Counts up whenever its terms change.
    edition: i32,
    /// Empty for the product's own.
    provider: String,
    title: String,
    clause: String,
    /// Whether level and steps were read in the official text, or in two agreeing transcriptions.
    verified: bool,
    /// Whether a contract can be made from it.
    usable: bool,
    threshold_percent: f64,
}

impl From<TemplateRow> for TemplateSummary {
    fn from(row: TemplateRow) -> Self {
        Self {
            code: row.code,
            edition: row.edition,
            provider: row.provider,
            title: row.title,
            clause: row.clause,
            verified: row.verified,
            usable: row.usable,
            threshold_percent: percent(row.threshold_ppm),
        }
    }
}

/// A target of a template.
#[derive(Serialize, ToSchema)]
pub struct TemplatePart {
    name: String,
    calendar: String,
    #[schema(value_type = Object)]
    definition: TargetDefinition,
}

impl From<TemplateTarget> for TemplatePart {
    fn from(target: TemplateTarget) -> Self {
        Self {
            name: target.name,
            calendar: target.calendar,
            definition: target.definition,
        }
    }
}

/// A template with its source and what of it was verified.
#[derive(Serialize, ToSchema)]
pub struct TemplateDetail {
    #[serde(flatten)]
    summary: TemplateSummary,
    targets: Vec<TemplatePart>,
    /// What was published, in the provider's words.
    #[schema(value_type = Option<Object>)]
    published: Option<PublishedClause>,
    /// Contracts made from it.
    contracts: Vec<String>,
}

impl From<TemplateView> for TemplateDetail {
    fn from(view: TemplateView) -> Self {
        Self {
            summary: view.row.into(),
            targets: view.targets.into_iter().map(TemplatePart::from).collect(),
            published: view.clause,
            contracts: view
                .used_by
                .into_iter()
                .map(|used| used.contract_id.to_string())
                .collect(),
        }
    }
}

/// A contract to be made from a template: indefinite, with a notice period.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FromTemplateBody {
    number: String,
    title: String,
    supplier_id: String,
    /// The service measured.
    service_id: String,
    /// First day, `2026-01-01`.
    starts_on: String,
    /// ISO 4217 code.
    currency: String,
    /// Such as `48000.00`; absent where every month is billed as used.
    #[serde(default)]
    monthly_fee: String,
    notice: LengthInput,
    /// `any_day`, `month_end`, `quarter_end`, `half_year_end`, `year_end` or `contract_year_end`.
    notice_to: String,
}

impl From<FromTemplateBody> for TemplateForm {
    fn from(body: FromTemplateBody) -> Self {
        Self {
            number: body.number,
            title: body.title,
            supplier_id: body.supplier_id,
            service_id: body.service_id,
            starts_on: body.starts_on,
            currency: body.currency,
            monthly_fee: amount(body.monthly_fee),
            notice: body.notice.into(),
            notice_to: body.notice_to,
        }
    }
}

/// All templates, the product's own first.
#[utoipa::path(get, path = "/api/v1/templates", tag = "contracts",
    responses((status = 200, body = Items<TemplateSummary>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Items<TemplateSummary>>, Problem> {
    let rows = state.services.templates(&caller.0).await?;
    Ok(Json(Items::all(
        rows.into_iter().map(TemplateSummary::from).collect(),
    )))
}

/// One template.
#[utoipa::path(get, path = "/api/v1/templates/{code}", tag = "contracts", params(("code" = String, Path)),
    responses((status = 200, body = TemplateDetail), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Json<TemplateDetail>, Problem> {
    Ok(Json(state.services.template(&caller.0, &code).await?.into()))
}

/// Make a draft contract from a template.
#[utoipa::path(post, path = "/api/v1/templates/{code}/contracts", tag = "contracts", params(("code" = String, Path)),
    request_body = FromTemplateBody,
    responses((status = 201, body = super::contracts::ContractDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    Body(body): Body<FromTemplateBody>,
) -> Result<impl IntoResponse, Problem> {
    let form = body.into();
    let new = state
        .services
        .contract_from_template(&caller.0, &code, &form)
        .await?;
    let location = [(header::LOCATION, format!("/api/v1/contracts/{}", new.id))];
    Ok((
        StatusCode::CREATED,
        location,
        detail(&state, &caller, new.id).await?,
    ))
}
