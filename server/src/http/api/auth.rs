//! Tokens.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use services::{Actor, Error, Jwks};
use utoipa::ToSchema;

use super::Problem;
use crate::http::AppState;
use crate::http::address::Client;
use crate::http::session::request_id;

/// The machine that asks, by its token.
pub struct Caller(pub Actor);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = header
            .and_then(|value| value.split_once(' '))
            .filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let (_, token) = token.ok_or(Error::Unauthenticated)?;
        Ok(Self(
            state
                .services
                .verify_token(token.trim(), request_id(&parts.headers))
                .await?,
        ))
    }
}

/// Client credentials (RFC 6749 section 4.4.2), as form or JSON, or with the pair as HTTP Basic.
#[derive(Default, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// `client_credentials`
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
}

/// A token and how long it is good for.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
}

/// Exchange a client's id and secret for a token of fifteen minutes.
#[utoipa::path(post, path = "/api/v1/auth/token", tag = "auth", security(()), request_body = TokenRequest,
    responses((status = 200, body = TokenAnswer), (status = 401, body = Problem)))]
pub async fn token(
    State(state): State<AppState>,
    Client(address): Client,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<TokenAnswer>, Problem> {
    let mut request = read(&headers, &body)?;
    if let Some((id, secret)) = basic(&headers) {
        (request.client_id, request.client_secret) = (id, secret);
    }
    if !["", "client_credentials"].contains(&request.grant_type.as_str()) {
        return Err(Problem::unreadable("grant_type", "unsupported_grant_type"));
    }
    let token = state
        .services
        .issue_token(&request.client_id, &request.client_secret, &address)
        .await?;
    Ok(Json(TokenAnswer {
        access_token: token.access_token,
        token_type: token.token_type,
        expires_in: token.expires_in,
    }))
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<TokenRequest, Problem> {
    if body.is_empty() {
        return Ok(TokenRequest::default());
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("application/json") {
        return serde_json::from_slice(body).map_err(|_| Problem::unreadable("body", "unreadable_json"));
    }
    serde_urlencoded::from_bytes(body).map_err(|_| Problem::unreadable("body", "unreadable_form"))
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let decoded = STANDARD.decode(value.strip_prefix("Basic ")?.trim()).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The public keys of tokens.
pub async fn jwks(State(state): State<AppState>) -> Result<Json<Jwks>, Problem> {
    Ok(Json(state.services.jwks().await?))
}
