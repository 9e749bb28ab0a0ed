//! A person's own account.

use domain::views::{AccountView, SecondFactorProposal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// What setting up a second factor shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setup {
    /// Scan this and type a code.
    Proposal(SecondFactorProposal),
    /// Keep these.
    Codes(Vec<String>),
}

/// The account with its sessions.
#[server(prefix = "/fn", endpoint = "account/one")]
pub async fn account() -> Result<AccountView, ApiError> {
    let (services, actor, session) = super::request::account()?;
    Ok(services.account(&actor, &session).await?)
}

/// Changes name and language. The browser forgets the language it was set to before.
#[server(prefix = "/fn", endpoint = "account/update")]
pub async fn update_profile(
    #[server(default)] name: String,
    #[server(default)] language: String,
) -> Result<String, ApiError> {
    let (services, actor, session) = super::request::account()?;
    services
        .update_profile(&actor, &session, &name, &language)
        .await?;
    super::request::set_cookie("tw_lang=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0")?;
    let target = "/account?done=profile";
    if super::error::is_plain_form() {
        leptos_axum::redirect(target);
    }
    Ok(target.to_owned())
}

/// Replaces the password.
#[server(prefix = "/fn", endpoint = "account/change-password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] new: String,
) -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services.change_password(&actor, &session, &current, &new).await?;
    leptos_axum::redirect("/account?done=password");
    Ok(())
}

/// Sends a link to a new address; until it is followed the old one stays.
#[server(prefix = "/fn", endpoint = "account/change-email")]
pub async fn request_email_change(
    #[server(default)] password: String,
    #[server(default)] email: String,
) -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services
        .request_email_change(&actor, &session, &password, &email)
        .await?;
    leptos_axum::redirect("/account?done=email");
    Ok(())
}

/// Takes a change of address back that is not confirmed yet.
#[server(prefix = "/fn", endpoint = "account/withdraw-email")]
pub async fn withdraw_email_change() -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services.withdraw_email_change(&actor, &session).await?;
    leptos_axum::redirect("/account?done=email_withdrawn");
    Ok(())
}

/// Where recovery codes are shown.
#[cfg(feature = "ssr")]
const SECOND_FACTOR_PAGE: &str = "/account/second-factor";

/// Proposes a second factor; right after it was taken into use, the recovery codes instead.
#[server(prefix = "/fn", endpoint = "second-factor/setup")]
pub async fn second_factor_setup() -> Result<Setup, ApiError> {
    let (services, session) = super::request::session()?;
    let codes = super::once::take(SECOND_FACTOR_PAGE)?;
    if !codes.is_empty() {
        return Ok(Setup::Codes(codes));
    }
    Ok(Setup::Proposal(services.second_factor_setup(&session).await?))
}

/// Takes the proposed second factor into use. The answer is the recovery codes.
#[server(prefix = "/fn", endpoint = "second-factor/confirm")]
pub async fn confirm_second_factor(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<Vec<String>, ApiError> {
    let (services, session) = super::request::session()?;
    let (address, agent) = super::request::client()?;
    let (codes, session) = services
        .confirm_second_factor(&session, &password, &code, &address, &agent)
        .await?;
    super::request::set_cookie(&session.cookie)?;
    let words: Vec<&str> = codes.iter().map(String::as_str).collect();
    super::once::keep(SECOND_FACTOR_PAGE, &words)?;
    Ok(codes)
}

/// Replaces the recovery codes.
#[server(prefix = "/fn", endpoint = "second-factor/renew-codes")]
pub async fn renew_recovery_codes(#[server(default)] code: String) -> Result<Vec<String>, ApiError> {
    let (services, actor, session) = super::request::account()?;
    let codes = services.renew_recovery_codes(&actor, &session, &code).await?;
    let words: Vec<&str> = codes.iter().map(String::as_str).collect();
    super::once::keep(SECOND_FACTOR_PAGE, &words)?;
    Ok(codes)
}

/// Goes back to the password alone.
#[server(prefix = "/fn", endpoint = "second-factor/remove")]
pub async fn remove_second_factor(
    #[server(default)] password: String,
    #[server(default)] code: String,
) -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services
        .remove_second_factor(&actor, &session, &password, &code)
        .await?;
    leptos_axum::redirect("/account?done=second_factor_removed");
    Ok(())
}

/// Signs one other browser out.
#[server(prefix = "/fn", endpoint = "sessions/revoke")]
pub async fn revoke_session(id: String) -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    let id = super::request::id(&id)?;
    services.revoke_session(&actor, &session, id).await?;
    leptos_axum::redirect("/account?done=session");
    Ok(())
}

/// Signs every other browser out.
#[server(prefix = "/fn", endpoint = "sessions/revoke-others")]
pub async fn revoke_other_sessions() -> Result<(), ApiError> {
    let (services, actor, session) = super::request::account()?;
    services.revoke_other_sessions(&actor, &session).await?;
    leptos_axum::redirect("/account?done=sessions");
    Ok(())
}
