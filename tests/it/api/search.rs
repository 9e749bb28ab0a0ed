//! `/api/v1/search` and the page of the search.

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

async fn titles(machine: &Machine, query: &str) -> Vec<String> {
    let found = machine.get(&format!("/api/v1/search?q={query}")).await;
    items(&found)
        .iter()
        .map(|hit| format!("{}: {}", text(&hit["kind"]), text(&hit["title"])))
        .collect()
}

#[tokio::test]
async fn the_best_fit_comes_first_and_only_what_is_ones_own() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        assert_eq!(
            titles(&machine, "uc-2015-001").await[0],
            "contract: UC-2015-001 Betrieb Service Desk",
            "{storage:?}"
        );
        let desk = titles(&machine, "service%20desk").await;
        assert!(
            desk.iter().any(|hit| hit.starts_with("service: Service Desk")),
            "{desk:?}"
        );
        assert!(
            desk.iter()
                .any(|hit| hit.starts_with("document: Leistungsbeschreibung")),
            "{desk:?}"
        );
        assert_eq!(titles(&machine, "koln").await.len(), 0, "a seat is no name");
        assert_eq!(
            titles(&machine, "Leitstelle").await,
            Vec::<String>::new(),
            "another tenant's"
        );
        assert_eq!(titles(&machine, "").await.len(), 0);
        assert!(
            titles(&machine, "24x7")
                .await
                .iter()
                .any(|hit| hit.starts_with("calendar: "))
        );
        let neighbour = demo.machine(STADTWERKE).await;
        assert!(
            titles(&neighbour, "leitstelle")
                .await
                .iter()
                .any(|hit| hit.starts_with("contract: "))
        );
        let long = "x".repeat(201);
        let answer = machine
            .request(Method::GET, &format!("/api/v1/search?q={long}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 422);

        let vendor = demo.login("vendor_user", RHEINTAL).await;
        let page = vendor.page("/search?q=betrieb").await;
        assert!(page.contains("Betrieb Service Desk"), "{storage:?}");
        for foreign in ["WAN Standorte", "DynamoDB", "Kalkulation"] {
            assert!(
                !vendor
                    .page(&format!("/search?q={}", &foreign[..3]))
                    .await
                    .contains(foreign),
                "{foreign}"
            );
        }
        let page = vendor.page("/search?q=kalender").await;
        assert!(page.contains("href=\"/calendars\""));
        let page = vendor.page("/search?q=gibtesnicht").await;
        assert!(page.contains("Nichts gefunden"));
    }
}
