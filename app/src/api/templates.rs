//! The library of contract templates.

use domain::forms::TemplateForm;
use domain::views::{TemplateRow, TemplateView};
use leptos::prelude::*;
use server_fn::codec::Json;

use super::ApiError;

/// The library.
#[server(prefix = "/fn", endpoint = "templates/list")]
pub async fn templates() -> Result<Vec<TemplateRow>, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.templates(&actor).await?)
}

/// One template with everything known of it.
#[server(prefix = "/fn", endpoint = "templates/one", input = Json)]
pub async fn template(code: String) -> Result<TemplateView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.template(&actor, &code).await?)
}

/// Makes a draft contract from a template.
#[server(prefix = "/fn", endpoint = "templates/use")]
pub async fn contract_from_template(
    code: String,
    #[server(flatten)] form: TemplateForm,
) -> Result<(), ApiError> {
    use server_fn::ServerFn;

    let (services, actor) = super::request::signed_in()?;
    let made = services.contract_from_template(&actor, &code, &form).await;
    let made = made.map_err(|refused| super::drafting::back(ContractFromTemplate::PATH, refused, &form))?;
    leptos_axum::redirect(&format!("/contracts/{}/draft?done=contract_created", made.id));
    Ok(())
}
