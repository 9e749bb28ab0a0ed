//! How people sign in to a tenant.

#![expect(
    clippy::too_many_arguments,
    reason = "a form's fields, flat so that it works without a script"
)]

use domain::views::SignInRules;
use leptos::prelude::*;

use super::ApiError;

/// How people sign in.
#[server(prefix = "/fn", endpoint = "sign-in/one")]
pub async fn sign_in_settings() -> Result<SignInRules, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.sign_in_settings(&actor).await?)
}

/// Requires a second factor of everybody, or leaves it to them.
#[server(prefix = "/fn", endpoint = "sign-in/require-second-factor")]
pub async fn require_second_factor(required: bool) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    services.require_second_factor(&actor, required).await?;
    let done = if required {
        "factor_required"
    } else {
        "factor_optional"
    };
    leptos_axum::redirect(&format!("/administration/sign-in?done={done}"));
    Ok(())
}

/// Sets the identity provider up. Without a secret the one there is stays.
#[server(prefix = "/fn", endpoint = "sign-in/save-provider")]
pub async fn save_oidc(
    #[server(default)] label: String,
    #[server(default)] issuer: String,
    #[server(default)] client_id: String,
    #[server(default)] client_secret: String,
    #[server(default)] role_claim: String,
    #[server(default)] role_map: String,
    #[server(default)] just_in_time: bool,
    #[server(default)] enabled: bool,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let form = domain::forms::OidcForm {
        label,
        issuer,
        client_id,
        client_secret,
        role_claim,
        role_map,
        just_in_time,
        enabled,
    };
    services.save_oidc(&actor, &form).await?;
    leptos_axum::redirect("/administration/sign-in?done=provider_saved");
    Ok(())
}

/// Takes the identity provider away.
#[server(prefix = "/fn", endpoint = "sign-in/remove-provider")]
pub async fn remove_oidc() -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    services.remove_oidc(&actor).await?;
    leptos_axum::redirect("/administration/sign-in?done=provider_removed");
    Ok(())
}
