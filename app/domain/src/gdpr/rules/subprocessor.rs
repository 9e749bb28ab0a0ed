//! AVV-07 to AVV-10: whom a processor engages.

use super::case::{Case, called, target};
use crate::gdpr::catalogue::agreement::{AVV_07, AVV_08, AVV_09, AVV_10};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Agreement, Subprocessor};

pub fn check(case: &Case, agreement: &Agreement, agreement_target: &str, found: &mut Findings) {
    let engaged: Vec<(usize, &Subprocessor)> = agreement
        .subprocessors
        .iter()
        .enumerate()
        .filter(|(_, engaged)| !case.past(engaged.active_to))
        .collect();
    let supplier = || ("supplier", case.supplier(agreement.supplier_id.as_ref()));
    let unauthorised = unauthorised(case, agreement, agreement_target, &engaged);
    if !unauthorised.is_empty() {
        let values = [supplier(), ("names", Value::List(unauthorised))];
        found.add(&AVV_07, agreement_target, &values);
    }
    // A period of no days leaves no time to object.
    let objection = agreement.objection_days.filter(|days| *days > 0);
    if agreement.subprocessor_authorisation.as_deref() == Some("general") && objection.is_none() {
        found.add(&AVV_08, agreement_target, &[supplier()]);
    }
    for (index, engaged) in &engaged {
        check_transfer(case, engaged, &place(agreement_target, *index, engaged), found);
    }
    let months = case.thresholds().subprocessor_list_months;
    if !engaged.is_empty() && case.older(agreement.subprocessors_verified_on, months) {
        let values = [
            supplier(),
            ("last", Value::Last(agreement.subprocessors_verified_on)),
            ("months", Value::number(months)),
        ];
        found.add(&AVV_10, agreement_target, &values);
    }
}

fn place(agreement: &str, index: usize, engaged: &Subprocessor) -> String {
    target(engaged.id.as_ref(), &format!("{agreement}.subprocessors"), index)
}

fn unauthorised(
    case: &Case,
    agreement: &Agreement,
    target: &str,
    engaged: &[(usize, &Subprocessor)],
) -> Vec<Value> {
    let authorised = |engaged: &Subprocessor| match agreement.subprocessor_authorisation.as_deref() {
        Some("general") => true,
        Some("specific") => case.done(engaged.approved_on),
        _ => false,
    };
    engaged
        .iter()
        .filter(|(_, engaged)| !authorised(engaged))
        .map(|(index, engaged)| called(engaged.name.as_ref(), &place(target, *index, engaged)))
        .collect()
}

fn check_transfer(case: &Case, engaged: &Subprocessor, target: &str, found: &mut Findings) {
    let Some(country) = engaged.country.as_ref() else {
        return;
    };
    let places = &case.reference.places;
    let valid = match engaged.instrument.as_deref() {
        Some("ADEQUACY") => places.adequate(country, case.day).is_some(),
        Some("DPF") => {
            let in_block = engaged.dpf.as_ref().and_then(|dpf| dpf.status.as_deref());
            let status = engaged.dpf_status.as_deref().or(in_block);
            places.certified(country, case.day).is_some() && status == Some("active")
        }
        Some("SCC_2021_914" | "BCR") => case.done(engaged.tia_on),
        _ => false,
    };
    if places.is_third(country) && !valid {
        let values = [
            ("name", called(engaged.name.as_ref(), target)),
            ("country", Value::Country(country.clone())),
        ];
        found.add(&AVV_09, target, &values);
    }
}
