//! Calling any route as anybody.

use acceptance::{Instance, Session};
use reqwest::{Method, RequestBuilder};

use super::Route;
use super::things::Things;

/// Who calls, and with what in hand.
pub enum Caller {
    /// A browser.
    Browser(Session),
    /// A browser that sends a cookie it was told to forget.
    Cookie(Session, String),
    /// A program with a token.
    Token(Session, String),
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub text: String,
}

impl Caller {
    pub fn with_token(app: &Instance, token: &str) -> Self {
        Self::Token(app.browser(), token.to_owned())
    }

    /// Whether this caller speaks to the API (programs) or to the pages (browsers).
    pub fn speaks_to(&self, route: &Route) -> bool {
        matches!(self, Self::Token(..)) == route.is_api()
    }

    fn request(&self, method: &Method, path: &str) -> RequestBuilder {
        match self {
            Self::Browser(session) => session.request(method.clone(), path),
            Self::Cookie(session, cookie) => session.request(method.clone(), path).header("cookie", cookie),
            Self::Token(session, token) => session.request(method.clone(), path).bearer_auth(token),
        }
    }

    /// Calls a route about these things.
    ///
    /// # Panics
    /// When this test does not know what a server function wants to be told.
    pub async fn call(&self, route: &Route, things: &Things) -> Answer {
        let path = things.fill(&route.path);
        if route.is_function() {
            return self.call_function(route, &path, things).await;
        }
        // Of a contract that nobody changed meanwhile.
        let request = self.request(&route.method, &path).header("if-match", "\"1\"");
        let request = match (&route.method, route.path.as_str()) {
            (&Method::POST, "/imports/upload" | "/api/v1/imports") => request.multipart(things.upload()),
            (&Method::POST, path) if path.ends_with("/import/upload") => {
                request.multipart(Things::table_upload())
            }
            (&Method::POST, path) if path.ends_with("/documents") => {
                request.multipart(Things::document_upload())
            }
            (&Method::POST | &Method::PATCH | &Method::PUT, _) => request.json(&things.document(&route.path)),
            _ => request.header("accept", "text/html"),
        };
        read(request).await
    }

    /// Most functions read a form, the others JSON.
    async fn call_function(&self, route: &Route, path: &str, things: &Things) -> Answer {
        let arguments = things.arguments(&route.path);
        let flat = arguments.as_object().into_iter().flatten();
        let fields: Vec<_> = flat
            .filter_map(|(name, value)| Some((name, value.as_str()?)))
            .collect();
        let answer = read(self.request(&route.method, path).form(&fields)).await;
        if !answer.text.contains("unreadable_request") {
            return answer;
        }
        let answer = read(self.request(&route.method, path).json(&arguments)).await;
        let understood = !answer.text.contains("unreadable_request");
        assert!(
            understood,
            "tell this test what {route} wants to be told: {}",
            answer.text
        );
        answer
    }
}

async fn read(request: RequestBuilder) -> Answer {
    let answer = request.send().await.expect("an answer");
    let location = answer
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok());
    Answer {
        status: answer.status().as_u16(),
        location: location.unwrap_or_default().to_owned(),
        text: answer.text().await.expect("a text"),
    }
}
