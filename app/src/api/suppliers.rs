//! Suppliers.

use domain::views::{SupplierFilter, SupplierRow, SupplierView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// Suppliers that pass a filter.
#[server(prefix = "/fn", endpoint = "suppliers/list", input = Json)]
pub async fn suppliers(filter: SupplierFilter) -> Result<Vec<SupplierRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.suppliers(&actor, &filter).await?)
}

/// One supplier.
#[server(prefix = "/fn", endpoint = "suppliers/one")]
pub async fn supplier(id: String) -> Result<SupplierView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.supplier(&actor, super::request::id(&id)?).await?)
}
