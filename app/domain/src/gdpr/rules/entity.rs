//! CTL: who answers for the processing.

use super::case::{Case, missing};
use crate::gdpr::catalogue::entity::{CTL_01, CTL_02, CTL_03, CTL_04, CTL_05, CTL_06};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{JointController, RecordRole};
use crate::gdpr::reference::LegalNumber;

const CONTROLLER: &str = "controller";
const RECORD: &str = "record";

pub fn check(case: &Case, found: &mut Findings) {
    cover_sheet(case, found);
    officer(case, found);
    representative(case, found);
    if case.record.role == RecordRole::JointController {
        joint_control(case, found);
    }
}

fn cover_sheet(case: &Case, found: &mut Findings) {
    let entity = &case.bundle.controller;
    let empty = missing(&[
        (entity.legal_name.is_some(), "Name", "name"),
        (entity.street.is_some(), "Straße", "street"),
        (entity.postal_code.is_some(), "Postleitzahl", "postal code"),
        (entity.city.is_some(), "Ort", "town"),
        (entity.country.is_some(), "Land", "country"),
        (entity.email.is_some(), "E-Mail-Adresse", "e-mail address"),
        (entity.phone.is_some(), "Telefonnummer", "telephone number"),
    ]);
    if let Some(fields) = empty {
        found.add(&CTL_01, CONTROLLER, &[("fields", fields)]);
    }
}

fn officer(case: &Case, found: &mut Findings) {
    let officer = case.bundle.controller.dpo.as_ref();
    if let Some(officer) = officer.filter(|officer| officer.designated) {
        let empty = missing(&[
            (officer.name.is_some(), "Name oder Funktion", "name or function"),
            (
                officer.email.is_some() || officer.phone.is_some(),
                "E-Mail-Adresse oder Telefonnummer",
                "e-mail address or telephone number",
            ),
        ]);
        if let Some(fields) = empty {
            found.add(&CTL_02, CONTROLLER, &[("fields", fields)]);
        }
        return;
    }
    if let Some(reason) = officer_needed(case) {
        found.add(&CTL_03, CONTROLLER, &[("reason", reason)]);
    }
}

/// § 38(1) BDSG: by the number of people, or because the processing needs an impact assessment.
fn officer_needed(case: &Case) -> Option<Value> {
    let people = case.bundle.controller.headcount_automated.unwrap_or(0);
    let limit = case.number(LegalNumber::DpoHeadcount);
    if limit.is_some_and(|limit| people >= limit) {
        return Some(Value::Composed(
            format!("{people} Personen ständig mit automatisierter Verarbeitung beschäftigt sind"),
            format!("{people} people constantly work with automated processing"),
        ));
    }
    (!case.dpia_triggers().is_empty()).then_some(Value::Words(
        "die Verarbeitung eine Datenschutz-Folgenabschätzung erfordert",
        "the processing needs an impact assessment",
    ))
}

fn representative(case: &Case, found: &mut Findings) {
    let entity = &case.bundle.controller;
    let Some(country) = entity.country.as_ref() else {
        return;
    };
    if case.reference.places.is_third(country) && entity.eu_representative.is_none() {
        let values = [("country", Value::Country(country.clone()))];
        found.add(&CTL_04, CONTROLLER, &values);
    }
}

fn joint_control(case: &Case, found: &mut Findings) {
    let joint: Vec<&JointController> = case
        .record
        .joint_controllers
        .iter()
        .chain(&case.bundle.controller.joint_controllers)
        .collect();
    let complete = |controller: &&JointController| controller.name.is_some() && controller.has_address();
    if joint.is_empty() || !joint.iter().all(complete) {
        found.add(&CTL_05, RECORD, &[]);
    }
    let all_signed = joint
        .iter()
        .all(|controller| case.done(controller.arrangement_signed_on));
    let signed = case.done(case.record.arrangement_signed_on) || (!joint.is_empty() && all_signed);
    if !signed {
        found.add(&CTL_06, RECORD, &[]);
    }
}
