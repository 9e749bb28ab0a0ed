//! Signing in and out, and who is looking.

use domain::views::Viewer;
use leptos::prelude::*;

use super::ApiError;

/// The signed-in person as the frame shows them.
#[server(prefix = "/fn", endpoint = "session/viewer")]
pub async fn current_viewer() -> Result<Viewer, ApiError> {
    let (services, actor) = super::request::signed_in()?;
    let session = use_context::<Option<services::SessionInfo>>().flatten();
    let session = session.ok_or_else(|| ApiError::from(services::Error::Unauthenticated))?;
    Ok(services.viewer(&actor, &session).await?)
}

/// Opens a session and goes on to `next`.
#[server(prefix = "/fn", endpoint = "session/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<(), ApiError> {
    use domain::forms::{SignInForm, safe_next};

    let address = use_context::<services::ClientAddress>().ok_or_else(|| ApiError::of("internal"))?;
    let agent = use_context::<services::Agent>().ok_or_else(|| ApiError::of("internal"))?;
    let form = SignInForm {
        email,
        password,
        next,
    };
    let session = super::request::services()?
        .sign_in(&form, &address, &agent)
        .await
        .map_err(ApiError::on_sign_in)?;
    ssr::set_cookie(&session.cookie)?;
    leptos_axum::redirect(safe_next(&form.next));
    Ok(())
}

/// Ends the session.
#[server(prefix = "/fn", endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), ApiError> {
    if let Some(token) = use_context::<Option<services::SessionToken>>().flatten() {
        ssr::set_cookie(&super::request::services()?.sign_out(&token).await?)?;
    }
    leptos_axum::redirect("/login");
    Ok(())
}

/// Goes on in another tenant, or at another supplier.
#[server(prefix = "/fn", endpoint = "session/switch")]
pub async fn switch_membership(membership_id: String) -> Result<(), ApiError> {
    let token = use_context::<Option<services::SessionToken>>().flatten();
    let token = token.ok_or_else(|| ApiError::from(services::Error::Unauthenticated))?;
    let membership = super::request::id(&membership_id)?;
    let session = super::request::services()?
        .switch_membership(&token, membership)
        .await?;
    ssr::set_cookie(&session.cookie)?;
    leptos_axum::redirect("/");
    Ok(())
}

#[cfg(feature = "ssr")]
mod ssr {
    use http::header::{HeaderValue, SET_COOKIE};
    use leptos::prelude::use_context;

    use super::ApiError;

    pub fn set_cookie(cookie: &str) -> Result<(), ApiError> {
        let value = HeaderValue::from_str(cookie).map_err(|_| ApiError::of("internal"))?;
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
            response.append_header(SET_COOKIE, value);
        }
        Ok(())
    }
}
