//! A vendor at more than one customer.

use acceptance::Instance;
use acceptance::instance::Storage;

#[tokio::test]
async fn a_vendor_sees_the_own_supplier_and_switches_between_customers() {
    let app = Instance::on(Storage::Sqlite).start().await;
    let demo = app.seed();
    let password = demo["logins"][0]["password"].as_str().expect("a password");
    let vendor = app.login("jonas.petersen@nordlicht.example", password).await;
    let contracts = vendor.page("/contracts").await;
    assert!(contracts.contains("Betrieb Service Desk"));
    for other in [
        "DynamoDB",
        "WAN Standorte",
        "ERP für die Produktion",
        "Leitstelle",
    ] {
        assert!(!contracts.contains(other), "a vendor sees {other:?}");
    }
    let label = "name=\"membership_id\" value=\"";
    let others: Vec<_> = contracts
        .match_indices(label)
        .map(|(at, _)| &contracts[at + label.len()..][..36])
        .collect();
    let membership = others.last().expect("a customer to switch to");
    let answer = vendor
        .post("/fn/session/switch")
        .form(&[("membership_id", *membership)])
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_redirection(), "{}", answer.status());
    let contracts = vendor.page("/contracts").await;
    let (first, second) = (
        contracts.contains("Betrieb Service Desk"),
        contracts.contains("Betrieb Leitstelle"),
    );
    assert!(first != second, "one customer at a time");
}
