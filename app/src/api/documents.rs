//! Documents of contracts and suppliers.

use domain::views::DocumentRow;
use leptos::prelude::*;

use super::ApiError;

/// A contract's documents.
#[server(prefix = "/fn", endpoint = "documents/of-contract")]
pub async fn contract_documents(id: String) -> Result<Vec<DocumentRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let owner = domain::views::DocumentOwner::Contract(super::request::id(&id)?);
    Ok(services.documents(&actor, owner).await?)
}

/// Documents of a supplier as a whole.
#[server(prefix = "/fn", endpoint = "documents/of-supplier")]
pub async fn supplier_documents(id: String) -> Result<Vec<DocumentRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let owner = domain::views::DocumentOwner::Supplier(super::request::id(&id)?);
    Ok(services.documents(&actor, owner).await?)
}

/// Takes a document away and goes back to what it belonged to.
#[server(prefix = "/fn", endpoint = "documents/remove")]
pub async fn remove_document(id: String) -> Result<(), ApiError> {
    use domain::views::DocumentOwner;

    let (services, actor) = super::request::signed_in()?;
    let owner = services.remove_document(&actor, super::request::id(&id)?).await?;
    let page = match owner {
        DocumentOwner::Contract(id) => format!("/contracts/{id}"),
        DocumentOwner::Supplier(id) => format!("/suppliers/{id}"),
    };
    leptos_axum::redirect(&format!("{page}?document=removed#documents"));
    Ok(())
}
