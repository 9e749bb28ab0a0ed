//! Writing contracts: master data, drafts of versions, targets, and the steps of a contract's life.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::forms::{AmendmentForm, ContractForm, FieldError, StepForm, TargetForm};
use domain::ids::{ContractId, TargetId};
use domain::sla::target::TargetDefinition;
use domain::views::{DraftTarget, VersionDraft};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::contracts::detail;
use super::revision::{IfMatch, etag};
use super::terms::{LengthInput, amount};
use crate::http::AppState;

/// A contract's master data. A new one is a draft with an empty first version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractBody {
    /// Unique in the tenant.
    number: String,
    title: String,
    /// `sla`, `ola` or `uc`.
    kind: String,
    /// The other party: the business for an SLA, an own team for an OLA, a supplier for an underpinning contract.
    supplier_id: String,
    /// The person who answers for it.
    #[serde(default)]
    owner_id: String,
    /// ISO 4217 code.
    currency: String,
    /// IANA name of the zone of the reporting periods.
    time_zone: String,
    /// First day, `2026-01-01`.
    starts_on: String,
    /// Language of letters: `de` or `en`.
    language: String,
    #[serde(default)]
    cost_centre: String,
    #[serde(default)]
    governing_law: String,
    /// `service_credit`, `contract_penalty`, `liquidated_damages` or `malus_bonus`; absent where nothing is owed.
    #[serde(default)]
    penalty_nature: String,
    /// Where its clauses were published.
    #[serde(default)]
    clause_source: String,
    #[serde(default)]
    tags: Vec<String>,
}

impl From<ContractBody> for ContractForm {
    fn from(body: ContractBody) -> Self {
        Self {
            number: body.number,
            title: body.title,
            kind: body.kind,
            supplier_id: body.supplier_id,
            owner_id: body.owner_id,
            currency: body.currency,
            time_zone: body.time_zone,
            starts_on: body.starts_on,
            language: body.language,
            cost_centre: body.cost_centre,
            governing_law: body.governing_law,
            penalty_nature: body.penalty_nature,
            clause_source: body.clause_source,
            tags: body.tags.join(","),
        }
    }
}

/// A step in a contract's life.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// `draft`, `in_negotiation`, `active`, `terminated` or `expired`.
    status: String,
    /// The last day of a contract that ends.
    #[serde(default)]
    on_day: String,
    /// Why; needed for an end.
    #[serde(default)]
    reason: String,
}

/// The terms of a draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// First day it holds, `2026-01-01`; the first version begins with the contract.
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

impl From<DraftBody> for AmendmentForm {
    fn from(body: DraftBody) -> Self {
        let length = |input: Option<LengthInput>| input.map(Into::into).unwrap_or_default();
        Self {
            valid_from: body.valid_from,
            note: body.note,
            monthly_fee: amount(body.monthly_fee),
            duration: body.duration,
            last_day: body.last_day,
            length: length(body.length),
            renewal: body.renewal,
            extension: length(body.extension),
            minimum: length(body.minimum),
            notice: length(body.notice),
            notice_to: body.notice_to,
            notice_form: body.notice_form,
            lead_working_days: body.lead_working_days.to_string(),
            region: body.region,
        }
    }
}

/// A target of a draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetBody {
    name: String,
    service_id: String,
    calendar_id: String,
    /// Metric, threshold, window, credit schedule, caps and claim rule, as targets are listed.
    #[schema(value_type = Object)]
    definition: TargetDefinition,
}

impl TargetBody {
    /// The same as it would be typed: what the form cannot say, no contract says.
    fn form(self) -> Result<TargetForm, Error> {
        let form = TargetForm {
            name: self.name,
            service_id: self.service_id,
            calendar_id: self.calendar_id,
            ..TargetForm::from(&self.definition)
        };
        let input = form.parse().map_err(|errors| Error::Invalid(within(errors)))?;
        if input.definition == self.definition {
            Ok(form)
        } else {
            Err(Error::field("definition", "contradictory"))
        }
    }
}

/// Problems of the definition are told with its name before them.
fn within(errors: Vec<FieldError>) -> Vec<FieldError> {
    let own = ["name", "service_id", "calendar_id"];
    let named = errors.into_iter().map(|error| {
        if own.contains(&error.field.as_str()) {
            error
        } else {
            FieldError::new(&format!("definition.{}", error.field), &error.code)
        }
    });
    named.collect()
}

/// A version that can still be changed.
#[derive(Serialize, ToSchema)]
pub struct Draft {
    /// 1 for the contract itself, more for amendments.
    number: i32,
    valid_from: String,
    note: String,
    monthly_fee: String,
    /// Whether the end of the contract has been entered.
    has_term: bool,
    targets: Vec<DraftTargetItem>,
}

/// A target of a draft.
#[derive(Serialize, ToSchema)]
pub struct DraftTargetItem {
    id: String,
    name: String,
    service: String,
    calendar: String,
    #[schema(value_type = Object)]
    definition: TargetDefinition,
    /// `new`, `changed` or `same` as compared with the version before.
    #[schema(value_type = Option<String>)]
    change: Option<domain::views::TargetChange>,
}

impl From<DraftTarget> for DraftTargetItem {
    fn from(target: DraftTarget) -> Self {
        Self {
            id: target.id.to_string(),
            name: target.name,
            service: target.service_name,
            calendar: target.calendar_name,
            definition: target.definition,
            change: target.change,
        }
    }
}

impl From<VersionDraft> for Draft {
    fn from(draft: VersionDraft) -> Self {
        let iso = domain::forms::parse_date(&draft.form.valid_from);
        Self {
            number: draft.number,
            valid_from: iso.as_ref().map(NaiveDate::to_string).unwrap_or_default(),
            note: draft.form.note,
            monthly_fee: draft.form.monthly_fee.replace(',', "."),
            has_term: draft.has_term,
            targets: draft.targets.into_iter().map(DraftTargetItem::from).collect(),
        }
    }
}

fn contract_id(text: &str) -> Result<ContractId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// A change names the revision it was made from.
fn seen(header: &IfMatch) -> Result<i32, Problem> {
    let missing = || Problem::changed_meanwhile(Error::Conflict("revision_missing"));
    header.0.ok_or_else(missing)
}

/// Begin a contract.
#[utoipa::path(post, path = "/api/v1/contracts", tag = "contracts", request_body = ContractBody,
    responses((status = 201, body = super::contracts::ContractDetail), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<ContractBody>,
) -> Result<impl IntoResponse, Problem> {
    let new = state.services.create_contract(&caller.0, &body.into()).await?;
    let location = [(header::LOCATION, format!("/api/v1/contracts/{}", new.id))];
    Ok((
        StatusCode::CREATED,
        location,
        detail(&state, &caller, new.id).await?,
    ))
}

/// Change a contract's master data. Kind, party, currency, zone and first day stay once it was in force.
#[utoipa::path(put, path = "/api/v1/contracts/{id}", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = ContractBody,
    responses((status = 200, body = super::contracts::ContractDetail), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
    Body(body): Body<ContractBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let form = body.into();
    let changed = state
        .services
        .update_contract(&caller.0, id, seen(&revision)?, &form);
    changed.await.map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Remove a contract that was never in force.
#[utoipa::path(delete, path = "/api/v1/contracts/{id}", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 428, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
) -> Result<StatusCode, Problem> {
    let removed = state
        .services
        .delete_contract(&caller.0, contract_id(&id)?, seen(&revision)?);
    removed.await.map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a contract a step further: into negotiation, into force, to its end, or back from a notice.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/status", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = StepBody,
    responses((status = 200, body = super::contracts::ContractDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn step(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
    Body(body): Body<StepBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let form = StepForm {
        status: body.status,
        on_day: body.on_day,
        reason: body.reason,
    };
    let moved = state
        .services
        .move_contract(&caller.0, id, seen(&revision)?, &form);
    moved.await.map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// The version of a contract that can be changed.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/draft", tag = "contracts", params(("id" = Uuid, Path)),
    responses((status = 200, body = Draft), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn draft(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    draft_of(&state, &caller, contract_id(&id)?).await
}

/// Begin an amendment: a draft that says the same as the last version.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/draft", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 201, body = Draft), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 428, body = Problem)))]
pub async fn begin(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let begun = state.services.begin_amendment(&caller.0, id, seen(&revision)?);
    begun.await.map_err(Problem::changed_meanwhile)?;
    Ok((StatusCode::CREATED, draft_of(&state, &caller, id).await?))
}

/// Store the terms of the draft.
#[utoipa::path(put, path = "/api/v1/contracts/{id}/draft", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DraftBody,
    responses((status = 200, body = Draft), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn save(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
    Body(body): Body<DraftBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let form = body.into();
    let saved = state.services.save_draft(&caller.0, id, seen(&revision)?, &form);
    saved.await.map_err(Problem::changed_meanwhile)?;
    draft_of(&state, &caller, id).await
}

/// Make an amendment final. The first version becomes final when the contract comes into force.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/draft/seal", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = super::contracts::ContractDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 428, body = Problem)))]
pub async fn seal(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let sealed = state.services.seal_amendment(&caller.0, id, seen(&revision)?);
    sealed.await.map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Throw the draft of an amendment away.
#[utoipa::path(delete, path = "/api/v1/contracts/{id}/draft", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 428, body = Problem)))]
pub async fn discard(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
) -> Result<StatusCode, Problem> {
    let discarded = state
        .services
        .discard_amendment(&caller.0, contract_id(&id)?, seen(&revision)?);
    discarded.await.map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a target to the draft.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/targets", tag = "contracts",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = TargetBody,
    responses((status = 201, body = Draft), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn add_target(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
    Body(body): Body<TargetBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let form = body.form()?;
    let added = state.services.add_target(&caller.0, id, seen(&revision)?, &form);
    let target = added.await.map_err(Problem::changed_meanwhile)?;
    let location = [(
        header::LOCATION,
        format!("/api/v1/contracts/{id}/targets/{target}"),
    )];
    Ok((
        StatusCode::CREATED,
        location,
        draft_of(&state, &caller, id).await?,
    ))
}

/// Change a target of the draft. What it measures and over which window stays: anything else is another target.
#[utoipa::path(put, path = "/api/v1/contracts/{id}/targets/{target_id}", tag = "contracts",
    params(("id" = Uuid, Path), ("target_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = TargetBody,
    responses((status = 200, body = Draft), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn save_target(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, target)): Path<(String, String)>,
    revision: IfMatch,
    Body(body): Body<TargetBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = contract_id(&id)?;
    let target: TargetId = target.parse().map_err(|_| Error::NotFound)?;
    let form = body.form()?;
    let saved = state
        .services
        .save_target(&caller.0, id, target, seen(&revision)?, &form);
    saved.await.map_err(Problem::changed_meanwhile)?;
    draft_of(&state, &caller, id).await
}

/// Take a target out of the draft. What earlier versions promised stays.
#[utoipa::path(delete, path = "/api/v1/contracts/{id}/targets/{target_id}", tag = "contracts",
    params(("id" = Uuid, Path), ("target_id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 428, body = Problem)))]
pub async fn remove_target(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, target)): Path<(String, String)>,
    revision: IfMatch,
) -> Result<StatusCode, Problem> {
    let target: TargetId = target.parse().map_err(|_| Error::NotFound)?;
    let removed = state
        .services
        .remove_target(&caller.0, contract_id(&id)?, target, seen(&revision)?);
    removed.await.map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn draft_of(
    state: &AppState,
    caller: &Caller,
    id: ContractId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let draft = state.services.version_draft(&caller.0, id).await?;
    Ok((etag(draft.revision), Json(Draft::from(draft))))
}
