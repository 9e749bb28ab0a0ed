//! `/account`, `/forgot`, `/reset`, `/confirm-email`.

use acceptance::Instance;
use acceptance::instance::Storage;
use acceptance::smtp::{Behaviour, SmtpPeer};

use super::{code, mailed_link, token};
use crate::demo::{RHEINTAL, demo, demo_in};

const NEW: &str = "ein langer neuer Satz";

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_ends_all_sessions() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let (email, password) = demo.person("viewer", RHEINTAL);
        let old = demo.login("viewer", RHEINTAL).await;
        let stranger = demo.app.browser();
        let (status, _) = stranger
            .call("/fn/passwords/request-reset", &[("email", email)])
            .await;
        assert!(status < 400, "{storage:?}: {status}");
        let link = mailed_link(&peer, email, "/reset").await;
        let reset = |password: &'static str| {
            let form = [
                ("token", token(&link).to_owned()),
                ("password", password.to_owned()),
            ];
            let stranger = &stranger;
            async move {
                let form: Vec<_> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
                stranger.call("/fn/passwords/reset", &form).await
            }
        };
        for (weak, expected) in [
            ("kurz", "password_too_short"),
            ("emma.wright.2026", "password_personal"),
            ("sonyericsson", "password_common"),
        ] {
            let (status, answer) = reset(weak).await;
            assert_eq!((status, code(&answer).as_str()), (422, expected), "{storage:?}");
        }
        let (status, answer) = reset(NEW).await;
        assert!(status < 400, "{storage:?}: {status} {answer}");
        let check = [("token", token(&link))];
        let (status, answer) = stranger.call("/fn/passwords/check-link", &check).await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "link_invalid"),
            "{storage:?}"
        );
        let (status, answer) = reset(NEW).await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "link_invalid"),
            "{storage:?}: twice"
        );
        assert!(
            old.get("/")
                .send()
                .await
                .expect("an answer")
                .status()
                .is_redirection()
        );
        let refused = demo.app.browser().sign_in(email, password).await;
        assert!(
            refused.headers().get("set-cookie").is_none(),
            "{storage:?}: the old password"
        );
        demo.app.login(email, NEW).await;
    }
}

#[tokio::test]
async fn asking_for_a_reset_tells_nobody_who_has_an_account() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Sqlite).mail_to(&peer)).await;
    let (email, _) = demo.person("viewer", RHEINTAL);
    let known = demo
        .app
        .browser()
        .call("/fn/passwords/request-reset", &[("email", email)])
        .await;
    let unknown = demo
        .app
        .browser()
        .call(
            "/fn/passwords/request-reset",
            &[("email", "nobody@rheintal.example")],
        )
        .await;
    assert_eq!(known, unknown);
}

#[tokio::test]
async fn links_are_good_for_their_purpose_alone() {
    let peer = SmtpPeer::start(&Behaviour::default());
    let demo = demo_in(Instance::on(Storage::Sqlite).mail_to(&peer)).await;
    let (email, _) = demo.person("viewer", RHEINTAL);
    let stranger = demo.app.browser();
    stranger
        .call("/fn/passwords/request-reset", &[("email", email)])
        .await;
    let link = mailed_link(&peer, email, "/reset").await;
    let token = token(&link).to_owned();
    let (head, signature) = token.rsplit_once('.').expect("a signature");
    let changed = format!("{head}.{}{}", &signature[1..], &signature[..1]);
    for (path, token) in [
        ("/fn/emails/confirm", token.as_str()),
        ("/fn/invitations/accept", &token),
        ("/fn/passwords/reset", &changed),
        ("/fn/passwords/reset", "x"),
        ("/fn/passwords/reset", ""),
    ] {
        let form = [("token", token), ("password", NEW), ("name", "Eva")];
        let (status, answer) = stranger.call(path, &form).await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "link_invalid"),
            "{path} {token}"
        );
    }
    // As a session or an access token it is worth nothing either.
    let answer = stranger
        .get("/api/v1/contracts")
        .bearer_auth(&token)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn a_new_address_counts_once_it_is_confirmed() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let (email, password) = demo.person("viewer", RHEINTAL);
        let person = demo.login("viewer", RHEINTAL).await;
        let new = "emma@neu.example";
        let (status, answer) = person
            .call(
                "/fn/account/change-email",
                &[("email", new), ("password", "wrong")],
            )
            .await;
        assert_eq!((status, code(&answer).as_str()), (422, "wrong_password"));
        let (status, _) = person
            .call(
                "/fn/account/change-email",
                &[("email", new), ("password", password)],
            )
            .await;
        assert!(status < 400);
        let link = mailed_link(&peer, new, "/confirm-email").await;
        // The old place is told.
        for _ in 0..50 {
            if peer
                .messages()
                .iter()
                .any(|mail| mail.to == [email] && mail.text.contains(new))
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(
            peer.messages()
                .iter()
                .any(|mail| mail.to == [email] && mail.text.contains(new))
        );
        demo.app.login(email, password).await;
        let stranger = demo.app.browser();
        let (status, answer) = stranger
            .call("/fn/emails/confirm", &[("token", token(&link))])
            .await;
        assert!(status < 400, "{storage:?}: {status} {answer}");
        demo.app.login(new, password).await;
        let refused = demo.app.browser().sign_in(email, password).await;
        assert!(refused.headers().get("set-cookie").is_none());
    }
}

#[tokio::test]
async fn an_unconfirmed_address_is_withdrawn() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let (email, password) = demo.person("viewer", RHEINTAL);
        let person = demo.login("viewer", RHEINTAL).await;
        let form = [("email", "vertippt@neu.example"), ("password", password)];
        person.call("/fn/account/change-email", &form).await;
        let link = mailed_link(&peer, "vertippt@neu.example", "/confirm-email").await;
        let (_, account) = person.call("/fn/account/one", &[]).await;
        assert_eq!(
            account["pending_email"]["email"], "vertippt@neu.example",
            "{storage:?}"
        );
        let (status, answer) = person.call("/fn/account/withdraw-email", &[]).await;
        assert!(status < 400, "{storage:?}: {answer}");
        let (_, account) = person.call("/fn/account/one", &[]).await;
        assert!(account["pending_email"].is_null(), "{storage:?}: {account}");
        let stranger = demo.app.browser();
        let (status, _) = stranger
            .call("/fn/emails/confirm", &[("token", token(&link))])
            .await;
        assert_eq!(status, 409, "{storage:?}: the link");
        let (status, _) = person.call("/fn/account/withdraw-email", &[]).await;
        assert_eq!(status, 409, "{storage:?}: twice");
        demo.app.login(email, password).await;
    }
}

#[tokio::test]
async fn sessions_are_listed_and_signed_out_from_elsewhere() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let here = demo.login("service_manager", RHEINTAL).await;
        let there = demo.login("service_manager", RHEINTAL).await;
        let (_, account) = here.call("/fn/account/one", &[]).await;
        let sessions = account["sessions"].as_array().expect("sessions");
        assert_eq!(sessions.len(), 2, "{storage:?}");
        let other = sessions
            .iter()
            .find(|row| row["current"] == false)
            .expect("the other one");
        let id = other["id"].as_str().expect("an id");
        // Nobody else ends it.
        let stranger = demo.login("viewer", RHEINTAL).await;
        assert_eq!(stranger.call("/fn/sessions/revoke", &[("id", id)]).await.0, 404);
        assert_eq!(there.get("/").send().await.expect("an answer").status(), 200);
        here.call("/fn/sessions/revoke", &[("id", id)]).await;
        assert!(
            there
                .get("/")
                .send()
                .await
                .expect("an answer")
                .status()
                .is_redirection()
        );
        demo.login("service_manager", RHEINTAL).await;
        here.call("/fn/sessions/revoke-others", &[]).await;
        let (_, account) = here.call("/fn/account/one", &[]).await;
        assert_eq!(account["sessions"].as_array().map(Vec::len), Some(1));
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let demo = demo(Storage::Sqlite).await;
    let (email, password) = demo.person("auditor", RHEINTAL);
    let here = demo.login("auditor", RHEINTAL).await;
    let there = demo.login("auditor", RHEINTAL).await;
    let (status, answer) = here
        .call(
            "/fn/account/change-password",
            &[("current", "wrong"), ("new", NEW)],
        )
        .await;
    assert_eq!((status, code(&answer).as_str()), (422, "wrong_password"));
    let (status, _) = here
        .call(
            "/fn/account/change-password",
            &[("current", password), ("new", NEW)],
        )
        .await;
    assert!(status < 400);
    assert_eq!(here.get("/").send().await.expect("an answer").status(), 200);
    assert!(
        there
            .get("/")
            .send()
            .await
            .expect("an answer")
            .status()
            .is_redirection()
    );
    demo.app.login(email, NEW).await;
}

#[tokio::test]
async fn a_new_password_stops_whatever_was_begun_with_the_old_one() {
    for storage in Storage::ALL {
        let peer = SmtpPeer::start(&Behaviour::default());
        let demo = demo_in(Instance::on(storage).mail_to(&peer)).await;
        let (email, password) = demo.person("viewer", RHEINTAL);
        let intruder = demo.login("viewer", RHEINTAL).await;
        let form = [("email", "mallory@evil.example"), ("password", password)];
        intruder.call("/fn/account/change-email", &form).await;
        let link = mailed_link(&peer, "mallory@evil.example", "/confirm-email").await;
        let owner = demo.login("viewer", RHEINTAL).await;
        owner
            .call(
                "/fn/account/change-password",
                &[("current", password), ("new", NEW)],
            )
            .await;
        let stranger = demo.app.browser();
        let (status, answer) = stranger
            .call("/fn/emails/confirm", &[("token", token(&link))])
            .await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "link_invalid"),
            "{storage:?}"
        );
        demo.app.login(email, NEW).await;
    }
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_the_password_it_was_begun_with() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (email, password) = demo.person("viewer", RHEINTAL);
        let owner = demo.login("viewer", RHEINTAL).await;
        let browsers = [
            demo.app.browser(),
            demo.app.browser(),
            demo.app.browser(),
            demo.app.browser(),
        ];
        let [a, b, c, d] = &browsers;
        let form = [("current", password), ("new", NEW)];
        tokio::join!(
            a.sign_in(email, password),
            b.sign_in(email, password),
            owner.call("/fn/account/change-password", &form),
            c.sign_in(email, password),
            d.sign_in(email, password),
        );
        for browser in &browsers {
            let answer = browser.get("/").send().await.expect("an answer");
            assert!(
                answer.status().is_redirection(),
                "{storage:?}: signed in with the old password"
            );
        }
    }
}
