//! Certificates of suppliers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::forms::CertificateForm;
use domain::ids::{CertificateId, SupplierId};
use domain::views::CertificateRow;
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::Items;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A certificate as it stands today.
#[derive(Serialize, ToSchema)]
pub struct Certificate {
    id: String,
    /// `iso_27001`, `c5_type1`, `c5_type2`, `soc_2`, `tisax`, `iso_20000`, `iso_22301` or `other`.
    kind: &'static str,
    /// Name of another.
    title: String,
    number: String,
    issuer: String,
    scope: String,
    valid_from: Option<NaiveDate>,
    valid_to: NaiveDate,
    /// `expired`, `expiring` (90 days), `pending` or `valid`.
    state: &'static str,
    days_left: i64,
    /// Whether another of the kind takes over without a gap.
    followed: bool,
    revision: i32,
}

impl From<CertificateRow> for Certificate {
    fn from(row: CertificateRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.code(),
            title: row.title,
            number: row.number,
            issuer: row.issuer,
            scope: row.scope,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            state: row.state.code(),
            days_left: row.days_left,
            followed: row.followed,
            revision: row.revision,
        }
    }
}

/// A certificate as it stands today to be written. What is absent is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateBody {
    /// `iso_27001`, `c5_type1`, `c5_type2`, `soc_2`, `tisax`, `iso_20000`, `iso_22301` or `other`.
    kind: String,
    /// Name of another.
    #[serde(default)]
    title: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    scope: String,
    /// `2026-01-31`
    #[serde(default)]
    valid_from: String,
    /// `2028-12-31`
    valid_to: String,
}

impl From<CertificateBody> for CertificateForm {
    fn from(body: CertificateBody) -> Self {
        Self {
            kind: body.kind,
            title: body.title,
            number: body.number,
            issuer: body.issuer,
            scope: body.scope,
            valid_from: body.valid_from,
            valid_to: body.valid_to,
        }
    }
}

/// All of a supplier.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/certificates", tag = "suppliers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Certificate>), (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Certificate>>, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    let rows = state.services.supplier(&caller.0, id).await?.certificates;
    Ok(Json(Items::all(
        rows.into_iter().map(Certificate::from).collect(),
    )))
}

/// Add one to a supplier.
#[utoipa::path(post, path = "/api/v1/suppliers/{id}/certificates", tag = "suppliers", params(("id" = Uuid, Path)),
    request_body = CertificateBody,
    responses((status = 201, body = Certificate, headers(("Location" = String), ("ETag" = String))),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Path(supplier): Path<String>,
    Body(body): Body<CertificateBody>,
) -> Result<impl IntoResponse, Problem> {
    let supplier: SupplierId = supplier.parse().map_err(|_| Error::NotFound)?;
    let id = state
        .services
        .add_certificate(&caller.0, supplier, &body.into())
        .await?;
    let location = [(
        header::LOCATION,
        format!("/api/v1/suppliers/{supplier}/certificates/{id}"),
    )];
    Ok((
        StatusCode::CREATED,
        location,
        detail(&state, &caller, supplier, id).await?,
    ))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/certificates/{certificate_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("certificate_id" = Uuid, Path)),
    responses((status = 200, body = Certificate, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    detail(&state, &caller, supplier, id).await
}

/// Replace one of them.
#[utoipa::path(put, path = "/api/v1/suppliers/{id}/certificates/{certificate_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("certificate_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = CertificateBody,
    responses((status = 200, body = Certificate, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(ids): Path<(String, String)>,
    seen: IfMatch,
    Body(body): Body<CertificateBody>,
) -> Result<impl IntoResponse, Problem> {
    let (supplier, id) = read(&ids)?;
    find(&state, &caller, supplier, id).await?;
    state
        .services
        .change_certificate(&caller.0, supplier, id, seen.required()?, &body.into())
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, supplier, id).await
}

/// Remove one of them.
#[utoipa::path(delete, path = "/api/v1/suppliers/{id}/certificates/{certificate_id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("certificate_id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
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
        .remove_certificate(&caller.0, supplier, id, seen.0.unwrap_or(current))
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

fn read((supplier, id): &(String, String)) -> Result<(SupplierId, CertificateId), Error> {
    let supplier = supplier.parse().map_err(|_| Error::NotFound)?;
    Ok((supplier, id.parse().map_err(|_| Error::NotFound)?))
}

async fn find(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: CertificateId,
) -> Result<CertificateRow, Error> {
    let rows = state.services.supplier(&caller.0, supplier).await?.certificates;
    rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    supplier: SupplierId,
    id: CertificateId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let row = find(state, caller, supplier, id).await?;
    Ok((etag(row.revision), Json(Certificate::from(row))))
}
