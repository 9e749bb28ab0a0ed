//! Tables of suppliers and contracts on their way in, and empty ones on their way out.

use axum::Extension;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use documents::sheet_xlsx;
use domain::forms::intake::IntakeKind;
use domain::ids::IntakeId;
use domain::views::Sheet;
use services::{Actor, Error, Services};

use super::documents::told;
use super::forms::{attachment, unreadable};
use super::session::Visitor;

/// The largest form; the table in it may have 5 MB.
pub const LARGEST_TABLE: usize = 6 * 1024 * 1024;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Suppliers from a table.
pub async fn suppliers(visitor: Extension<Visitor>, form: Result<Multipart, MultipartRejection>) -> Response {
    upload(&visitor, IntakeKind::Suppliers, form).await
}

/// Contracts from a table.
pub async fn contracts(visitor: Extension<Visitor>, form: Result<Multipart, MultipartRejection>) -> Response {
    upload(&visitor, IntakeKind::Contracts, form).await
}

/// A table of suppliers to fill in.
pub async fn empty_suppliers(visitor: Extension<Visitor>) -> Response {
    empty(&visitor, IntakeKind::Suppliers).await
}

/// A table of contracts to fill in.
pub async fn empty_contracts(visitor: Extension<Visitor>) -> Response {
    empty(&visitor, IntakeKind::Contracts).await
}

async fn upload(
    visitor: &Visitor,
    kind: IntakeKind,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let page = format!("/{}/import", kind.code());
    let Some(actor) = &visitor.actor else {
        return Redirect::to(&format!("/login?next={page}")).into_response();
    };
    match receive(&visitor.services, actor, kind, form).await {
        Ok(id) => Redirect::to(&format!("/intakes/{id}")).into_response(),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => Redirect::to(&format!("{page}?refused={}", told(&error))).into_response(),
    }
}

async fn receive(
    services: &Services,
    actor: &Actor,
    kind: IntakeKind,
    form: Result<Multipart, MultipartRejection>,
) -> Result<IntakeId, Error> {
    // Before a byte is read.
    services.intake_columns(actor, kind).await?;
    let mut form = form.map_err(|_| Error::field("file", "required"))?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| unreadable(&error))?;
        if !bytes.is_empty() {
            return services.receive_intake(actor, kind, &name, bytes.to_vec()).await;
        }
    }
    Err(Error::field("file", "required"))
}

async fn empty(visitor: &Visitor, kind: IntakeKind) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to(&format!("/login?next=/{}/import", kind.code())).into_response();
    };
    let columns = match visitor.services.intake_columns(actor, kind).await {
        Ok(columns) => columns,
        Err(Error::Forbidden) => return StatusCode::FORBIDDEN.into_response(),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let name = format!("{}.xlsx", kind.code());
    let sheet = Sheet {
        name: kind.code().to_owned(),
        columns,
        rows: Vec::new(),
    };
    match sheet_xlsx(&sheet, actor.language) {
        Ok(bytes) => attachment(&name, XLSX, bytes),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
