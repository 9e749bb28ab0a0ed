use std::slice;

use serde_json::{Value, json};

use crate::support::{Row, controller, transferring};

pub fn rows() -> Vec<Row> {
    [state(), content(), links(), subprocessors()].concat()
}

fn agreement(name: &'static str, changes: &[(&str, Value)], expected: &[&str]) -> Row {
    let pointers: Vec<(String, Value)> = changes
        .iter()
        .map(|(field, value)| (format!("/dpas/0/{field}"), value.clone()))
        .collect();
    let changes: Vec<(&str, Value)> = pointers
        .iter()
        .map(|(pointer, value)| (pointer.as_str(), value.clone()))
        .collect();
    controller(name, &changes, expected)
}

fn state() -> Vec<Row> {
    vec![
        agreement(
            "in negotiation",
            &[("status", json!("in_negotiation"))],
            &["AVV-02 E A1"],
        ),
        agreement("not signed", &[("signed_on", json!(null))], &["AVV-02 E A1"]),
        agreement("signed today", &[("signed_on", json!("2026-11-20"))], &[]),
        agreement(
            "signed tomorrow",
            &[("signed_on", json!("2026-11-21"))],
            &["AVV-02 E A1"],
        ),
        agreement(
            "in force tomorrow",
            &[("effective_from", json!("2026-11-21"))],
            &["AVV-02 E A1"],
        ),
        agreement(
            "in force since today",
            &[("effective_from", json!("2026-11-20"))],
            &[],
        ),
        agreement(
            "expired, and then never signed",
            &[("status", json!("expired")), ("signed_on", json!(null))],
            &["AVV-03 E A1"],
        ),
        agreement("terminated", &[("status", json!("terminated"))], &["AVV-03 E A1"]),
        agreement(
            "ended yesterday",
            &[("end_date", json!("2026-11-19"))],
            &["AVV-03 E A1"],
        ),
        agreement(
            "ends today",
            &[("end_date", json!("2026-11-20"))],
            &["AVV-04 W A1"],
        ),
        agreement(
            "ends in 90 days",
            &[("end_date", json!("2027-02-18"))],
            &["AVV-04 W A1"],
        ),
        agreement("ends in 91 days", &[("end_date", json!("2027-02-19"))], &[]),
        agreement(
            "not in force and ending",
            &[("end_date", json!("2027-01-01")), ("status", json!("draft"))],
            &["AVV-02 E A1"],
        ),
        agreement("without end", &[("end_date", json!(null))], &[]),
        agreement(
            "review yesterday",
            &[("next_review_on", json!("2026-11-19"))],
            &["AVV-06 W A1"],
        ),
        agreement("review today", &[("next_review_on", json!("2026-11-20"))], &[]),
        agreement(
            "no review",
            &[
                ("next_review_on", json!(null)),
                ("last_review_on", json!("2025-11-19")),
            ],
            &["AVV-06 W A1"],
        ),
        agreement(
            "a review a year ago",
            &[
                ("next_review_on", json!(null)),
                ("last_review_on", json!("2025-11-20")),
            ],
            &[],
        ),
    ]
}

fn content() -> Vec<Row> {
    let clauses = |result: Value| -> Value {
        let keys = [
            "frame_subject_duration",
            "frame_nature_purpose",
            "frame_data_types_subjects",
            "frame_controller_rights",
            "a_instructions",
            "b_confidentiality",
            "c_security",
            "d_subprocessing",
            "e_dsr_assistance",
            "f_32_36_assistance",
            "g_deletion_return",
            "h_audit",
        ];
        keys.iter()
            .map(|key| ((*key).to_owned(), result.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let mut partial = clauses(json!(true));
    partial["h_audit"] = json!("partial");
    let own = ("kind", json!("individual"));
    let evidence = |name, evidence: Value, expected: &[&str]| {
        agreement(name, &[("guarantee_evidence", json!([evidence]))], expected)
    };
    vec![
        agreement("no clause checked", slice::from_ref(&own), &["AVV-05 E A1"]),
        agreement(
            "all clauses",
            &[
                own.clone(),
                ("clauses", clauses(json!({"result": "yes", "location": "§ 3"}))),
            ],
            &[],
        ),
        agreement("partly is not", &[own, ("clauses", partial)], &["AVV-05 E A1"]),
        agreement(
            "changed standard clauses",
            &[("unmodified", json!(false))],
            &["AVV-05 E A1"],
        ),
        agreement("transfer clauses", &[("kind", json!("scc_2021_914"))], &[]),
        agreement(
            "no evidence",
            &[("guarantee_evidence", json!([]))],
            &["AVV-14 W A1"],
        ),
        evidence("evidence without end", json!({"issued_on": "2023-11-20"}), &[]),
        evidence(
            "evidence of 36 months and a day",
            json!({"issued_on": "2023-11-19"}),
            &["AVV-14 W A1"],
        ),
        evidence(
            "evidence valid until today",
            json!({"issued_on": "2025-01-01", "valid_until": "2026-11-20"}),
            &[],
        ),
        evidence(
            "evidence expired",
            json!({"issued_on": "2025-01-01", "valid_until": "2026-11-19"}),
            &["AVV-14 W A1"],
        ),
        evidence(
            "evidence of no day",
            json!({"valid_until": "2028-01-01"}),
            &["AVV-14 W A1"],
        ),
        agreement("48 hours", &[("breach_notice_hours", json!(48))], &[]),
        agreement(
            "49 hours",
            &[("breach_notice_hours", json!(49))],
            &["AVV-16 W A1"],
        ),
        agreement(
            "no hours",
            &[("breach_notice_hours", json!(null))],
            &["AVV-16 W A1"],
        ),
        agreement("no document", &[("document_sha256", json!(""))], &["AVV-17 E A1"]),
    ]
}

fn links() -> Vec<Row> {
    let recipient = |name, changes: &[(&str, Value)], expected: &[&str]| controller(name, changes, expected);
    let ended = ("/contracts/0/status", json!("terminated"));
    let no_dpa = ("/processing/recipients/1/dpa_id", json!(null));
    let scc = json!({"instrument": "SCC_2021_914", "scc": {"modules": ["M2"], "signed_on": "2025-03-03", "tia": {"done_on": "2025-03-01"}}});
    vec![
        recipient("no agreement", slice::from_ref(&no_dpa), &["AVV-01 E E2"]),
        recipient(
            "an agreement that is not there",
            &[("/processing/recipients/1/dpa_id", json!("A9"))],
            &["AVV-01 E E2"],
        ),
        recipient(
            "an own controller needs none",
            &[
                no_dpa.clone(),
                ("/processing/recipients/1/type", json!("controller")),
            ],
            &[],
        ),
        transferring(
            "clauses for transfers fulfil Art. 28",
            "US",
            &scc,
            slice::from_ref(&no_dpa),
            &[],
        ),
        recipient(
            "another signed",
            &[("/dpas/0/supplier_id", json!("S2"))],
            &["AVV-11 E E2"],
        ),
        recipient(
            "another contract",
            &[("/dpas/0/contract_ids", json!(["V9"]))],
            &["AVV-12 W E2"],
        ),
        recipient(
            "no contract",
            &[("/processing/recipients/1/contract_id", json!(null))],
            &["AVV-12 W E2"],
        ),
        recipient(
            "the contract has ended",
            slice::from_ref(&ended),
            &["AVV-13 E E2"],
        ),
        recipient(
            "without agreement either",
            &[ended.clone(), no_dpa],
            &["AVV-01 E E2", "AVV-13 E E2"],
        ),
        recipient(
            "and the exit is confirmed",
            &[
                ended.clone(),
                ("/processing/recipients/1/exit_confirmed_on", json!("2026-11-20")),
            ],
            &[],
        ),
        recipient(
            "but nothing runs any more",
            &[ended, ("/processing/operating_stage", json!("ended"))],
            &[],
        ),
        recipient(
            "the contract ended yesterday",
            &[("/contracts/0/end_date", json!("2026-11-19"))],
            &["AVV-13 E E2"],
        ),
        recipient(
            "the contract ends today",
            &[("/contracts/0/end_date", json!("2026-11-20"))],
            &[],
        ),
        recipient(
            "more data than agreed",
            &[("/dpas/0/data_category_codes", json!(["health"]))],
            &["AVV-15 W E2"],
        ),
        recipient(
            "two recipients, one agreement, one finding",
            &[
                ("/dpas/0/document_sha256", json!(null)),
                (
                    "/processing/recipients/2",
                    json!({"id": "E3", "type": "sub_processor", "supplier_id": "S1", "contract_id": "V1", "dpa_id": "A1"}),
                ),
            ],
            &["AVV-17 E A1"],
        ),
        recipient(
            "an agreement that nobody uses",
            &[("/dpas/1", json!({"id": "A2"}))],
            &[],
        ),
    ]
}

fn subprocessors() -> Vec<Row> {
    let one = |name, more: Value, expected: &[&str]| {
        let mut engaged = json!({"id": "U1", "legal_name": "Unter GmbH"});
        for (key, value) in more.as_object().unwrap() {
            engaged[key] = value.clone();
        }
        agreement(name, &[("subprocessors", json!([engaged]))], expected)
    };
    let specific = ("subprocessor_authorisation", json!("specific"));
    let approved = |on: &str| {
        (
            "subprocessors",
            json!([{"id": "U1", "country": "IS", "approved_on": on}]),
        )
    };
    vec![
        agreement(
            "forbidden",
            &[("subprocessor_authorisation", json!("prohibited"))],
            &["AVV-07 E A1"],
        ),
        agreement(
            "not settled",
            &[("subprocessor_authorisation", json!(null))],
            &["AVV-07 E A1"],
        ),
        agreement(
            "forbidden, and none",
            &[
                ("subprocessor_authorisation", json!("prohibited")),
                ("subprocessors", json!([])),
            ],
            &[],
        ),
        agreement(
            "each approved: not this one",
            slice::from_ref(&specific),
            &["AVV-07 E A1"],
        ),
        agreement(
            "each approved: today",
            &[specific.clone(), approved("2026-11-20")],
            &[],
        ),
        agreement(
            "each approved: tomorrow",
            &[specific, approved("2026-11-21")],
            &["AVV-07 E A1"],
        ),
        agreement(
            "no time to object",
            &[("objection_days", json!(null))],
            &["AVV-08 W A1"],
        ),
        agreement(
            "no day to object",
            &[("objection_days", json!(0)), ("subprocessors", json!([]))],
            &["AVV-08 W A1"],
        ),
        agreement(
            "list verified a year ago",
            &[("subprocessors_verified_on", json!("2025-11-20"))],
            &[],
        ),
        agreement(
            "list verified longer ago",
            &[("subprocessors_verified_on", json!("2025-11-19"))],
            &["AVV-10 W A1"],
        ),
        agreement(
            "no list to verify",
            &[
                ("subprocessors_verified_on", json!(null)),
                ("subprocessors", json!([])),
            ],
            &[],
        ),
        one(
            "in India without instrument",
            json!({"country": "IN"}),
            &["AVV-09 E U1"],
        ),
        one(
            "in India, adequate?",
            json!({"country": "IN", "instrument": "ADEQUACY"}),
            &["AVV-09 E U1"],
        ),
        one(
            "in Brazil",
            json!({"country": "BR", "instrument": "ADEQUACY"}),
            &[],
        ),
        one(
            "in the US by adequacy",
            json!({"country": "US", "instrument": "ADEQUACY"}),
            &["AVV-09 E U1"],
        ),
        one(
            "in the US, certified",
            json!({"country": "US", "instrument": "DPF", "dpf": {"status": "active"}}),
            &[],
        ),
        one(
            "in the US, lapsed",
            json!({"country": "US", "instrument": "DPF", "dpf_status": "lapsed"}),
            &["AVV-09 E U1"],
        ),
        one(
            "certified in Canada",
            json!({"country": "CA", "instrument": "DPF", "dpf_status": "active"}),
            &["AVV-09 E U1"],
        ),
        one(
            "clauses without assessment",
            json!({"country": "IN", "instrument": "SCC_2021_914"}),
            &["AVV-09 E U1"],
        ),
        one(
            "clauses with assessment",
            json!({"country": "IN", "instrument": "SCC_2021_914", "tia_on": "2026-11-20"}),
            &[],
        ),
        one(
            "rules with assessment",
            json!({"country": "IN", "instrument": "BCR", "tia_on": "2026-01-01"}),
            &[],
        ),
        one(
            "old clauses",
            json!({"country": "IN", "instrument": "SCC_LEGACY", "tia_on": "2026-01-01"}),
            &["AVV-09 E U1"],
        ),
        one(
            "gone since yesterday",
            json!({"country": "IN", "active_to": "2026-11-19"}),
            &[],
        ),
    ]
}
