//! TOM: technical and organisational measures.

use std::collections::BTreeSet;

use super::case::{Case, called, target};
use crate::gdpr::catalogue::measures::{TOM_01, TOM_02, TOM_03, TOM_04};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{RecordRole, TomArea, TomSet};

const RECORD: &str = "record";
const ENCRYPTION: &str = "ENCRYPTION";

pub fn check(case: &Case, found: &mut Findings) {
    let sets: Vec<(usize, &TomSet)> = case
        .bundle
        .tom_sets
        .iter()
        .enumerate()
        .filter(|(_, set)| {
            set.id
                .as_ref()
                .is_some_and(|id| case.record.tom_set_ids.contains(id))
        })
        .collect();
    if sets.is_empty() {
        if case.record.tom_description.is_none() {
            found.add(&TOM_01, RECORD, &[]);
        }
        return;
    }
    let months = case.thresholds().tom_review_months;
    for (index, set) in &sets {
        if case.older(set.last_review_on, months) {
            let target = target(set.id.as_ref(), "tom_sets", *index);
            let values = [
                ("name", called(set.name.as_ref(), &target)),
                ("last", Value::Last(set.last_review_on)),
                ("months", Value::number(months)),
            ];
            found.add(&TOM_02, target, &values);
        }
    }
    check_areas(case, &sets, found);
}

fn check_areas(case: &Case, sets: &[(usize, &TomSet)], found: &mut Findings) {
    let covered: BTreeSet<&str> = sets
        .iter()
        .flat_map(|(_, set)| set.areas.iter().map(TomArea::code))
        .collect();
    let excluded: BTreeSet<&str> = sets
        .iter()
        .flat_map(|(_, set)| set.not_applicable.keys().map(String::as_str))
        .collect();
    let open: Vec<Value> = case
        .reference
        .catalogues
        .required_areas()
        .filter(|area| !covered.contains(area.code.as_str()) && !excluded.contains(area.code.as_str()))
        .map(|area| Value::Composed(area.de.clone(), area.en.clone()))
        .collect();
    if !open.is_empty() {
        found.add(&TOM_03, RECORD, &[("areas", Value::List(open))]);
    }
    if case.record.role == RecordRole::Processor || covered.contains(ENCRYPTION) {
        return;
    }
    let mut reasons = case.dpia_triggers();
    if case.has_special_data() {
        reasons.insert(
            0,
            Value::Words("Daten nach Art. 9 oder 10", "data under Art. 9 or 10"),
        );
    }
    if !reasons.is_empty() {
        found.add(&TOM_04, RECORD, &[("reason", Value::List(reasons))]);
    }
}
