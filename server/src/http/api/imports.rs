//! Imports of tickets.

use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use chrono::NaiveDateTime;
use domain::ids::ImportId;
use domain::views::{ImportRow, RowError};
use serde::Serialize;
use services::Error;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Problem;
use super::auth::Caller;
use super::dto::Items;
use crate::http::{AppState, forms};

/// An upload and how far it has come.
#[derive(Serialize, ToSchema)]
pub struct Import {
    id: String,
    file_name: String,
    /// `previewed`, `running`, `done`, `failed` or `cancelled`.
    status: &'static str,
    service: String,
    /// In the tenant's zone.
    created_at: NaiveDateTime,
    rows: i64,
    tickets: i64,
    processed: i64,
    created: i64,
    updated: i64,
    unchanged: i64,
    errors: i64,
}

impl From<ImportRow> for Import {
    fn from(row: ImportRow) -> Self {
        Self {
            id: row.id.to_string(),
            file_name: row.file_name,
            status: row.status.code(),
            service: row.service_name,
            created_at: row.created_at,
            rows: row.rows,
            tickets: row.tickets,
            processed: row.processed,
            created: row.created,
            updated: row.updated,
            unchanged: row.unchanged,
            errors: row.errors,
        }
    }
}

/// An import with the first rows that could not be read.
#[derive(Serialize, ToSchema)]
pub struct ImportDetail {
    #[serde(flatten)]
    import: Import,
    row_errors: Vec<RowProblem>,
}

/// Why a row could not be read.
#[derive(Serialize, ToSchema)]
pub struct RowProblem {
    /// Line in the file, the header being line 1.
    row: u64,
    column: Option<String>,
    code: String,
    value: String,
}

impl From<RowError> for RowProblem {
    fn from(error: RowError) -> Self {
        Self {
            row: error.row,
            column: error.column,
            code: error.code,
            value: error.value,
        }
    }
}

/// An upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read field by field")]
struct UploadForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    service_id: Uuid,
    /// `servicenow` (default), or `custom` with one field per ticket field that names its column.
    mapping: Option<String>,
    /// Zone of the file's times; `Europe/Berlin` if not given.
    time_zone: Option<String>,
}

/// The newest imports.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports",
    responses((status = 200, body = Items<Import>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<Import>>, Problem> {
    let rows = state.services.imports(&caller.0).await?;
    Ok(Json(Items::all(rows.into_iter().map(Import::from).collect())))
}

/// Upload a file of tickets; nothing is stored before it is confirmed.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportDetail), (status = 422, body = Problem)))]
pub async fn upload(
    State(state): State<AppState>,
    caller: Caller,
    form: Multipart,
) -> Result<(StatusCode, Json<ImportDetail>), Problem> {
    let upload = forms::read_upload(form).await?;
    let id = state.services.upload(&caller.0, upload).await?;
    Ok((StatusCode::CREATED, Json(detail(&state, &caller, id).await?)))
}

/// One import.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = Uuid, Path)),
    responses((status = 200, body = ImportDetail), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ImportDetail>, Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    Ok(Json(detail(&state, &caller, id).await?))
}

/// Store what an upload holds.
#[utoipa::path(post, path = "/api/v1/imports/{id}/confirm", tag = "imports", params(("id" = Uuid, Path)),
    responses((status = 202, body = ImportDetail), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn confirm(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<ImportDetail>), Problem> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    state.services.confirm_import(&caller.0, id).await?;
    Ok((StatusCode::ACCEPTED, Json(detail(&state, &caller, id).await?)))
}

async fn detail(state: &AppState, caller: &Caller, id: ImportId) -> Result<ImportDetail, Problem> {
    let view = state.services.import(&caller.0, id).await?;
    let row_errors = view.errors.into_iter().map(RowProblem::from).collect();
    Ok(ImportDetail {
        import: view.row.into(),
        row_errors,
    })
}
