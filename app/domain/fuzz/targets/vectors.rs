//! Any text as a document: every vector is answered, in order, by an output or an error.

#![no_main]

use domain::calc;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    vectors: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Report<'a> {
    #[serde(borrow)]
    results: Vec<Answer<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer<'a> {
    #[serde(borrow)]
    #[expect(dead_code, reason = "must be there")]
    id: &'a RawValue,
    #[serde(borrow, default)]
    output: Option<&'a RawValue>,
    #[serde(default)]
    error: Option<String>,
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    domain_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(report) = calc::run(text) else { return };
    // Blanks that JSON does not know, and a byte order mark, may stand around a document.
    let document = text.trim().trim_start_matches('\u{feff}').trim();
    let document: Document<'_> = serde_json::from_str(document).expect("a document that was answered");
    let answer: Report<'_> = serde_json::from_str(&report.json).expect("the report is JSON");
    assert_eq!(answer.results.len(), document.vectors.len());
    let errors = answer.results.iter().filter(|result| result.error.is_some());
    assert_eq!(errors.count(), report.failed);
    for result in &answer.results {
        assert_ne!(result.output.is_some(), result.error.is_some());
        if let Some(output) = result.output {
            let output: Value = serde_json::from_str(output.get()).expect("the output is JSON");
            assert!(
                output.as_object().is_some_and(|fields| !fields.is_empty()),
                "{output}"
            );
        }
    }
});
