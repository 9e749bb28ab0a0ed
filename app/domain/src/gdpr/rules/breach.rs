//! BRC: the breach register and its clocks. 72 hours are absolute: no weekend, holiday or change of the clocks moves
//! them.

use chrono::TimeDelta;

use super::case::{Case, called, missing, target};
use crate::gdpr::catalogue::breach::{BRC_01, BRC_02, BRC_03, BRC_04, BRC_05, BRC_06};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Breach, BreachRisk, BreachStatus};
use crate::gdpr::reference::LegalNumber;

pub fn check(case: &Case, found: &mut Findings) {
    for (index, breach) in case.bundle.breaches.iter().enumerate() {
        if breach.status == Some(BreachStatus::NoBreach) {
            continue;
        }
        let id = breach.id.as_ref().or(breach.ref_no.as_ref());
        let target = target(id, "breaches", index);
        check_notice(case, breach, &target, found);
        check_handling(breach, &target, found);
        check_supplier(case, breach, &target, found);
    }
}

fn name(breach: &Breach, target: &str) -> (&'static str, Value) {
    let name = breach.title.as_ref().or(breach.ref_no.as_ref());
    ("breach", called(name, target))
}

/// Art. 33(1): the first notice to the authority stops the clock.
fn check_notice(case: &Case, breach: &Breach, target: &str, found: &mut Findings) {
    let Some((aware, hours)) = breach.aware_at.zip(case.number(LegalNumber::BreachHours)) else {
        return;
    };
    let Some(deadline) = aware.checked_add_signed(TimeDelta::hours(hours.into())) else {
        return;
    };
    let values = [
        name(breach, target),
        ("hours", Value::number(hours)),
        ("deadline", Value::Moment(deadline)),
    ];
    match breach.authority_notified_at {
        None if breach.risk != Some(BreachRisk::Unlikely) && case.time > deadline => {
            found.add(&BRC_01, target, &values);
        }
        Some(notified) if notified > deadline && breach.delay_reason.is_none() => {
            found.add(&BRC_02, target, &values);
        }
        _ => {}
    }
}

fn check_handling(breach: &Breach, target: &str, found: &mut Findings) {
    let informed = breach.subjects_notified_at.is_some() || breach.art34_3_exemption.is_some();
    if breach.risk == Some(BreachRisk::High) && !informed {
        found.add(&BRC_03, target, &[name(breach, target)]);
    }
    let empty = missing(&[
        (breach.facts.is_some(), "Fakten", "the facts"),
        (breach.effects.is_some(), "Auswirkungen", "the effects"),
        (
            breach.remedial_action.is_some(),
            "Abhilfemaßnahmen",
            "the remedial action",
        ),
    ]);
    if let Some(fields) = empty.filter(|_| breach.status == Some(BreachStatus::Closed)) {
        found.add(&BRC_04, target, &[name(breach, target), ("fields", fields)]);
    }
    if breach.risk == Some(BreachRisk::Unlikely) && breach.no_risk_justification.is_none() {
        found.add(&BRC_05, target, &[name(breach, target)]);
    }
}

/// Art. 33(2): from when the supplier became aware until it told us, against what was agreed for the breach or in the
/// processor agreement.
fn check_supplier(case: &Case, breach: &Breach, target: &str, found: &mut Findings) {
    let agreed = breach.agreed_notice_hours.or_else(|| {
        let agreement = case.agreement(breach.dpa_id.as_ref());
        agreement.and_then(|agreement| agreement.breach_notice_hours)
    });
    let times = breach.supplier_aware_at.zip(breach.supplier_notified_us_at);
    let Some(((aware, told), hours)) = times.zip(agreed) else {
        return;
    };
    if told.signed_duration_since(aware) > TimeDelta::hours(hours.into()) {
        let values = [name(breach, target), ("hours", Value::number(hours))];
        found.add(&BRC_06, target, &values);
    }
}
