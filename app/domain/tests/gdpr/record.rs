use serde_json::{Value, json};

use crate::support::{Row, controller};

pub fn rows() -> Vec<Row> {
    [purposes(), content(), state(), retention()].concat()
}

fn purpose(name: &'static str, bases: Value, subjects: Value, expected: &[&str]) -> Row {
    let changes = [
        ("/processing/purposes/0/legal_bases", bases),
        ("/processing/data_subject_categories", subjects),
    ];
    controller(name, &changes, expected)
}

fn purposes() -> Vec<Row> {
    let applicant = json!(["applicant"]);
    let text = |name, text: &str, expected: &[&str]| {
        controller(name, &[("/processing/purposes/0/text", json!(text))], expected)
    };
    vec![
        controller(
            "no purpose",
            &[("/processing/purposes", json!([]))],
            &["VVT-01 E record"],
        ),
        text("a purpose without text", " ", &["VVT-01 E record", "VVT-02 W Z1"]),
        text("19 characters", "Prüfung der Anträge", &["VVT-02 W Z1"]),
        text("20 characters", "Prüfung der Anträge.", &[]),
        text(
            "a vague purpose of 21 characters",
            "Allgemeine Verwaltung",
            &["VVT-02 W Z1"],
        ),
        text("and with a full stop", "allgemeine Verwaltung.", &["VVT-02 W Z1"]),
        purpose("no basis", json!([]), applicant.clone(), &["VVT-03 E Z1"]),
        purpose(
            "a duty without norm",
            json!([{"code": "GDPR_6_1_C"}]),
            applicant.clone(),
            &["VVT-04 E Z1"],
        ),
        purpose(
            "a task without norm",
            json!([{"code": "GDPR_6_1_E", "norm": ""}]),
            applicant.clone(),
            &["VVT-04 E Z1"],
        ),
        purpose(
            "a duty with norm",
            json!([{"code": "GDPR_6_1_C", "norm": "§ 257 HGB"}]),
            applicant.clone(),
            &[],
        ),
        purpose(
            "an interest that was not weighed",
            json!([{"code": "GDPR_6_1_F", "legitimate_interest": "IT-Betrieb"}]),
            applicant.clone(),
            &["VVT-05 W Z1"],
        ),
        purpose(
            "a weighing without interest",
            json!([{"code": "GDPR_6_1_F", "balancing_test_on": "2026-01-01"}]),
            applicant.clone(),
            &["VVT-05 W Z1"],
        ),
        purpose(
            "an interest that was weighed",
            json!([{"code": "GDPR_6_1_F", "legitimate_interest": "IT-Betrieb", "balancing_test_on": "2026-11-20"}]),
            applicant.clone(),
            &[],
        ),
        purpose(
            "consent without evidence",
            json!([{"code": "GDPR_6_1_A"}]),
            applicant.clone(),
            &["VVT-06 W Z1"],
        ),
        purpose(
            "a contract with applicants",
            json!([{"code": "GDPR_6_1_B"}]),
            applicant.clone(),
            &[],
        ),
        purpose(
            "a contract with contacts of companies",
            json!([{"code": "GDPR_6_1_B"}]),
            json!(["supplier_contact", {"code": "vendor_user"}]),
            &["VVT-07 W Z1"],
        ),
        purpose(
            "a contract with contacts and customers",
            json!([{"code": "GDPR_6_1_B"}]),
            json!(["supplier_contact", "customer_private"]),
            &[],
        ),
        purpose(
            "not on a contract alone",
            json!([{"code": "GDPR_6_1_B"}, {"code": "GDPR_6_1_C", "norm": "§ 257 HGB"}]),
            json!(["supplier_contact"]),
            &[],
        ),
        purpose(
            "§ 26 BDSG alone",
            json!([{"code": "BDSG_26_1_1"}, {"code": "BDSG_26_4"}]),
            applicant,
            &["VVT-08 W Z1"],
        ),
        controller(
            "three purposes",
            &[(
                "/processing/purposes/2",
                json!({"id": "Z3", "text": "Auswertung der Bewerbungskanäle", "legal_bases": [{"code": "GDPR_6_1_A", "consent_evidence_ref": "x"}]}),
            )],
            &[],
        ),
        controller(
            "four purposes, the last one without id",
            &[
                (
                    "/processing/purposes/2",
                    json!({"id": "Z3", "text": "Auswertung der Bewerbungskanäle", "legal_bases": [{"code": "OTHER"}]}),
                ),
                (
                    "/processing/purposes/3",
                    json!({"text": "Planung des Personalbedarfs"}),
                ),
            ],
            &["VVT-03 E processing.purposes[3]", "VVT-19 I record"],
        ),
    ]
}

fn content() -> Vec<Row> {
    let category = |name, more: Value, expected: &[&str]| {
        let mut category =
            json!({"id": "K2", "label": "Angaben", "retention_rule_id": "L1", "code": "health"});
        for (key, value) in more.as_object().unwrap() {
            category[key] = value.clone();
        }
        controller(name, &[("/processing/data_categories/1", category)], expected)
    };
    vec![
        controller(
            "nobody concerned",
            &[("/processing/data_subject_categories", json!([""]))],
            &["VVT-09 E record"],
        ),
        controller(
            "no data",
            &[("/processing/data_categories", json!([]))],
            &["VVT-10 E record"],
        ),
        category(
            "art. 9 without condition",
            json!({"special": "art9"}),
            &["VVT-11 E K2"],
        ),
        category(
            "a national rule is no condition",
            json!({"special": "art9", "art9_conditions": [{"code": "BDSG_26_3"}]}),
            &["VVT-11 E K2"],
        ),
        category(
            "art. 9 with condition",
            json!({"special": "art9", "art9_conditions": ["GDPR_9_2_B"]}),
            &[],
        ),
        category(
            "art. 10 without norm",
            json!({"code": "criminal", "special": "art10"}),
            &["VVT-12 E K2", "AVV-15 W E2"],
        ),
        category(
            "art. 10 with norm",
            json!({"special": "art10", "art10_norm": "§ 30 BZRG"}),
            &[],
        ),
        category("health unmarked", json!({"special": "none"}), &["VVT-13 E K2"]),
        category(
            "offences unmarked",
            json!({"code": "criminal"}),
            &["VVT-13 E K2", "AVV-15 W E2"],
        ),
        controller(
            "no recipients",
            &[("/processing/recipients", json!([]))],
            &["VVT-14 E record"],
        ),
        controller(
            "no recipients, confirmed",
            &[
                ("/processing/recipients", json!([])),
                ("/processing/no_recipients_confirmed", json!(true)),
            ],
            &[],
        ),
    ]
}

fn state() -> Vec<Row> {
    let reviewed = |name, next: Value, last: Value, expected: &[&str]| {
        let changes = [
            ("/processing/next_review_on", next),
            ("/processing/last_reviewed_on", last),
        ];
        controller(name, &changes, expected)
    };
    vec![
        controller(
            "no statement",
            &[("/processing/third_country_statement", json!(null))],
            &["VVT-15 W record"],
        ),
        controller(
            "no answer",
            &[("/processing/third_country_statement", json!("unknown"))],
            &["VVT-15 W record"],
        ),
        reviewed("due today", json!("2026-11-20"), json!(null), &[]),
        reviewed(
            "due yesterday",
            json!("2026-11-19"),
            json!("2026-11-19"),
            &["VVT-16 W record"],
        ),
        reviewed("twelve months ago", json!(null), json!("2025-11-20"), &[]),
        reviewed(
            "twelve months and a day ago",
            json!(null),
            json!("2025-11-19"),
            &["VVT-16 W record"],
        ),
        reviewed("never", json!(null), json!(null), &["VVT-16 W record"]),
        controller(
            "a draft is not reviewed",
            &[
                ("/processing/status", json!("draft")),
                ("/processing/operating_stage", json!("test")),
                ("/processing/next_review_on", json!("2020-01-01")),
            ],
            &[],
        ),
        controller(
            "in production as a draft",
            &[("/processing/status", json!("in_review"))],
            &["VVT-17 W record"],
        ),
        controller(
            "no department",
            &[("/processing/department", json!(null))],
            &["VVT-18 I record"],
        ),
        controller(
            "nobody to ask",
            &[("/processing/contact", json!({"email": "x@y.example"}))],
            &["VVT-18 I record"],
        ),
    ]
}

fn retention() -> Vec<Row> {
    let rule = |name, more: Value, expected: &[&str]| {
        let mut rule = json!({"id": "L2"});
        for (key, value) in more.as_object().unwrap() {
            rule[key] = value.clone();
        }
        controller(name, &[("/processing/retention_rules/1", rule)], expected)
    };
    let start = "contract_end";
    vec![
        controller(
            "no rule",
            &[("/processing/data_categories/0/retention_rule_id", json!(null))],
            &["RET-01 E K1"],
        ),
        controller(
            "a rule that is not there",
            &[("/processing/data_categories/0/retention_rule_id", json!("L9"))],
            &["RET-01 E K1"],
        ),
        rule(
            "blanket text",
            json!({"criteria_text": "nach den gesetzlichen Vorschriften"}),
            &["RET-02 W L2"],
        ),
        rule(
            "blanket text as period",
            json!({"period": "gesetzliche Frist", "start_event": start}),
            &["RET-02 W L2"],
        ),
        rule(
            "a reason",
            json!({"undeterminable_reason": "Rechtsstreit offen"}),
            &[],
        ),
        rule("no start", json!({"period": "P6M"}), &["RET-03 W L2"]),
        rule("ten years", json!({"period": "P10Y", "start_event": start}), &[]),
        rule(
            "ten years and a day",
            json!({"period": "P10Y1D", "start_event": start}),
            &["RET-04 W L2"],
        ),
        rule(
            "121 months without start",
            json!({"period": "P121M"}),
            &["RET-03 W L2", "RET-04 W L2"],
        ),
        rule(
            "thirty years by law",
            json!({"period": "P30Y", "start_event": start, "norm": "§ 85 StrlSchG"}),
            &[],
        ),
    ]
}
