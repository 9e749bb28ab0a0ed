use serde_json::{Value, json};

use crate::support::{Row, controller, processor};

pub fn rows() -> Vec<Row> {
    let threshold = |name, more: Value, dpia: Value, expected: &[&str]| {
        let mut threshold = json!({"done_on": "2026-06-01", "result": "required"});
        for (key, value) in more.as_object().unwrap() {
            threshold[key] = value.clone();
        }
        let changes = [
            ("/processing/dpia_threshold", threshold),
            ("/processing/dpia", dpia),
        ];
        controller(name, &changes, expected)
    };
    let done = json!({"status": "completed", "dpo_advice_on": "2026-06-01", "residual_risk": "medium"});
    let with = |more: Value| {
        let mut dpia = done.clone();
        for (key, value) in more.as_object().unwrap() {
            dpia[key] = value.clone();
        }
        dpia
    };
    let two = json!(["large_scale", "vulnerable_subjects"]);
    vec![
        controller(
            "no analysis",
            &[("/processing/dpia_threshold", json!(null))],
            &["DSFA-01 W record"],
        ),
        controller(
            "an analysis tomorrow",
            &[("/processing/dpia_threshold/done_on", json!("2026-11-21"))],
            &["DSFA-01 W record"],
        ),
        threshold("required and there", json!({}), done.clone(), &[]),
        threshold(
            "required and missing",
            json!({}),
            json!(null),
            &["DSFA-02 E record"],
        ),
        threshold(
            "required and in progress",
            json!({}),
            json!({"status": "in_progress"}),
            &["DSFA-02 E record"],
        ),
        controller(
            "required before it runs",
            &[
                ("/processing/dpia_threshold/result", json!("required")),
                ("/processing/operating_stage", json!("test")),
            ],
            &[],
        ),
        threshold(
            "on the list",
            json!({"muss_liste_nos": [11], "result": null}),
            json!(null),
            &["DSFA-02 E record"],
        ),
        threshold(
            "a case of the law",
            json!({"art35_3": ["b"], "result": null}),
            json!(null),
            &["DSFA-02 E record"],
        ),
        threshold(
            "two criteria",
            json!({"wp248_criteria": two, "result": null}),
            json!(null),
            &["DSFA-02 E record"],
        ),
        threshold(
            "one criterion, twice",
            json!({"wp248_criteria": ["large_scale", "large_scale"], "result": null}),
            json!(null),
            &[],
        ),
        threshold(
            "denied against the list",
            json!({"muss_liste_nos": [8], "result": "not_required", "justification": "x"}),
            done.clone(),
            &["DSFA-03 W record"],
        ),
        threshold(
            "denied against two criteria",
            json!({"wp248_criteria": two, "result": "not_required"}),
            done.clone(),
            &["DSFA-03 W record"],
        ),
        threshold(
            "denied with reasons",
            json!({"wp248_criteria": two, "result": "not_required", "justification": "nur aggregiert"}),
            done.clone(),
            &[],
        ),
        threshold(
            "a high risk remains",
            json!({}),
            with(json!({"residual_risk": "high"})),
            &["DSFA-04 E record"],
        ),
        threshold(
            "and the authority knows",
            json!({}),
            with(json!({"residual_risk": "high", "art36_consulted_on": "2026-07-01"})),
            &[],
        ),
        threshold(
            "no advice",
            json!({}),
            with(json!({"dpo_advice_on": null})),
            &["DSFA-05 W record"],
        ),
        threshold(
            "review yesterday",
            json!({}),
            with(json!({"next_review_on": "2026-11-19"})),
            &["DSFA-06 W record"],
        ),
        threshold(
            "review today",
            json!({}),
            with(json!({"next_review_on": "2026-11-20"})),
            &[],
        ),
        processor(
            "not for processors",
            &[("/processing/dpia", json!({"residual_risk": "high"}))],
            &[],
        ),
    ]
}
