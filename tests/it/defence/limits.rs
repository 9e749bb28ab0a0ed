//! How much a request may be, and how long it may take.

use std::time::Instant;

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::wire;
use reqwest::Method;

use crate::demo::{RHEINTAL, demo};

const MEGABYTE: usize = 1024 * 1024;

async fn status(app: &Instance, head: &str) -> u16 {
    let request = format!("{head}Host: localhost\r\nConnection: close\r\n\r\n");
    wire::exchange(app, request.as_bytes()).await.status
}

#[tokio::test]
async fn the_head_of_a_request_has_limits() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let headers = |count: usize| "X-Many: 1\r\n".repeat(count);
    let sized = |bytes: usize| format!("X-Large: {}\r\n", "a".repeat(bytes));
    let path = |bytes: usize| format!("GET /livez?{} HTTP/1.1\r\n", "a".repeat(bytes));
    let start = "GET /livez HTTP/1.1\r\n";
    assert_eq!(status(&app, &format!("{start}{}", headers(90))).await, 200);
    assert_eq!(status(&app, &format!("{start}{}", headers(120))).await, 431);
    assert_eq!(status(&app, &format!("{start}{}", sized(20_000))).await, 200);
    assert_eq!(status(&app, &format!("{start}{}", sized(40_000))).await, 431);
    assert_eq!(status(&app, &path(8_000)).await, 200);
    assert_eq!(status(&app, &path(9_000)).await, 414);
    assert_eq!(status(&app, &path(40_000)).await, 431);
}

#[tokio::test]
async fn requests_that_can_be_read_in_two_ways_are_refused() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let start = "POST /preferences HTTP/1.1\r\n";
    for head in [
        format!("{start}Content-Length: 5\r\nContent-Length: 6\r\n"),
        format!("{start}Content-Length: +5\r\n"),
        format!("{start}Content-Length: 5, 5x\r\n"),
        format!("{start}Transfer-Encoding: xchunked\r\n"),
        format!("{start}Transfer-Encoding: chunked, identity\r\n"),
        format!("{start}X-Folded: a\r\n b: c\r\nBad Name: x\r\n"),
        "GET  /livez HTTP/1.1\r\n".to_owned(),
        "GET /livez HTTP/9.9\r\n".to_owned(),
        "GET /li\u{1}vez HTTP/1.1\r\n".to_owned(),
    ] {
        assert_eq!(status(&app, &head).await, 400, "{head:?}");
    }
}

#[tokio::test]
async fn whoever_dribbles_a_request_is_hung_up_on() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let begun = Instant::now();
    let answer = wire::exchange(&app, b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await;
    assert!([0, 408].contains(&answer.status), "{answer:?}");
    assert!(begun.elapsed().as_secs() < 45, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn whoever_dribbles_a_body_is_hung_up_on() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let begun = Instant::now();
    let request = "POST /fn/session/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\
                   Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\nemail=";
    let answer = wire::exchange(&app, request.as_bytes()).await;
    assert_ne!(answer.status, 200, "{answer:?}");
    assert!(begun.elapsed().as_secs() < 45, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn bodies_have_limits_on_every_way_in() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let machine = demo.machine(RHEINTAL).await;
    let large = "a".repeat(5 * MEGABYTE);
    let (email, password) = demo.person("auditor", RHEINTAL);
    for path in ["/preferences", "/fn/session/sign-in", "/fn/session/viewer"] {
        let form = [("email", email), ("password", password), ("language", &large)];
        // The server may answer and hang up before it was sent everything.
        if let Ok(answer) = person.post(path).form(&form).send().await {
            assert_eq!(answer.status(), 413, "{path}");
            assert!(answer.headers().get("set-cookie").is_none(), "{path}");
        }
    }
    // Facts come in batches.
    let larger = "a".repeat(65 * MEGABYTE);
    for (path, body) in [
        ("/api/v1/suppliers", &large),
        ("/api/v1/auth/token", &large),
        ("/api/v1/facts/outages", &larger),
    ] {
        let request = machine.request(Method::POST, path).json(body);
        if let Ok(answer) = request.send().await {
            assert_eq!(answer.status(), 413, "{path}");
        }
    }
    // Without a length the body is cut off where it becomes too large.
    let chunk = format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
    let request = format!(
        "POST /fn/session/sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{chunk}"
    );
    let answer = wire::exchange(&demo.app, request.as_bytes()).await;
    assert!(!(200..300).contains(&answer.status), "{}", answer.head);
    assert!(person.page("/").await.contains("Sabine Kraus"), "still well");
}
