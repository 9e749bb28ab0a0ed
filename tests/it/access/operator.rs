//! What whoever runs the product does from the command line.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::smtp::{Behaviour, SmtpPeer};

use super::token;
use crate::demo::{RHEINTAL, demo};

#[tokio::test]
async fn an_empty_product_gets_its_first_administrator() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let app = Instance::on(storage).mail_to(&peer).start().await;
        let create = ["tenant", "create", "--slug", "hafen", "--name", "Hafen AG"];
        assert!(app.run(&create).status.success());
        assert!(!app.run(&create).status.success(), "the short name is taken");
        let invite = [
            "user",
            "invite",
            "--tenant",
            "hafen",
            "--email",
            "chef@hafen.example",
        ];
        let output = app.run(&invite);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let link = text
            .split_whitespace()
            .find(|word| word.contains("token="))
            .expect("a link");
        let browser = app.browser();
        let join = [
            ("token", token(link)),
            ("name", "Heike Hafen"),
            ("password", "ein langer neuer Satz"),
        ];
        let (status, answer) = browser.call("/fn/invitations/accept", &join).await;
        assert!(status < 400, "{storage:?}: {status} {answer}");
        assert!(
            browser
                .page("/administration/members")
                .await
                .contains("Heike Hafen")
        );
        assert!(
            browser.page("/").await.contains("Hafen AG"),
            "an empty tenant has a start page"
        );
    }
}

#[tokio::test]
async fn somebody_is_erased_and_the_log_stays_whole() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (email, password) = demo.person("vendor_manager", RHEINTAL);
        let person = demo.login("vendor_manager", RHEINTAL).await;
        let output = demo.app.run(&["user", "erase", email]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            person
                .get("/")
                .send()
                .await
                .expect("an answer")
                .status()
                .is_redirection()
        );
        let refused = demo.app.browser().sign_in(email, password).await;
        assert!(refused.headers().get("set-cookie").is_none());
        assert!(demo.app.run(&["audit", "verify"]).status.success(), "{storage:?}");
        assert!(
            !demo.app.run(&["user", "erase", email]).status.success(),
            "nobody by that name"
        );
        for table in ["person", "membership", "invitation", "account_link"] {
            let rows = &acceptance::rows::all(&demo.app)[table];
            assert!(
                !rows
                    .iter()
                    .any(|row| row.contains(email) || row.contains("Jonas")),
                "{storage:?}: {table} still knows who it was"
            );
        }
    }
}
