//! Deadlines as files: for spreadsheets, and for the calendars that people subscribe with.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::views::DeadlineFilter;
use serde::Deserialize;
use services::Error;

use super::AppState;
use super::forms::attachment;
use super::session::Visitor;

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

/// The list as a file.
pub async fn csv(Extension(visitor): Extension<Visitor>, Query(filter): Query<DeadlineFilter>) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login?next=/deadlines").into_response();
    };
    match visitor.services.deadlines_csv(actor, &filter).await {
        Ok(bytes) => attachment("deadlines.csv", "text/csv; charset=utf-8", bytes),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(Error::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
