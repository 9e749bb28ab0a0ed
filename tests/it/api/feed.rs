//! Deadlines as a calendar feed, as a file, and as reminders by mail.

use acceptance::instance::Storage;
use acceptance::smtp::{Behaviour, SmtpPeer};
use acceptance::{Instance, Session};
use reqwest::Method;
use serde_json::json;

use crate::demo::{RHEINTAL, STADTWERKE, demo, demo_in, text};

/// Makes the person's address anew and returns its path.
async fn renew(person: &Session) -> String {
    let (status, address) = person.call("/fn/deadlines/renew-feed", &[]).await;
    assert_eq!(status, 200, "{address}");
    let address = text(&address).to_owned();
    address[address.find("/deadlines.ics").expect("the feed")..].to_owned()
}

#[tokio::test]
async fn a_feed_shows_what_its_person_may_see_until_it_is_renewed_or_the_person_is_gone() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let stranger = demo.app.browser();
        let person = demo.login("service_manager", RHEINTAL).await;
        let first = renew(&person).await;
        let feed = stranger.page(&first).await;
        assert!(feed.starts_with("BEGIN:VCALENDAR\r\n") && feed.ends_with("END:VCALENDAR\r\n"));
        let feed = feed.replace("\r\n ", "");
        assert!(
            feed.contains("Kündigung entscheiden: UC-2023-003 WAN Standorte"),
            "{feed}"
        );
        assert!(
            feed.contains("TRIGGER:-P7D") && !feed.contains("Leitstelle"),
            "{storage:?}"
        );
        assert!(!feed.contains("DynamoDB"), "what can end any day has no day");
        let uids = |feed: &str| {
            feed.lines()
                .filter(|line| line.starts_with("UID:"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            uids(&feed),
            uids(&stranger.page(&first).await.replace("\r\n ", "")),
            "the same events"
        );

        let second = renew(&person).await;
        let status = async |path: &str| {
            stranger
                .get(path)
                .send()
                .await
                .expect("an answer")
                .status()
                .as_u16()
        };
        assert_eq!(
            (status(&first).await, status(&second).await),
            (404, 200),
            "{storage:?}: rotated"
        );
        assert_eq!(status(&format!("{second}x")).await, 404);
        assert_eq!(status("/deadlines.ics").await, 404);

        // A neighbour's feed has the neighbour's deadlines.
        let neighbour = demo.login("service_manager", STADTWERKE).await;
        let theirs = stranger.page(&renew(&neighbour).await).await;
        assert!(!theirs.contains("WAN Standorte"));

        // The person loses the right, and with it what the address shows.
        let machine = demo.machine(RHEINTAL).await;
        let users = machine.get("/api/v1/users").await;
        let email = demo.person("service_manager", RHEINTAL).0;
        let user = crate::demo::items(&users)
            .iter()
            .find(|user| user["email"] == email)
            .expect("the person");
        let path = format!("/api/v1/users/{}", text(&user["id"]));
        for (change, expected) in [
            (json!({ "role": "viewer" }), 404),
            (json!({ "role": "compliance_officer" }), 200),
            (json!({ "disabled": true }), 404),
        ] {
            let answer = machine
                .request(Method::PATCH, &path)
                .json(&change)
                .send()
                .await
                .expect("an answer");
            assert_eq!(answer.status(), 204);
            assert_eq!(status(&second).await, expected, "{storage:?}: {change}");
        }
    }
}

#[tokio::test]
async fn the_list_can_be_filtered_and_taken_along() {
    let demo = demo(Storage::Sqlite).await;
    let person = demo.login("auditor", RHEINTAL).await;
    let page = person.page("/deadlines?kind=decision&search=WAN").await;
    assert!(page.contains("WAN Standorte") && !page.contains("SLA-2021-014"));
    let csv = person.page("/deadlines.csv?kind=end").await;
    assert!(csv.starts_with("\u{feff}Tag;Tage;"), "{csv}");
    assert!(csv.contains("UC-2023-003") && !csv.contains("Entscheidung"));
    assert_eq!(
        person
            .get("/deadlines.csv?kind=never")
            .send()
            .await
            .expect("an answer")
            .status(),
        422
    );
    let page = person.page("/deadlines?within=0&search=gibtesnicht").await;
    assert!(page.contains("Keine Frist passt"));
    let vendor = demo.login("vendor_manager", RHEINTAL).await;
    assert_eq!(
        vendor.get("/deadlines").send().await.expect("an answer").status(),
        403
    );
    assert_eq!(
        vendor
            .get("/deadlines.csv")
            .send()
            .await
            .expect("an answer")
            .status(),
        403
    );
}

#[tokio::test]
async fn each_stage_is_mailed_once_however_often_the_server_starts() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let mut demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        // What the demo left for sent is due again: as if its day had just come.
        let forget = "DELETE FROM deadline_reminder";
        acceptance::rows::query(&demo.app, forget);
        demo.app.stop();
        demo.app.restart().await;
        let reminders = || {
            peer.messages()
                .iter()
                .filter(|mail| mail.subject.starts_with("[Frist]"))
                .count()
        };
        let queued = "SELECT count(*) FROM mail WHERE status = 'queued'";
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        for _ in 0..100 {
            if acceptance::rows::query(&demo.app, queued) == "0" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let sent = reminders();
        let written = "SELECT count(*) FROM mail WHERE escalation_id IS NULL";
        assert_eq!(
            acceptance::rows::query(&demo.app, written),
            sent.to_string(),
            "{storage:?}"
        );
        demo.app.kill();
        demo.app.restart().await;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        assert_eq!(reminders(), sent, "{storage:?}: nothing twice");
    }
}
