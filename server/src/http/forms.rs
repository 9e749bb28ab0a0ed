//! Forms and downloads that browsers handle without any script.

use std::collections::BTreeMap;

use app::Theme;
use axum::Extension;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Form, Multipart, Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::forms::safe_next;
use domain::ids::{ServiceId, TargetId};
use domain::policy::Action;
use domain::time::period::Period;
use domain::views::{AuditFilter, Language, TicketField};
use serde::Deserialize;
use services::{AuditFormat, Error, MappingChoice, Upload};

use super::session::{LANGUAGE_COOKIE, THEME_COOKIE, Visitor};

/// Language, theme, and the page to go back to.
#[derive(Deserialize)]
pub struct PreferencesForm {
    #[serde(default)]
    language: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    next: String,
}

/// Remembers language and theme in this browser.
pub async fn preferences(jar: CookieJar, Form(form): Form<PreferencesForm>) -> (CookieJar, Redirect) {
    let mut jar = jar;
    if let Some(language) = Language::parse(&form.language) {
        jar = jar.add(lasting(LANGUAGE_COOKIE, language.code()));
    }
    if let Some(theme) = Theme::parse(&form.theme) {
        jar = jar.add(lasting(THEME_COOKIE, theme.code()));
    }
    (jar, Redirect::to(safe_next(&form.next)))
}

fn lasting(name: &'static str, value: &'static str) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(true);
    cookie.make_permanent();
    cookie
}

/// Takes an upload and goes to its preview; what is wrong is told on the upload page.
pub async fn upload(
    Extension(visitor): Extension<Visitor>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login?next=/imports").into_response();
    };
    if !actor.may(Action::ImportRun) {
        return Redirect::to("/imports?error=forbidden").into_response();
    }
    let stored = async {
        let form = form.map_err(|_| Error::field("file", "required"))?;
        let upload = read_upload(form).await?;
        visitor.services.upload(actor, upload).await
    };
    match stored.await {
        Ok(id) => Redirect::to(&format!("/imports/{id}")).into_response(),
        Err(Error::Invalid(fields)) => {
            let first = fields.into_iter().next();
            let (field, code) = first.map(|error| (error.field, error.code)).unwrap_or_default();
            Redirect::to(&format!("/imports?error={code}&field={field}")).into_response()
        }
        Err(error) => Redirect::to(&format!("/imports?error={}", error.code())).into_response(),
    }
}

/// Reads the upload form: the file, the service, the mapping and the zone.
pub async fn read_upload(mut form: Multipart) -> Result<Upload, Error> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = field.file_name().unwrap_or_default().to_owned();
            file = Some((
                file_name,
                field.bytes().await.map_err(|error| unreadable(&error))?,
            ));
        } else {
            texts.insert(name, field.text().await.map_err(|error| unreadable(&error))?);
        }
    }
    let (file_name, bytes) = file
        .filter(|(_, bytes)| !bytes.is_empty())
        .ok_or_else(|| Error::field("file", "required"))?;
    let service_id: Option<ServiceId> = texts.get("service_id").and_then(|text| text.parse().ok());
    let mapping = match texts.get("mapping").map(String::as_str) {
        Some("servicenow") | None => MappingChoice::ServiceNow,
        Some("custom") => MappingChoice::Custom(
            TicketField::ALL
                .iter()
                .filter_map(|field| {
                    Some((
                        field.code().to_owned(),
                        texts.get(field.code())?.trim().to_owned(),
                    ))
                })
                .filter(|(_, heading)| !heading.is_empty())
                .collect(),
        ),
        Some(_) => return Err(Error::field("mapping", "unknown_mapping")),
    };
    Ok(Upload {
        service_id: service_id.ok_or_else(|| Error::field("service_id", "required"))?,
        file_name,
        bytes: bytes.to_vec(),
        mapping,
        time_zone: texts
            .get("time_zone")
            .cloned()
            .unwrap_or_else(|| "Europe/Berlin".to_owned()),
    })
}

/// Why a form did not arrive.
pub fn unreadable(error: &MultipartError) -> Error {
    let too_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Error::field(
        "file",
        if too_large {
            "file_too_large"
        } else {
            "file_not_received"
        },
    )
}

/// A period's ledger as a file.
pub async fn ledger_csv(
    Extension(visitor): Extension<Visitor>,
    Path((id, period)): Path<(String, String)>,
) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login").into_response();
    };
    let (Ok(id), Ok(period)) = (id.parse::<TargetId>(), period.parse::<Period>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match visitor.services.ledger_csv(actor, id, period).await {
        Ok(bytes) => attachment(&format!("ledger-{period}.csv"), "text/csv; charset=utf-8", bytes),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The audit log as a file for spreadsheets.
pub async fn audit_csv(
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Query(filter): Query<AuditFilter>,
) -> Response {
    audit_file(&visitor, &headers, &filter, AuditFormat::Csv).await
}

/// The audit log as a file for programs.
pub async fn audit_ndjson(
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Query(filter): Query<AuditFilter>,
) -> Response {
    audit_file(&visitor, &headers, &filter, AuditFormat::Ndjson).await
}

async fn audit_file(
    visitor: &Visitor,
    headers: &HeaderMap,
    filter: &AuditFilter,
    format: AuditFormat,
) -> Response {
    let Some(actor) = &visitor.actor else {
        return Redirect::to("/login?next=/administration/audit").into_response();
    };
    // Each export is an entry in the log; no foreign page may cause one in somebody's name.
    let foreign = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site");
    if foreign {
        return StatusCode::FORBIDDEN.into_response();
    }
    let kind = match format {
        AuditFormat::Csv => "text/csv; charset=utf-8",
        AuditFormat::Ndjson => "application/x-ndjson",
    };
    match visitor.services.export_audit(actor, filter, format).await {
        Ok(file) => attachment(&file.name, kind, file.bytes),
        Err(Error::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(Error::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A file to be kept, never shown inline.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, bytes).into_response()
}
