//! Server functions: find out who asks, call one service, map the error. Nothing else happens here.

pub mod contracts;
mod error;
pub mod escalations;
pub mod imports;
pub mod outages;
pub mod session;
pub mod suppliers;
pub mod targets;
pub mod today;

pub use error::ApiError;

#[cfg(feature = "ssr")]
mod request {
    use leptos::prelude::use_context;
    use services::{Actor, Services};

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

    /// Reads an id from a URL; one that cannot be read does not exist.
    pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, ApiError> {
        text.parse()
            .map_err(|_| ApiError::from(services::Error::NotFound))
    }
}
