//! The rules for scripts: one bundle as JSON in, its findings as JSON out.
//!
//! The answer is `{"findings": [{"rule": ..., "severity": "E|W|I", "target": ..., "message_de": ...}, ...]}`, in the order
//! of the rules.
//!
//! ```
//! let bundle = r#"{"as_of": "2026-11-20", "processing": {"role": "processor", "clients": []}}"#;
//! let answer = domain::gdpr::lint::run(bundle)?;
//! assert!(answer.contains(r#"{"rule":"AV2-01","severity":"E","target":"record","message_de":"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::Serialize;

use super::finding::{Finding, Severity};
use super::model::{Bundle, BundleError};
use super::reference::{Reference, ReferenceError};
use super::rules::findings;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum LintError {
    /// The bundle could not be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The reference data could not be read.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// The answer could not be written.
    #[error("the findings could not be written: {0}")]
    Answer(#[from] serde_json::Error),
}

#[derive(Serialize)]
struct Answer<'a> {
    findings: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    rule: &'a str,
    severity: Severity,
    target: &'a str,
    message_de: &'a str,
}

/// Judges a bundle with the reference data that come with the product.
pub fn run(document: &str) -> Result<String, LintError> {
    let bundle = Bundle::read(document)?;
    let found = findings(&bundle, &Reference::shipped()?);
    let findings = found.iter().map(Line::from).collect();
    Ok(serde_json::to_string(&Answer { findings })?)
}

impl<'a> From<&'a Finding> for Line<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            target: &finding.target,
            message_de: &finding.message_de,
        }
    }
}
