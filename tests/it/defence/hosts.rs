//! Which hosts a request may name.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::wire::{self, Answer};

/// One of every kind of route.
const PATHS: [&str; 9] = [
    "/livez",
    "/readyz",
    "/login",
    "/",
    "/no/such/page",
    "/api/openapi.json",
    "/api/v1/suppliers",
    "/.well-known/jwks.json",
    "/assets/fonts.css",
];

async fn get(app: &Instance, path: &str, host: &str) -> Answer {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    wire::exchange(app, request.as_bytes()).await
}

fn assert_refused(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.head);
    assert_eq!(answer.body, "", "{what} tells nothing");
    assert!(
        !answer.head.to_lowercase().contains("location:"),
        "{what} leads nowhere"
    );
}

#[tokio::test]
async fn a_foreign_host_gets_nothing_on_any_route() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let port = app.port();
    for path in PATHS {
        for host in [
            "evil.example".to_owned(),
            format!("evil.example:{port}"),
            format!("127.0.0.1.evil.example:{port}"),
            format!("127.0.0.2:{port}"),
            format!("[2001:db8::1]:{port}"),
        ] {
            assert_refused(&get(&app, path, &host).await, 421, &format!("{path} on {host}"));
        }
        for host in [
            "",
            "a b",
            "user@localhost",
            "localhost:x",
            "localhost:99999",
            "[::1",
            "localhost/x",
        ] {
            assert_refused(&get(&app, path, host).await, 400, &format!("{path} on {host:?}"));
        }
    }
    let form = "POST /fn/session/viewer HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    assert_refused(&wire::exchange(&app, form.as_bytes()).await, 421, "a form");
}

#[tokio::test]
async fn a_server_on_the_loopback_goes_by_the_names_of_the_machine() {
    let app = Instance::on(Storage::Sqlite).start().await;
    for host in [
        "localhost",
        "LocalHost:1",
        "127.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:99",
    ] {
        assert_eq!(get(&app, "/livez", host).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn the_host_is_named_once_and_in_one_way() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let evil = "evil.example";
    for (request, status) in [
        ("GET /livez HTTP/1.1\r\n".to_owned(), 400),
        ("GET /livez HTTP/1.0\r\n".to_owned(), 400),
        ("GET /livez HTTP/1.0\r\nHost: localhost\r\n".to_owned(), 200),
        (
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n".to_owned(),
            400,
        ),
        (
            format!("GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: {evil}\r\n"),
            400,
        ),
        (
            format!("GET http://{evil}/livez HTTP/1.1\r\nHost: localhost\r\n"),
            400,
        ),
        (
            format!("GET http://localhost/livez HTTP/1.1\r\nHost: {evil}\r\n"),
            400,
        ),
        (
            format!("GET http://{evil}/livez HTTP/1.1\r\nHost: {evil}\r\n"),
            421,
        ),
        (
            "GET http://localhost/livez HTTP/1.1\r\nHost: LOCALHOST\r\n".to_owned(),
            200,
        ),
        (
            format!("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: {evil}\r\n"),
            200,
        ),
    ] {
        let answer = wire::exchange(&app, format!("{request}Connection: close\r\n\r\n").as_bytes()).await;
        assert_eq!(answer.status, status, "{request}{}", answer.head);
    }
}

#[tokio::test]
async fn a_server_for_everybody_goes_by_its_public_name_and_the_listed_ones() {
    let setup = Instance::on(Storage::Sqlite);
    let port = setup.port();
    let app = setup
        .with("TRAGWERK__HTTP__LISTEN", format!("0.0.0.0:{port}"))
        .with("TRAGWERK__HTTP__PUBLIC_URL", "https://sla.example.com")
        .with(
            "TRAGWERK__HTTP__ALLOWED_HOSTS",
            format!("127.0.0.1:{port}, portal.example.com, [2001:db8::5]:{port}"),
        )
        .start()
        .await;
    for host in [
        "sla.example.com".to_owned(),
        "SLA.example.com:443".to_owned(),
        "portal.example.com".to_owned(),
        format!("127.0.0.1:{port}"),
        format!("[2001:DB8:0::5]:{port}"),
    ] {
        let answer = get(&app, "/livez", &host).await;
        assert_eq!(answer.status, 200, "{host}");
        let https = "strict-transport-security: max-age=63072000; includesubdomains";
        assert!(answer.head.to_lowercase().contains(https), "{}", answer.head);
    }
    for host in [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "sla.example.com:80",
        "sla.example.com.",
        "evil.sla.example.com",
        "[2001:db8::5]",
    ] {
        let answer = get(&app, "/readyz", host).await;
        assert_refused(&answer, 421, host);
    }
}

#[tokio::test]
async fn only_a_public_https_address_is_pinned() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let answer = get(&app, "/login", "localhost").await;
    assert!(
        !answer.head.to_lowercase().contains("strict-transport-security"),
        "{}",
        answer.head
    );
}
