//! Documents of contracts and suppliers.

use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDate, NaiveDateTime};
use domain::ids::{ContractId, DocumentId, SupplierId};
use domain::views::{DocumentOwner, DocumentRow};
use serde::Serialize;
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use crate::http::{AppState, documents};

/// A document.
#[derive(Serialize, ToSchema)]
pub struct Document {
    id: String,
    /// Where it belongs to a contract.
    contract_id: Option<String>,
    /// Where it belongs to a supplier as a whole.
    supplier_id: Option<String>,
    /// `contract`, `amendment`, `processor_agreement`, `certificate` or `other`.
    kind: &'static str,
    title: String,
    dated_on: Option<NaiveDate>,
    /// `internal`, or `shared` with the contract's supplier.
    confidentiality: &'static str,
    file_name: String,
    media_type: String,
    bytes: i64,
    sha256: String,
    /// In the tenant's zone.
    added_at: NaiveDateTime,
}

impl From<DocumentRow> for Document {
    fn from(row: DocumentRow) -> Self {
        let (contract_id, supplier_id) = match row.owner {
            DocumentOwner::Contract(id) => (Some(id.to_string()), None),
            DocumentOwner::Supplier(id) => (None, Some(id.to_string())),
        };
        Self {
            id: row.id.to_string(),
            contract_id,
            supplier_id,
            kind: row.kind.code(),
            title: row.title,
            dated_on: row.dated_on,
            confidentiality: row.confidentiality.code(),
            file_name: row.file_name,
            media_type: row.media_type,
            bytes: row.bytes,
            sha256: row.sha256,
            added_at: row.added_at,
        }
    }
}

/// A file and what it is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct DocumentUpload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `contract`, `amendment`, `processor_agreement`, `certificate` or `other`.
    kind: String,
    /// The file's name if not given.
    title: Option<String>,
    /// `2026-12-31`
    dated_on: Option<String>,
    /// `internal` (default) or `shared`
    confidentiality: Option<String>,
}

/// A contract's documents, newest first.
#[utoipa::path(get, path = "/api/v1/contracts/{id}/documents", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Document>), (status = 404, body = Problem)))]
pub async fn of_contract(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Document>>, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    list(&state, &caller, DocumentOwner::Contract(id)).await
}

/// Add a document to a contract.
#[utoipa::path(post, path = "/api/v1/contracts/{id}/documents", tag = "documents", params(("id" = Uuid, Path)),
    request_body(content = DocumentUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = Document), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn to_contract(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let id: ContractId = id.parse().map_err(|_| Error::NotFound)?;
    add(&state, &caller, DocumentOwner::Contract(id), form).await
}

/// Documents of a supplier as a whole, newest first.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}/documents", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = Items<Document>), (status = 404, body = Problem)))]
pub async fn of_supplier(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Items<Document>>, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    list(&state, &caller, DocumentOwner::Supplier(id)).await
}

/// Add a document to a supplier as a whole.
#[utoipa::path(post, path = "/api/v1/suppliers/{id}/documents", tag = "documents", params(("id" = Uuid, Path)),
    request_body(content = DocumentUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = Document), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn to_supplier(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    add(&state, &caller, DocumentOwner::Supplier(id), form).await
}

/// One document.
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = Document), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Document>, Problem> {
    let id: DocumentId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(Json(state.services.document(&caller.0, id).await?.into()))
}

/// A document's content. That it was fetched is logged.
#[utoipa::path(get, path = "/api/v1/documents/{id}/content", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The file"), (status = 404, body = Problem)))]
pub async fn content(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: DocumentId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(documents::download(
        state.services.document_content(&caller.0, id).await?,
    ))
}

/// Remove a document. Its content goes once no other document has the same.
#[utoipa::path(delete, path = "/api/v1/documents/{id}", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id: DocumentId = id.parse().map_err(|_| Error::NotFound)?;
    state.services.remove_document(&caller.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list(
    state: &AppState,
    caller: &Caller,
    owner: DocumentOwner,
) -> Result<Json<Items<Document>>, Problem> {
    let rows = state.services.documents(&caller.0, owner).await?;
    Ok(Json(Items::all(rows.into_iter().map(Document::from).collect())))
}

async fn add(
    state: &AppState,
    caller: &Caller,
    owner: DocumentOwner,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let id = documents::receive(&state.services, &caller.0, owner, form).await?;
    let location = [(header::LOCATION, format!("/api/v1/documents/{id}"))];
    let document = Document::from(state.services.document(&caller.0, id).await?);
    Ok((StatusCode::CREATED, location, Json(document)).into_response())
}
