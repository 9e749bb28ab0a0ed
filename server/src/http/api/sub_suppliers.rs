//! What suppliers pass on to others.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::forms::SubSupplierForm;
use domain::ids::{SubSupplierId, SupplierId};
use domain::views::SubSupplierRow;
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// What a supplier passes on to another.
#[derive(Serialize, ToSchema)]
pub struct SubSupplier {
    id: String,
    name: String,
    /// One of the tenant's own suppliers.
    linked_id: Option<String>,
    /// What it does.
    service: String,
    /// ISO 3166-1 alpha-2 code.
    country: Option<String>,
    since: Option<NaiveDate>,
    revision: i32,
}

impl From<SubSupplierRow> for SubSupplier {
    fn from(row: SubSupplierRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            linked_id: row.linked_id.map(|id| id.to_string()),
            service: row.service,
            country: row.country,
            since: row.since,
            revision: row.revision,
        }
    }
}

/// What a supplier passes on to another to be written. What is absent is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubSupplierBody {
    /// Not with `linked_id`.
    #[serde(default)]
    name: String,
    /// One of the tenant's own suppliers.
    #[serde(default)]
    linked_id: String,
    /// What it does.
    service: String,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default)]
    country: String,
    /// `2026-01-31`
    #[serde(default)]
    since: String,
}

impl From<SubSupplierBody> for SubSupplierForm {
    fn from(body: SubSupplierBody) -> Self {
        Self {
            name: body.name,
            linked_id: body.linked_id,
            service: body.service,
            country: body.country,
            since: body.since,
        }
    }
}

/// All of a supplier.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/sub-suppliers", tag = "suppliers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<SubSupplier>), (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<SubSupplier>>, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    let rows = state.services.supplier(&caller.0, id).await?.sub_suppliers;
    Ok(Json(Items::all(
        rows.into_iter().map(SubSupplier::from).collect(),
    )))
}

/// Add one to a supplier.
#[utoipa::path(post, path = "/api/v1/suppliers/{id}/sub-suppliers", tag = "suppliers", params(("id" = Uuid, Path)),
    request_body = SubSupplierBody,
    responses((status = 201, body = SubSupplier, headers(("Location" = String), ("ETag" = String))),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Path(supplier): Path<String>,
    Body(body): Body<SubSupplierBody>,
) -> Result<impl IntoResponse, Problem> {
    let supplier: SupplierId = supplier.parse().map_err(|_| Error::NotFound)?;
    let id = state
        .services
        .add_sub_supplier(&caller.0, supplier, &body.into())
        .await?;
    let location = [(
        header::LOCATION,
        format!("/api/v1/suppliers/{supplier}/sub-suppliers/{id}"),
    )];
    Ok((
        StatusCode::CREATED,
        location,
        detail(&state, &caller, supplier, id).await?,
    ))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("sub_supplier_id" = Uuid, Path)),
    responses((status = 200, body = SubSupplier, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    detail(&state, &caller, supplier, id).await
}

/// Replace one of them.
#[utoipa::path(put, path = "/api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("sub_supplier_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = SubSupplierBody,
    responses((status = 200, body = SubSupplier, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
    seen: IfMatch,
    Body(body): Body<SubSupplierBody>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    find(&state, &caller, supplier, id).await?;
    state
        .services
        .change_sub_supplier(&caller.0, supplier, id, seen.required()?, &body.into())
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, supplier, id).await
}

/// Remove one of them.
#[utoipa::path(delete, path = "/api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("sub_supplier_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
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
        .remove_sub_supplier(&caller.0, supplier, id, seen.0.unwrap_or(current))
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

fn read((supplier, id): &(String, String)) -> Result<(SupplierId, SubSupplierId), Error> {
    let supplier = supplier.parse().map_err(|_| Error::NotFound)?;
    Ok((supplier, id.parse().map_err(|_| Error::NotFound)?))
}

async fn find(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: SubSupplierId,
) -> Result<SubSupplierRow, Error> {
    let rows = state.services.supplier(&caller.0, supplier).await?.sub_suppliers;
    rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: SubSupplierId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let row = find(state, caller, supplier, id).await?;
    Ok((etag(row.revision), Json(SubSupplier::from(row))))
}
