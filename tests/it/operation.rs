//! Starting, stopping, and what the database allows.

use std::process::Command;

use acceptance::instance::Storage;
use acceptance::places;
use acceptance::postgres::{Postgres, RUNTIME_ROLE};

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

#[test]
fn every_table_of_a_tenant_is_behind_row_level_security() {
    let postgres = Postgres::shared();
    let database = postgres.database();
    let open = postgres.sql(
        &database.name,
        "SELECT c.relname FROM pg_class c
           JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
          WHERE c.relkind IN ('r', 'p')
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                     AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))",
    );
    assert_eq!(open, "", "tables without row-level security");
    let owned = postgres.sql(
        &database.name,
        &format!("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = '{RUNTIME_ROLE}'"),
    );
    assert_eq!(owned, "0", "the runtime role owns nothing");
}

#[test]
fn the_runtime_role_cannot_change_the_schema() {
    let postgres = Postgres::shared();
    let database = postgres.database();
    for statement in [
        "CREATE TABLE intruder (id int)",
        "ALTER TABLE contract DISABLE ROW LEVEL SECURITY",
    ] {
        let refused = postgres.sql_as(RUNTIME_ROLE, &database.name, statement);
        assert!(refused.is_err(), "{statement}");
    }
}
