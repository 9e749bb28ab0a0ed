//! Whatever belongs to one tenant or supplier is not there for anybody else.
//!
//! The routes are asked of the binary itself, so a new one is tested the moment it exists: by everybody who could
//! reach for what is not theirs (`foreign`), and by every role for what it may do at home (`roles`).

mod call;
mod callers;
mod foreign;
mod roles;
mod things;
mod tokens;
mod vendor;

use acceptance::Instance;
use reqwest::Method;

/// A route, and what it asks of its caller: an action, `session` or `public`.
#[derive(Debug, Clone)]
pub struct Route {
    pub method: Method,
    pub path: String,
    pub need: String,
}

impl Route {
    fn read(line: &str) -> Self {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_else(|| panic!("three words: {line}"));
        Self {
            method: word().parse().expect("a method"),
            path: word().to_owned(),
            need: word().to_owned(),
        }
    }

    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    pub fn is_function(&self) -> bool {
        self.path.starts_with("/fn/")
    }

    pub fn is_public(&self) -> bool {
        self.need == "public"
    }

    /// Whether it can only be about the caller's own account or tenant: it names no thing of somebody else's.
    pub fn is_at_home(&self) -> bool {
        let own = [
            "/fn/account/",
            "/fn/second-factor/",
            "/fn/security/",
            "/fn/sign-in/",
        ];
        let whole = [
            "/fn/api-clients/create",
            "/fn/deadlines/renew-feed",
            "/fn/deadlines/revoke-feed",
            "/fn/invitations/send",
            "/fn/saved-views/save",
            "/contracts/import/upload",
            "/suppliers/import/upload",
            "/fn/intakes/supplier-columns",
            "/fn/intakes/contract-columns",
            "/fn/sessions/revoke-others",
            "/api/v1/suppliers",
            "/fn/suppliers/blank",
            "/fn/suppliers/create",
            // The same for everybody.
            "/fn/templates/one",
            "/templates/{code}",
            "/api/v1/templates/{code}",
        ];
        own.iter().any(|start| self.path.starts_with(start)) || whole.contains(&self.path.as_str())
    }

    /// Whether it is about one thing, by its id.
    pub fn is_about_one(&self) -> bool {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains('{') || (self.is_function() && !["list", "today", "viewer"].contains(&last))
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} ({})", self.method, self.path, self.need)
    }
}

/// Every route of the binary.
pub fn routes(app: &Instance) -> Vec<Route> {
    let output = app.run(&["routes", "--actions"]);
    let text = String::from_utf8(output.stdout).expect("text");
    let routes: Vec<_> = text.lines().map(Route::read).collect();
    assert!(routes.len() > 40, "all routes are listed: {text}");
    routes
}

/// The id of a person's membership in a tenant.
pub fn membership_of(app: &Instance, email: &str, tenant: &str) -> String {
    let person = format!("person_id = (SELECT id FROM person WHERE email = '{email}')");
    let tenant = format!("tenant_id = (SELECT id FROM tenant WHERE name = '{tenant}')");
    things::id(app, "id", &format!("FROM membership WHERE {person} AND {tenant}"))
}
