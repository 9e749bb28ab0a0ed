//! Nobody reads or changes what belongs to another tenant, whatever address they try.

use std::collections::BTreeMap;

use acceptance::Machine;
use acceptance::instance::Storage;
use reqwest::Method;
use serde_json::json;

use crate::demo::{RHEINTAL, STADTWERKE, demo, items, text};

/// Lists under `/api/v1`, each with ids that stand in the `{id}` of the addresses below it.
const LISTS: [&str; 4] = ["suppliers", "contracts", "imports", "escalations"];

#[tokio::test]
async fn every_address_of_one_tenant_is_unknown_to_the_other() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let owner = demo.machine(RHEINTAL).await;
        let stranger = demo.machine(STADTWERKE).await;
        let ids = ids(&owner).await;
        let description = stranger.get("/api/openapi.json").await;
        let paths = description["paths"].as_object().expect("paths");
        let mut tried = 0;
        for (path, methods) in paths.iter().filter(|(path, _)| path.contains("{id}")) {
            let family = path.split('/').nth(3).expect("a family of paths");
            let id = ids
                .get(family)
                .unwrap_or_else(|| panic!("{path}: this test needs ids of {family}"));
            let path = path.replace("{id}", id).replace("{period}", "2016-03");
            for method in methods.as_object().expect("methods").keys() {
                let method: Method = method.to_uppercase().parse().expect("a method");
                let request =
                    |machine: &Machine| machine.request(method.clone(), &path).json(&json!({})).send();
                let answer = request(&stranger).await.expect("an answer");
                assert_eq!(answer.status(), 404, "{storage:?} {method} {path} by a stranger");
                if method == Method::GET {
                    let answer = request(&owner).await.expect("an answer");
                    assert_eq!(answer.status(), 200, "{storage:?} {path} by its owner");
                }
                tried += 1;
            }
        }
        assert!(tried >= 8, "{tried} addresses tried");
    }
}

#[tokio::test]
async fn lists_of_two_tenants_have_nothing_in_common() {
    for storage in Storage::ALL {
        let demo = demo(storage).await;
        let (one, other) = (demo.machine(RHEINTAL).await, demo.machine(STADTWERKE).await);
        for list in LISTS {
            let path = format!("/api/v1/{list}");
            let (ours, theirs) = (one.get(&path).await, other.get(&path).await);
            for item in items(&ours) {
                assert!(
                    items(&theirs).iter().all(|foreign| foreign["id"] != item["id"]),
                    "{storage:?} {list}"
                );
            }
        }
    }
}

#[tokio::test]
async fn pages_of_a_foreign_tenant_or_supplier_are_not_found() {
    let demo = demo(Storage::Sqlite).await;
    let ids = ids(&demo.machine(RHEINTAL).await).await;
    let stranger = demo.login("service_manager", STADTWERKE).await;
    for family in ["suppliers", "contracts", "targets", "imports", "escalations"] {
        let path = format!("/{family}/{}", ids[family]);
        assert_eq!(
            stranger.get(&path).send().await.expect("an answer").status(),
            404,
            "{path}"
        );
    }
    let ledger = format!("/targets/{}/periods/2016-03/ledger.csv", ids["targets"]);
    assert_eq!(
        stranger.get(&ledger).send().await.expect("an answer").status(),
        404
    );
}

/// One id per family of addresses, of the tenant the machine belongs to.
async fn ids(machine: &Machine) -> BTreeMap<&'static str, String> {
    let mut ids = BTreeMap::new();
    for list in LISTS {
        let found = machine.get(&format!("/api/v1/{list}")).await;
        ids.insert(list, text(&items(&found)[0]["id"]).to_owned());
    }
    let targets = machine
        .get(&format!("/api/v1/contracts/{}/targets", ids["contracts"]))
        .await;
    ids.insert("targets", text(&items(&targets)[0]["id"]).to_owned());
    ids
}
