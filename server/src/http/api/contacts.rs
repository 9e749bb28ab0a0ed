//! Contacts of suppliers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use domain::forms::ContactForm;
use domain::ids::{ContactId, SupplierId};
use domain::views::ContactView;
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A person or desk at a supplier.
#[derive(Serialize, ToSchema)]
pub struct Contact {
    id: String,
    name: String,
    /// What they do there.
    function: String,
    email: String,
    phone: String,
    /// `de` or `en`.
    language: &'static str,
    /// Whether escalations go to them.
    escalation: bool,
    revision: i32,
}

impl From<ContactView> for Contact {
    fn from(row: ContactView) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            function: row.function,
            email: row.email,
            phone: row.phone,
            language: row.language.code(),
            escalation: row.escalation,
            revision: row.revision,
        }
    }
}

/// A person or desk at a supplier to be written. What is absent is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactBody {
    name: String,
    #[serde(default)]
    function: String,
    /// Needed for escalations, or where there is no telephone number.
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    /// `de` or `en`.
    #[serde(default)]
    language: String,
    #[serde(default)]
    escalation: bool,
}

impl From<ContactBody> for ContactForm {
    fn from(body: ContactBody) -> Self {
        Self {
            name: body.name,
            function: body.function,
            email: body.email,
            phone: body.phone,
            language: body.language,
            escalation: body.escalation.to_string(),
        }
    }
}

/// All of a supplier.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/contacts", tag = "suppliers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Contact>), (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Contact>>, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    let rows = state.services.supplier(&caller.0, id).await?.contacts;
    Ok(Json(Items::all(rows.into_iter().map(Contact::from).collect())))
}

/// Add one to a supplier.
#[utoipa::path(post, path = "/api/v1/suppliers/{id}/contacts", tag = "suppliers", params(("id" = Uuid, Path)),
    request_body = ContactBody,
    responses((status = 201, body = Contact, headers(("Location" = String), ("ETag" = String))),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Path(supplier): Path<String>,
    Body(body): Body<ContactBody>,
) -> Result<impl IntoResponse, Problem> {
    let supplier: SupplierId = supplier.parse().map_err(|_| Error::NotFound)?;
    let id = state
        .services
        .add_contact(&caller.0, supplier, &body.into())
        .await?;
    let location = [(
        header::LOCATION,
        format!("/api/v1/suppliers/{supplier}/contacts/{id}"),
    )];
    Ok((
        StatusCode::CREATED,
        location,
        detail(&state, &caller, supplier, id).await?,
    ))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/contacts/{contact_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("contact_id" = Uuid, Path)),
    responses((status = 200, body = Contact, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    detail(&state, &caller, supplier, id).await
}

/// Replace one of them.
#[utoipa::path(put, path = "/api/v1/suppliers/{id}/contacts/{contact_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("contact_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = ContactBody,
    responses((status = 200, body = Contact, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
    seen: IfMatch,
    Body(body): Body<ContactBody>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    find(&state, &caller, supplier, id).await?;
    state
        .services
        .change_contact(&caller.0, supplier, id, seen.required()?, &body.into())
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, supplier, id).await
}

/// Remove one of them.
#[utoipa::path(delete, path = "/api/v1/suppliers/{id}/contacts/{contact_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("contact_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let (supplier, id) = read(&ids)?;
    let current = find(&state, &caller, supplier, id).await?.revision;
    state
        .services
        .remove_contact(&caller.0, supplier, id, seen.0.unwrap_or(current))
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

fn read((supplier, id): &(String, String)) -> Result<(SupplierId, ContactId), Error> {
    let supplier = supplier.parse().map_err(|_| Error::NotFound)?;
    Ok((supplier, id.parse().map_err(|_| Error::NotFound)?))
}

async fn find(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: ContactId,
) -> Result<ContactView, Error> {
    let rows = state.services.supplier(&caller.0, supplier).await?.contacts;
    rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: ContactId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let row = find(state, caller, supplier, id).await?;
    Ok((etag(row.revision), Json(Contact::from(row))))
}
