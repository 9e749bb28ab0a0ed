//! What every answer carries, and how files are handed out.

use acceptance::instance::Storage;
use reqwest::Response;

use super::routes;
use crate::demo::{RHEINTAL, SERVICE_DESK, demo, target_of};

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_forbids_guessing_framing_and_foreign_scripts() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("service_manager", RHEINTAL).await;
    let machine = demo.machine(RHEINTAL).await;
    let target = target_of(&machine, SERVICE_DESK).await;
    let files = [
        "/assets/none",
        "/pkg/none",
        "/no/such/page",
        "/livez",
        "/api/openapi.json",
    ];
    let listed = routes(&demo.app)
        .into_iter()
        .filter(|(method, _)| method == "GET");
    let mut downloads = 0;
    for path in listed.map(|(_, path)| path).chain(files.map(str::to_owned)) {
        let filled = path.replace("{id}", &target).replace("{period}", "2016-03");
        let answer = if path.starts_with("/api/v1") {
            let request = machine.request(reqwest::Method::GET, &filled);
            request.send().await.expect("an answer")
        } else {
            person.get(&filled).send().await.expect("an answer")
        };
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "x-frame-options"), "DENY", "{path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        let kind = header(&answer, "content-type");
        let shown = [
            "",
            "text/html",
            "text/plain",
            "application/json",
            "application/problem+json",
        ];
        if !shown.contains(&kind.split(';').next().unwrap_or_default()) {
            let disposition = header(&answer, "content-disposition");
            assert!(
                disposition.starts_with("attachment; filename="),
                "{path}: {disposition}"
            );
            assert_eq!(header(&answer, "cache-control"), "no-store", "{path}");
            downloads += 1;
        }
    }
    assert!(downloads >= 1, "the ledger is a file");
}
