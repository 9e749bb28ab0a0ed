use serde_json::{Value, json};

use crate::support::{Row, controller, processor};

pub fn rows() -> Vec<Row> {
    let without_encryption = json!([
        {"code": "PSEUDONYMISATION", "measures": [{"text": "Kennungen", "status": "implemented"}]},
        "CONFIDENTIALITY_INTEGRITY", "AVAILABILITY_RESILIENCE", "RECOVERY", "EFFECTIVENESS_REVIEW",
    ]);
    let areas = ("/tom_sets/0/areas", without_encryption);
    let excluded = (
        "/tom_sets/0/not_applicable",
        json!({"ENCRYPTION": "keine Übertragung"}),
    );
    let no_special: [(&str, Value); 2] = [
        (
            "/processing/data_categories/1/code",
            json!("application_documents"),
        ),
        ("/processing/data_categories/1/special", json!("none")),
    ];
    vec![
        controller(
            "no measures",
            &[("/processing/tom_set_ids", json!([]))],
            &["TOM-01 E record"],
        ),
        controller(
            "measures that are not there",
            &[("/processing/tom_set_ids", json!(["TOM-9"]))],
            &["TOM-01 E record"],
        ),
        controller(
            "measures in words",
            &[
                ("/processing/tom_set_ids", json!([])),
                ("/processing/tom_description", json!("siehe Konzept")),
            ],
            &[],
        ),
        controller(
            "reviewed a year ago",
            &[("/tom_sets/0/last_review_on", json!("2025-11-20"))],
            &[],
        ),
        controller(
            "reviewed longer ago",
            &[("/tom_sets/0/last_review_on", json!("2025-11-19"))],
            &["TOM-02 W TOM-1"],
        ),
        controller(
            "never reviewed",
            &[("/tom_sets/0/last_review_on", json!(null))],
            &["TOM-02 W TOM-1"],
        ),
        controller(
            "a set that is not linked",
            &[("/tom_sets/1", json!({"id": "TOM-2", "last_review_on": null}))],
            &[],
        ),
        controller(
            "an area is open",
            &[&[areas.clone()][..], &no_special].concat(),
            &["TOM-03 W record"],
        ),
        controller(
            "an area does not apply",
            &[&[areas.clone(), excluded.clone()][..], &no_special].concat(),
            &[],
        ),
        controller(
            "special data unencrypted",
            &[areas.clone(), excluded.clone()],
            &["TOM-04 E record"],
        ),
        controller(
            "special by nature",
            &[
                areas.clone(),
                excluded.clone(),
                ("/processing/data_categories/1/special", json!("none")),
            ],
            &["VVT-13 E K2", "TOM-04 E record"],
        ),
        controller(
            "a second set encrypts",
            &[
                areas.clone(),
                (
                    "/tom_sets/1",
                    json!({"id": "TOM-2", "areas": ["ENCRYPTION"], "last_review_on": "2026-05-04"}),
                ),
                ("/processing/tom_set_ids", json!(["TOM-1", "TOM-2"])),
            ],
            &[],
        ),
        controller(
            "an impact assessment without encryption",
            &[
                &[
                    areas.clone(),
                    excluded.clone(),
                    ("/processing/dpia_threshold/result", json!("required")),
                    (
                        "/processing/dpia",
                        json!({"status": "completed", "dpo_advice_on": "2026-06-01"}),
                    ),
                ][..],
                &no_special,
            ]
            .concat(),
            &["TOM-04 E record"],
        ),
        processor(
            "a processor's areas",
            &[
                (
                    "/tom_sets",
                    json!([{"id": "TOM-1", "areas": ["ENCRYPTION"], "last_review_on": "2026-05-04"}]),
                ),
                ("/processing/tom_set_ids", json!(["TOM-1"])),
            ],
            &["TOM-03 W record"],
        ),
    ]
}
