//! What SLAs rest on.

use domain::forms::ChainStepForm;
use domain::views::{ChainFilter, ChainRow, ChainView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// SLAs with the last verdict on what they rest on.
#[server(prefix = "/fn", endpoint = "chains/list", input = Json)]
pub async fn chains(filter: ChainFilter) -> Result<Vec<ChainRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.chains(&actor, filter).await?)
}

/// The last verdict on one SLA; nothing for other contracts.
#[server(prefix = "/fn", endpoint = "chains/verdict", input = Json)]
pub async fn chain_verdict(id: String) -> Result<Option<ChainRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.chain_verdict(&actor, super::request::id(&id)?).await?)
}

/// An SLA with what it rests on and the proof; of a draft after one more step, if there is one.
#[server(prefix = "/fn", endpoint = "chains/one", input = Json)]
pub async fn chain(id: String, form: ChainStepForm) -> Result<ChainView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.chain(&actor, super::request::id(&id)?, &form).await?)
}

/// Stores what an SLA rests on.
#[server(prefix = "/fn", endpoint = "chains/save")]
pub async fn save_chain(
    id: String,
    #[server(default)] revision: String,
    #[server(default)] structure: String,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let contract = super::request::id(&id)?;
    services
        .put_chain_text(&actor, contract, revision.parse().ok(), &structure)
        .await?;
    leptos_axum::redirect(&format!("/contracts/{id}/chain?done=chain_saved"));
    Ok(())
}

/// Takes away what an SLA rests on.
#[server(prefix = "/fn", endpoint = "chains/remove")]
pub async fn remove_chain(id: String, #[server(default)] revision: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    services
        .remove_chain(&actor, super::request::id(&id)?, revision.parse().ok())
        .await?;
    leptos_axum::redirect(&format!("/contracts/{id}/chain?done=chain_removed"));
    Ok(())
}
