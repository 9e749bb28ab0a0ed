//! `/imports`: tickets from files, stored once, also when the server dies in between.

use std::time::{Duration, Instant};

use acceptance::instance::Storage;
use acceptance::{Machine, places};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::demo::{STADTWERKE, demo, items, text};

/// Longer than the lease of a job whose worker has died.
const PATIENCE: Duration = Duration::from_secs(90);

#[tokio::test]
async fn a_file_is_stored_once() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(STADTWERKE).await;
        let preview = upload(&machine, &places::incident_log()).await;
        assert_eq!(preview["status"], "previewed", "{storage:?}");
        assert_eq!(
            [&preview["rows"], &preview["tickets"], &preview["errors"]],
            [&json!(5998), &json!(890), &json!(0)]
        );
        let first = confirm(&machine, &preview).await;
        assert_eq!(counts(&first), [890, 0, 0], "{storage:?}");

        let again = upload(&machine, &places::incident_log()).await;
        let second = confirm(&machine, &again).await;
        assert_eq!(counts(&second), [0, 0, 890], "{storage:?}");
    }
}

#[tokio::test]
async fn an_import_survives_the_death_of_the_server_on_sqlite() {
    survives_the_death_of_the_server(Storage::Sqlite).await;
}

#[tokio::test]
async fn an_import_survives_the_death_of_the_server_on_postgres() {
    survives_the_death_of_the_server(Storage::Postgres).await;
}

async fn survives_the_death_of_the_server(storage: Storage) {
    let mut demo = demo(storage).await;
    let machine = demo.machine(STADTWERKE).await;
    let preview = upload(&machine, &places::incident_log()).await;
    let path = format!("/api/v1/imports/{}", text(&preview["id"]));
    let answer = machine
        .request(Method::POST, &format!("{path}/confirm"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 202);
    demo.app.kill();
    demo.app.restart().await;

    let machine = demo.machine(STADTWERKE).await;
    let done = wait_until_done(&machine, &path).await;
    assert_eq!(counts(&done).iter().sum::<i64>(), 890, "{done}");
    let again = upload(&machine, &places::incident_log()).await;
    let second = confirm(&machine, &again).await;
    assert_eq!(counts(&second), [0, 0, 890], "everything was stored");
}

#[tokio::test]
async fn unreadable_rows_are_named_and_the_others_stored() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(STADTWERKE).await;
    let log = places::incident_log();
    let mut lines: Vec<&str> = log.lines().take(4).collect();
    let broken = lines[2].replace("29-02-2016 08:53", "30-02-2016 08:53");
    lines[2] = &broken;
    let preview = upload(&machine, &lines.join("\n")).await;
    assert_eq!(preview["errors"], 1);
    assert_eq!(preview["row_errors"][0]["row"], 3);
    assert_eq!(preview["row_errors"][0]["column"], "sys_updated_at");
    assert_eq!(preview["row_errors"][0]["value"], "30-02-2016 08:53");
}

#[tokio::test]
async fn what_cannot_be_an_import_is_refused() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(STADTWERKE).await;
    let service = service_id(&machine).await;
    for (what, service, content) in [
        ("an empty file", service.as_str(), ""),
        ("a file without the needed columns", &service, "a,b\n1,2\n"),
        (
            "an unknown service",
            "0190b3a0-0000-7000-8000-000000000000",
            "number\nINC1\n",
        ),
        ("no service", "", "number\nINC1\n"),
    ] {
        let answer = machine
            .request(Method::POST, "/api/v1/imports")
            .multipart(form(service, content))
            .send()
            .await;
        let status = answer.expect("an answer").status();
        assert!(status.is_client_error(), "{what}: {status}");
    }
    assert!(
        items(&machine.get("/api/v1/imports").await).is_empty(),
        "nothing was kept"
    );
}

async fn service_id(machine: &Machine) -> String {
    text(&machine.get("/api/v1/services").await["items"][0]["id"]).to_owned()
}

fn form(service: &str, content: &str) -> Form {
    let file = Part::text(content.to_owned()).file_name("incident.csv");
    Form::new()
        .text("service_id", service.to_owned())
        .text("mapping", "servicenow")
        .part("file", file)
}

async fn upload(machine: &Machine, content: &str) -> Value {
    let form = form(&service_id(machine).await, content);
    let answer = machine
        .request(Method::POST, "/api/v1/imports")
        .multipart(form)
        .send()
        .await
        .expect("an answer");
    let status = answer.status();
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(status, 201, "{body}");
    body
}

async fn confirm(machine: &Machine, preview: &Value) -> Value {
    let path = format!("/api/v1/imports/{}", text(&preview["id"]));
    let answer = machine
        .request(Method::POST, &format!("{path}/confirm"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 202);
    wait_until_done(machine, &path).await
}

async fn wait_until_done(machine: &Machine, path: &str) -> Value {
    let started = Instant::now();
    loop {
        let import = machine.get(path).await;
        if import["status"] == "done" {
            return import;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "not done after {PATIENCE:?}: {import}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Created, updated, unchanged.
fn counts(import: &Value) -> [i64; 3] {
    ["created", "updated", "unchanged"]
        .map(|key| import[key].as_i64().unwrap_or_else(|| panic!("{key}: {import}")))
}
