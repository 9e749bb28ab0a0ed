//! Writing contracts.

use domain::forms::{AmendmentForm, ContractForm, StepForm, TargetForm};
use domain::views::{ContractDraft, TargetDraft, VersionDraft};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// A contract's form; without an id that of a new one.
#[server(prefix = "/fn", endpoint = "contracts/form", input = Json)]
pub async fn edited_contract(#[server(default)] id: String) -> Result<ContractDraft, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = some(&id)?;
    Ok(services.contract_form(&actor, id).await?)
}

/// Begins a contract as a draft.
#[server(prefix = "/fn", endpoint = "contracts/create")]
pub async fn create_contract(#[server(flatten)] form: ContractForm) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let made = services.create_contract(&actor, &form).await;
    let made = made.map_err(|refused| back(CreateContract::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{}/draft?done=contract_created", made.id));
    Ok(())
}

/// Changes a contract's master data.
#[server(prefix = "/fn", endpoint = "contracts/change")]
pub async fn change_contract(
    id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: ContractForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let changed = services.update_contract(&actor, id, revision, &form).await;
    changed.map_err(|refused| back(ChangeContract::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{id}?done=contract_changed"));
    Ok(())
}

/// Removes a contract that was never in force.
#[server(prefix = "/fn", endpoint = "contracts/remove")]
pub async fn remove_contract(id: String, #[server(default)] revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.delete_contract(&actor, id, revision).await?;
    leptos_axum::redirect("/contracts?done=contract_removed");
    Ok(())
}

/// Takes a contract a step further in its life.
#[server(prefix = "/fn", endpoint = "contracts/move")]
pub async fn move_contract(
    id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: StepForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let moved = services.move_contract(&actor, id, revision, &form).await;
    moved.map_err(|refused| back(MoveContract::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{id}?done=contract_moved"));
    Ok(())
}

/// The version of a contract that can be changed.
#[server(prefix = "/fn", endpoint = "contracts/draft", input = Json)]
pub async fn edited_version(id: String) -> Result<VersionDraft, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.version_draft(&actor, super::request::id(&id)?).await?)
}

/// Begins an amendment.
#[server(prefix = "/fn", endpoint = "contracts/amend")]
pub async fn begin_amendment(id: String, #[server(default)] revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.begin_amendment(&actor, id, revision).await?;
    leptos_axum::redirect(&format!("/contracts/{id}/draft?done=amendment_begun"));
    Ok(())
}

/// Stores the terms of the draft.
#[server(prefix = "/fn", endpoint = "contracts/save-draft")]
pub async fn save_draft(
    id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: AmendmentForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let saved = services.save_draft(&actor, id, revision, &form).await;
    saved.map_err(|refused| back(SaveDraft::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{id}/draft?done=draft_saved"));
    Ok(())
}

/// Makes an amendment final.
#[server(prefix = "/fn", endpoint = "contracts/seal")]
pub async fn seal_amendment(id: String, #[server(default)] revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.seal_amendment(&actor, id, revision).await?;
    leptos_axum::redirect(&format!("/contracts/{id}?done=amendment_sealed"));
    Ok(())
}

/// Throws an amendment's draft away.
#[server(prefix = "/fn", endpoint = "contracts/discard")]
pub async fn discard_amendment(id: String, #[server(default)] revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.discard_amendment(&actor, id, revision).await?;
    leptos_axum::redirect(&format!("/contracts/{id}?done=amendment_discarded"));
    Ok(())
}

/// The form of a target of the draft; without a target that of a new one.
#[server(prefix = "/fn", endpoint = "contracts/target-form", input = Json)]
pub async fn edited_target(id: String, #[server(default)] target: String) -> Result<TargetDraft, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let target = some(&target)?;
    Ok(services
        .target_form(&actor, super::request::id(&id)?, target)
        .await?)
}

/// Adds a target to the draft.
#[server(prefix = "/fn", endpoint = "contracts/add-target")]
pub async fn add_target(
    id: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: TargetForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let added = services.add_target(&actor, id, revision, &form).await;
    added.map_err(|refused| back(AddTarget::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{id}/draft?done=target_added"));
    Ok(())
}

/// Changes a target of the draft.
#[server(prefix = "/fn", endpoint = "contracts/save-target")]
pub async fn save_target(
    id: String,
    target: String,
    #[server(default)] revision: i32,
    #[server(flatten)] form: TargetForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let (id, target) = (super::request::id(&id)?, super::request::id(&target)?);
    let saved = services.save_target(&actor, id, target, revision, &form).await;
    saved.map_err(|refused| back(SaveTarget::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{id}/draft?done=target_saved"));
    Ok(())
}

/// Takes a target out of the draft.
#[server(prefix = "/fn", endpoint = "contracts/remove-target")]
pub async fn remove_target(
    id: String,
    target: String,
    #[server(default)] revision: i32,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let (id, target) = (super::request::id(&id)?, super::request::id(&target)?);
    services.remove_target(&actor, id, target, revision).await?;
    leptos_axum::redirect(&format!("/contracts/{id}/draft?done=target_removed"));
    Ok(())
}

/// An id that may be missing.
#[cfg(feature = "ssr")]
fn some<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ApiError> {
    if text.is_empty() {
        Ok(None)
    } else {
        super::request::id(text).map(Some)
    }
}

/// Takes a refused form that came without a script back to its page, with everything typed.
#[cfg(feature = "ssr")]
pub(super) fn back(path: &str, refused: services::Error, form: &impl serde::Serialize) -> ApiError {
    let refused = ApiError::from(refused);
    let typed = super::typed::written(form);
    super::error::back_with(path, &refused, &[("typed", typed.as_str())]);
    refused
}
