//! The one error that leaves the server.

use domain::forms::FieldError;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// The code for those who are not signed in any more; a wrong password has another one.
pub const SIGNED_OUT: &str = "signed_out";

/// What went wrong, as a code that the catalogue translates. Internals never travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// Stable code, such as `not_found`.
    pub code: String,
    /// Form fields and what is wrong with them.
    #[serde(default)]
    pub fields: Vec<FieldError>,
    /// The request's id, for the log.
    #[serde(default)]
    pub request_id: Option<String>,
}

impl ApiError {
    /// An error without fields.
    pub fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            fields: Vec::new(),
            request_id: None,
        }
    }

    /// What the address of a redirect says: `file:executable,title:too_long`, or a code alone.
    pub fn told(words: &str) -> Self {
        let fields: Vec<_> = words
            .split(',')
            .filter_map(|pair| pair.split_once(':'))
            .map(|(field, code)| FieldError::new(field, code))
            .collect();
        if fields.is_empty() {
            return Self::of(words);
        }
        Self {
            fields,
            ..Self::of("invalid")
        }
    }

    /// The request's id where it helps: for errors that only the log explains.
    pub fn reference(&self) -> Option<String> {
        self.request_id.clone().filter(|_| self.code == "internal")
    }

    /// The code for one field, if that field is at fault.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|error| error.field == name)
            .map(|error| error.code.as_str())
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        #[cfg(feature = "ssr")]
        ssr::set_status_of_call(&error);
        Self::of(match error {
            ServerFnErrorErr::Request(_) => "unreachable",
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => "unreadable_request",
            _ => "internal",
        })
    }
}

#[cfg(feature = "ssr")]
pub use ssr::{back_with, is_plain_form};

#[cfg(feature = "ssr")]
mod ssr {
    use axum::http::request::Parts;
    use domain::views::SessionStage;
    use http::header::{ACCEPT, HeaderMap, HeaderValue, LOCATION, REFERER};
    use http::{StatusCode, Uri};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;
    use server_fn::error::{ServerFnErrorErr, ServerFnUrlError};
    use services::{Error, SessionInfo};

    use super::{ApiError, SIGNED_OUT};

    fn text(headers: &HeaderMap, name: impl http::header::AsHeaderName) -> Option<&str> {
        headers.get(name).and_then(|value| value.to_str().ok())
    }

    impl From<Error> for ApiError {
        /// Also gives the response its status, or sends a person who is not signed in to the sign-in page.
        fn from(error: Error) -> Self {
            if matches!(error, Error::Unauthenticated) {
                to_sign_in();
                return Self::of(SIGNED_OUT);
            }
            set_status(&error);
            Self::from_refusal(error)
        }
    }

    impl ApiError {
        /// The same error with its status, but without the way to the sign-in page.
        pub fn on_sign_in(error: Error) -> Self {
            set_status(&error);
            Self::from_refusal(error)
        }

        fn from_refusal(error: Error) -> Self {
            let parts = use_context::<Parts>();
            let request_id = parts.and_then(|parts| text(&parts.headers, "x-request-id").map(str::to_owned));
            let code = error.code().to_owned();
            let fields = if let Error::Invalid(fields) = error {
                fields
            } else {
                Vec::new()
            };
            Self {
                code,
                fields,
                request_id,
            }
        }
    }

    fn status(error: &Error) -> StatusCode {
        match error {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Unauthenticated => StatusCode::UNAUTHORIZED,
            Error::Conflict(_) | Error::Stale => StatusCode::CONFLICT,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn set_status(error: &Error) {
        let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else {
            return;
        };
        // A form sent without WASM is answered with a redirect back that carries the error; it must stay a redirect.
        if !is_form_post(&parts) {
            response.set_status(status(error));
        }
    }

    /// A call whose arguments cannot be read is the caller's mistake.
    pub fn set_status_of_call(error: &ServerFnErrorErr) {
        let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else {
            return;
        };
        let unreadable = matches!(
            error,
            ServerFnErrorErr::Args(_)
                | ServerFnErrorErr::MissingArg(_)
                | ServerFnErrorErr::Deserialization(_)
        );
        if unreadable && !is_form_post(&parts) {
            response.set_status(StatusCode::BAD_REQUEST);
        }
    }

    fn is_call(parts: &Parts) -> bool {
        parts.uri.path().starts_with("/fn/")
    }

    fn is_form_post(parts: &Parts) -> bool {
        is_call(parts) && text(&parts.headers, ACCEPT).is_some_and(|accept| accept.contains("text/html"))
    }

    /// Whether the request is a form that a browser sent without a script.
    pub fn is_plain_form() -> bool {
        use_context::<Parts>().is_some_and(|parts| is_form_post(&parts))
    }

    /// Sends a refused form that came without a script back to its page, with what was typed.
    pub fn back_with(form: &str, error: &ApiError, typed: &[(&'static str, &str)]) {
        let Some(parts) = use_context::<Parts>().filter(is_form_post) else {
            return;
        };
        let referer = text(&parts.headers, REFERER).and_then(|referer| referer.parse::<Uri>().ok());
        let page = referer.as_ref().map_or("/", Uri::path);
        // The host does not matter: only path and query are used.
        let page = format!("http://localhost{}", crate::pages::address(page, typed));
        if let Ok(url) = ServerFnUrlError::new(form, error.clone()).to_url(&page) {
            leptos_axum::redirect(&format!("{}?{}", url.path(), url.query().unwrap_or_default()));
        }
    }

    /// Redirects to the sign-in page, which leads back to the page that was wanted.
    fn to_sign_in() {
        let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else {
            return;
        };
        let wanted = if is_call(&parts) {
            text(&parts.headers, REFERER).and_then(|referer| referer.parse::<Uri>().ok())
        } else {
            Some(parts.uri.clone())
        };
        let wanted = wanted
            .as_ref()
            .and_then(|uri| uri.path_and_query())
            .map_or("/", |path| path.as_str());
        // A sign-in that has begun goes on where it stopped.
        let session = use_context::<Option<SessionInfo>>().flatten();
        let page = match session.map(|session| session.stage) {
            Some(SessionStage::Enrolment) => "/account/second-factor",
            Some(SessionStage::SecondFactor) => "/login/second-factor",
            Some(SessionStage::Full) | None => "/login",
        };
        let target = crate::pages::address(page, &[("next", wanted)]);
        if is_call(&parts) {
            leptos_axum::redirect(&target);
            if !is_form_post(&parts) {
                response.set_status(StatusCode::UNAUTHORIZED);
            }
        } else if let Ok(location) = HeaderValue::from_str(&target) {
            response.insert_header(LOCATION, location);
            response.set_status(StatusCode::FOUND);
        }
    }
}
