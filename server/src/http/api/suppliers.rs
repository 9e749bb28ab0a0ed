//! Suppliers and services.

use axum::Json;
use axum::extract::{Path, State};
use domain::ids::SupplierId;
use domain::views::SupplierRow;
use serde::Serialize;
use services::Error;
use utoipa::ToSchema;

use super::Problem;
use super::auth::Caller;
use super::dto::{Amount, Items, Named};
use crate::http::AppState;

/// A supplier or internal team.
#[derive(Serialize, ToSchema)]
pub struct Supplier {
    id: String,
    name: String,
    /// `msp`, `hyperscaler`, `software`, `telecoms`, `internal_team` or `business`.
    kind: &'static str,
    city: Option<String>,
    active_contracts: u32,
    monthly_fees: Vec<Amount>,
    open_escalations: u32,
}

impl From<SupplierRow> for Supplier {
    fn from(row: SupplierRow) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name,
            kind: row.kind.code(),
            city: row.city,
            active_contracts: row.active_contracts,
            monthly_fees: row.monthly_fees.into_iter().map(Amount::from).collect(),
            open_escalations: row.open_escalations,
        }
    }
}

/// All suppliers.
#[utoipa::path(get, path = "/api/v1/suppliers", tag = "suppliers",
    responses((status = 200, body = Items<Supplier>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<Supplier>>, Problem> {
    let rows = state.services.suppliers(&caller.0, "").await?;
    Ok(Json(Items::all(rows.into_iter().map(Supplier::from).collect())))
}

/// One supplier.
#[utoipa::path(get, path = "/api/v1/suppliers/{id}", tag = "suppliers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Supplier), (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Supplier>, Problem> {
    let id: SupplierId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(Json(state.services.supplier(&caller.0, id).await?.row.into()))
}

/// All services that facts can be recorded for.
#[utoipa::path(get, path = "/api/v1/services", tag = "suppliers",
    responses((status = 200, body = Items<Named>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn services(State(state): State<AppState>, caller: Caller) -> Result<Json<Items<Named>>, Problem> {
    let rows = state.services.services_choices(&caller.0).await?;
    let named = rows.into_iter().map(|row| Named {
        id: row.id.to_string(),
        name: row.name,
    });
    Ok(Json(Items::all(named.collect())))
}
