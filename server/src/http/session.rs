//! Who asks: read once per request, before any handler.

use app::{Preferences, Theme};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use domain::views::Language;
use services::{Actor, Agent, ClientAddress, Services, SessionInfo, SessionToken, cookie_name};

use super::AppState;
use super::address::Client;

pub const LANGUAGE_COOKIE: &str = "tw_lang";
/// A proxy may give requests ids of its own, within reason.
const REQUEST_ID: &str = "x-request-id";
const LONGEST_REQUEST_ID: usize = 64;
pub const THEME_COOKIE: &str = "tw_theme";

/// Everything a page or server function may know of its request.
#[derive(Clone)]
pub struct Visitor {
    pub services: Services,
    pub actor: Option<Actor>,
    pub session: Option<SessionInfo>,
    pub token: Option<SessionToken>,
    pub address: ClientAddress,
    pub agent: Agent,
    pub preferences: Preferences,
}

impl Visitor {
    /// Puts it where components and server functions look for it.
    pub fn provide(&self) {
        use leptos::prelude::provide_context;
        provide_context(self.services.clone());
        provide_context(self.actor.clone());
        provide_context(self.session);
        provide_context(self.token.clone());
        provide_context(self.address.clone());
        provide_context(self.agent.clone());
        provide_context(self.preferences);
    }
}

/// Reads the session and preferences and hands them to the handler.
pub async fn identify(
    State(state): State<AppState>,
    Client(address): Client,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let token = jar
        .get(cookie_name(&state.public_url))
        .map(|cookie| SessionToken(cookie.value().to_owned()));
    let visit = match &token {
        None => None,
        Some(token) => match state
            .services
            .authenticate(token, request_id(request.headers()))
            .await
        {
            Ok(visit) => visit,
            Err(_) => return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
    };
    let session = visit.as_ref().map(|visit| visit.session);
    let actor = visit.and_then(|visit| visit.actor);
    let preferences = preferences(&jar, request.headers(), actor.as_ref());
    let agent = request.headers().get(header::USER_AGENT);
    let agent = agent
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let visitor = Visitor {
        services: state.services.clone(),
        actor,
        session,
        token,
        address,
        agent: Agent(agent),
        preferences,
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// The id the request got on its way in.
pub fn request_id(headers: &HeaderMap) -> &str {
    headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Takes a request id off that is none, so that nothing foreign gets into answers and logs; it gets one of ours.
pub async fn own_request_id(mut request: Request, next: Next) -> Response {
    let fits = |id: &str| {
        id.len() <= LONGEST_REQUEST_ID && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    if !fits(request_id(request.headers())) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

/// The chosen language, else the person's own, else the browser's.
fn preferences(jar: &CookieJar, headers: &HeaderMap, actor: Option<&Actor>) -> Preferences {
    let chosen = jar
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| Language::parse(cookie.value()));
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let accepted = accepted.and_then(|list| list.split(',').find_map(|tag| Language::parse(tag.trim())));
    Preferences {
        language: chosen
            .or(actor.map(|actor| actor.language))
            .or(accepted)
            .unwrap_or_default(),
        theme: jar
            .get(THEME_COOKIE)
            .and_then(|cookie| Theme::parse(cookie.value()))
            .unwrap_or_default(),
    }
}
