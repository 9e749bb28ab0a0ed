//! Ways in for those who are not signed in: invitations, forgotten passwords, confirmed addresses.

use domain::views::Offer;
use leptos::prelude::*;

use super::ApiError;

/// What an invitation's link offers.
#[server(prefix = "/fn", endpoint = "invitations/offer")]
pub async fn invitation_offer(#[server(default)] token: String) -> Result<Offer, ApiError> {
    let services = super::request::services()?;
    Ok(services.invitation_offer(&token).await?)
}

/// Joins a tenant, with a new account or with the password of the one there is. The answer is where to go on.
#[server(prefix = "/fn", endpoint = "invitations/accept")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<String, ApiError> {
    let form = domain::forms::JoinForm { name, password };
    let (address, agent) = super::request::client()?;
    let services = super::request::services()?;
    let session = services.accept_invitation(&token, &form, &address, &agent).await;
    super::session::ssr::begin(&session.map_err(ApiError::on_sign_in)?, "/")
}

/// Sends a link to choose a new password, if the address has an account. Nobody learns whether it has.
#[server(prefix = "/fn", endpoint = "passwords/request-reset")]
pub async fn request_password_reset(#[server(default)] email: String) -> Result<(), ApiError> {
    let (address, _) = super::request::client()?;
    super::request::services()?
        .request_password_reset(&email, &address)
        .await?;
    leptos_axum::redirect("/forgot?done=reset_requested");
    Ok(())
}

/// Whether a link still lets somebody choose a new password.
#[server(prefix = "/fn", endpoint = "passwords/check-link")]
pub async fn check_password_link(#[server(default)] token: String) -> Result<(), ApiError> {
    let services = super::request::services()?;
    Ok(services.check_password_link(&token).await?)
}

/// Replaces a forgotten password.
#[server(prefix = "/fn", endpoint = "passwords/reset")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    super::request::services()?
        .reset_password(&token, &password)
        .await?;
    leptos_axum::redirect("/login?done=password_reset");
    Ok(())
}

/// Confirms a new address.
#[server(prefix = "/fn", endpoint = "emails/confirm")]
pub async fn confirm_email(#[server(default)] token: String) -> Result<(), ApiError> {
    super::request::services()?.confirm_email(&token).await?;
    leptos_axum::redirect("/login?done=email_confirmed");
    Ok(())
}
