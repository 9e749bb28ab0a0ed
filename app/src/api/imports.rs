//! Imports. The upload itself is a plain multipart form that the server takes directly.

use domain::views::{ImportRow, ImportView, ServiceChoice};
use leptos::prelude::*;

use super::ApiError;

/// All imports, newest first, and for those who may upload the services a file can belong to.
#[server(prefix = "/fn", endpoint = "imports/list")]
pub async fn imports() -> Result<(Vec<ImportRow>, Vec<ServiceChoice>), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let may_write = domain::policy::allows(actor.role, domain::policy::Action::ImportRun);
    let choices = if may_write {
        services.services_choices(&actor).await?
    } else {
        Vec::new()
    };
    Ok((services.imports(&actor).await?, choices))
}

/// One import.
#[server(prefix = "/fn", endpoint = "imports/one")]
pub async fn import(id: String) -> Result<ImportView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.import(&actor, super::request::id(&id)?).await?)
}

/// Stores the tickets that were shown in the preview.
#[server(prefix = "/fn", endpoint = "imports/confirm")]
pub async fn confirm_import(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.confirm_import(&actor, super::request::id(&id)?).await?)
}

/// Discards an import that was not confirmed.
#[server(prefix = "/fn", endpoint = "imports/cancel")]
pub async fn cancel_import(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.cancel_import(&actor, super::request::id(&id)?).await?)
}
