//! Documents in and out: streamed, never held as a whole.

use axum::Extension;
use axum::body::Body;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::forms::DocumentForm;
use domain::ids::DocumentId;
use domain::views::DocumentOwner;
use services::{Actor, DocumentContent, Error, Services};

use super::forms::unreadable;
use super::session::Visitor;

/// What a page loaded from a document could do: nothing.
const SANDBOX: &str =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// Reads the form of a document; the file goes to the store while it arrives.
///
/// # Errors
/// What the service refuses, and `Invalid` for a file that did not arrive.
pub async fn receive(
    services: &Services,
    actor: &Actor,
    owner: DocumentOwner,
    form: Result<Multipart, MultipartRejection>,
) -> Result<DocumentId, Error> {
    // Before a byte is read.
    let mut incoming = services.receive_document(actor, owner).await?;
    let read = async {
        let mut form = form.map_err(|_| Error::field("file", "required"))?;
        let mut told = DocumentForm::default();
        let mut has_file = false;
        while let Some(mut field) = form.next_field().await.map_err(|error| unreadable(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                if std::mem::replace(&mut has_file, true) {
                    return Err(Error::field("file", "one_file_only"));
                }
                incoming.named(field.file_name().unwrap_or_default());
                while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(&error))? {
                    incoming.write(chunk).await?;
                }
                continue;
            }
            let text = field.text().await.map_err(|error| unreadable(&error))?;
            match name.as_str() {
                "kind" => told.kind = text,
                "title" => told.title = text,
                "dated_on" => told.dated_on = text,
                "confidentiality" => told.confidentiality = text,
                _ => {}
            }
        }
        Ok(told)
    };
    let told = read.await;
    match told {
        Ok(told) => incoming.keep(&told).await,
        Err(error) => {
            incoming.discard().await;
            Err(error)
        }
    }
}

/// A content as a file to be saved.
pub fn download(content: DocumentContent) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content.media_type),
        (header::CONTENT_LENGTH, content.bytes.to_string()),
        (header::CONTENT_DISPOSITION, content.disposition),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Body::from_stream(content.stream)).into_response()
}

/// A document added on a contract's page.
pub async fn to_contract(
    visitor: Extension<Visitor>,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let page = format!("/contracts/{id}");
    let owner = id.parse().map(DocumentOwner::Contract);
    add(&visitor, &page, owner.map_err(|_| Error::NotFound), form).await
}

/// A document added on a supplier's page.
pub async fn to_supplier(
    visitor: Extension<Visitor>,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let page = format!("/suppliers/{id}");
    let owner = id.parse().map(DocumentOwner::Supplier);
    add(&visitor, &page, owner.map_err(|_| Error::NotFound), form).await
}

async fn add(
    visitor: &Visitor,
    page: &str,
    owner: Result<DocumentOwner, Error>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login").into_response();
    };
    let added = match owner {
        Ok(owner) => receive(&visitor.services, actor, owner, form).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(_) => Redirect::to(&format!("{page}?document=added#documents")).into_response(),
        Err(Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => Redirect::to(&format!("{page}?document={}#documents", told(&error))).into_response(),
    }
}

/// A refusal as the address of a redirect says it: `file:executable,title:too_long`, or a code alone.
pub fn told(error: &Error) -> String {
    match error {
        Error::Invalid(fields) => {
            let told = fields
                .iter()
                .map(|error| format!("{}:{}", error.field, error.code));
            told.collect::<Vec<_>>().join(",")
        }
        other => other.code().to_owned(),
    }
}

/// A document for the browser to save.
pub async fn content(Extension(visitor): Extension<Visitor>, Path(id): Path<String>) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login").into_response();
    };
    let Ok(id) = id.parse() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match visitor.services.document_content(actor, id).await {
        Ok(content) => download(content),
        Err(Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
