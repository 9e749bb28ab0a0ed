//! Requests to identity providers. Which ones, a tenant's administrators say; so nothing is followed, waited for or
//! read without end, and nothing is asked in the clear.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

use crate::{Error, Result};

const LONGEST_WAIT: Duration = Duration::from_secs(5);
const LARGEST_ANSWER: usize = 1024 * 1024;

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Only HTTPS is asked; on a developer's machine the machine itself, too.
    #[error("the address is not allowed")]
    Address,
    /// The answer is too large.
    #[error("the answer is too large")]
    Size,
    /// No answer.
    #[error("no answer: {0}")]
    Answer(#[from] reqwest::Error),
    /// An answer that is none.
    #[error("no answer: {0}")]
    Unreadable(#[from] openidconnect::http::Error),
}

/// The way out.
#[derive(Clone)]
pub struct Outbound {
    client: reqwest::Client,
    in_the_clear_to_itself: bool,
}

impl Outbound {
    /// `development`: whether plain HTTP to this very machine is allowed.
    pub fn new(development: bool) -> Result<Self> {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(LONGEST_WAIT)
            .build()
            .map_err(Error::internal)?;
        Ok(Self {
            client,
            in_the_clear_to_itself: development,
        })
    }

    /// Whether this address may be asked, or a browser sent there.
    pub fn allows(&self, url: &Url) -> bool {
        let itself = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let safe = match url.scheme() {
            "https" => !itself || self.in_the_clear_to_itself,
            "http" => itself && self.in_the_clear_to_itself,
            _ => false,
        };
        safe && url.username().is_empty() && url.password().is_none()
    }

    /// Asks, and reads the answer as far as it is allowed to go.
    async fn send(&self, request: HttpRequest) -> std::result::Result<HttpResponse, Refusal> {
        let url: Url = request.uri().to_string().parse().map_err(|_| Refusal::Address)?;
        if !self.allows(&url) {
            return Err(Refusal::Address);
        }
        let mut answer = self.client.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Refusal::Size);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = openidconnect::http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Outbound {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<HttpResponse, Refusal>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_asked_and_in_development_the_machine_itself() {
        let allows =
            |development: bool, url: &str| Outbound::new(development).unwrap().allows(&url.parse().unwrap());
        for development in [true, false] {
            assert!(allows(development, "https://login.example.com/keys"));
            for url in [
                "http://login.example.com/keys",
                "ftp://login.example.com/",
                "file:///etc/passwd",
                "https://user:secret@login.example.com/",
                "http://127.0.0.2:80/",
                "http://localhost.example.com/",
                "http://169.254.169.254/latest",
            ] {
                assert!(!allows(development, url), "{url}");
            }
            for url in [
                "http://127.0.0.1:9/",
                "http://localhost/",
                "http://[::1]:9/",
                "https://localhost/",
            ] {
                assert_eq!(allows(development, url), development, "{url}");
            }
        }
    }
}
