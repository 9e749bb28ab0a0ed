//! The rules on records of processing: every published example, and every rule at its edges.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod agreement;
mod assessment;
mod breach;
mod entity;
mod examples;
mod measures;
mod messages;
mod processor;
mod record;
mod robust;
mod support;
mod transfer;

use std::collections::BTreeSet;

use support::Row;

fn rows() -> Vec<Row> {
    [
        entity::rows(),
        record::rows(),
        measures::rows(),
        agreement::rows(),
        transfer::rows(),
        assessment::rows(),
        breach::rows(),
        processor::rows(),
    ]
    .concat()
}

#[test]
fn every_rule_fires_at_its_edge_and_not_before() {
    let wrong: Vec<String> = rows().iter().filter_map(Row::wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_was_forgotten() {
    let fired: BTreeSet<String> = rows()
        .iter()
        .flat_map(|row| row.expected.clone())
        .filter_map(|finding| finding.split(' ').next().map(str::to_owned))
        .collect();
    let all: BTreeSet<String> = domain::gdpr::catalogue::all()
        .map(|rule| rule.code.to_owned())
        .collect();
    assert_eq!(fired, all);
}
