//! Clean bundles and changes to them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::gdpr::finding::Finding;
use domain::gdpr::model::Bundle;
use domain::gdpr::reference::Reference;
use domain::gdpr::rules::findings;
use serde_json::{Value, json};

use crate::examples::EXAMPLES;

/// Changes to a clean bundle, and the findings that follow.
#[derive(Clone)]
pub struct Row {
    pub name: &'static str,
    pub bundle: Value,
    pub expected: BTreeSet<String>,
}

impl Row {
    /// What is not as expected.
    pub fn wrong(&self) -> Option<String> {
        let found: BTreeSet<String> = judge(&self.bundle).iter().map(short).collect();
        (found != self.expected).then(|| format!("{}: {found:?} is not {:?}", self.name, self.expected))
    }
}

pub fn judge(bundle: &Value) -> Vec<Finding> {
    findings(&Bundle::read(&bundle.to_string()).unwrap(), &REFERENCE)
}

pub fn short(finding: &Finding) -> String {
    let severity = serde_json::to_value(finding.severity).unwrap();
    format!(
        "{} {} {}",
        finding.rule,
        severity.as_str().unwrap(),
        finding.target
    )
}

type Change<'a> = (&'a str, Value);

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(EXAMPLES).unwrap());

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference::shipped().unwrap());

fn example(id: &str) -> Value {
    let mut examples = DOCUMENT["examples"].as_array().unwrap().iter();
    examples.find(|example| example["id"] == id).unwrap()["input"].clone()
}

/// Sets what stands at a pointer; the last part may be new.
fn set(bundle: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match bundle.pointer_mut(parent) {
        Some(Value::Array(items)) => {
            let index: usize = last.parse().unwrap();
            items.truncate(items.len().max(index));
            if index == items.len() {
                items.push(value);
            } else {
                items[index] = value;
            }
        }
        Some(Value::Object(fields)) => {
            fields.insert(last.to_owned(), value);
        }
        _ => panic!("{pointer}"),
    }
}

fn changed(mut bundle: Value, name: &'static str, changes: &[Change], expected: &[&str]) -> Row {
    for (pointer, value) in changes {
        set(&mut bundle, pointer, value.clone());
    }
    Row {
        name,
        bundle,
        expected: expected.iter().map(|&finding| finding.to_owned()).collect(),
    }
}

/// The clean record of a controller: applications, processed in Germany and Iceland.
pub fn controller(name: &'static str, changes: &[Change], expected: &[&str]) -> Row {
    changed(example("C1"), name, changes, expected)
}

/// The same with a transfer to a processor in a third country.
pub fn transferring(
    name: &'static str,
    country: &str,
    transfer: &Value,
    changes: &[Change],
    expected: &[&str],
) -> Row {
    let mut bundle = example("C1");
    let mut entry = json!({
        "id": "T1", "recipient_id": "E2", "country": country, "importer_name": "Importer Inc.",
        "frequency": "continuous",
    });
    for (key, value) in transfer.as_object().unwrap() {
        entry[key] = value.clone();
    }
    set(&mut bundle, "/processing/transfers", json!([entry]));
    set(&mut bundle, "/processing/third_country_statement", json!("yes"));
    set(
        &mut bundle,
        "/processing/recipients/1/processing_countries",
        json!(["DE", country]),
    );
    changed(bundle, name, changes, expected)
}

/// The record of a processor with a sub-processor in the Union.
pub fn processor(name: &'static str, changes: &[Change], expected: &[&str]) -> Row {
    let mut bundle = example("H6");
    set(
        &mut bundle,
        "/controller/dpo/email",
        json!("dsb@weserdata.example"),
    );
    for (pointer, value) in [
        ("/processing/next_review_on", json!("2027-03-15")),
        ("/processing/tom_description", json!("TOM-Konzept Rechenzentrum")),
        ("/processing/transfers", json!([])),
        ("/processing/third_country_statement", json!("none")),
        ("/processing/recipients/0/processing_countries", json!(["DE"])),
        ("/processing/recipients/1/processing_countries", json!(["FR"])),
    ] {
        set(&mut bundle, pointer, value);
    }
    let evidence = json!([{"type": "ISO27001", "issued_on": "2025-06-01", "valid_until": "2028-05-31"}]);
    set(&mut bundle, "/dpas/0/guarantee_evidence", evidence);
    let client = bundle["processing"]["clients"][0].clone();
    set(&mut bundle, "/processing/clients", json!([client]));
    changed(bundle, name, changes, expected)
}
