//! The way to a tenant's identity provider and back.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use serde::Deserialize;
use services::{OidcAnswer, oidc_cookie_name};

use super::AppState;
use super::session::Visitor;

/// Which tenant, and where to go afterwards.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    tenant: String,
    #[serde(default)]
    next: String,
}

/// From the form on the sign-in page. A form may lead to no other site, not even by redirects, so the browser is
/// told to begin anew.
pub async fn choose(Query(wish): Query<Wish>) -> Response {
    let slug = wish.tenant.trim().to_lowercase();
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if slug.is_empty() || !slug.chars().all(plain) {
        return back("oidc_not_configured");
    }
    let next = serde_urlencoded::to_string([("next", wish.next)]).unwrap_or_default();
    let refresh = HeaderValue::from_str(&format!("0; url=/login/oidc/{slug}?{next}"));
    refresh.map_or_else(
        |_| StatusCode::BAD_REQUEST.into_response(),
        |refresh| [(header::REFRESH, refresh)].into_response(),
    )
}

/// To the provider.
pub async fn start(
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    Query(wish): Query<Wish>,
) -> Response {
    match visitor
        .services
        .begin_oidc(&slug, &wish.next, &visitor.address)
        .await
    {
        Ok(start) => with_cookie(start.cookie, &start.url),
        Err(error) => back(error.code()),
    }
}

/// Back from the provider.
pub async fn callback(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    jar: CookieJar,
    Path(slug): Path<String>,
    Query(answer): Query<OidcAnswer>,
) -> Response {
    let browser = jar.get(oidc_cookie_name(&state.public_url));
    let browser = browser.map(Cookie::value).unwrap_or_default();
    let from = (&visitor.address, &visitor.agent);
    match visitor.services.finish_oidc(&slug, answer, browser, from).await {
        Ok((session, next)) => with_cookie(session.cookie, &next),
        Err(error) => back(error.code()),
    }
}

fn with_cookie(cookie: String, to: &str) -> Response {
    ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
}

fn back(code: &str) -> Response {
    Redirect::to(&format!("/login?error={code}")).into_response()
}
