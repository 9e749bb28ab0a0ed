//! Who has access to a tenant, and how.

use domain::views::{ApiClientRow, MembersView, NewSecret, SecurityView};
use leptos::prelude::*;

use super::ApiError;

/// How safe the access is, in numbers.
#[server(prefix = "/fn", endpoint = "security/one")]
pub async fn security() -> Result<SecurityView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.security(&actor).await?)
}

/// Everybody with access, and open invitations.
#[server(prefix = "/fn", endpoint = "members/list")]
pub async fn members() -> Result<MembersView, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    Ok(services.members(&actor).await?)
}

/// Sends an invitation.
#[server(prefix = "/fn", endpoint = "invitations/send")]
pub async fn invite(
    #[server(default)] email: String,
    #[server(default)] role: String,
    #[server(default)] supplier_id: String,
    #[server(default)] language: String,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let form = domain::forms::InvitationForm {
        email,
        role,
        supplier_id,
        language,
    };
    services.invite(&actor, &form).await?;
    leptos_axum::redirect("/administration/members?done=invited");
    Ok(())
}

/// Sends an invitation once more, with a new link.
#[server(prefix = "/fn", endpoint = "invitations/resend")]
pub async fn resend_invitation(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.resend_invitation(&actor, id).await?;
    leptos_axum::redirect("/administration/members?done=invitation_resent");
    Ok(())
}

/// Takes an invitation back.
#[server(prefix = "/fn", endpoint = "invitations/revoke")]
pub async fn revoke_invitation(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.revoke_invitation(&actor, id).await?;
    leptos_axum::redirect("/administration/members?done=invitation_revoked");
    Ok(())
}

/// Gives somebody another role.
#[server(prefix = "/fn", endpoint = "members/change-role")]
pub async fn change_member_role(
    id: String,
    #[server(default)] role: String,
    #[server(default)] supplier_id: String,
) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services
        .change_member_role(&actor, id, &role, &supplier_id)
        .await?;
    leptos_axum::redirect("/administration/members?done=role_changed");
    Ok(())
}

/// Switches somebody's access off or on again.
#[server(prefix = "/fn", endpoint = "members/disable")]
pub async fn set_member_disabled(id: String, disabled: bool) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.set_member_disabled(&actor, id, disabled).await?;
    let done = if disabled {
        "member_disabled"
    } else {
        "member_enabled"
    };
    leptos_axum::redirect(&format!("/administration/members?done={done}"));
    Ok(())
}

/// Takes somebody's lost second factor off.
#[server(prefix = "/fn", endpoint = "members/reset-second-factor")]
pub async fn reset_member_second_factor(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.reset_member_second_factor(&actor, id).await?;
    leptos_axum::redirect("/administration/members?done=factor_reset");
    Ok(())
}

/// Takes somebody's access away.
#[server(prefix = "/fn", endpoint = "members/remove")]
pub async fn remove_member(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.remove_member(&actor, id).await?;
    leptos_axum::redirect("/administration/members?done=member_removed");
    Ok(())
}

/// Where secrets are shown.
#[cfg(feature = "ssr")]
const API_CLIENTS_PAGE: &str = "/administration/api-clients";

/// Machines that use the API, and a secret that has just been made.
#[server(prefix = "/fn", endpoint = "api-clients/list")]
pub async fn api_clients() -> Result<(Vec<ApiClientRow>, Option<NewSecret>), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let rows = services.api_clients(&actor).await?;
    let mut words = super::once::take(API_CLIENTS_PAGE)?.into_iter();
    let secret = words
        .next()
        .zip(words.next())
        .map(|(client_id, secret)| NewSecret { client_id, secret });
    Ok((rows, secret))
}

/// Creates a machine's access. The answer is its secret, this once.
#[server(prefix = "/fn", endpoint = "api-clients/create")]
pub async fn create_api_client(
    #[server(default)] name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] expires_on: String,
) -> Result<NewSecret, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let form = domain::forms::ApiClientForm {
        name,
        scopes,
        expires_on,
    };
    let made = services.create_api_client(&actor, &form).await?;
    super::once::keep(API_CLIENTS_PAGE, &[&made.client_id, &made.secret])?;
    Ok(made)
}

/// Gives a machine a new secret; the one before works for another day.
#[server(prefix = "/fn", endpoint = "api-clients/rotate")]
pub async fn rotate_api_client(id: String) -> Result<NewSecret, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    let made = services.rotate_api_client(&actor, id).await?;
    super::once::keep(API_CLIENTS_PAGE, &[&made.client_id, &made.secret])?;
    Ok(made)
}

/// Ends a machine's access for good.
#[server(prefix = "/fn", endpoint = "api-clients/revoke")]
pub async fn revoke_api_client(id: String) -> Result<(), ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let id = super::request::id(&id)?;
    services.revoke_api_client(&actor, id).await?;
    leptos_axum::redirect("/administration/api-clients?done=client_revoked");
    Ok(())
}
