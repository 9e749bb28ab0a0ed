//! Lists: as files for spreadsheets, and views that people keep of them.

use std::io::Cursor;

use acceptance::Session;
use acceptance::instance::Storage;
use calamine::{Data, Reader, Xlsx};

use crate::demo::{RHEINTAL, SERVICE_DESK, STADTWERKE, demo};

async fn workbook(person: &Session, path: &str) -> Vec<Vec<Data>> {
    let answer = person.get(path).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    let disposition = answer.headers()["content-disposition"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        disposition.starts_with("attachment") && disposition.contains(".xlsx"),
        "{disposition}"
    );
    let bytes = answer.bytes().await.expect("bytes").to_vec();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    sheet.rows().map(<[Data]>::to_vec).collect()
}

#[tokio::test]
async fn every_list_is_downloaded_as_its_page_shows_it() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let person = demo.login("service_manager", RHEINTAL).await;
        let csv = person.page("/contracts.csv?kind=uc&sort=-title").await;
        let lines: Vec<_> = csv.lines().collect();
        assert!(
            lines[0].starts_with("\u{feff}Nummer;Vertrag;Lieferant;"),
            "{storage:?}: {csv}"
        );
        assert!(csv.contains(SERVICE_DESK) && !csv.contains("SLA-20") && !csv.contains("Leitstelle"));
        let titles: Vec<_> = lines[1..]
            .iter()
            .filter_map(|line| line.split(';').nth(1).map(str::to_lowercase))
            .collect();
        assert!(
            titles.len() > 3 && titles.is_sorted_by(|a, b| a >= b),
            "{storage:?}: {titles:?}"
        );

        let rows = workbook(&person, "/contracts.xlsx?kind=uc").await;
        assert_eq!(rows.len(), lines.len(), "{storage:?}: the same list");
        let desk = rows
            .iter()
            .find(|row| row[0] == Data::String(SERVICE_DESK.to_owned()));
        let desk = desk.expect("the service desk");
        assert!(matches!(desk[5], Data::DateTime(_)), "a day is a day: {desk:?}");
        assert!(
            matches!(desk[7], Data::Float(fee) if fee > 1_000.0),
            "a fee is a number: {desk:?}"
        );
        for list in ["suppliers", "services", "deadlines"] {
            let rows = workbook(&person, &format!("/{list}.xlsx")).await;
            let csv = person.page(&format!("/{list}.csv")).await;
            assert!(rows.len() > 2, "{storage:?}: {list}");
            assert_eq!(rows.len(), csv.lines().count(), "{storage:?}: {list}");
        }

        // A vendor's file has no more than the vendor's page.
        let vendor = demo.login("vendor_manager", RHEINTAL).await;
        let own = vendor.page("/contracts.csv").await;
        assert!(
            own.contains(SERVICE_DESK) && !own.contains("Rheinnetz"),
            "{storage:?}: {own}"
        );
        let answer = demo
            .app
            .browser()
            .get("/contracts.csv")
            .send()
            .await
            .expect("an answer");
        assert!(answer.status().is_redirection(), "{storage:?}");
    }
}

#[tokio::test]
async fn a_view_is_kept_replaced_and_forgotten_by_its_person_alone() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let person = demo.login("auditor", RHEINTAL).await;
        let keep = async |query: &str, name: &str| {
            let form = [("page", "/contracts"), ("query", query), ("name", name)];
            person.call("/fn/saved-views/save", &form).await
        };
        assert_eq!(keep("kind=uc&sort=-fee", "Teure").await.0, 200, "{storage:?}");
        let (status, address) = keep("kind=uc&sort=fee", "Teure").await;
        assert_eq!((status, address), (200, "/contracts?kind=uc&sort=fee".into()));
        let page = person.page("/contracts").await;
        assert!(page.contains("/contracts?kind=uc&amp;sort=fee"), "{storage:?}");
        assert!(
            !page.contains("/contracts?kind=uc&amp;sort=-fee"),
            "{storage:?}: replaced"
        );
        let other = person.page("/suppliers").await;
        assert!(
            !other.contains("/contracts?kind=uc&amp;sort=fee"),
            "of another list"
        );
        let (status, refused) = keep("", " ").await;
        assert_eq!(
            (status, &refused["fields"][0]["field"]),
            (422, &"name".into()),
            "{refused}"
        );

        let (_, viewer) = person.call("/fn/session/viewer", &[]).await;
        let id = viewer["saved_views"][0]["id"].as_str().expect("an id").to_owned();
        let remove = [("id", id.as_str()), ("page", "/contracts")];
        for stranger in [
            demo.login("service_manager", RHEINTAL).await,
            demo.login("service_manager", STADTWERKE).await,
        ] {
            assert!(
                !stranger.page("/contracts").await.contains("Teure"),
                "{storage:?}"
            );
            assert_eq!(
                stranger.call("/fn/saved-views/remove", &remove).await.0,
                404,
                "{storage:?}"
            );
        }
        assert_eq!(person.call("/fn/saved-views/remove", &remove).await.0, 200);
        assert!(!person.page("/contracts").await.contains("Teure"), "{storage:?}");
    }
}
