//! `/escalations`: the mail that tells people of a breach.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use acceptance::instance::Storage;
use acceptance::smtp::{Behaviour, Message, SmtpPeer};
use acceptance::{Instance, Machine};
use serde_json::Value;

use crate::demo::{Demo, RHEINTAL, demo_in, items, text};

const PATIENCE: Duration = Duration::from_secs(30);

async fn with_mail(storage: Storage, peer: &SmtpPeer) -> Demo {
    demo_in(Instance::on(storage).mail_to(peer)).await
}

#[tokio::test]
async fn a_breach_is_told_once_to_everybody_concerned() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = with_mail(storage, &peer).await;
        let machine = demo.machine(RHEINTAL).await;
        let mails = settled(&machine).await;
        assert!(!mails.is_empty(), "{storage:?}: the demo has a breach");
        let messages = peer.wait_for(mails.len()).await;
        assert_eq!(messages.len(), mails.len(), "{storage:?}: each mail once");
        for mail in &mails {
            assert_eq!(mail["status"], "sent", "{storage:?}");
            let recipient = text(&mail["recipient"]);
            let message = messages
                .iter()
                .find(|message| recipient.ends_with(&format!("<{}>", message.to.join(","))))
                .expect("a message");
            assert_eq!(message.subject, text(&mail["subject"]));
            assert!(message.html.is_some(), "also as HTML");
            assert!(
                message.text.contains("/escalations/"),
                "with the way to the escalation:\n{}",
                message.text
            );
        }
        let ids: BTreeSet<&String> = messages
            .iter()
            .filter_map(|message| message.headers.get("message-id"))
            .collect();
        assert_eq!(
            ids.len(),
            messages.len(),
            "{storage:?}: every message has an id of its own"
        );
    }
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again() {
    let peer = SmtpPeer::start(&Behaviour {
        temporary_failures: 2,
        ..Behaviour::default()
    });
    let demo = with_mail(Storage::Sqlite, &peer).await;
    let mails = settled(&demo.machine(RHEINTAL).await).await;
    assert!(mails.iter().all(|mail| mail["status"] == "sent"), "{mails:?}");
    assert_eq!(peer.messages().len(), mails.len(), "each mail once");
    let attempts: i64 = mails.iter().filter_map(|mail| mail["attempts"].as_i64()).sum();
    assert_eq!(
        attempts,
        i64::try_from(mails.len()).unwrap_or_default() + 2,
        "two were put off"
    );
}

#[tokio::test]
async fn a_recipient_the_mail_server_does_not_know_is_given_up_at_once() {
    let unknown = "jonas.petersen@nordlicht.example";
    let peer = SmtpPeer::start(&Behaviour {
        rejected: Some(unknown.to_owned()),
        ..Behaviour::default()
    });
    let demo = with_mail(Storage::Sqlite, &peer).await;
    let mails = settled(&demo.machine(RHEINTAL).await).await;
    let (failed, sent): (Vec<_>, Vec<_>) = mails
        .iter()
        .partition(|mail| text(&mail["recipient"]).contains(unknown));
    assert!(!failed.is_empty(), "the supplier's contact is written to");
    assert!(
        failed
            .iter()
            .all(|mail| mail["status"] == "failed" && mail["attempts"] == 1),
        "{failed:?}"
    );
    assert!(sent.iter().all(|mail| mail["status"] == "sent"), "{sent:?}");
}

#[tokio::test]
async fn what_was_sent_is_not_sent_again_after_a_restart() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let mut demo = with_mail(storage, &peer).await;
        let mails = settled(&demo.machine(RHEINTAL).await).await;
        demo.app.kill();
        demo.app.restart().await;
        settled(&demo.machine(RHEINTAL).await).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(peer.messages().len(), mails.len(), "{storage:?}");
    }
}

#[tokio::test]
async fn a_mail_whose_fate_is_unknown_is_sent_again_under_the_same_id() {
    let peer = SmtpPeer::start(&Behaviour {
        drop_after_data: 1,
        ..Behaviour::default()
    });
    let demo = with_mail(Storage::Sqlite, &peer).await;
    let mails = settled(&demo.machine(RHEINTAL).await).await;
    assert!(mails.iter().all(|mail| mail["status"] == "sent"), "{mails:?}");
    let messages = peer.messages();
    let id = |message: &Message| message.headers.get("message-id").cloned();
    let lost = messages
        .iter()
        .find(|message| !message.acknowledged)
        .expect("a cut connection");
    let again = messages
        .iter()
        .find(|message| message.acknowledged && message.to == lost.to)
        .expect("a second try");
    assert_eq!(
        id(lost),
        id(again),
        "so that mailboxes can tell that it is the same"
    );
}

#[tokio::test]
async fn mail_needs_the_password_of_the_mail_server() {
    let login = ("tragwerk".to_owned(), "geheim".to_owned());
    let peer = SmtpPeer::start(&Behaviour {
        login: Some(login),
        ..Behaviour::default()
    });
    let url = format!("smtp://tragwerk:geheim@127.0.0.1:{}", peer.port());
    let demo = demo_in(Instance::on(Storage::Sqlite).with("TRAGWERK__MAIL__SMTP_URL", url)).await;
    let mails = settled(&demo.machine(RHEINTAL).await).await;
    assert!(mails.iter().all(|mail| mail["status"] == "sent"), "{mails:?}");
}

#[tokio::test]
async fn an_escalation_is_acknowledged_once_and_by_name() {
    let demo = demo_in(Instance::on(Storage::Sqlite)).await;
    let machine = demo.machine(RHEINTAL).await;
    let id = text(&escalations(&machine).await[0]["id"]).to_owned();
    let person = demo.login("service_manager", RHEINTAL).await;
    let acknowledge = || {
        person
            .post("/fn/escalations/acknowledge")
            .form(&[("id", id.as_str())])
            .send()
    };
    assert!(acknowledge().await.expect("an answer").status().is_redirection());
    let escalation = machine.get(&format!("/api/v1/escalations/{id}")).await;
    assert_eq!(escalation["acknowledged_by"], "Sabine Kraus");
    let when = escalation["acknowledged_at"].clone();
    acknowledge().await.expect("an answer");
    let escalation = machine.get(&format!("/api/v1/escalations/{id}")).await;
    assert_eq!(
        escalation["acknowledged_at"], when,
        "the first acknowledgement stands"
    );
}

async fn escalations(machine: &Machine) -> Vec<Value> {
    items(&machine.get("/api/v1/escalations").await).to_vec()
}

/// All mails, once none of them waits to be sent.
async fn settled(machine: &Machine) -> Vec<Value> {
    let started = Instant::now();
    loop {
        let mut mails = Vec::new();
        for escalation in escalations(machine).await {
            let path = format!("/api/v1/escalations/{}", text(&escalation["id"]));
            mails.extend(
                machine.get(&path).await["mails"]
                    .as_array()
                    .cloned()
                    .unwrap_or_default(),
            );
        }
        if mails.iter().all(|mail| mail["status"] != "queued") {
            return mails;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "still queued after {PATIENCE:?}: {mails:?}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
