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

/// Calls a server function. A form sent without a script goes back to where it came from with what is wrong in the
/// address; what was wrong before must not pile up there.
pub async fn server_function(Extension(visitor): Extension<Visitor>, mut request: Request<Body>) -> Response {
    if let Some(referer) = request.headers_mut().get_mut(header::REFERER)
        && let Some(clean) = referer.to_str().ok().map(without_problems)
        && let Ok(clean) = HeaderValue::from_str(&clean)
    {
        *referer = clean;
    }
    leptos_axum::handle_server_fns_with_context(move || visitor.provide(), request)
        .await
        .into_response()
}

/// An address without what server functions wrote into it.
fn without_problems(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else {
        return address.to_owned();
    };
    let own = |pair: &&str| !["__path=", "__err="].iter().any(|name| pair.starts_with(name));
    let left: Vec<_> = query.split('&').filter(own).collect();
    if left.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", left.join("&"))
    }
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

#[cfg(test)]
mod tests {
    use super::without_problems;

    #[test]
    fn problems_are_replaced_and_not_collected() {
        for (address, clean) in [
            (
                "http://a/reset?token=x&__path=%2Ffn&__err=y",
                "http://a/reset?token=x",
            ),
            ("http://a/reset?__path=%2Ffn&__err=y&__path=z", "http://a/reset"),
            ("http://a/reset", "http://a/reset"),
        ] {
            assert_eq!(without_problems(address), clean);
        }
    }
}
