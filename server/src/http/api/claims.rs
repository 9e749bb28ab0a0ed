//! Breaches, and the claims they open.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use chrono::{NaiveDate, NaiveDateTime};
use domain::claim::DeadlineSource;
use domain::forms::ClaimStepForm;
use domain::ids::{BreachId, ClaimId};
use domain::views::{
    Attainment, BreachRecord, ClaimEventKind, ClaimEventRow, ClaimFilter, ClaimRow, ClaimTotals, ClaimView,
};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::{Amount, Items, percent};
use super::revision::{IfMatch, etag};
use super::terms::amount;
use crate::http::AppState;

/// A missed target in a period.
#[derive(Serialize, ToSchema)]
pub struct Breach {
    id: String,
    contract_id: String,
    contract_number: String,
    supplier: String,
    target_id: String,
    target_name: String,
    period: String,
    /// When it was found, in the tenant's zone.
    opened_at: NaiveDateTime,
    threshold_percent: f64,
    /// What was reached when it was found.
    attained: Option<Fraction>,
    /// What it was worth when it was found.
    credit: Option<Amount>,
    /// The claim it opened; absent where nothing is owed to us.
    claim_id: Option<String>,
}

/// An exact fraction.
#[derive(Serialize, ToSchema)]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

impl From<Attainment> for Fraction {
    fn from(attained: Attainment) -> Self {
        Self {
            numerator: attained.ratio.numerator,
            denominator: attained.ratio.denominator,
        }
    }
}

impl From<BreachRecord> for Breach {
    fn from(record: BreachRecord) -> Self {
        Self {
            id: record.id.to_string(),
            contract_id: record.contract_id.to_string(),
            contract_number: record.contract_number,
            supplier: record.supplier_name,
            target_id: record.target_id.to_string(),
            target_name: record.target_name,
            period: record.period.to_string(),
            opened_at: record.opened_at,
            threshold_percent: percent(record.threshold_ppm),
            attained: record.attainment.map(Fraction::from),
            credit: record.credit.map(Amount::from),
            claim_id: record.claim_id.map(|id| id.to_string()),
        }
    }
}

/// What a breach entitles us to.
#[derive(Serialize, ToSchema)]
pub struct Claim {
    id: String,
    reference: String,
    breach_id: String,
    contract_id: String,
    contract_number: String,
    supplier_id: String,
    supplier: String,
    target_id: String,
    target_name: String,
    period: String,
    /// Whether the period still runs, so that the amount may grow.
    running: bool,
    /// `open`, `submitted`, `acknowledged`, `disputed`, `settled`, `waived` or `lapsed`.
    state: &'static str,
    /// What is asked for.
    amount: Amount,
    /// What the present evaluation would owe, where that is something else.
    corrected: Option<Amount>,
    /// What was credited or paid.
    settled: Option<Amount>,
    /// `service_credit`, `contract_penalty`, `liquidated_damages` or `malus_bonus`.
    nature: Option<&'static str>,
    /// The last day to ask.
    deadline: NaiveDate,
    /// `rule` of the contract, or `limitation` by statute where it has none.
    #[schema(value_type = String)]
    deadline_source: DeadlineSource,
    days_left: i64,
}

impl From<ClaimRow> for Claim {
    fn from(row: ClaimRow) -> Self {
        Self {
            id: row.id.to_string(),
            reference: row.reference,
            breach_id: row.breach_id.to_string(),
            contract_id: row.contract_id.to_string(),
            contract_number: row.contract_number,
            supplier_id: row.supplier_id.to_string(),
            supplier: row.supplier_name,
            target_id: row.target_id.to_string(),
            target_name: row.target_name,
            period: row.period.to_string(),
            running: row.running,
            state: row.state.code(),
            amount: row.amount.into(),
            corrected: row.corrected.map(Amount::from),
            settled: row.settled.map(Amount::from),
            nature: row.nature.map(domain::contract::PenaltyNature::code),
            deadline: row.deadline,
            deadline_source: row.deadline_source,
            days_left: row.days_left,
        }
    }
}

/// What became of the claims of one supplier and year.
#[derive(Serialize, ToSchema)]
pub struct Totals {
    year: i32,
    supplier_id: String,
    supplier: String,
    currency: String,
    open_minor: i64,
    claimed_minor: i64,
    received_minor: i64,
    waived_minor: i64,
    lapsed_minor: i64,
}

impl From<ClaimTotals> for Totals {
    fn from(totals: ClaimTotals) -> Self {
        Self {
            year: totals.year,
            supplier_id: totals.supplier_id.to_string(),
            supplier: totals.supplier_name,
            currency: totals.open.currency.to_string(),
            open_minor: totals.open.minor,
            claimed_minor: totals.claimed.minor,
            received_minor: totals.received.minor,
            waived_minor: totals.waived.minor,
            lapsed_minor: totals.lapsed.minor,
        }
    }
}

/// The claim desk.
#[derive(Serialize, ToSchema)]
pub struct ClaimDesk {
    /// What waits for us first, by deadline.
    items: Vec<Claim>,
    /// Of all claims, whatever was asked for; the latest year first.
    totals: Vec<Totals>,
    /// Give this as `cursor` to go on; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Something that happened to a claim.
#[derive(Serialize, ToSchema)]
pub struct ClaimEvent {
    /// A state it went into, `corrected` (another amount was found) or `adopted` (it was taken over).
    kind: &'static str,
    on_day: NaiveDate,
    /// When it was entered, in the tenant's zone.
    at: NaiveDateTime,
    actor: Option<String>,
    reason: String,
    /// Number of the invoice or credit note.
    invoice: String,
    amount: Option<Amount>,
}

impl From<ClaimEventRow> for ClaimEvent {
    fn from(row: ClaimEventRow) -> Self {
        Self {
            kind: match row.kind {
                ClaimEventKind::Moved(state) => state.code(),
                ClaimEventKind::Corrected => "corrected",
                ClaimEventKind::Adopted => "adopted",
            },
            on_day: row.on_day,
            at: row.at,
            actor: row.actor,
            reason: row.reason,
            invoice: row.invoice,
            amount: row.amount.map(Amount::from),
        }
    }
}

/// A claim with what happened to it.
#[derive(Serialize, ToSchema)]
pub struct ClaimDetail {
    #[serde(flatten)]
    claim: Claim,
    /// To be given back as `If-Match`.
    revision: i32,
    threshold_percent: f64,
    attained: Option<Fraction>,
    /// Number of the contract's version that was used.
    contract_version: i32,
    /// Oldest first.
    events: Vec<ClaimEvent>,
    /// The letter that asks for it, in the contract's language.
    letter: Option<String>,
}

impl From<ClaimView> for ClaimDetail {
    fn from(view: ClaimView) -> Self {
        Self {
            claim: view.row.into(),
            revision: view.revision,
            threshold_percent: percent(view.threshold_ppm),
            attained: view.attainment.map(Fraction::from),
            contract_version: view.contract_version,
            events: view.events.into_iter().map(ClaimEvent::from).collect(),
            letter: view.letter.map(|letter| letter.text()),
        }
    }
}

/// Which claims.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ClaimQuery {
    /// `open`, `submitted`, `acknowledged`, `disputed`, `settled`, `waived` or `lapsed`.
    state: Option<String>,
    /// Id of a supplier.
    supplier: Option<String>,
    /// Open ones whose deadline comes within so many days.
    within: Option<String>,
    /// The last item of the page before.
    cursor: Option<String>,
    /// At most so many; 100 if absent.
    limit: Option<usize>,
}

/// A page of breaches.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct BreachQuery {
    /// The last item of the page before.
    cursor: Option<String>,
    /// At most so many; 100 if absent.
    limit: Option<usize>,
}

/// A step in a claim's life.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimStepBody {
    /// `submitted`, `acknowledged`, `disputed`, `settled` or `waived`.
    status: String,
    /// The day it happened, `2026-11-24`; today if absent.
    #[serde(default)]
    on_day: String,
    /// Why; needed to dispute and to waive.
    #[serde(default)]
    reason: String,
    /// Number of the invoice or credit note; needed to settle.
    #[serde(default)]
    invoice: String,
    /// What was credited or paid, such as `1240.50`; needed to settle.
    #[serde(default)]
    amount: String,
}

impl From<ClaimStepBody> for ClaimStepForm {
    fn from(body: ClaimStepBody) -> Self {
        Self {
            status: body.status,
            on_day: body.on_day,
            reason: body.reason,
            invoice: body.invoice,
            amount: amount(body.amount),
        }
    }
}

/// Missed targets in their periods, the latest first.
#[utoipa::path(get, path = "/api/v1/breaches", tag = "claims", params(BreachQuery),
    responses((status = 200, body = Items<Breach>), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn breaches(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<BreachQuery>,
) -> Result<Json<Items<Breach>>, Problem> {
    let records = state.services.breaches(&caller.0).await?;
    let rows = records.into_iter().map(Breach::from).collect();
    let page = Items::page(rows, |row: &Breach| &row.id, query.cursor.as_deref(), query.limit);
    Ok(Json(page?))
}

/// One missed target.
#[utoipa::path(get, path = "/api/v1/breaches/{id}", tag = "claims", params(("id" = Uuid, Path)),
    responses((status = 200, body = Breach), (status = 404, body = Problem)))]
pub async fn breach(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Breach>, Problem> {
    let id: BreachId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(Json(state.services.breach(&caller.0, id).await?.into()))
}

/// What suppliers owe for missed targets, and what became of it.
#[utoipa::path(get, path = "/api/v1/claims", tag = "claims", params(ClaimQuery),
    responses((status = 200, body = ClaimDesk), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<ClaimQuery>,
) -> Result<Json<ClaimDesk>, Problem> {
    let filter = ClaimFilter {
        state: query.state.unwrap_or_default(),
        supplier: query.supplier.unwrap_or_default(),
        within: query.within.unwrap_or_default(),
    };
    let view = state.services.claims(&caller.0, &filter).await?;
    let rows = view.rows.into_iter().map(Claim::from).collect();
    let page = Items::page(rows, |row: &Claim| &row.id, query.cursor.as_deref(), query.limit)?;
    Ok(Json(ClaimDesk {
        items: page.items,
        totals: view.totals.into_iter().map(Totals::from).collect(),
        next_cursor: page.next_cursor,
    }))
}

/// One claim with its history and its letter.
#[utoipa::path(get, path = "/api/v1/claims/{id}", tag = "claims", params(("id" = Uuid, Path)),
    responses((status = 200, body = ClaimDetail), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    detail(&state, &caller, claim_id(&id)?).await
}

/// Take a claim a step further.
#[utoipa::path(post, path = "/api/v1/claims/{id}/status", tag = "claims",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = ClaimStepBody,
    responses((status = 200, body = ClaimDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn step(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
    Body(body): Body<ClaimStepBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = claim_id(&id)?;
    let form = body.into();
    let moved = state
        .services
        .move_claim(&caller.0, id, revision.required()?, &form);
    moved.await.map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Take over the amount that the corrected evaluation owes.
#[utoipa::path(post, path = "/api/v1/claims/{id}/amount", tag = "claims",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = ClaimDetail), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 428, body = Problem)))]
pub async fn adopt(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    revision: IfMatch,
) -> Result<impl IntoResponse, Problem> {
    let id = claim_id(&id)?;
    let adopted = state
        .services
        .adopt_claim_amount(&caller.0, id, revision.required()?);
    adopted.await.map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

fn claim_id(text: &str) -> Result<ClaimId, Problem> {
    Ok(text.parse().map_err(|_| Error::NotFound)?)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    id: ClaimId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state.services.claim(&caller.0, id).await?;
    Ok((etag(view.revision), Json(ClaimDetail::from(view))))
}
