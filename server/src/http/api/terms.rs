//! When contracts can end, and their versions.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::contract::term::{NextEnd, Term};
use domain::forms::{AmendmentForm, LengthForm, parse_date};
use domain::ids::ContractId;
use domain::views::{NoticeDeadline, TermView};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::query::Query;
use crate::http::AppState;

/// When a contract can end.
#[derive(Serialize, ToSchema)]
pub struct ContractTerm {
    /// Number of the version it comes from.
    version: i32,
    /// To be given back with an amendment.
    revision: i32,
    /// The day the answer is given for.
    today: NaiveDate,
    /// What was agreed.
    #[schema(value_type = Option<Object>)]
    term: Option<Term>,
    /// The next possible end, the dates of the notice, and every step of their derivation with its norm.
    #[schema(value_type = Option<Object>)]
    next: Option<NextEnd>,
    /// Calendar days until the decision.
    days_to_decide: Option<i64>,
    /// How the contract would end if notice were received on the day asked for.
    #[schema(value_type = Option<Object>)]
    what_if: Option<NextEnd>,
}

impl From<TermView> for ContractTerm {
    fn from(view: TermView) -> Self {
        Self {
            version: view.version,
            revision: view.revision,
            today: view.today,
            term: view.term,
            next: view.next,
            days_to_decide: view.days_to_decide,
            what_if: view.what_if.map(|what_if| what_if.next),
        }
    }
}

/// A question about notice.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct TermQuery {
    /// What if notice were received on this day, `2026-12-31`.
    received_on: Option<String>,
}

/// A state of a contract's terms.
#[derive(Serialize, ToSchema)]
pub struct Version {
    number: i32,
    valid_from: NaiveDate,
    note: String,
    monthly_fee_minor: Option<i64>,
    #[schema(value_type = Option<Object>)]
    term: Option<serde_json::Value>,
}

impl From<storage::ContractVersion> for Version {
    fn from(row: storage::ContractVersion) -> Self {
        Self {
            number: row.number,
            valid_from: row.valid_from,
            note: row.note,
            monthly_fee_minor: row.monthly_fee_minor,
            term: row.term,
        }
    }
}

/// A length: how many of what.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LengthInput {
    count: u32,
    /// `day`, `week`, `month`, `quarter`, `half_year` or `year`.
    unit: String,
}

impl From<LengthInput> for LengthForm {
    fn from(input: LengthInput) -> Self {
        Self {
            count: input.count.to_string(),
            unit: input.unit,
        }
    }
}

/// An amount as programs write it: a point before at most two decimals, and nothing between thousands. Everything else
/// is handed on as something that no form reads.
pub fn amount(text: String) -> String {
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || (digits(whole) && digits(decimals) && decimals.len() <= 2) {
        text
    } else {
        "unreadable".to_owned()
    }
}

/// An amendment. Earlier versions stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendmentInput {
    /// The contract's revision as last read.
    revision: i32,
    /// First day it holds, `2026-01-01`.
    valid_from: String,
    #[serde(default)]
    note: String,
    /// Such as `48000.00`.
    #[serde(default)]
    monthly_fee: String,
    /// `indefinite`, `until` or `for`.
    duration: String,
    /// For `until`.
    #[serde(default)]
    last_day: String,
    /// For `for`.
    length: Option<LengthInput>,
    /// `none`, `tacit` or `indefinite`.
    #[serde(default)]
    renewal: String,
    /// For `tacit`.
    extension: Option<LengthInput>,
    /// Minimum term.
    minimum: Option<LengthInput>,
    /// Notice period.
    notice: Option<LengthInput>,
    /// `any_day`, `month_end`, `quarter_end`, `half_year_end`, `year_end`, `contract_year_end` or `term_end`.
    #[serde(default)]
    notice_to: String,
    /// `free`, `text` or `written`.
    #[serde(default)]
    notice_form: String,
    /// Working days between the decision and the receipt.
    #[serde(default)]
    lead_working_days: u32,
    /// Whose holidays are no working days, such as `DE-NW`; `DE` for the nationwide ones.
    region: String,
}

impl From<AmendmentInput> for AmendmentForm {
    fn from(input: AmendmentInput) -> Self {
        let length = |input: Option<LengthInput>| input.map(LengthForm::from).unwrap_or_default();
        Self {
            valid_from: input.valid_from,
            note: input.note,
            monthly_fee: amount(input.monthly_fee),
            duration: input.duration,
            last_day: input.last_day,
            length: length(input.length),
            renewal: input.renewal,
            extension: length(input.extension),
            minimum: length(input.minimum),
            notice: length(input.notice),
            notice_to: input.notice_to,
            notice_form: input.notice_form,
            lead_working_days: input.lead_working_days.to_string(),
            region: input.region,
        }
    }
}

/// The version that was written.
#[derive(Serialize, ToSchema)]
pub struct Amended {
    version: i32,
}

/// Something about a contract that must be decided by a day.
#[derive(Serialize, ToSchema)]
pub struct Deadline {
    contract_id: String,
    contract_number: String,
    supplier: String,
    /// The end that notice would bring about.
    end: NaiveDate,
    decide_by: NaiveDate,
    last_safe_day: NaiveDate,
    last_receipt: NaiveDate,
    days_to_decide: i64,
}

impl From<NoticeDeadline> for Deadline {
    fn from(row: NoticeDeadline) -> Self {
        Self {
            contract_id: row.contract_id.to_string(),
            contract_number: row.contract_number,
            supplier: row.supplier_name,
            end: row.end,
            decide_by: row.decide_by,
            last_safe_day: row.last_safe_day,
            last_receipt: row.last_receipt,
            days_to_decide: row.days_to_decide,
        }
    }
}

/// When a contract can end, and how that comes about.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/term", tag = "contracts", params(("id" = Uuid, Path), TermQuery),
    responses((status = 200, body = ContractTerm), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<TermQuery>,
) -> Result<Json<ContractTerm>, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    let received_on = match query.received_on.as_deref() {
        None => None,
        Some(text) => {
            let day = parse_date(text).ok_or_else(|| Error::field("received_on", "date_unreadable"))?;
            Some(day)
        }
    };
    let view = state.services.contract_term(&caller.0, id, received_on).await?;
    Ok(Json(view.into()))
}

/// All versions of a contract, newest first.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/versions", tag = "contracts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Version>), (status = 404, body = Problem)))]
pub async fn versions(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Version>>, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    let versions = state.services.contract_versions(&caller.0, id).await?;
    Ok(Json(Items::all(
        versions.into_iter().map(Version::from).collect(),
    )))
}

/// Amend a contract: a new version, valid from a day.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/versions", tag = "contracts", params(("id" = Uuid, Path)),
    request_body = AmendmentInput,
    responses((status = 201, body = Amended), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn amend(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Body(input): Body<AmendmentInput>,
) -> Result<(StatusCode, Json<Amended>), Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    let revision = input.revision;
    let version = state
        .services
        .amend_contract(&caller.0, id, revision, &input.into())
        .await?;
    Ok((StatusCode::CREATED, Json(Amended { version })))
}

/// What must be decided by when, for all contracts in force; the most urgent first.
#[utoipa::path(get, path = "/api/v1/deadlines", tag = "contracts",
    responses((status = 200, body = Items<Deadline>), (status = 403, body = Problem)))]
pub async fn deadlines(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Items<Deadline>>, Problem> {
    let rows = state.services.notice_deadlines(&caller.0).await?;
    Ok(Json(Items::all(rows.into_iter().map(Deadline::from).collect())))
}
