//! Deadlines for the calendars that people subscribe with.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use services::Error;

use super::AppState;

/// What proves that somebody was given the address.
#[derive(Deserialize)]
pub struct Address {
    #[serde(default)]
    token: String,
}

/// The calendar behind an address. Everything wrong with the address looks the same.
pub async fn calendar(State(state): State<AppState>, Query(address): Query<Address>) -> Response {
    match state.services.deadline_calendar(&address.token).await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"tragwerk.ics\"",
                ),
            ];
            (headers, text).into_response()
        }
        Err(Error::Internal) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
