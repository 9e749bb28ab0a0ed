//! Suppliers.

use domain::views::{SupplierRow, SupplierView};
use leptos::prelude::*;

use super::ApiError;

/// Suppliers whose name contains the search text.
#[server(prefix = "/fn", endpoint = "suppliers/list")]
pub async fn suppliers(#[server(default)] search: String) -> Result<Vec<SupplierRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.suppliers(&actor, &search).await?)
}

/// One supplier.
#[server(prefix = "/fn", endpoint = "suppliers/one")]
pub async fn supplier(id: String) -> Result<SupplierView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.supplier(&actor, super::request::id(&id)?).await?)
}
