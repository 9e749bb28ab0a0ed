//! Starting, stopping, and what the database allows.

use std::process::Command;

use acceptance::instance::Storage;
use acceptance::places;
use acceptance::postgres::Postgres;

use crate::demo::{RHEINTAL, demo};

#[tokio::test]
async fn a_server_that_is_asked_to_stop_does_so_in_order() {
    for storage in Storage::ALL {
        let mut demo = demo(storage).await;
        assert_eq!(demo.app.stop(), Some(0), "{storage:?}:\n{}", demo.app.log());
    }
}

#[tokio::test]
async fn a_session_outlives_the_server() {
    for storage in Storage::ALL {
        let mut demo = demo(storage).await;
        let person = demo.login("service_manager", RHEINTAL).await;
        demo.app.kill();
        demo.app.restart().await;
        assert!(person.page("/").await.contains("Sabine Kraus"), "{storage:?}");
    }
}

#[tokio::test]
async fn the_demo_can_be_loaded_again_without_changing_anything() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let machine = demo.machine(RHEINTAL).await;
        let before = machine.get("/api/v1/contracts").await;
        demo.app.seed();
        assert_eq!(machine.get("/api/v1/contracts").await, before, "{storage:?}");
    }
}

#[test]
fn the_server_refuses_to_run_as_superuser() {
    let postgres = Postgres::shared();
    let database = postgres.database();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(places::binary())
        .arg("serve")
        .current_dir(folder.path())
        .env("TRAGWERK__DATABASE__URL", postgres.superuser_url(&database.name))
        .env("TRAGWERK__HTTP__LISTEN", "127.0.0.1:0")
        .env("TRAGWERK__FILES__DIR", folder.path())
        .output()
        .expect("the product's binary");
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("superuser"),
        "says why"
    );
}
