//! Who talks to an instance: people with a browser, and machines.

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::Value;

/// A browser without WebAssembly: keeps cookies, does not follow redirects.
pub struct Session {
    http: reqwest::Client,
    url: String,
}

impl Session {
    pub(crate) fn new(url: String) -> Self {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self { http, url }
    }

    /// A request for a page.
    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.http
            .get(format!("{}{path}", self.url))
            .header("accept", "text/html")
    }

    /// A request that says nothing about the page it comes from.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    /// A form sent from one of the product's own pages.
    pub fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.http
            .post(format!("{}{path}", self.url))
            .header("accept", "text/html")
            .header("origin", &self.url)
            .header("sec-fetch-site", "same-origin")
    }

    /// A page's text.
    ///
    /// # Panics
    /// When it does not answer with 200.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("a text")
    }

    /// Calls a server function as the browser's program does; the status and the answer as JSON.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn call(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        Self::answer(self.program(path).form(form)).await
    }

    /// The same for a server function that takes JSON.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn ask(&self, path: &str, body: &Value) -> (u16, Value) {
        Self::answer(self.program(path).json(body)).await
    }

    fn program(&self, path: &str) -> reqwest::RequestBuilder {
        self.http
            .post(format!("{}{path}", self.url))
            .header("accept", "application/json")
            .header("origin", &self.url)
            .header("sec-fetch-site", "same-origin")
    }

    async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let body = answer.text().await.expect("a text");
        (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
    }

    /// Sends the sign-in form.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn sign_in(&self, email: &str, password: &str) -> reqwest::Response {
        self.post("/fn/session/sign-in")
            .header("referer", format!("{}/login", self.url))
            .form(&[("email", email), ("password", password), ("next", "/")])
            .send()
            .await
            .expect("an answer")
    }
}

/// A program that uses the REST interface.
pub struct Machine {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Machine {
    pub(crate) async fn sign_in(url: String, client_id: &str, client_secret: &str) -> Self {
        let accept = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        let http = reqwest::Client::builder()
            .default_headers(accept)
            .build()
            .expect("an HTTP client");
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", client_id),
            ("client_secret", client_secret),
        ];
        let answer = http
            .post(format!("{url}/api/v1/auth/token"))
            .form(&form)
            .send()
            .await
            .expect("an answer");
        let status = answer.status();
        let body: Value = answer.json().await.unwrap_or_default();
        let token = body["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{client_id} gets no token: {status} {body}"));
        Self {
            token: token.to_owned(),
            http,
            url,
        }
    }

    /// A request with the access token.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    /// What a path answers, as JSON.
    ///
    /// # Panics
    /// When it does not answer with success and JSON.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self
            .request(reqwest::Method::GET, path)
            .send()
            .await
            .expect("an answer");
        let status = answer.status();
        let body = answer.text().await.expect("a text");
        assert!(status.is_success(), "{path}: {status} {body}");
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{path}: {error}: {body}"))
    }
}
