//! `/account/second-factor` and `/login/second-factor`.

use acceptance::Session;
use acceptance::instance::Storage;
use serde_json::Value;
use totp_rs::{Builder, Secret, Totp};

use super::code;
use crate::demo::{Demo, RHEINTAL, demo};

fn totp(setup: &Value) -> Totp {
    let secret = setup["Proposal"]["secret"]
        .as_str()
        .expect("a secret")
        .replace(' ', "");
    Builder::new()
        .with_secret(Secret::try_from_base32(secret).expect("Base32"))
        .with_account_name("x")
        .build()
        .expect("a second factor")
}

#[expect(
    clippy::disallowed_methods,
    reason = "codes belong to the real time, which the server under test reads too"
)]
fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("after 1970").as_secs()
}

/// The code of this step, or of one beside it.
fn at(totp: &Totp, steps: i64) -> String {
    let moment = i64::try_from(now()).expect("small") + steps * 30;
    totp.generate(u64::try_from(moment).expect("positive"))
        .to_string()
}

pub async fn enrol(person: &Session, password: &str) -> (Totp, Vec<String>) {
    let (_, setup) = person.call("/fn/second-factor/setup", &[]).await;
    let totp = totp(&setup);
    let confirm = async |password: &str, code: &str| {
        let form = [("password", password), ("code", code)];
        person.call("/fn/second-factor/confirm", &form).await
    };
    if setup["Proposal"]["password_needed"] == true {
        let (status, answer) = confirm("wrong", &at(&totp, -1)).await;
        assert_eq!((status, code(&answer).as_str()), (422, "wrong_password"));
    }
    let (status, answer) = confirm(password, "000000x").await;
    assert_eq!((status, code(&answer).as_str()), (422, "wrong_code"));
    // The code before this one is good for a step: not where the next one is about to begin.
    while now() % 30 > 24 {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    let (status, codes) = confirm(password, &at(&totp, -1)).await;
    assert_eq!(status, 200, "{codes}");
    let codes = codes.as_array().expect("recovery codes").iter();
    let codes = codes
        .map(|code| code.as_str().expect("a code").to_owned())
        .collect();
    (totp, codes)
}

/// A browser that has shown the password and waits for the code.
pub async fn waiting(demo: &Demo, role: &str) -> Session {
    let (email, password) = demo.person(role, RHEINTAL);
    let browser = demo.app.browser();
    let answer = browser.sign_in(email, password).await;
    let location = answer.headers()["location"].to_str().expect("a text").to_owned();
    assert!(location.starts_with("/login/second-factor"), "{location}");
    browser
}

#[tokio::test]
async fn the_password_alone_does_not_get_in() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (totp, _) = enrol(
            &demo.login("auditor", RHEINTAL).await,
            demo.person("auditor", RHEINTAL).1,
        )
        .await;
        let browser = waiting(&demo, "auditor").await;
        assert!(
            browser
                .get("/contracts")
                .send()
                .await
                .expect("an answer")
                .status()
                .is_redirection()
        );
        assert_eq!(
            browser.call("/fn/session/viewer", &[]).await.0,
            401,
            "{storage:?}"
        );
        // Waiting, one cannot set up another second factor instead.
        assert_eq!(
            browser.call("/fn/second-factor/setup", &[]).await.0,
            401,
            "{storage:?}"
        );
        let (status, _) = browser
            .call("/fn/session/second-factor", &[("code", &at(&totp, 0))])
            .await;
        assert!(status < 400, "{storage:?}: {status}");
        assert_eq!(
            browser
                .get("/contracts")
                .send()
                .await
                .expect("an answer")
                .status(),
            200
        );
    }
}

#[tokio::test]
async fn a_code_is_good_once_even_in_a_race() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (totp, _) = enrol(
            &demo.login("auditor", RHEINTAL).await,
            demo.person("auditor", RHEINTAL).1,
        )
        .await;
        let [a, b, c] = [
            waiting(&demo, "auditor").await,
            waiting(&demo, "auditor").await,
            waiting(&demo, "auditor").await,
        ];
        let shown = at(&totp, 0);
        let form = [("code", shown.as_str())];
        let path = "/fn/session/second-factor";
        let (a, b, c) = tokio::join!(a.call(path, &form), b.call(path, &form), c.call(path, &form));
        let answers = [a.0, b.0, c.0];
        let through = answers.iter().filter(|status| **status < 400).count();
        assert_eq!(through, 1, "{storage:?}: {answers:?}");
    }
}

#[tokio::test]
async fn recovery_codes_open_once_each() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (_, codes) = enrol(
            &demo.login("auditor", RHEINTAL).await,
            demo.person("auditor", RHEINTAL).1,
        )
        .await;
        assert_eq!(codes.len(), 10);
        let typed = codes[3].to_uppercase().replace('-', " ");
        for (attempt, expected) in [(1, true), (2, false)] {
            let browser = waiting(&demo, "auditor").await;
            let (status, _) = browser
                .call("/fn/session/second-factor", &[("code", &typed)])
                .await;
            assert_eq!(status < 400, expected, "{storage:?}: attempt {attempt}");
        }
    }
}

#[tokio::test]
async fn guessing_codes_is_stopped_in_a_browser_and_over_all() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let password = demo.person("auditor", RHEINTAL).1;
        let (totp, _) = enrol(&demo.login("auditor", RHEINTAL).await, password).await;
        let browser = waiting(&demo, "auditor").await;
        let guess = async |browser: &Session, code: &str| {
            browser
                .call("/fn/session/second-factor", &[("code", code)])
                .await
                .0
        };
        // At once: many at a time are no way around the limit.
        let guesses = tokio::join!(
            guess(&browser, "123450"),
            guess(&browser, "123451"),
            guess(&browser, "123452"),
            guess(&browser, "123453"),
            guess(&browser, "123454"),
            guess(&browser, "123455"),
            guess(&browser, "123456"),
        );
        let guesses = [
            guesses.0, guesses.1, guesses.2, guesses.3, guesses.4, guesses.5, guesses.6,
        ];
        let wrong = guesses.iter().filter(|status| **status == 422).count();
        assert_eq!(wrong, 5, "{storage:?}: {guesses:?}");
        let late = guess(&browser, &at(&totp, 0)).await;
        assert_eq!(late, 429, "{storage:?}: even the right one comes too late here");
        // Who has the password cannot easily keep the owner out.
        let owner = waiting(&demo, "auditor").await;
        assert!(guess(&owner, &at(&totp, 0)).await < 400, "{storage:?}");
    }
}

#[tokio::test]
async fn a_proposed_secret_is_shown_to_its_own_session_alone() {
    let demo = demo(Storage::Sqlite).await;
    let intruder = demo.login("auditor", RHEINTAL).await;
    let owner = demo.login("auditor", RHEINTAL).await;
    let (_, seen) = intruder.call("/fn/second-factor/setup", &[]).await;
    let (_, again) = intruder.call("/fn/second-factor/setup", &[]).await;
    assert_eq!(seen, again, "until it is confirmed");
    let (_, own) = owner.call("/fn/second-factor/setup", &[]).await;
    assert_ne!(seen["Proposal"]["secret"], own["Proposal"]["secret"]);
}

#[tokio::test]
async fn a_tenant_can_require_it_at_once() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let manager = demo.login("service_manager", RHEINTAL).await;
        let admin = demo.login("tenant_admin", RHEINTAL).await;
        let (status, _) = manager
            .call("/fn/sign-in/require-second-factor", &[("required", "true")])
            .await;
        assert_eq!(status, 403, "only administrators decide");
        let (status, _) = admin
            .call("/fn/sign-in/require-second-factor", &[("required", "true")])
            .await;
        assert!(status < 400);
        assert_eq!(
            manager.call("/fn/session/viewer", &[]).await.0,
            401,
            "{storage:?}: who was signed in needs one too"
        );
        enrol(&manager, demo.person("service_manager", RHEINTAL).1).await;
        assert_eq!(
            manager
                .get("/contracts")
                .send()
                .await
                .expect("an answer")
                .status(),
            200
        );
        let (_, password) = demo.person("service_manager", RHEINTAL);
        let (status, answer) = manager
            .call(
                "/fn/second-factor/remove",
                &[("password", password), ("code", "000000")],
            )
            .await;
        assert_eq!(
            (status, code(&answer).as_str()),
            (409, "second_factor_required_here")
        );
    }
}
