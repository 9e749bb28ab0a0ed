use serde_json::{Value, json};

use crate::support::{Row, controller, processor};

pub fn rows() -> Vec<Row> {
    [breaches(), requests()].concat()
}

fn breaches() -> Vec<Row> {
    let breach = |name, more: Value, expected: &[&str]| {
        let mut breach = json!({"id": "B1", "title": "Fehlversand", "status": "open", "risk": "risk", "aware_at": "2026-11-17T12:00:00+01:00"});
        for (key, value) in more.as_object().unwrap() {
            breach[key] = value.clone();
        }
        controller(name, &[("/breaches", json!([breach]))], expected)
    };
    let late = "2026-11-20T12:00:01+01:00";
    let told = |at: &str| json!({"authority_notified_at": at});
    vec![
        breach("72 hours to the second", json!({}), &[]),
        breach(
            "a second more",
            json!({"aware_at": "2026-11-17T11:59:59+01:00"}),
            &["BRC-01 E B1"],
        ),
        breach(
            "another offset",
            json!({"aware_at": "2026-11-17T10:59:59Z"}),
            &["BRC-01 E B1"],
        ),
        breach(
            "not judged yet",
            json!({"aware_at": "2026-11-01T00:00:00Z", "risk": null}),
            &["BRC-01 E B1"],
        ),
        breach(
            "turned out to be none",
            json!({"aware_at": "2026-11-01T00:00:00Z", "status": "no_breach"}),
            &[],
        ),
        breach("told in time", told("2026-11-20T12:00:00+01:00"), &[]),
        breach("told late", told(late), &["BRC-02 E B1"]),
        breach(
            "told late with a reason",
            json!({"authority_notified_at": late, "delay_reason": "Feiertag"}),
            &[],
        ),
        breach("a high risk", json!({"risk": "high"}), &["BRC-03 E B1"]),
        breach(
            "people informed",
            json!({"risk": "high", "subjects_notified_at": "2026-11-18T12:00:00+01:00"}),
            &[],
        ),
        breach(
            "people need not be",
            json!({"risk": "high", "art34_3_exemption": "a"}),
            &[],
        ),
        breach(
            "closed without effects",
            json!({"status": "closed", "facts": "x", "effects": " ", "remedial_action": "z"}),
            &["BRC-04 E B1"],
        ),
        breach(
            "closed",
            json!({"status": "closed", "facts": "x", "effects": "y", "remedial_action": "z"}),
            &[],
        ),
        breach(
            "unlikely",
            json!({"risk": "unlikely", "aware_at": "2026-01-01T00:00:00Z"}),
            &["BRC-05 W B1"],
        ),
        breach(
            "unlikely for a reason",
            json!({"risk": "unlikely", "no_risk_justification": "verschlüsselt"}),
            &[],
        ),
        breach(
            "the supplier took 24 hours",
            json!({"agreed_notice_hours": 24, "supplier_aware_at": "2026-11-16T12:00:00+01:00", "supplier_notified_us_at": "2026-11-17T12:00:00+01:00"}),
            &[],
        ),
        breach(
            "the supplier took a second more",
            json!({"agreed_notice_hours": 24, "supplier_aware_at": "2026-11-16T12:00:00+01:00", "supplier_notified_us_at": "2026-11-17T12:00:01+01:00"}),
            &["BRC-06 W B1"],
        ),
        breach(
            "as the agreement says",
            json!({"dpa_id": "A1", "supplier_aware_at": "2026-11-15T11:00:00+01:00", "supplier_notified_us_at": "2026-11-17T12:00:00+01:00"}),
            &["BRC-06 W B1"],
        ),
        controller(
            "the clocks went back: 72 hours are 72 hours",
            &[
                ("/as_of", json!("2026-10-27")),
                ("/as_of_time", json!("2026-10-27T11:00:01+01:00")),
                (
                    "/breaches",
                    json!([{"id": "B1", "risk": "risk", "aware_at": "2026-10-24T12:00:00+02:00"}]),
                ),
            ],
            &["BRC-01 E B1"],
        ),
        controller(
            "without a time the day counts to its end",
            &[
                ("/as_of_time", json!(null)),
                (
                    "/breaches",
                    json!([{"ref_no": "DSV-1", "risk": "risk", "aware_at": "2026-11-18T00:00:00+01:00"}, {"ref_no": "DSV-2", "risk": "risk", "aware_at": "2026-11-17T23:59:59+01:00"}]),
                ),
            ],
            &["BRC-01 E DSV-2"],
        ),
        processor(
            "a processor has a register, too",
            &[("/breaches", json!([{"id": "B1", "risk": "unlikely"}]))],
            &["BRC-05 W B1"],
        ),
    ]
}

fn requests() -> Vec<Row> {
    let request = |name, more: Value, expected: &[&str]| {
        let mut request = json!({"id": "R1", "kind": "access"});
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        controller(name, &[("/requests", json!([request]))], expected)
    };
    let on = |name, day: &str, received: &str, expected: &[&str]| {
        let changes = [
            ("/as_of", json!(day)),
            ("/dpas/0/end_date", json!(null)),
            ("/contracts/0/end_date", json!(null)),
            ("/processing/next_review_on", json!("2030-01-01")),
            ("/dpas/0/next_review_on", json!("2030-01-01")),
            ("/requests", json!([{"id": "R1", "received_on": received}])),
        ];
        controller(name, &changes, expected)
    };
    vec![
        request("a month", json!({"received_on": "2026-10-20"}), &[]),
        request(
            "a month and a day",
            json!({"received_on": "2026-10-19"}),
            &["DSR-01 E R1"],
        ),
        on(
            "from the last of January, on the last of February",
            "2027-02-28",
            "2027-01-31",
            &[],
        ),
        on(
            "from the last of January, a day later",
            "2027-03-01",
            "2027-01-31",
            &["DSR-01 E R1"],
        ),
        request(
            "due as it says",
            json!({"received_on": "2026-10-01", "due_on": "2026-11-20"}),
            &[],
        ),
        request(
            "overdue as it says",
            json!({"due_on": "2026-11-19"}),
            &["DSR-01 E R1"],
        ),
        request(
            "answered",
            json!({"received_on": "2026-01-01", "answered_on": "2026-11-20"}),
            &[],
        ),
        request(
            "extended in time",
            json!({"received_on": "2026-10-01", "extended_until": "2026-12-31", "extension_notice_on": "2026-11-01"}),
            &[],
        ),
        request(
            "extended too late",
            json!({"received_on": "2026-10-01", "extended_until": "2026-12-31", "extension_notice_on": "2026-11-02"}),
            &["DSR-02 E R1"],
        ),
        request(
            "extended in silence",
            json!({"received_on": "2026-10-01", "extended_until": "2026-12-31"}),
            &["DSR-02 E R1"],
        ),
        request(
            "and overdue",
            json!({"received_on": "2026-08-01", "extended_until": "2026-11-01", "extension_notice_on": "2026-08-20"}),
            &["DSR-01 E R1"],
        ),
        processor(
            "requests go to the controller",
            &[("/requests", json!([{"id": "R1", "due_on": "2026-01-01"}]))],
            &[],
        ),
    ]
}
