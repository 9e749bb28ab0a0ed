//! Filters and orders of lists that people keep for themselves.

use domain::forms::SavedViewForm;
use leptos::prelude::*;

use super::ApiError;

/// Keeps a list as its address says it. The answer is where it is seen.
#[server(prefix = "/fn", endpoint = "saved-views/save")]
pub async fn save_view(#[server(flatten)] form: SavedViewForm) -> Result<String, ApiError> {
    let (services, actor, session) = super::request::account()?;
    let address = services.save_view(&actor, &session, &form).await?;
    leptos_axum::redirect(&address);
    Ok(address)
}

/// Forgets one; then its list is shown without it.
#[server(prefix = "/fn", endpoint = "saved-views/remove")]
pub async fn remove_view(id: String, page: String) -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services
        .remove_view(&actor, &session, super::request::id(&id)?)
        .await?;
    leptos_axum::redirect(domain::forms::safe_next(&page));
    Ok(())
}
