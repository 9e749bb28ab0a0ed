//! Pages and the server functions behind them.

use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::AppState;
use super::security::page_policy;
use super::session::Visitor;

/// Renders the page of a URL, complete, so that it also works without WASM.
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response {
    let context = move || {
        visitor.provide();
        set_policy();
    };
    let render =
        leptos_axum::render_app_async_with_context(context, move || app::shell(state.leptos.clone()));
    render(request).await
}

/// Calls a server function.
pub async fn server_function(Extension(visitor): Extension<Visitor>, request: Request<Body>) -> Response {
    leptos_axum::handle_server_fns_with_context(move || visitor.provide(), request)
        .await
        .into_response()
}

/// Allows exactly the scripts that carry this rendering's nonce.
fn set_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    if let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}
