//! A batch as it is sent, and what is answered.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use services::{BatchFormat, OnError};
use utoipa::{IntoParams, ToSchema};

use crate::http::AppState;
use crate::http::api::Problem;
use crate::http::api::auth::Caller;

/// What happens to the good rows of a batch with bad ones.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// `refuse` stores nothing then, which is the default; `skip` stores the good rows and tells about the others.
    on_error: Option<String>,
}

/// A batch whose format its content type tells.
pub struct Batch {
    pub format: BatchFormat,
    pub on_error: OnError,
    pub bytes: Bytes,
}

impl FromRequest<AppState> for Batch {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        // Nobody unknown sends a large body.
        Caller::from_request_parts(&mut parts, state).await?;
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let format = BatchFormat::of(kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default());
        let choice = Query::<Choice>::try_from_uri(&parts.uri)
            .map_err(|_| Problem::unreadable("on_error", "unknown"))?;
        let on_error = match choice.on_error.as_deref() {
            None | Some("refuse") => OnError::Refuse,
            Some("skip") => OnError::Skip,
            Some(_) => return Err(Problem::unreadable("on_error", "unknown")),
        };
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Problem::too_large())?;
        Ok(Self {
            format,
            on_error,
            bytes,
        })
    }
}

/// What happened to a batch.
#[derive(Serialize, ToSchema)]
pub struct Recorded {
    /// Not known before.
    created: i64,
    /// Known with another content: the earlier state is superseded.
    updated: i64,
    /// Known and the same.
    unchanged: i64,
    /// Rows that were left out; only with `on_error=skip`.
    #[serde(skip_serializing_if = "is_zero")]
    rejected: usize,
    /// Why, for the first thousand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<RowProblem>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A row that was left out.
#[derive(Serialize, ToSchema)]
pub struct RowProblem {
    /// Its place in the batch, from 0.
    index: usize,
    /// Name of the field; empty if the row as a whole cannot be read.
    field: String,
    /// Stable reason, such as `end_before_start`.
    code: String,
}

/// The answer to a stored batch.
pub struct Answer(Recorded);

impl From<services::Recorded> for Answer {
    fn from(recorded: services::Recorded) -> Self {
        let problem = |row: services::Rejected| RowProblem {
            index: row.index,
            field: row.error.field,
            code: row.error.code,
        };
        Self(Recorded {
            created: recorded.counts.created,
            updated: recorded.counts.updated,
            unchanged: recorded.counts.unchanged,
            rejected: recorded.rejected,
            errors: recorded.errors.into_iter().map(problem).collect(),
        })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}
