//! The findings of every published example, exactly.

use std::collections::BTreeSet;

use domain::gdpr::model::Bundle;
use domain::gdpr::reference::Reference;
use domain::gdpr::rules::findings;
use serde_json::Value;

pub const EXAMPLES: &str = include_str!("../../../../tests/data/gdpr-examples.json");

#[test]
fn every_example_has_exactly_its_findings() {
    let document: Value = serde_json::from_str(EXAMPLES).unwrap();
    let reference = Reference::shipped().unwrap();
    for example in document["examples"].as_array().unwrap() {
        let bundle = Bundle::read(&example["input"].to_string()).unwrap();
        let found: BTreeSet<String> = findings(&bundle, &reference)
            .iter()
            .map(|finding| {
                let severity = serde_json::to_value(finding.severity).unwrap();
                format!(
                    "{} {} {}",
                    finding.rule,
                    severity.as_str().unwrap(),
                    finding.target
                )
            })
            .collect();
        let expected: BTreeSet<String> = example["expected_findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                let field = |name: &str| finding[name].as_str().unwrap().to_owned();
                format!("{} {} {}", field("rule"), field("severity"), field("target"))
            })
            .collect();
        assert_eq!(found, expected, "{}", example["id"]);
    }
}
