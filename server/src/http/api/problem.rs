//! What the API says when it refuses: `application/problem+json` (RFC 9457) with a stable code.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use services::Error;
use utoipa::ToSchema;

/// A refusal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// HTTP status.
    status: u16,
    /// What kind of refusal, in words.
    title: &'static str,
    /// Stable code, such as `not_found`.
    code: String,
    /// Fields that cannot be accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// One field that cannot be accepted.
#[derive(Debug, Serialize, ToSchema)]
struct FieldProblem {
    /// Name of the field.
    field: String,
    /// Stable reason, such as `required`.
    code: String,
}

impl Problem {
    /// A body that is not what the path expects.
    pub fn unreadable(field: &str, code: &str) -> Self {
        Error::field(field, code).into()
    }

    /// A body that is larger than the path takes, or that broke off.
    pub fn too_large() -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE.as_u16(),
            title: "Too large",
            ..Self::unreadable("body", "too_large")
        }
    }
}

impl Problem {
    /// The refusal of a change that names the revision it was made from: somebody else was faster, or none was named.
    pub fn changed_meanwhile(error: Error) -> Self {
        let status = match error {
            Error::Stale => Some(StatusCode::PRECONDITION_FAILED),
            Error::Conflict("revision_missing") => Some(StatusCode::PRECONDITION_REQUIRED),
            _ => None,
        };
        let problem = Self::from(error);
        Self {
            status: status.map_or(problem.status, |status| status.as_u16()),
            ..problem
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let (status, title) = match &error {
            Error::NotFound => (StatusCode::NOT_FOUND, "There is no such thing"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "Not allowed"),
            Error::Unauthenticated => (StatusCode::UNAUTHORIZED, "No valid token"),
            Error::Conflict(_) | Error::Stale => {
                (StatusCode::CONFLICT, "The state of things does not allow it")
            }
            Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "Some fields cannot be accepted"),
            Error::Throttled => (StatusCode::TOO_MANY_REQUESTS, "Too many attempts"),
            Error::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "A fault on our side"),
        };
        let code = error.code().to_owned();
        let fields = if let Error::Invalid(fields) = error {
            fields
        } else {
            Vec::new()
        };
        let errors = fields
            .into_iter()
            .map(|error| FieldProblem {
                field: error.field,
                code: error.code,
            })
            .collect();
        Self {
            status: status.as_u16(),
            title,
            code,
            errors,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// For paths the API does not have.
pub async fn not_found() -> Problem {
    Error::NotFound.into()
}
