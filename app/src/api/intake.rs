//! Suppliers and contracts taken over from a table.

#[cfg(feature = "ssr")]
use domain::forms::intake::IntakeKind;
use domain::views::IntakeView;
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// The headings of an empty table of suppliers, for those who may take some over.
#[server(prefix = "/fn", endpoint = "intakes/supplier-columns")]
pub async fn supplier_columns() -> Result<Vec<String>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.intake_columns(&actor, IntakeKind::Suppliers).await?)
}

/// The headings of an empty table of contracts, for those who may take some over.
#[server(prefix = "/fn", endpoint = "intakes/contract-columns")]
pub async fn contract_columns() -> Result<Vec<String>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.intake_columns(&actor, IntakeKind::Contracts).await?)
}

/// What becomes of each row.
#[server(prefix = "/fn", endpoint = "intakes/one", input = Json)]
pub async fn intake(id: String) -> Result<IntakeView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.intake(&actor, super::request::id(&id)?).await?)
}

/// Writes what the preview showed.
#[server(prefix = "/fn", endpoint = "intakes/confirm")]
pub async fn confirm_intake(id: String, seen: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let kind = services
        .confirm_intake(&actor, super::request::id(&id)?, &seen)
        .await?;
    leptos_axum::redirect(&format!("/{}?done=taken_over", kind.code()));
    Ok(())
}

/// Throws an upload away.
#[server(prefix = "/fn", endpoint = "intakes/discard")]
pub async fn discard_intake(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let kind = services.discard_intake(&actor, super::request::id(&id)?).await?;
    leptos_axum::redirect(&format!("/{}/import?done=intake_discarded", kind.code()));
    Ok(())
}
