//! What the product names itself: ids of requests, and who may read its files.

use acceptance::instance::Storage;
use acceptance::{Instance, wire};

use crate::demo::{RHEINTAL, demo};

#[tokio::test]
async fn a_request_id_that_is_none_is_not_echoed() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let id = async |sent: &str| {
        let request = format!(
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: {sent}\r\nConnection: close\r\n\r\n"
        );
        let answer = wire::exchange(&app, request.as_bytes()).await;
        let head = answer.head.to_lowercase();
        let line = head.lines().find_map(|line| line.strip_prefix("x-request-id: "));
        line.expect("an id").to_owned()
    };
    assert_eq!(id("edge-7f3a").await, "edge-7f3a");
    for sent in [
        "=HYPERLINK(\"http://evil.example\")",
        "<b>",
        "../../x",
        &"a".repeat(200),
    ] {
        let given = id(sent).await;
        assert_eq!(given.len(), 36, "{sent} became {given}");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_a_problem_with_a_code() {
    let demo = demo(Storage::Sqlite).await;
    let machine = demo.machine(RHEINTAL).await;
    let asked = machine.request(reqwest::Method::GET, "/api/v1/chains?sufficient=perhaps");
    let answer = asked.send().await.expect("an answer");
    assert_eq!(answer.status(), 422);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = answer.json().await.expect("a problem");
    assert_eq!(problem["errors"][0]["code"], "unreadable_query");
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let demo = demo(Storage::Sqlite).await;
    let mut open = vec![demo.app.folder().to_path_buf()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let kind = entry.metadata().expect("what it is");
            if kind.is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_none_or(|name| name != "log") {
                let others = kind.permissions().mode() & 0o077;
                assert_eq!(others, 0, "{}", entry.path().display());
                seen += 1;
            }
        }
    }
    assert!(seen > 2, "the database and what belongs to it");
}
