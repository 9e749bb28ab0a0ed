//! REST under `/api/v1`, described at `/api/openapi.json`. One file per family of paths.

mod audit;
mod auth;
mod body;
mod calendars;
mod certificates;
mod chains;
mod claims;
mod contacts;
mod contracts;
mod documents;
mod drafting;
mod dto;
mod escalations;
mod exclusions;
mod facts;
mod imports;
mod problem;
mod query;
mod revision;
mod search;
mod services;
mod sign_off;
mod sub_suppliers;
mod suppliers;
mod targets;
mod templates;
mod terms;
mod users;

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::security::{ClientCredentials, Flow, OAuth2, Scopes, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{AppState, LARGEST_BATCH, LARGEST_UPLOAD};

pub use problem::Problem;

#[derive(OpenApi)]
#[openapi(
    info(title = "Tragwerk", description = "Contracts behind IT services: what was promised, what was delivered, what it costs."),
    security(("client" = []))
)]
struct Document;

fn described() -> OpenApiRouter<AppState> {
    let mut document = Document::openapi();
    let flow = ClientCredentials::new("/api/v1/auth/token", Scopes::new());
    let scheme = SecurityScheme::OAuth2(OAuth2::new([Flow::ClientCredentials(flow)]));
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("client", scheme);
    let uploads = OpenApiRouter::new()
        .routes(routes!(imports::list, imports::upload))
        .routes(routes!(documents::of_contract, documents::to_contract))
        .routes(routes!(documents::of_supplier, documents::to_supplier))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD));
    OpenApiRouter::with_openapi(document)
        .routes(routes!(auth::token))
        .routes(routes!(contracts::list, drafting::create))
        .routes(routes!(contracts::one, drafting::replace, drafting::remove))
        .routes(routes!(drafting::step))
        .routes(routes!(
            drafting::draft,
            drafting::begin,
            drafting::save,
            drafting::discard
        ))
        .routes(routes!(drafting::seal))
        .routes(routes!(contracts::targets, drafting::add_target))
        .routes(routes!(drafting::save_target, drafting::remove_target))
        .routes(routes!(templates::list))
        .routes(routes!(templates::one))
        .routes(routes!(templates::make))
        .merge(parties())
        .routes(routes!(services::list, services::create))
        .routes(routes!(services::one, services::replace, services::remove))
        .routes(routes!(services::raci, services::put_raci))
        .routes(routes!(terms::one))
        .routes(routes!(terms::versions, terms::amend))
        .routes(routes!(terms::deadlines))
        .routes(routes!(calendars::list, calendars::create))
        .routes(routes!(calendars::one, calendars::replace, calendars::remove))
        .routes(routes!(calendars::preview))
        .routes(routes!(chains::list))
        .routes(routes!(chains::one, chains::replace, chains::remove))
        .routes(routes!(documents::one, documents::remove))
        .routes(routes!(documents::content))
        .routes(routes!(search::find))
        .routes(routes!(targets::periods))
        .routes(routes!(targets::period))
        .routes(routes!(targets::ledger))
        .routes(routes!(sign_off::life, sign_off::step))
        .routes(routes!(exclusions::list, exclusions::request))
        .routes(routes!(exclusions::one))
        .routes(routes!(exclusions::answer))
        .merge(measurements())
        .merge(uploads)
        .routes(routes!(imports::one))
        .routes(routes!(imports::confirm))
        .routes(routes!(users::list, users::invite))
        .routes(routes!(users::change, users::remove))
        .routes(routes!(audit::list))
        .routes(routes!(claims::breaches))
        .routes(routes!(claims::breach))
        .routes(routes!(claims::list))
        .routes(routes!(claims::one))
        .routes(routes!(claims::step))
        .routes(routes!(claims::adopt))
        .routes(routes!(escalations::list))
        .routes(routes!(escalations::one))
        .routes(routes!(escalations::acknowledge))
}

/// Facts, which come in batches.
fn measurements() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(facts::outages, facts::record_outages))
        .routes(routes!(facts::samples, facts::record_samples))
        .routes(routes!(facts::tickets, facts::record_tickets))
        .routes(routes!(facts::maintenance, facts::record_maintenance))
        .routes(routes!(facts::values, facts::record_values))
        .layer(DefaultBodyLimit::max(LARGEST_BATCH))
}

/// Suppliers and what hangs on them.
fn parties() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(suppliers::list, suppliers::create))
        .routes(routes!(suppliers::one, suppliers::replace, suppliers::remove))
        .routes(routes!(contacts::list, contacts::create))
        .routes(routes!(contacts::one, contacts::replace, contacts::remove))
        .routes(routes!(certificates::list, certificates::create))
        .routes(routes!(
            certificates::one,
            certificates::replace,
            certificates::remove
        ))
        .routes(routes!(sub_suppliers::list, sub_suppliers::create))
        .routes(routes!(
            sub_suppliers::one,
            sub_suppliers::replace,
            sub_suppliers::remove
        ))
}

/// The API, its description and the public keys of its tokens.
pub fn router() -> Router<AppState> {
    let (router, document) = described().split_for_parts();
    router
        .route("/api/openapi.json", get(async move || Json(document.clone())))
        .route("/.well-known/jwks.json", get(auth::jwks))
        .route(
            "/api/{*rest}",
            get(problem::not_found).fallback(problem::not_found),
        )
}

/// The description as text.
pub fn openapi_json() -> Result<String, String> {
    let (_, document) = described().split_for_parts();
    document.to_pretty_json().map_err(|error| error.to_string())
}

/// The paths of the description.
pub fn described_routes() -> Vec<String> {
    let (_, document) = described().split_for_parts();
    let mut routes = Vec::new();
    for (path, item) in document.paths.paths {
        let methods = [
            ("GET", item.get.is_some()),
            ("POST", item.post.is_some()),
            ("PUT", item.put.is_some()),
            ("PATCH", item.patch.is_some()),
            ("DELETE", item.delete.is_some()),
        ];
        routes.extend(
            methods
                .iter()
                .filter(|(_, used)| *used)
                .map(|(method, _)| format!("{method} {path}")),
        );
    }
    routes
}
