//! Escalations.

use axum::Json;
use axum::extract::{Path, State};
use chrono::NaiveDateTime;
use domain::ids::EscalationId;
use domain::views::{EscalationRow, MailRow};
use serde::Serialize;
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use crate::http::AppState;

/// An escalation.
#[derive(Serialize, ToSchema)]
pub struct Escalation {
    id: String,
    reference: String,
    contract_id: String,
    contract_number: String,
    target_id: String,
    target_name: String,
    period: String,
    supplier: String,
    /// In the tenant's zone.
    raised_at: NaiveDateTime,
    acknowledged_at: Option<NaiveDateTime>,
    acknowledged_by: Option<String>,
}

impl From<EscalationRow> for Escalation {
    fn from(row: EscalationRow) -> Self {
        Self {
            id: row.id.to_string(),
            reference: row.reference,
            contract_id: row.contract_id.to_string(),
            contract_number: row.contract_number,
            target_id: row.target_id.to_string(),
            target_name: row.target_name,
            period: row.period.to_string(),
            supplier: row.supplier_name,
            raised_at: row.raised_at,
            acknowledged_at: row.acknowledged_at,
            acknowledged_by: row.acknowledged_by,
        }
    }
}

/// An escalation and whom it reached.
#[derive(Serialize, ToSchema)]
pub struct EscalationDetail {
    #[serde(flatten)]
    escalation: Escalation,
    mails: Vec<Mail>,
}

/// One message.
#[derive(Serialize, ToSchema)]
pub struct Mail {
    recipient: String,
    subject: String,
    /// `queued`, `sent`, `stored` or `failed`.
    status: &'static str,
    sent_at: Option<NaiveDateTime>,
    attempts: i32,
}

impl From<MailRow> for Mail {
    fn from(row: MailRow) -> Self {
        Self {
            recipient: row.recipient,
            subject: row.subject,
            status: row.status.code(),
            sent_at: row.sent_at,
            attempts: row.attempts,
        }
    }
}

/// All escalations, newest first.
#[utoipa::path(get, path = "/api/v1/escalations", tag = "escalations",
    responses((status = 200, body = Items<Escalation>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<Escalation>>, Problem> {
    let rows = state.services.escalations(&caller.0).await?;
    Ok(Json(Items::all(rows.into_iter().map(Escalation::from).collect())))
}

/// One escalation.
#[utoipa::path(get, path = "/api/v1/escalations/{id}", tag = "escalations", params(("id" = Uuid, Path)),
    responses((status = 200, body = EscalationDetail), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<EscalationDetail>, Problem> {
    Ok(Json(
        detail(&state, &caller, id.parse().map_err(|_| Error::NotFound)?).await?,
    ))
}

/// Take the matter on. Doing it twice changes nothing.
#[utoipa::path(post, path = "/api/v1/escalations/{id}/acknowledge", tag = "escalations", params(("id" = Uuid, Path)),
    responses((status = 200, body = EscalationDetail), (status = 404, body = Problem)))]
pub async fn acknowledge(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<EscalationDetail>, Problem> {
    let id: EscalationId = id.parse().map_err(|_| Error::NotFound)?;
    state.services.acknowledge_escalation(&caller.0, id).await?;
    Ok(Json(detail(&state, &caller, id).await?))
}

async fn detail(state: &AppState, caller: &Caller, id: EscalationId) -> Result<EscalationDetail, Problem> {
    let view = state.services.escalation(&caller.0, id).await?;
    Ok(EscalationDetail {
        escalation: view.row.into(),
        mails: view.mails.into_iter().map(Mail::from).collect(),
    })
}
