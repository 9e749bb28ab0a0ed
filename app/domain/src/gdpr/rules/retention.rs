//! RET: when data are erased.

use super::case::{Case, called, target};
use super::period::RetentionPeriod;
use crate::gdpr::catalogue::retention::{RET_01, RET_02, RET_03, RET_04};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::RetentionRule;
use crate::gdpr::reference::LegalNumber;

pub fn check(case: &Case, found: &mut Findings) {
    let rules = &case.record.retention_rules;
    for (index, category) in case.record.data_categories.iter().enumerate() {
        let linked = category.retention_rule_id.as_ref();
        if !rules
            .iter()
            .any(|rule| linked.is_some() && rule.id.as_ref() == linked)
        {
            let target = target(category.id.as_ref(), "processing.data_categories", index);
            let name = called(category.label.as_ref().or(category.code.as_ref()), &target);
            found.add(&RET_01, target, &[("category", name)]);
        }
    }
    for (index, rule) in rules.iter().enumerate() {
        let target = target(rule.id.as_ref(), "processing.retention_rules", index);
        check_rule(case, rule, &target, found);
    }
}

fn check_rule(case: &Case, rule: &RetentionRule, target: &str, found: &mut Findings) {
    let written = rule.period.as_ref();
    let Some(period) = written.and_then(|text| RetentionPeriod::parse(text)) else {
        if rule.undeterminable_reason.is_none() {
            let text = called(rule.criteria_text.as_ref().or(written), target);
            found.add(&RET_02, target, &[("rule", text)]);
        }
        return;
    };
    let named = || ("period", called(written, target));
    if rule.start_event.is_none() {
        found.add(&RET_03, target, &[named()]);
    }
    let limit = case.number(LegalNumber::RetentionYears);
    if let Some(years) = limit.filter(|years| rule.norm.is_none() && period.exceeds_years(*years, case.day)) {
        let values = [named(), ("years", Value::number(years))];
        found.add(&RET_04, target, &values);
    }
}
