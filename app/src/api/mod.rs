//! Server functions: find out who asks, call one service, map the error. Nothing else happens here.

pub mod access;
pub mod account;
pub mod audit;
pub mod calendars;
pub mod chains;
pub mod claims;
pub mod contracts;
pub mod deadlines;
pub mod documents;
pub mod drafting;
mod error;
pub mod escalations;
pub mod imports;
pub mod intake;
pub mod join;
#[cfg(feature = "ssr")]
mod once;
pub mod outages;
pub mod saved_views;
pub mod search;
pub mod services;
pub mod session;
pub mod sign_in_settings;
pub mod supplier_parts;
pub mod suppliers;
pub mod targets;
pub mod templates;
pub mod today;
pub mod typed;

pub use error::{ApiError, SIGNED_OUT};

#[cfg(feature = "ssr")]
mod request {
    use http::HeaderValue;
    use http::header::SET_COOKIE;
    use leptos::prelude::use_context;
    use services::{Actor, Agent, ClientAddress, Services, SessionInfo};

    use super::ApiError;

    /// The services of this process.
    pub fn services() -> Result<Services, ApiError> {
        use_context::<Services>().ok_or_else(|| ApiError::of("internal"))
    }

    /// The services and the person who asks; sends others to the sign-in page.
    pub fn signed_in() -> Result<(Services, Actor), ApiError> {
        let actor = use_context::<Option<Actor>>().flatten();
        let actor = actor.ok_or_else(|| ApiError::from(services::Error::Unauthenticated))?;
        Ok((services()?, actor))
    }

    /// The session, however far its sign-in has come; sends others to the sign-in page.
    pub fn session() -> Result<(Services, SessionInfo), ApiError> {
        let session = use_context::<Option<SessionInfo>>().flatten();
        let session = session.ok_or_else(|| ApiError::from(services::Error::Unauthenticated))?;
        Ok((services()?, session))
    }

    /// The person who asks and the session they ask in.
    pub fn account() -> Result<(Services, Actor, SessionInfo), ApiError> {
        let (services, actor) = signed_in()?;
        Ok((services, actor, session()?.1))
    }

    /// From where the request came, and from which browser.
    pub fn client() -> Result<(ClientAddress, Agent), ApiError> {
        use_context::<ClientAddress>()
            .zip(use_context::<Agent>())
            .ok_or_else(|| ApiError::of("internal"))
    }

    /// Hands the browser a cookie.
    pub fn set_cookie(cookie: &str) -> Result<(), ApiError> {
        let value = HeaderValue::from_str(cookie).map_err(|_| ApiError::of("internal"))?;
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
            response.append_header(SET_COOKIE, value);
        }
        Ok(())
    }

    /// The refusal of a form; one that came without a script is sent back to its page with what was typed.
    pub fn refused(form: &str, error: services::Error, typed: &[(&'static str, &str)]) -> ApiError {
        let error = ApiError::from(error);
        super::error::back_with(form, &error, typed);
        error
    }

    /// Reads whether something is to be in use.
    pub fn standing(code: &str) -> Result<domain::supplier::Standing, ApiError> {
        let standing = domain::supplier::Standing::parse(code);
        standing.ok_or_else(|| services::Error::field("standing", "unknown").into())
    }

    /// Reads an id from a URL; one that cannot be read does not exist.
    pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, ApiError> {
        text.parse()
            .map_err(|_| ApiError::from(services::Error::NotFound))
    }
}
