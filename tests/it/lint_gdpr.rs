//! `tragwerk lint-gdpr` over the published examples.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use acceptance::places;
use serde_json::{Value, json};

const EXAMPLES: &str = include_str!("../data/gdpr-examples.json");

fn lint(input: &str) -> Output {
    let mut child = Command::new(places::binary())
        .arg("lint-gdpr")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the product's binary");
    let mut stdin = child.stdin.take().expect("an open standard input");
    stdin.write_all(input.as_bytes()).expect("the whole input");
    drop(stdin);
    child.wait_with_output().expect("an end")
}

fn found(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    answer["findings"].as_array().expect("findings").clone()
}

fn key(finding: &Value) -> String {
    format!(
        "{} {} {}",
        finding["rule"], finding["severity"], finding["target"]
    )
}

#[test]
fn every_example_has_exactly_its_findings() {
    let document: Value = serde_json::from_str(EXAMPLES).expect("JSON");
    for example in document["examples"].as_array().expect("examples") {
        let output = lint(&example["input"].to_string());
        let findings = found(&output);
        let keys: BTreeSet<String> = findings.iter().map(key).collect();
        let expected = example["expected_findings"].as_array().expect("findings");
        assert_eq!(keys.len(), findings.len(), "{}: each once", example["id"]);
        assert_eq!(
            keys,
            expected.iter().map(key).collect::<BTreeSet<String>>(),
            "{}",
            example["id"]
        );
        for finding in &findings {
            let message = finding["message_de"].as_str().expect("a message");
            assert!(message.ends_with('.') && message.len() > 40, "{message}");
        }
        assert_eq!(
            lint(&example["input"].to_string()).stdout,
            output.stdout,
            "always the same"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let role = json!({"as_of": "2026-11-20", "processing": {"role": "owner"}}).to_string();
    let day = json!({"as_of": "2026-02-30", "processing": {"role": "controller"}}).to_string();
    for (input, named) in [
        ("", "JSON"),
        ("[]", "bundle"),
        ("{}", "as_of"),
        (r#"{"as_of": "2026-11-20"}"#, "processing"),
        (&role, "processing.role"),
        (&day, "as_of"),
    ] {
        let output = lint(input);
        let reason = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{input}");
        assert!(
            reason.contains(named) && output.stdout.is_empty(),
            "{input}: {reason}"
        );
    }
}
