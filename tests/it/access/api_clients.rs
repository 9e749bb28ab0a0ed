//! `/administration/api-clients` and the tokens behind it.

use acceptance::instance::Storage;
use acceptance::{Instance, Machine};
use reqwest::Method;
use serde_json::Value;

use super::code;
use crate::demo::{RHEINTAL, demo};

async fn token_status(app: &Instance, id: &str, secret: &str) -> u16 {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("client_secret", secret),
    ];
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/auth/token", app.url()))
        .form(&form)
        .send()
        .await;
    answer.expect("an answer").status().as_u16()
}

async fn status(machine: &Machine, path: &str) -> u16 {
    let answer = machine.request(Method::GET, path).send().await;
    answer.expect("an answer").status().as_u16()
}

fn pair(made: &Value) -> (String, String) {
    let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    (text("client_id"), text("secret"))
}

#[tokio::test]
async fn a_machine_gets_what_its_scopes_say() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let form = [
            ("name", "Waage"),
            ("scopes[0]", "contracts:read"),
            ("scopes[1]", "audit:read"),
        ];
        let (status_, made) = admin.call("/fn/api-clients/create", &form).await;
        assert_eq!(status_, 200, "{storage:?}: {made}");
        let (id, secret) = pair(&made);
        let machine = demo.app.machine(&id, &secret).await;
        assert_eq!(status(&machine, "/api/v1/contracts").await, 200, "{storage:?}");
        assert_eq!(status(&machine, "/api/v1/audit").await, 200, "{storage:?}");
        assert_eq!(status(&machine, "/api/v1/suppliers").await, 403, "{storage:?}");
        assert_eq!(status(&machine, "/api/v1/users").await, 403, "{storage:?}");
    }
}

#[tokio::test]
async fn secrets_are_rotated_with_an_overlap_and_switched_off_at_once() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let form = [("name", "Waage"), ("scopes[0]", "contracts:read")];
        let (_, made) = admin.call("/fn/api-clients/create", &form).await;
        let (id, first) = pair(&made);
        let (_, list) = admin.call("/fn/api-clients/list", &[]).await;
        let rows = list[0].as_array().expect("clients");
        let row = rows
            .iter()
            .find(|row| row["client_id"] == id.as_str())
            .expect("the client");
        let key = row["id"].as_str().expect("an id");
        let (_, made) = admin.call("/fn/api-clients/rotate", &[("id", key)]).await;
        let (_, second) = pair(&made);
        assert_ne!(first, second);
        for secret in [&first, &second] {
            assert_eq!(
                token_status(&demo.app, &id, secret).await,
                200,
                "{storage:?}: overlap"
            );
        }
        let (_, made) = admin.call("/fn/api-clients/rotate", &[("id", key)]).await;
        let (_, third) = pair(&made);
        assert_eq!(
            token_status(&demo.app, &id, &first).await,
            401,
            "{storage:?}: two rotations ago"
        );
        let machine = demo.app.machine(&id, &third).await;
        assert_eq!(status(&machine, "/api/v1/contracts").await, 200);
        admin.call("/fn/api-clients/revoke", &[("id", key)]).await;
        assert_eq!(
            status(&machine, "/api/v1/contracts").await,
            401,
            "{storage:?}: its token"
        );
        assert_eq!(
            token_status(&demo.app, &id, &third).await,
            401,
            "{storage:?}: its secret"
        );
        assert_eq!(admin.call("/fn/api-clients/rotate", &[("id", key)]).await.0, 404);
    }
}

#[tokio::test]
async fn only_administrators_make_machines_and_only_sensible_ones() {
    let demo = demo(Storage::Sqlite).await;
    let good = [("name", "Waage"), ("scopes[0]", "contracts:read")];
    for role in ["service_manager", "auditor", "viewer", "vendor_manager"] {
        let person = demo.login(role, RHEINTAL).await;
        assert_eq!(
            person.call("/fn/api-clients/create", &good).await.0,
            403,
            "{role}"
        );
    }
    let admin = demo.login("tenant_admin", RHEINTAL).await;
    for (form, expected) in [
        (vec![("name", "Waage")], "required"),
        (
            vec![("name", "Waage"), ("scopes[0]", "access:write")],
            "unknown_scope",
        ),
        (
            vec![
                ("name", "W"),
                ("scopes[0]", "contracts:read"),
                ("expires_on", "31.02.2027"),
            ],
            "date_unreadable",
        ),
        (
            vec![
                ("name", "W"),
                ("scopes[0]", "contracts:read"),
                ("expires_on", "01.01.2020"),
            ],
            "in_the_past",
        ),
    ] {
        let (status, answer) = admin.call("/fn/api-clients/create", &form).await;
        assert_eq!((status, code(&answer).as_str()), (422, expected), "{form:?}");
    }
}
