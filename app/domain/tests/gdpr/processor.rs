use serde_json::{Value, json};

use crate::support::{Row, controller, processor};

pub fn rows() -> Vec<Row> {
    let client = |name, changes: &[(&str, Value)], expected: &[&str]| {
        let pointers: Vec<(String, Value)> = changes
            .iter()
            .map(|(field, value)| (format!("/processing/clients/0/{field}"), value.clone()))
            .collect();
        let changes: Vec<(&str, Value)> = pointers
            .iter()
            .map(|(pointer, value)| (pointer.as_str(), value.clone()))
            .collect();
        processor(name, &changes, expected)
    };
    let transfer = json!([{"id": "T1", "recipient_id": "E1", "country": "IN", "importer_name": "x", "instrument": "SCC_2021_914",
        "scc": {"modules": ["M2"], "signed_on": "2025-01-01", "tia": {"done_on": "2026-01-01"}}}]);
    vec![
        processor(
            "no client",
            &[("/processing/clients", json!([]))],
            &["AV2-01 E record"],
        ),
        client("a nameless client", &[("name", json!(null))], &["AV2-01 E M1"]),
        client(
            "a client without address",
            &[("address", json!(" "))],
            &["AV2-01 E M1"],
        ),
        client(
            "an address in parts",
            &[("address", json!({"street": "Am Hafen 1", "city": "Bremerhaven"}))],
            &[],
        ),
        client(
            "an address without street",
            &[("address", json!({"city": "Bremerhaven"}))],
            &["AV2-01 E M1"],
        ),
        client(
            "a client nobody reaches",
            &[("email", json!(null))],
            &["AV2-01 E M1"],
        ),
        client(
            "a client by telephone",
            &[("email", json!(null)), ("phone", json!("+49 471 1"))],
            &[],
        ),
        client(
            "no categories",
            &[("processing_categories", json!([]))],
            &["AV2-02 E M1"],
        ),
        client(
            "officer unknown",
            &[("dpo_status", json!(null))],
            &["AV2-03 I M1"],
        ),
        client("no officer", &[("dpo_status", json!("none"))], &[]),
        client(
            "no agreement",
            &[("agreement_signed_on", json!(null))],
            &["AV2-04 E M1"],
        ),
        client(
            "an agreement in the bundle",
            &[
                ("agreement_signed_on", json!(null)),
                ("agreement_id", json!("A1")),
            ],
            &[],
        ),
        processor(
            "what Art. 30(2) does not ask for",
            &[
                ("/processing/purposes", json!([])),
                ("/processing/retention_rules", json!([{"id": "L1"}])),
            ],
            &[],
        ),
        processor(
            "any processor of a processor is a sub-processor",
            &[
                ("/processing/recipients/0/type", json!("processor")),
                ("/processing/recipients/0/processing_countries", json!(["IN"])),
                ("/processing/third_country_statement", json!("yes")),
                ("/processing/transfers", transfer),
            ],
            &["TRF-11 W T1"],
        ),
        controller(
            "clients concern processors",
            &[("/processing/clients", json!([{"id": "M1"}]))],
            &[],
        ),
    ]
}
