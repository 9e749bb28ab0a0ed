//! What hangs on a supplier: contacts, certificates, sub-suppliers.

use domain::forms::{CertificateForm, ContactForm, SubSupplierForm};
use leptos::prelude::*;

use super::ApiError;

/// Adds a contact to a supplier, or changes the one that `id` names.
#[server(prefix = "/fn", endpoint = "contacts/save")]
pub async fn save_contact(
    supplier_id: String,
    #[server(default)] id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: ContactForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let saved = if id.is_empty() {
        let added = services.add_contact(&actor, supplier, &form).await;
        added.map(drop)
    } else {
        let id = super::request::id(&id)?;
        services
            .change_contact(&actor, supplier, id, revision, &form)
            .await
    };
    saved.map_err(|error| {
        let open = if id.is_empty() { "new" } else { &id };
        let typed = [vec![("contact", open)], form.fields()].concat();
        super::request::refused(SaveContact::PATH, error, &typed)
    })?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=contact_saved"));
    Ok(())
}

/// Removes a contact.
#[server(prefix = "/fn", endpoint = "contacts/remove")]
pub async fn remove_contact(supplier_id: String, id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let id = super::request::id(&id)?;
    services.remove_contact(&actor, supplier, id, revision).await?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=contact_removed"));
    Ok(())
}

/// Adds a certificate to a supplier, or changes the one that `id` names.
#[server(prefix = "/fn", endpoint = "certificates/save")]
pub async fn save_certificate(
    supplier_id: String,
    #[server(default)] id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: CertificateForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let saved = if id.is_empty() {
        let added = services.add_certificate(&actor, supplier, &form).await;
        added.map(drop)
    } else {
        let id = super::request::id(&id)?;
        services
            .change_certificate(&actor, supplier, id, revision, &form)
            .await
    };
    saved.map_err(|error| {
        let open = if id.is_empty() { "new" } else { &id };
        let typed = [vec![("certificate", open)], form.fields()].concat();
        super::request::refused(SaveCertificate::PATH, error, &typed)
    })?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=certificate_saved"));
    Ok(())
}

/// Removes a certificate.
#[server(prefix = "/fn", endpoint = "certificates/remove")]
pub async fn remove_certificate(supplier_id: String, id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let id = super::request::id(&id)?;
    services
        .remove_certificate(&actor, supplier, id, revision)
        .await?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=certificate_removed"));
    Ok(())
}

/// Adds a sub-supplier to a supplier, or changes the one that `id` names.
#[server(prefix = "/fn", endpoint = "sub-suppliers/save")]
pub async fn save_sub_supplier(
    supplier_id: String,
    #[server(default)] id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: SubSupplierForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let saved = if id.is_empty() {
        let added = services.add_sub_supplier(&actor, supplier, &form).await;
        added.map(drop)
    } else {
        let id = super::request::id(&id)?;
        services
            .change_sub_supplier(&actor, supplier, id, revision, &form)
            .await
    };
    saved.map_err(|error| {
        let open = if id.is_empty() { "new" } else { &id };
        let typed = [vec![("sub_supplier", open)], form.fields()].concat();
        super::request::refused(SaveSubSupplier::PATH, error, &typed)
    })?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=sub_supplier_saved"));
    Ok(())
}

/// Removes a sub-supplier.
#[server(prefix = "/fn", endpoint = "sub-suppliers/remove")]
pub async fn remove_sub_supplier(supplier_id: String, id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let supplier = super::request::id(&supplier_id)?;
    let id = super::request::id(&id)?;
    services
        .remove_sub_supplier(&actor, supplier, id, revision)
        .await?;
    leptos_axum::redirect(&format!("/suppliers/{supplier}?done=sub_supplier_removed"));
    Ok(())
}
