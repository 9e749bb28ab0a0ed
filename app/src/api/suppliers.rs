//! Suppliers.

use domain::forms::SupplierForm;
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

/// The form of a new supplier.
#[server(prefix = "/fn", endpoint = "suppliers/blank")]
pub async fn blank_supplier() -> Result<SupplierForm, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.blank_supplier(&actor).await?)
}

/// Adds a supplier and goes to its page.
#[server(prefix = "/fn", endpoint = "suppliers/create")]
pub async fn create_supplier(#[server(flatten)] form: SupplierForm) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let made = services.create_supplier(&actor, &form).await;
    let id = made.map_err(|error| super::request::refused(CreateSupplier::PATH, error, &form.fields()))?;
    leptos_axum::redirect(&format!("/suppliers/{id}?done=supplier_created"));
    Ok(())
}

/// Changes a supplier's master data.
#[server(prefix = "/fn", endpoint = "suppliers/change")]
pub async fn change_supplier(
    id: String,
    revision: i32,
    #[server(flatten)] form: SupplierForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let changed = services.update_supplier(&actor, id, revision, &form).await;
    changed.map_err(|error| super::request::refused(ChangeSupplier::PATH, error, &form.fields()))?;
    leptos_axum::redirect(&format!("/suppliers/{id}?done=supplier_changed"));
    Ok(())
}

/// Ends a supplier, or takes it up again.
#[server(prefix = "/fn", endpoint = "suppliers/end")]
pub async fn end_supplier(id: String, revision: i32, standing: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let standing = super::request::standing(&standing)?;
    services
        .set_supplier_standing(&actor, id, revision, standing)
        .await?;
    leptos_axum::redirect(&format!("/suppliers/{id}?done=supplier_changed"));
    Ok(())
}

/// Removes a supplier nothing hangs on.
#[server(prefix = "/fn", endpoint = "suppliers/remove")]
pub async fn remove_supplier(id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.delete_supplier(&actor, id, revision).await?;
    leptos_axum::redirect("/suppliers?done=supplier_removed");
    Ok(())
}
