//! Claims.

use domain::forms::ClaimStepForm;
use domain::views::{ClaimFilter, ClaimView, ClaimsView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// Claims that pass a filter.
#[server(prefix = "/fn", endpoint = "claims/list", input = Json)]
pub async fn claims(filter: ClaimFilter) -> Result<ClaimsView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.claims(&actor, &filter).await?)
}

/// One claim.
#[server(prefix = "/fn", endpoint = "claims/one")]
pub async fn claim(id: String) -> Result<ClaimView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.claim(&actor, super::request::id(&id)?).await?)
}

/// Takes a claim a step further.
#[server(prefix = "/fn", endpoint = "claims/move")]
pub async fn move_claim(
    id: String,
    revision: i32,
    #[server(flatten)] form: ClaimStepForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let moved = services.move_claim(&actor, id, revision, &form).await;
    moved.map_err(|error| super::request::refused(MoveClaim::PATH, error, &form.fields()))?;
    leptos_axum::redirect(&format!("/claims/{id}?done=claim_moved"));
    Ok(())
}

/// Agrees or disagrees with a claim, as the one it is made to.
#[server(prefix = "/fn", endpoint = "claims/answer")]
pub async fn answer_claim(
    id: String,
    revision: i32,
    #[server(flatten)] form: ClaimStepForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let answered = services.answer_claim(&actor, id, revision, &form).await;
    answered.map_err(|error| super::request::refused(AnswerClaim::PATH, error, &form.fields()))?;
    leptos_axum::redirect(&format!("/claims/{id}?done=claim_answered"));
    Ok(())
}

/// Takes over the amount of the corrected evaluation.
#[server(prefix = "/fn", endpoint = "claims/adopt")]
pub async fn adopt_claim(id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.adopt_claim_amount(&actor, id, revision).await?;
    leptos_axum::redirect(&format!("/claims/{id}?done=claim_adopted"));
    Ok(())
}
