//! Signing in and out, and who is looking.

use domain::views::Viewer;
use leptos::prelude::*;

use super::ApiError;

/// The signed-in person as the frame shows them.
#[server(prefix = "/fn", endpoint = "session/viewer")]
pub async fn current_viewer() -> Result<Viewer, ApiError> {
    let (services, actor, session) = super::request::account()?;
    Ok(services.viewer(&actor, &session).await?)
}

/// Opens a session. The answer is where to go on: the second factor, its set-up, or `next`.
#[server(prefix = "/fn", endpoint = "session/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<String, ApiError> {
    let form = domain::forms::SignInForm {
        email,
        password,
        next,
    };
    let (address, agent) = super::request::client()?;
    let services = super::request::services()?;
    let session = services.sign_in(&form, &address, &agent).await;
    let session = session.map_err(ApiError::on_sign_in)?;
    // Whoever signs in again with this browser leaves nothing open behind.
    if let Some(earlier) = use_context::<Option<services::SessionToken>>().flatten() {
        services.sign_out(&earlier).await?;
    }
    ssr::begin(&session, &form.next)
}

/// Completes a sign-in with a code of the authenticator, or a recovery code.
#[server(prefix = "/fn", endpoint = "session/second-factor")]
pub async fn sign_in_with_second_factor(
    code: String,
    #[server(default)] next: String,
) -> Result<String, ApiError> {
    let (services, session) = super::request::session()?;
    let (address, agent) = super::request::client()?;
    let session = services
        .sign_in_with_second_factor(&session, &code, &address, &agent)
        .await?;
    ssr::begin(&session, &next)
}

/// Ends the session.
#[server(prefix = "/fn", endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), ApiError> {
    if let Some(token) = use_context::<Option<services::SessionToken>>().flatten() {
        super::request::set_cookie(&super::request::services()?.sign_out(&token).await?)?;
    }
    leptos_axum::redirect("/login");
    Ok(())
}

/// Goes on in another tenant, or at another supplier.
#[server(prefix = "/fn", endpoint = "session/switch")]
pub async fn switch_membership(membership_id: String) -> Result<String, ApiError> {
    let token = use_context::<Option<services::SessionToken>>().flatten();
    let token = token.ok_or_else(|| ApiError::from(services::Error::Unauthenticated))?;
    let membership = super::request::id(&membership_id)?;
    let session = super::request::services()?
        .switch_membership(&token, membership)
        .await?;
    ssr::begin(&session, "/")
}

#[cfg(feature = "ssr")]
pub(super) mod ssr {
    use domain::forms::safe_next;
    use domain::views::SessionStage;
    use services::NewSession;

    use super::ApiError;
    use crate::pages::address;

    /// Hands over the session's cookie and says where to go on. A form sent without a script is redirected there;
    /// a script loads the page anew, because the person may read another language than the sign-in page was in.
    pub fn begin(session: &NewSession, next: &str) -> Result<String, ApiError> {
        super::super::request::set_cookie(&session.cookie)?;
        let next = safe_next(next);
        let target = match session.stage {
            SessionStage::Full => next.to_owned(),
            SessionStage::SecondFactor => address("/login/second-factor", &[("next", next)]),
            SessionStage::Enrolment => address("/account/second-factor", &[("next", next)]),
        };
        if super::super::error::is_plain_form() {
            leptos_axum::redirect(&target);
        }
        Ok(target)
    }
}
