//! Foreign sites cannot act for a person who is signed in.

use acceptance::instance::Storage;
use acceptance::rows;
use reqwest::Method;

use super::{filled, routes};
use crate::demo::{RHEINTAL, demo};

/// What a browser says about a request that another site caused. `{own}` is the product's own host and port.
const FOREIGN: [(&str, &str); 16] = [
    ("cross-site", ""),
    ("same-site", ""),
    ("cross-site", "https://evil.example"),
    ("cross-site", "null"),
    ("same-site", "http://blog.{own}"),
    // Whatever the origin says, the browser's own word counts.
    ("cross-site", "http://{own}"),
    ("same-site", "http://{own}"),
    ("something-new", "https://evil.example"),
    // Browsers without Sec-Fetch-Site.
    ("", "https://evil.example"),
    ("", "null"),
    ("", "http://127.0.0.1:1"),
    ("", "http://127.0.0.1"),
    ("", "http://localhost"),
    ("", "http://blog.{own}"),
    ("", "http://{own}.evil.example"),
    ("", "http://evil.example#{own}"),
];

#[tokio::test]
async fn nothing_that_changes_anything_can_be_sent_from_another_site() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let own = format!("127.0.0.1:{}", demo.app.port());
    let before = rows::settled(&demo.app).await;
    let mut combinations = 0;
    for (method, path) in routes(&demo.app)
        .into_iter()
        .filter(|(method, _)| method != "GET")
    {
        for (site, origin) in FOREIGN {
            let method: Method = method.parse().expect("a method");
            let mut request = person.request(method, &filled(&path));
            if !site.is_empty() {
                request = request.header("sec-fetch-site", site);
            }
            if !origin.is_empty() {
                request = request.header("origin", origin.replace("{own}", &own));
            }
            let answer = request
                .form(&[("language", "en")])
                .send()
                .await
                .expect("an answer");
            assert_eq!(answer.status(), 403, "{path}: {site:?} {origin:?}");
            assert!(
                answer.headers().get("set-cookie").is_none(),
                "{path}: {site:?} {origin:?}"
            );
            combinations += 1;
        }
    }
    println!("{combinations} combinations refused");
    assert_eq!(rows::differences(&before, &rows::all(&demo.app)), [""; 0]);
    assert!(person.page("/").await.contains("Sabine Kraus"), "still signed in");
}

#[tokio::test]
async fn own_forms_and_programs_are_heard() {
    let demo = demo(Storage::Sqlite).await;
    let own = format!("http://127.0.0.1:{}", demo.app.port());
    for (site, origin) in [
        ("same-origin", own.as_str()),
        ("same-origin", ""),
        ("none", ""),
        ("", own.as_str()),
        ("", ""),
    ] {
        let mut request = demo.app.browser().request(Method::POST, "/preferences");
        if !site.is_empty() {
            request = request.header("sec-fetch-site", site);
        }
        if !origin.is_empty() {
            request = request.header("origin", origin);
        }
        let answer = request
            .form(&[("language", "en")])
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 303, "{site:?} {origin:?}");
    }
}

#[tokio::test]
async fn a_link_changes_nothing() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let machine = demo.machine(RHEINTAL).await;
    let escalations = machine.get("/api/v1/escalations").await;
    let id = escalations["items"][0]["id"]
        .as_str()
        .expect("an escalation")
        .to_owned();
    let (email, password) = demo.person("auditor", RHEINTAL);
    let query = format!("id={id}&language=en&email={email}&password={password}");
    let before = rows::settled(&demo.app).await;
    for (_, path) in routes(&demo.app)
        .into_iter()
        .filter(|(method, _)| method == "POST")
    {
        if path.starts_with("/api/") {
            continue;
        }
        for method in [Method::GET, Method::HEAD] {
            let answer = person
                .request(method.clone(), &format!("{}?{query}", filled(&path)))
                .send()
                .await
                .expect("an answer");
            assert!(
                answer.status().is_client_error(),
                "{method} {path}: {}",
                answer.status()
            );
            assert!(
                answer.headers().get("set-cookie").is_none(),
                "{method} {path} sets a cookie"
            );
        }
    }
    assert_eq!(rows::differences(&before, &rows::all(&demo.app)), [""; 0]);
    assert!(person.page("/").await.contains("Sabine Kraus"), "still signed in");
}
