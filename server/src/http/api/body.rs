//! JSON bodies; one that cannot be read is refused like everything else, as a problem with a code.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::Problem;
use crate::http::AppState;

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        match Json::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Problem::unreadable("body", "json_needed")),
            Err(JsonRejection::BytesRejection(_)) => Err(Problem::too_large()),
            Err(_) => Err(Problem::unreadable("body", "unreadable_json")),
        }
    }
}
