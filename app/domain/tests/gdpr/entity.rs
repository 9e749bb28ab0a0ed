use std::slice;

use serde_json::json;

use crate::support::{Row, controller, processor};

pub fn rows() -> Vec<Row> {
    let no_officer = ("/controller/dpo", json!({"designated": false}));
    let complete = json!([{"name": "Nordlicht AG", "address": "Kai 1, 20457 Hamburg", "arrangement_signed_on": "2026-11-20"}]);
    let mut rows = vec![
        controller("nothing is wrong", &[], &[]),
        processor("nothing is wrong with the processor", &[], &[]),
        controller(
            "no telephone",
            &[("/controller/phone", json!("  "))],
            &["CTL-01 E controller"],
        ),
        controller(
            "one finding for all that lacks",
            &[
                ("/controller/phone", json!(null)),
                ("/controller/street", json!(null)),
            ],
            &["CTL-01 E controller"],
        ),
        controller(
            "an unknown country is not a third one",
            &[("/controller/country", json!(null))],
            &["CTL-01 E controller"],
        ),
        controller(
            "a nameless officer",
            &[("/controller/dpo/name", json!(""))],
            &["CTL-02 E controller"],
        ),
        controller(
            "an officer by telephone alone",
            &[("/controller/dpo/email", json!(null))],
            &[],
        ),
        controller(
            "an officer nobody reaches",
            &[
                ("/controller/dpo/email", json!(null)),
                ("/controller/dpo/phone", json!(null)),
            ],
            &["CTL-02 E controller"],
        ),
        controller(
            "140 people without officer",
            slice::from_ref(&no_officer),
            &["CTL-03 E controller"],
        ),
        controller(
            "20 people without officer",
            &[
                ("/controller/dpo", json!(null)),
                ("/controller/headcount_automated", json!(20)),
            ],
            &["CTL-03 E controller"],
        ),
        controller(
            "19 people without officer",
            &[no_officer.clone(), ("/controller/headcount_automated", json!(19))],
            &[],
        ),
        controller(
            "five people and an impact assessment",
            &[
                no_officer.clone(),
                ("/controller/headcount_automated", json!(5)),
                ("/processing/dpia_threshold/muss_liste_nos", json!([8])),
                ("/processing/dpia_threshold/result", json!("required")),
                ("/processing/dpia", json!({"status": "completed"})),
            ],
            &["CTL-03 E controller"],
        ),
        processor(
            "a processor needs no impact assessment",
            &[
                no_officer,
                ("/controller/headcount_automated", json!(5)),
                (
                    "/processing/dpia_threshold",
                    json!({"result": "required", "muss_liste_nos": [8]}),
                ),
            ],
            &[],
        ),
        controller(
            "a seat in Switzerland",
            &[("/controller/country", json!("CH"))],
            &["CTL-04 E controller"],
        ),
        controller("a seat in Norway", &[("/controller/country", json!("NO"))], &[]),
        controller("a seat on Réunion", &[("/controller/country", json!("RE"))], &[]),
        controller(
            "a representative",
            &[
                ("/controller/country", json!("CH")),
                (
                    "/controller/eu_representative",
                    json!({"name": "EU-Vertretung GmbH"}),
                ),
            ],
            &[],
        ),
        controller(
            "a representative by name",
            &[
                ("/controller/country", json!("CH")),
                ("/controller/eu_representative", json!("EU-Vertretung GmbH")),
            ],
            &[],
        ),
        controller(
            "an empty representative",
            &[
                ("/controller/country", json!("CH")),
                ("/controller/eu_representative", json!({"name": " "})),
            ],
            &["CTL-04 E controller"],
        ),
    ];
    let joint = |name, more: &[(&str, serde_json::Value)], expected: &[&str]| {
        let role = ("/processing/role", json!("joint_controller"));
        controller(name, &[&[role][..], more].concat(), expected)
    };
    rows.extend([
        joint("alone together", &[], &["CTL-05 E record", "CTL-06 E record"]),
        joint(
            "on the record",
            &[("/processing/joint_controllers", complete.clone())],
            &[],
        ),
        joint(
            "on the cover sheet",
            &[("/controller/joint_controllers", complete)],
            &[],
        ),
        joint(
            "without address",
            &[(
                "/processing/joint_controllers",
                json!([{"name": "Nordlicht AG", "arrangement_signed_on": "2026-11-20"}]),
            )],
            &["CTL-05 E record"],
        ),
        joint(
            "signed tomorrow",
            &[(
                "/processing/joint_controllers",
                json!([{"name": "Nordlicht AG", "address": "Kai 1", "arrangement_signed_on": "2026-11-21"}]),
            )],
            &["CTL-06 E record"],
        ),
        joint(
            "one arrangement for all",
            &[
                (
                    "/processing/joint_controllers",
                    json!([{"legal_name": "Nordlicht AG", "street": "Kai 1", "city": "Hamburg"}]),
                ),
                ("/processing/arrangement_signed_on", json!("2026-01-01")),
            ],
            &[],
        ),
    ]);
    rows
}
