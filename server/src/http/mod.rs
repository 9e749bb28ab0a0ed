//! HTTP: pages, server functions, REST, downloads, assets and health.

mod actions;
mod address;
mod api;
mod connections;
mod deadlines;
mod documents;
mod forms;
mod health;
mod host;
mod intake;
mod lists;
mod oidc;
mod pages;
mod security;
mod session;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes, generate_route_list};
use services::Services;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::config::Config;

pub use actions::need;
pub use api::openapi_json;
pub use connections::serve;
pub use host::{AllowedHosts, Host};

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    pub services: Services,
    pub leptos: LeptosOptions,
    pub public_url: Arc<str>,
    pub trusted_proxies: Arc<[IpNet]>,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// Requests with a larger body are refused; uploads have a limit of their own.
const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// The largest upload, with some room for the form around the file.
pub const LARGEST_UPLOAD: usize = 210 * 1024 * 1024;

/// The largest batch of facts; what is more is an import.
pub const LARGEST_BATCH: usize = 64 * 1024 * 1024;

/// A body that pauses for longer is given up.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The whole web interface.
pub fn router(services: Services, config: &Config) -> Router {
    let state = AppState {
        services,
        leptos: LeptosOptions::builder()
            .output_name("tragwerk")
            .site_pkg_dir("pkg")
            .build(),
        public_url: config.public_url().into(),
        trusted_proxies: config.http.proxies().into(),
    };
    let signed_in = Router::new()
        .leptos_routes_with_handler(generate_route_list(app::App), pages::page)
        .route(
            "/fn/{*name}",
            post(pages::server_function)
                .get(pages::server_function)
                // Server functions answer an interrupted body as if it had been misspelt.
                .layer(RequestBodyLimitLayer::new(LARGEST_BODY)),
        )
        .route("/login/oidc", get(oidc::choose))
        .route("/login/oidc/{slug}", get(oidc::start))
        .route("/login/oidc/{slug}/callback", get(oidc::callback))
        .route("/preferences", post(forms::preferences))
        .route(
            "/imports/upload",
            post(forms::upload).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(
            "/contracts/{id}/documents",
            post(documents::to_contract).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(
            "/suppliers/{id}/documents",
            post(documents::to_supplier).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(
            "/suppliers/import/upload",
            post(intake::suppliers).layer(DefaultBodyLimit::max(intake::LARGEST_TABLE)),
        )
        .route(
            "/contracts/import/upload",
            post(intake::contracts).layer(DefaultBodyLimit::max(intake::LARGEST_TABLE)),
        )
        .route("/suppliers/import.xlsx", get(intake::empty_suppliers))
        .route("/contracts/import.xlsx", get(intake::empty_contracts))
        .route("/deadlines.ics", get(deadlines::calendar))
        .merge(
            lists::routes()
                .into_iter()
                .fold(Router::new(), |router, (path, list)| router.route(path, list)),
        )
        .route("/documents/{id}/content", get(documents::content))
        .route(
            "/targets/{id}/periods/{period}/ledger.csv",
            get(forms::ledger_csv),
        )
        .route("/administration/audit.csv", get(forms::audit_csv))
        .route("/administration/audit.ndjson", get(forms::audit_ndjson))
        .fallback(pages::page)
        .layer(from_fn_with_state(state.clone(), session::identify));
    Router::new()
        .merge(signed_in)
        .merge(api::router())
        .merge(health::router())
        .nest_service("/pkg", site(&config.site_dir(), "pkg"))
        .nest_service("/assets", site(&config.site_dir(), "assets"))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(RequestBodyTimeoutLayer::new(LONGEST_PAUSE))
        .layer(CsrfLayer::new())
        .layer(from_fn(security::limit_address))
        .layer(from_fn_with_state(Arc::new(config.http.hosts()), host::guard))
        .layer(from_fn_with_state(config.http.is_https(), security::headers))
        .layer(CatchPanicLayer::new())
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::x_request_id(NewRequestId))
        .layer(from_fn(session::own_request_id))
        .with_state(state)
}

/// Every route as `METHOD /path/{parameter}`: pages, server functions, forms and the API.
pub fn routes() -> Vec<String> {
    let parameter = |part: &str| {
        part.strip_prefix(':')
            .map_or_else(|| part.to_owned(), |name| format!("{{{name}}}"))
    };
    let path = |path: &str| path.split('/').map(parameter).collect::<Vec<_>>().join("/");
    let pages = generate_route_list(app::App)
        .into_iter()
        .map(|page| format!("GET {}", path(page.path())));
    let functions =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}"));
    let forms = [
        "GET /login/oidc",
        "GET /login/oidc/{slug}",
        "GET /login/oidc/{slug}/callback",
        "POST /preferences",
        "POST /imports/upload",
        "POST /contracts/{id}/documents",
        "POST /suppliers/{id}/documents",
        "GET /documents/{id}/content",
        "POST /suppliers/import/upload",
        "POST /contracts/import/upload",
        "GET /suppliers/import.xlsx",
        "GET /contracts/import.xlsx",
        "GET /deadlines.ics",
        "GET /targets/{id}/periods/{period}/ledger.csv",
        "GET /administration/audit.csv",
        "GET /administration/audit.ndjson",
    ];
    let mut routes: Vec<_> = pages
        .chain(functions)
        .chain(forms.map(str::to_owned))
        .chain(lists::routes().map(|(path, _)| format!("GET {path}")))
        .chain(api::described_routes())
        .collect();
    routes.sort();
    routes
}

/// Files of the browser bundle, precompressed, asked for again only when changed.
fn site(site_dir: &std::path::Path, folder: &str) -> Router {
    let folder: PathBuf = site_dir.join(folder);
    let revalidate = SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=0, must-revalidate"),
    );
    Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_br().precompressed_gzip())
        .layer(revalidate)
}

#[derive(Clone)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&storage::ids::new().to_string())
            .ok()
            .map(RequestId::new)
    }
}

/// What the log says of a request. Queries stay out: some carry links that open an account.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    tracing::debug_span!(
        "request",
        method = %request.method(),
        path = request.uri().path(),
        id = session::request_id(request.headers()),
    )
}
