//! Secrets stay out of the log, however much of it is written.

use acceptance::Instance;
use acceptance::instance::Storage;
use serde_json::Value;

use crate::demo::{RHEINTAL, STADTWERKE, demo_in};

#[tokio::test]
async fn nothing_that_opens_a_door_is_written_to_the_log() {
    for (storage, format) in [(Storage::Sqlite, "text"), (Storage::Postgres, "json")] {
        let setup = Instance::on(storage)
            .with("TRAGWERK__LOG__FILTER", "trace")
            .with("TRAGWERK__LOG__FORMAT", format);
        let demo = demo_in(setup).await;
        let (email, password) = demo.person("service_manager", RHEINTAL);
        let answer = demo.app.browser().sign_in(email, password).await;
        let cookie = answer.headers()["set-cookie"]
            .to_str()
            .expect("a text")
            .to_owned();
        let session = cookie.split(['=', ';']).nth(1).expect("a value").to_owned();
        let person = demo.login("service_manager", RHEINTAL).await;
        person.page("/contracts").await;
        demo.app.browser().sign_in(email, "Wrong-Guess-Of-A-Secret").await;
        let (client_id, client_secret) = demo.client(STADTWERKE);
        let machine = demo.app.machine(client_id, client_secret).await;
        machine.get("/api/v1/suppliers").await;
        let form = [("client_id", client_id), ("client_secret", client_secret)];
        let answer = demo
            .app
            .browser()
            .post("/api/v1/auth/token")
            .form(&form)
            .send()
            .await;
        let token: Value = answer.expect("an answer").json().await.expect("a token");
        let token = token["access_token"].as_str().expect("a token");
        let signature = token.rsplit('.').next().expect("a signature");
        let log = demo.app.log();
        assert!(log.contains("TRACE"), "everything is logged");
        for secret in [
            password,
            "Wrong-Guess-Of-A-Secret",
            session.as_str(),
            client_secret,
            signature,
            "$argon2id$",
        ] {
            let line = log.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{storage:?}: {line:?}");
        }
    }
}
