//! The demo tenants in a running instance.

use acceptance::instance::{Setup, Storage};
use acceptance::{Instance, Machine, Session};
use serde_json::Value;

/// The larger tenant: a manufacturer whose service desk the incident log belongs to.
pub const RHEINTAL: &str = "Rheintal Maschinenbau GmbH";

/// The smaller tenant: shares a supplier with the other, and nothing else.
pub const STADTWERKE: &str = "Stadtwerke Musterstadt";

/// The service desk's contract, of [`RHEINTAL`].
pub const SERVICE_DESK: &str = "UC-2015-001";

/// The published clause of a cloud database, of [`RHEINTAL`].
pub const DYNAMO_DB: &str = "UC-2024-004";

/// An instance with the demo in it.
pub struct Demo {
    /// The instance.
    pub app: Instance,
    seed: Value,
}

/// Starts an instance and loads the demo.
pub async fn demo(storage: Storage) -> Demo {
    demo_in(Instance::on(storage)).await
}

/// Loads the demo into an instance with settings of its own.
pub async fn demo_in(setup: Setup) -> Demo {
    let app = setup.start().await;
    let seed = app.seed();
    Demo { app, seed }
}

impl Demo {
    /// Address and password of the first person with a role in a tenant.
    pub fn person(&self, role: &str, tenant: &str) -> (&str, &str) {
        let login = entry(&self.seed["logins"], |login| {
            login["role"] == role && login["tenant"] == tenant
        });
        (text(&login["email"]), text(&login["password"]))
    }

    /// A person with a role in a tenant, signed in.
    pub async fn login(&self, role: &str, tenant: &str) -> Session {
        let (email, password) = self.person(role, tenant);
        self.app.login(email, password).await
    }

    /// Id and secret of a tenant's API client.
    pub fn client(&self, tenant: &str) -> (&str, &str) {
        let client = entry(&self.seed["api_clients"], |client| client["tenant"] == tenant);
        (text(&client["client_id"]), text(&client["client_secret"]))
    }

    /// A tenant's machine.
    pub async fn machine(&self, tenant: &str) -> Machine {
        let (id, secret) = self.client(tenant);
        self.app.machine(id, secret).await
    }
}

/// The id of the only target of a contract.
pub async fn target_of(machine: &Machine, contract: &str) -> String {
    let contracts = machine.get(&format!("/api/v1/contracts?number={contract}")).await;
    let id = text(&contracts["items"][0]["id"]).to_owned();
    let targets = machine.get(&format!("/api/v1/contracts/{id}/targets")).await;
    text(&targets["items"][0]["id"]).to_owned()
}

/// The items of a list.
pub fn items(list: &Value) -> &[Value] {
    list["items"]
        .as_array()
        .unwrap_or_else(|| panic!("no list: {list}"))
}

/// A text that must be there.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn entry(list: &Value, wanted: impl Fn(&Value) -> bool) -> &Value {
    let found = list.as_array().into_iter().flatten().find(|entry| wanted(entry));
    found.unwrap_or_else(|| panic!("the demo has no such entry: {list}"))
}
