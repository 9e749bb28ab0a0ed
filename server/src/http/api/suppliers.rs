//! Suppliers and internal teams.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::forms::SupplierForm;
use domain::ids::SupplierId;
use domain::supplier::certificate::CertificateState;
use domain::supplier::{Criticality, Standing, Tier};
use domain::views::{
    CertificateFilter, SupplierFilter, SupplierGroup, SupplierKind, SupplierRow, SupplierSort, SupplierView,
};
use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use super::auth::Caller;
use super::body::Body;
use super::dto::{Amount, Items, code};
use super::query::Query;
use super::revision::{IfMatch, etag};
use crate::http::AppState;

/// A supplier or internal team.
#[derive(Serialize, ToSchema)]
pub struct Supplier {
    id: String,
    name: String,
    /// Name in the commercial register.
    legal_name: String,
    /// `msp`, `hyperscaler`, `software`, `telecoms`, `internal_team` or `business`.
    kind: &'static str,
    /// `active` or `ended`.
    status: &'static str,
    city: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    country: Option<String>,
    /// `high`, `medium` or `low`.
    criticality: Option<&'static str>,
    /// `strategic`, `tactical`, `operational` or `commodity`.
    tier: Option<&'static str>,
    /// The worst state of its certificates: `expired`, `expiring`, `pending` or `valid`.
    certificates: Option<&'static str>,
    /// The next end of a certificate that nothing follows.
    certificate_until: Option<NaiveDate>,
    active_contracts: u32,
    monthly_fees: Vec<Amount>,
    open_escalations: u32,
}

impl From<SupplierRow> for Supplier {
    fn from(row: SupplierRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            legal_name: row.legal_name,
            kind: row.kind.code(),
            status: row.status.code(),
            city: row.city,
            country: row.country,
            criticality: row.criticality.map(Criticality::code),
            tier: row.tier.map(Tier::code),
            certificates: row.certificates.map(CertificateState::code),
            certificate_until: row.certificate_until,
            active_contracts: row.active_contracts,
            monthly_fees: row.monthly_fees.into_iter().map(Amount::from).collect(),
            open_escalations: row.open_escalations,
        }
    }
}

/// A supplier with everything that is known of it.
#[derive(Serialize, ToSchema)]
pub struct SupplierDetail {
    #[serde(flatten)]
    row: Supplier,
    street: String,
    postcode: String,
    website: String,
    /// Legal entity identifier (ISO 17442).
    lei: Option<String>,
    criticality_reason: String,
    notes: String,
    revision: i32,
}

impl From<SupplierView> for SupplierDetail {
    fn from(view: SupplierView) -> Self {
        let master = view.master;
        Self {
            row: view.row.into(),
            street: master.street,
            postcode: master.postcode,
            website: master.website,
            lei: master.lei,
            criticality_reason: master.criticality_reason,
            notes: master.notes,
            revision: master.revision,
        }
    }
}

/// A supplier to be written. What is absent is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplierBody {
    name: String,
    #[serde(default)]
    legal_name: String,
    /// `msp`, `hyperscaler`, `software`, `telecoms`, `internal_team` or `business`.
    kind: String,
    #[serde(default)]
    street: String,
    #[serde(default)]
    postcode: String,
    #[serde(default)]
    city: String,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default)]
    country: String,
    #[serde(default)]
    website: String,
    /// Legal entity identifier (ISO 17442).
    #[serde(default)]
    lei: String,
    /// `high`, `medium` or `low`, with a reason.
    #[serde(default)]
    criticality: String,
    #[serde(default)]
    criticality_reason: String,
    /// `strategic`, `tactical`, `operational` or `commodity`.
    #[serde(default)]
    tier: String,
    #[serde(default)]
    notes: String,
    /// `active` or `ended`; absent leaves it.
    #[serde(default)]
    status: String,
}

impl From<SupplierBody> for SupplierForm {
    fn from(body: SupplierBody) -> Self {
        Self {
            name: body.name,
            legal_name: body.legal_name,
            kind: body.kind,
            street: body.street,
            postcode: body.postcode,
            city: body.city,
            country: body.country,
            website: body.website,
            lei: body.lei,
            criticality: body.criticality,
            criticality_reason: body.criticality_reason,
            tier: body.tier,
            notes: body.notes,
            status: body.status,
        }
    }
}

/// Which suppliers are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Part of the name or the seat.
    #[serde(default)]
    q: String,
    /// `external`, `internal` or `business`.
    group: Option<String>,
    kind: Option<String>,
    criticality: Option<String>,
    status: Option<String>,
    /// `expired`, `expiring`, `valid` or `missing`.
    certificates: Option<String>,
    /// `name`, `kind`, `criticality`, `certificates`, `contracts` or `escalations`; a minus before it turns the order.
    sort: Option<String>,
    /// At most 500; 100 without it.
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl Wanted {
    fn filter(&self) -> Result<SupplierFilter, Error> {
        let by = self
            .sort
            .as_ref()
            .map(|sort| sort.trim_start_matches('-').to_owned());
        Ok(SupplierFilter {
            search: self.q.clone(),
            group: code("group", self.group.as_ref(), SupplierGroup::parse)?,
            kind: code("kind", self.kind.as_ref(), SupplierKind::parse)?,
            criticality: code("criticality", self.criticality.as_ref(), Criticality::parse)?,
            status: code("status", self.status.as_ref(), Standing::parse)?,
            certificates: code(
                "certificates",
                self.certificates.as_ref(),
                CertificateFilter::parse,
            )?,
            sort: code("sort", by.as_ref(), SupplierSort::parse)?,
            reversed: self.sort.as_ref().is_some_and(|sort| sort.starts_with('-')),
        })
    }
}

/// All suppliers that fit.
#[utoipa::path(get, path = "/api/v1/suppliers", tag = "suppliers", params(Wanted),
    responses((status = 200, body = Items<Supplier>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Items<Supplier>>, Problem> {
    let rows = state.services.suppliers(&caller.0, &wanted.filter()?).await?;
    let rows = rows.into_iter().map(Supplier::from).collect();
    let page = Items::page(
        rows,
        |row: &Supplier| &row.id,
        wanted.cursor.as_deref(),
        wanted.limit,
    );
    Ok(Json(page?))
}

/// Add a supplier.
#[utoipa::path(post, path = "/api/v1/suppliers", tag = "suppliers", request_body = SupplierBody,
    responses((status = 201, body = SupplierDetail, headers(("Location" = String), ("ETag" = String))),
        (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<SupplierBody>,
) -> Result<impl IntoResponse, Problem> {
    let id = state.services.create_supplier(&caller.0, &body.into()).await?;
    let location = [(header::LOCATION, format!("/api/v1/suppliers/{id}"))];
    Ok((StatusCode::CREATED, location, detail(&state, &caller, id).await?))
}

/// One supplier.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}", tag = "suppliers", params(("id" = Uuid, Path)),
    responses((status = 200, body = SupplierDetail, headers(("ETag" = String))), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    detail(&state, &caller, id).await
}

/// Replace a supplier's master data.
#[utoipa::path(put, path = "/api/v1/suppliers/{id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = SupplierBody,
    responses((status = 200, body = SupplierDetail, headers(("ETag" = String))), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem)))]
pub async fn replace(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
    Body(body): Body<SupplierBody>,
) -> Result<impl IntoResponse, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    // Whether it is there comes first: nobody learns of headers for what they cannot see.
    state.services.supplier(&caller.0, id).await?;
    state
        .services
        .update_supplier(&caller.0, id, seen.required()?, &body.into())
        .await
        .map_err(Problem::changed_meanwhile)?;
    detail(&state, &caller, id).await
}

/// Remove a supplier nothing hangs on.
#[utoipa::path(delete, path = "/api/v1/suppliers/{id}", tag = "suppliers",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
pub async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    seen: IfMatch,
) -> Result<StatusCode, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    let current = state.services.supplier(&caller.0, id).await?.master.revision;
    state
        .services
        .delete_supplier(&caller.0, id, seen.0.unwrap_or(current))
        .await
        .map_err(Problem::changed_meanwhile)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn detail(
    state: &AppState,
    caller: &Caller,
    id: SupplierId,
) -> Result<impl IntoResponse + use<>, Problem> {
    let view = state.services.supplier(&caller.0, id).await?;
    Ok((etag(view.master.revision), Json(SupplierDetail::from(view))))
}
