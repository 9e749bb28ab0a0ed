use serde_json::{Value, json};

use crate::support::{Row, controller, transferring};

pub fn rows() -> Vec<Row> {
    [places(), adequacy(), framework(), clauses(), derogations()].concat()
}

fn scc(more: &Value) -> Value {
    let mut scc = json!({"modules": ["M2"], "signed_on": "2025-03-03", "tia": {"done_on": "2026-03-01", "next_review_on": "2027-03-01"}});
    for (key, value) in more.as_object().unwrap() {
        scc[key] = value.clone();
    }
    json!({"instrument": "SCC_2021_914", "scc": scc})
}

fn places() -> Vec<Row> {
    let yes = ("/processing/third_country_statement", json!("yes"));
    vec![
        controller(
            "support from India",
            &[
                yes.clone(),
                ("/processing/recipients/1/remote_access_countries", json!(["IN"])),
            ],
            &["TRF-01 E E2"],
        ),
        controller(
            "inside in India",
            &[
                yes,
                ("/processing/recipients/0/processing_countries", json!(["IN"])),
            ],
            &["TRF-01 E E1"],
        ),
        transferring(
            "another third country of the same recipient",
            "US",
            &scc(&json!({})),
            &[(
                "/processing/recipients/1/remote_access_countries",
                json!(["IN", "us"]),
            )],
            &["TRF-01 E E2"],
        ),
        transferring(
            "no instrument",
            "IN",
            &json!({"importer_name": null}),
            &[],
            &["TRF-02 E T1", "TRF-14 E T1"],
        ),
        transferring(
            "an instrument nobody knows",
            "US",
            &json!({"instrument": "PRIVACY_SHIELD"}),
            &[],
            &["TRF-02 E T1"],
        ),
        transferring("codes of conduct", "IN", &json!({"instrument": "COC"}), &[], &[]),
        transferring(
            "old clauses",
            "IN",
            &json!({"instrument": "SCC_LEGACY"}),
            &[],
            &["TRF-08 E T1"],
        ),
        transferring(
            "none, it says",
            "IN",
            &scc(&json!({})),
            &[("/processing/third_country_statement", json!("none"))],
            &["TRF-15 E record"],
        ),
        controller(
            "none, it says, but somebody looks in",
            &[("/processing/recipients/1/remote_access_countries", json!(["CH"]))],
            &["TRF-01 E E2", "TRF-15 E record"],
        ),
        controller(
            "territories of the Union",
            &[(
                "/processing/recipients/1/processing_countries",
                json!(["GF", "MQ", "NO", "LI"]),
            )],
            &[],
        ),
    ]
}

fn adequacy() -> Vec<Row> {
    let adequate = json!({"instrument": "ADEQUACY"});
    let on = |day: &str| {
        vec![
            ("/as_of", json!(day)),
            ("/dpas/0/end_date", json!(null)),
            ("/contracts/0/end_date", json!(null)),
            ("/processing/next_review_on", json!("2040-01-01")),
            ("/dpas/0/next_review_on", json!("2040-01-01")),
            ("/dpas/0/subprocessors_verified_on", json!(day)),
            ("/tom_sets/0/last_review_on", json!(day)),
            ("/dpas/0/guarantee_evidence", json!([{"issued_on": day}])),
            ("/dpas/0/signed_on", json!("2020-01-01")),
            ("/dpas/0/effective_from", json!("2020-01-01")),
            ("/processing/dpia_threshold/done_on", json!("2020-01-01")),
        ]
    };
    vec![
        transferring("Switzerland", "CH", &adequate, &[], &[]),
        transferring("India", "IN", &adequate, &[], &["TRF-03 E T1"]),
        transferring(
            "the US are adequate for the certified alone",
            "US",
            &adequate,
            &[],
            &["TRF-03 E T1"],
        ),
        transferring(
            "Brazil a day too early",
            "BR",
            &adequate,
            &on("2026-01-26"),
            &["TRF-03 E T1"],
        ),
        transferring("Brazil in time", "BR", &adequate, &on("2026-01-27"), &[]),
        transferring("Canada unconfirmed", "CA", &adequate, &[], &["TRF-03 E T1"]),
        transferring(
            "Canada confirmed",
            "CA",
            &json!({"instrument": "ADEQUACY", "scope_confirmed": true}),
            &[],
            &[],
        ),
        transferring(
            "Japan confirmed",
            "JP",
            &json!({"instrument": "ADEQUACY", "adequacy": {"scope_confirmed": true}}),
            &[],
            &[],
        ),
        transferring(
            "the patent office",
            "DE",
            &json!({"instrument": "ADEQUACY", "country": null, "int_org": "EPO"}),
            &[],
            &[],
        ),
        transferring(
            "Britain 181 days before the end",
            "GB",
            &adequate,
            &on("2031-06-29"),
            &[],
        ),
        transferring(
            "Britain 180 days before the end",
            "GB",
            &adequate,
            &on("2031-06-30"),
            &["TRF-16 W T1"],
        ),
        transferring(
            "Britain on the last day",
            "GB",
            &adequate,
            &on("2031-12-27"),
            &["TRF-16 W T1"],
        ),
        transferring(
            "Britain a day later",
            "GB",
            &adequate,
            &on("2031-12-28"),
            &["TRF-03 E T1"],
        ),
    ]
}

fn framework() -> Vec<Row> {
    let dpf = |more: &Value| {
        let mut dpf = json!({"status": "active", "checked_on": "2026-05-01", "covers_hr": true});
        for (key, value) in more.as_object().unwrap() {
            dpf[key] = value.clone();
        }
        json!({"instrument": "DPF", "dpf": dpf})
    };
    let with_fallback = |more: &Value, scc: Value| {
        let mut transfer = dpf(more);
        transfer["fallback_scc"] = scc;
        transfer
    };
    let complete = || json!({"modules": ["M2"], "signed_on": "2025-03-03", "tia": {"done_on": "2020-03-01"}});
    let lapsed = json!({"status": "lapsed"});
    let customers = [("/processing/data_subject_categories", json!(["customer_private"]))];
    vec![
        transferring("certified", "US", &dpf(&json!({})), &[], &[]),
        transferring("lapsed", "US", &dpf(&lapsed), &[], &["TRF-04 E T1"]),
        transferring("not in the US", "CA", &dpf(&json!({})), &[], &["TRF-04 E T1"]),
        transferring(
            "with a fallback",
            "US",
            &with_fallback(&lapsed, complete()),
            &[],
            &["TRF-04 W T1"],
        ),
        transferring(
            "with an unsigned fallback",
            "US",
            &with_fallback(
                &lapsed,
                json!({"modules": ["M2"], "tia": {"done_on": "2025-03-01"}}),
            ),
            &[],
            &["TRF-04 E T1"],
        ),
        transferring(
            "with a fallback that was not assessed",
            "US",
            &with_fallback(&lapsed, json!({"modules": ["M2"], "signed_on": "2025-03-03"})),
            &[],
            &["TRF-04 E T1"],
        ),
        transferring(
            "nothing known",
            "US",
            &json!({"instrument": "DPF"}),
            &[],
            &["TRF-04 E T1", "TRF-05 W T1", "TRF-06 E T1"],
        ),
        transferring(
            "checked a year ago",
            "US",
            &dpf(&json!({"checked_on": "2025-11-20"})),
            &[],
            &[],
        ),
        transferring(
            "checked longer ago",
            "US",
            &dpf(&json!({"checked_on": "2025-11-19"})),
            &[],
            &["TRF-05 W T1"],
        ),
        transferring(
            "applicants uncovered",
            "US",
            &dpf(&json!({"covers_hr": false})),
            &[],
            &["TRF-06 E T1"],
        ),
        transferring(
            "applicants uncovered with a fallback",
            "US",
            &with_fallback(&json!({"covers_hr": null}), complete()),
            &[],
            &["TRF-06 W T1"],
        ),
        transferring(
            "customers uncovered",
            "US",
            &dpf(&json!({"covers_hr": false})),
            &customers,
            &[],
        ),
    ]
}

fn clauses() -> Vec<Row> {
    let kind = |kind: &str| [("/processing/recipients/1/type", json!(kind))];
    let bcr = |tia: Value| json!({"instrument": "BCR", "bcr": {"authority": "CNIL", "tia": tia}});
    vec![
        transferring("clauses", "IN", &scc(&json!({})), &[], &[]),
        transferring(
            "no module",
            "IN",
            &scc(&json!({"modules": []})),
            &[],
            &["TRF-07 E T1"],
        ),
        transferring(
            "no signature",
            "IN",
            &scc(&json!({"signed_on": null})),
            &[],
            &["TRF-07 E T1"],
        ),
        transferring(
            "nothing",
            "IN",
            &json!({"instrument": "SCC_2021_914"}),
            &[],
            &["TRF-07 E T1", "TRF-09 E T1"],
        ),
        transferring(
            "no assessment",
            "IN",
            &scc(&json!({"tia": {"done_on": null, "next_review_on": "2020-01-01"}})),
            &[],
            &["TRF-09 E T1"],
        ),
        transferring("rules", "IN", &bcr(json!({"done_on": "2026-01-01"})), &[], &[]),
        transferring(
            "rules without assessment",
            "IN",
            &bcr(json!(null)),
            &[],
            &["TRF-09 E T1"],
        ),
        transferring(
            "assessed 24 months ago",
            "IN",
            &scc(&json!({"tia": {"done_on": "2024-11-20"}})),
            &[],
            &[],
        ),
        transferring(
            "assessed longer ago",
            "IN",
            &scc(&json!({"tia": {"done_on": "2024-11-19", "next_review_on": "2027-01-01"}})),
            &[],
            &["TRF-10 W T1"],
        ),
        transferring(
            "review yesterday",
            "IN",
            &scc(&json!({"tia": {"done_on": "2026-01-01", "next_review_on": "2026-11-19"}})),
            &[],
            &["TRF-10 W T1"],
        ),
        transferring(
            "review today",
            "IN",
            &scc(&json!({"tia": {"done_on": "2026-01-01", "next_review_on": "2026-11-20"}})),
            &[],
            &[],
        ),
        transferring(
            "the module of controllers",
            "IN",
            &scc(&json!({"modules": ["M1"]})),
            &[],
            &["TRF-11 W T1"],
        ),
        transferring(
            "two modules",
            "IN",
            &scc(&json!({"modules": ["M1", "M2"]})),
            &[],
            &[],
        ),
        transferring(
            "to a controller",
            "IN",
            &scc(&json!({"modules": ["M1"]})),
            &kind("controller"),
            &[],
        ),
        transferring(
            "to a controller as if to a processor",
            "IN",
            &scc(&json!({})),
            &kind("joint_controller"),
            &["TRF-11 W T1"],
        ),
        transferring(
            "to a sub-processor",
            "IN",
            &scc(&json!({"modules": ["M3"]})),
            &kind("sub_processor"),
            &[],
        ),
        transferring(
            "to a sub-processor as if to a processor",
            "IN",
            &scc(&json!({})),
            &kind("sub_processor"),
            &["TRF-11 W T1"],
        ),
        transferring(
            "within the group",
            "IN",
            &scc(&json!({})),
            &kind("group_company"),
            &[],
        ),
    ]
}

fn derogations() -> Vec<Row> {
    let derogation = |frequency: &str, art49: Value| json!({"instrument": "ART49_B", "frequency": frequency, "art49": art49});
    let assessed = json!({"assessment_ref": "Vermerk 7"});
    vec![
        transferring(
            "once, assessed",
            "IN",
            &derogation("occasional", assessed.clone()),
            &[],
            &[],
        ),
        transferring(
            "once, not assessed",
            "IN",
            &derogation("once", json!(null)),
            &[],
            &["TRF-12 E T1"],
        ),
        transferring(
            "all the time, assessed",
            "IN",
            &derogation("continuous", assessed),
            &[],
            &["TRF-13 W T1"],
        ),
        transferring(
            "compelling interests, again and again",
            "IN",
            &json!({"instrument": "ART49_COMPELLING", "frequency": "recurring"}),
            &[],
            &["TRF-12 E T1", "TRF-13 W T1"],
        ),
    ]
}
