//! DSFA: whether an impact assessment is needed, and whether it is there.

use super::case::{Case, criteria};
use crate::gdpr::catalogue::assessment::{DSFA_01, DSFA_02, DSFA_03, DSFA_04, DSFA_05, DSFA_06};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Dpia, DpiaThreshold, Level};

const RECORD: &str = "record";

pub fn check(case: &Case, found: &mut Findings) {
    let threshold = case.threshold();
    if !case.done(threshold.and_then(|threshold| threshold.done_on)) {
        found.add(&DSFA_01, RECORD, &[]);
    }
    let dpia = case.record.dpia.as_ref();
    let triggers = case.dpia_triggers();
    if case.in_production() && !triggers.is_empty() && !dpia.is_some_and(Dpia::is_completed) {
        found.add(&DSFA_02, RECORD, &[("reason", Value::List(triggers))]);
    }
    if let Some(threshold) = threshold {
        check_denial(case, threshold, found);
    }
    if let Some(dpia) = dpia {
        check_dpia(case, dpia, found);
    }
}

/// A denial against the law's own cases, or against two criteria without a reason.
fn check_denial(case: &Case, threshold: &DpiaThreshold, found: &mut Findings) {
    if threshold.result.as_deref() != Some("not_required") {
        return;
    }
    let mut against = case.legal_cases(threshold);
    if case.reaches_criteria(threshold) && threshold.justification.is_none() {
        let criteria = criteria(threshold);
        against.push(Value::Composed(
            format!("{criteria} Kriterien nach WP 248 ohne Begründung"),
            format!("{criteria} criteria of WP 248 without justification"),
        ));
    }
    if !against.is_empty() {
        found.add(&DSFA_03, RECORD, &[("reason", Value::List(against))]);
    }
}

fn check_dpia(case: &Case, dpia: &Dpia, found: &mut Findings) {
    if dpia.residual_risk == Some(Level::High) && !case.done(dpia.art36_consulted_on) {
        found.add(&DSFA_04, RECORD, &[]);
    }
    let officer = case.bundle.controller.dpo.as_ref();
    let designated = officer.is_some_and(|officer| officer.designated);
    if dpia.is_completed() && designated && !case.done(dpia.dpo_advice_on) {
        found.add(&DSFA_05, RECORD, &[]);
    }
    if let Some(next) = dpia.next_review_on.filter(|next| *next < case.day) {
        found.add(&DSFA_06, RECORD, &[("date", Value::Day(next))]);
    }
}
