//! The service catalogue.

use domain::forms::{RaciForm, ServiceForm};
use domain::views::{ServiceChoices, ServiceFilter, ServiceRow, ServiceView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// Services that pass a filter.
#[server(prefix = "/fn", endpoint = "services/list", input = Json)]
pub async fn services(filter: ServiceFilter) -> Result<Vec<ServiceRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.catalogue(&actor, &filter).await?)
}

/// One service, and for those who may write it what can be chosen.
#[server(prefix = "/fn", endpoint = "services/one")]
pub async fn service(id: String) -> Result<(ServiceView, ServiceChoices), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let view = services.service(&actor, super::request::id(&id)?).await?;
    let choices = if actor.may(domain::policy::Action::ServiceWrite) {
        services.service_form_choices(&actor).await?
    } else {
        ServiceChoices::default()
    };
    Ok((view, choices))
}

/// What can be chosen when a service is written.
#[server(prefix = "/fn", endpoint = "service-choices/list")]
pub async fn service_form_choices() -> Result<ServiceChoices, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.service_form_choices(&actor).await?)
}

/// Adds a service and goes to its page.
#[server(prefix = "/fn", endpoint = "services/create")]
pub async fn create_service(
    #[server(flatten)] form: ServiceForm,
    #[server(default)] components: Vec<String>,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let made = services.create_service(&actor, &form, &components, None).await;
    let chosen = components.join(",");
    let id = made.map_err(|error| {
        let typed = [form.fields(), vec![("components", chosen.as_str())]].concat();
        super::request::refused(CreateService::PATH, error, &typed)
    })?;
    leptos_axum::redirect(&format!("/services/{id}?done=service_created"));
    Ok(())
}

/// Changes a service and what it rests on.
#[server(prefix = "/fn", endpoint = "services/change")]
pub async fn change_service(
    id: String,
    revision: i32,
    #[server(flatten)] form: ServiceForm,
    #[server(default)] components: Vec<String>,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let changed = services
        .update_service(&actor, id, revision, &form, &components, None)
        .await;
    let chosen = components.join(",");
    changed.map_err(|error| {
        let typed = [form.fields(), vec![("components", chosen.as_str())]].concat();
        super::request::refused(ChangeService::PATH, error, &typed)
    })?;
    leptos_axum::redirect(&format!("/services/{id}?done=service_changed"));
    Ok(())
}

/// Ends a service, or takes it up again.
#[server(prefix = "/fn", endpoint = "services/end")]
pub async fn end_service(id: String, revision: i32, standing: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let standing = super::request::standing(&standing)?;
    services
        .set_service_standing(&actor, id, revision, standing)
        .await?;
    leptos_axum::redirect(&format!("/services/{id}?done=service_changed"));
    Ok(())
}

/// Removes a service that is not in use.
#[server(prefix = "/fn", endpoint = "services/remove")]
pub async fn remove_service(id: String, revision: i32) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.delete_service(&actor, id, revision).await?;
    leptos_axum::redirect("/services?done=service_removed");
    Ok(())
}

/// Writes a service's priorities, cell by cell.
#[server(prefix = "/fn", endpoint = "services/put-priorities")]
pub async fn put_priorities(
    id: String,
    revision: i32,
    #[server(default)] cells: Vec<String>,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.put_priorities(&actor, id, revision, &cells).await?;
    leptos_axum::redirect(&format!("/services/{id}?done=service_changed"));
    Ok(())
}

/// Writes who answers for what.
#[server(prefix = "/fn", endpoint = "services/put-raci")]
pub async fn put_raci(
    id: String,
    revision: i32,
    #[server(default)] entries: Vec<RaciForm>,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.put_raci(&actor, id, revision, &entries).await?;
    leptos_axum::redirect(&format!("/services/{id}?done=service_changed"));
    Ok(())
}
