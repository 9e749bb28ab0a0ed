//! How both sides come to one result of a period.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use domain::ids::TargetId;
use domain::sla::sign_off::SignOff;
use domain::time::period::Period;
use serde::{Deserialize, Serialize};
use services::{Error, PeriodLife, SignOffStep};
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// Where the result of a period stands.
#[derive(Serialize, ToSchema)]
pub struct Life {
    /// `open`, `provisional`, `proposed`, `agreed`, `disputed`, `closed` or `corrected`.
    state: &'static str,
    /// Whether the figure is not any more what the last step was about; it has to be proposed again then.
    changed_since: bool,
    /// What was done, the oldest first; each with the figures it was about.
    steps: Vec<Taken>,
}

/// One step.
#[derive(Serialize, ToSchema)]
pub struct Taken {
    /// `proposed`, `agreed`, `disputed`, `closed` or `corrected`.
    step: String,
    /// Counts up when a closed period is corrected.
    revision: i32,
    /// `met`, `at_risk`, `breached` or `no_data`.
    result: String,
    /// The exact share is `numerator / denominator`.
    numerator: Option<i64>,
    denominator: Option<i64>,
    credit_minor: Option<i64>,
    reason: Option<String>,
    by_supplier: bool,
    by: String,
    at: DateTime<Utc>,
}

impl From<storage::PeriodStep> for Taken {
    fn from(row: storage::PeriodStep) -> Self {
        Self {
            step: row.step,
            revision: row.revision,
            result: row.status,
            numerator: row.numerator,
            denominator: row.denominator,
            credit_minor: row.credit_minor,
            reason: row.reason,
            by_supplier: row.by_supplier,
            by: row.done_by,
            at: row.done_at,
        }
    }
}

/// A step to be taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// `proposed` sends the result to the supplier, `closed` locks it.
    step: String,
    /// Needed to close what the supplier did not agree to.
    #[serde(default)]
    reason: String,
}

/// Where the result of a period stands; the entity tag is the number of steps.
#[utoipa::path(get, path = "/api/v1/targets/{id}/periods/{period}/sign-off", tag = "targets",
    params(("id" = Uuid, Path), ("period" = String, Path, example = "2016-03")),
    responses((status = 200, body = Life), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn life(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, period)): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let (id, period) = parse(&id, &period)?;
    let life: PeriodLife = state.services.period_life(&caller.0, id, period).await?;
    let tag = etag(i32::try_from(life.steps.len()).unwrap_or(i32::MAX));
    let life = Life {
        state: life.state.code(),
        changed_since: life.changed_since,
        steps: life.steps.into_iter().map(Taken::from).collect(),
    };
    Ok((tag, Json(life)))
}

/// Propose the result of a period to the supplier, or close it.
#[utoipa::path(post, path = "/api/v1/targets/{id}/periods/{period}/sign-off", tag = "targets", request_body = StepBody,
    params(("id" = Uuid, Path), ("period" = String, Path, example = "2016-03"),
           ("If-Match" = Option<String>, Header, description = "Number of the steps that were seen")),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
              (status = 422, body = Problem)))]
pub async fn step(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, period)): Path<(String, String)>,
    seen: IfMatch,
    Body(body): Body<StepBody>,
) -> Result<StatusCode, Problem> {
    let (id, period) = parse(&id, &period)?;
    let Some(step @ (SignOff::Propose | SignOff::Close)) = SignOff::parse(&body.step) else {
        return Err(Error::field("step", "unknown").into());
    };
    let wanted = SignOffStep {
        step,
        reason: body.reason,
        seen: seen.0,
    };
    let done = state.services.sign_off(&caller.0, id, period, wanted).await;
    done.map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

fn parse(id: &str, period: &str) -> Result<(TargetId, Period), Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let period = period
        .parse()
        .map_err(|_| Problem::unreadable("period", "unknown_period"))?;
    Ok((id, period))
}
