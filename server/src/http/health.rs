//! For load balancers: alive, and ready to serve.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::AppState;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/livez", get(async || "ok"))
        .route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> Result<&'static str, StatusCode> {
    let answer = state.services.database().ping().await;
    answer.map(|()| "ok").map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
}
