//! VVT: what a record must contain, and in which state it is.

use super::case::{Case, called, missing, target};
use crate::gdpr::catalogue::record::{
    VVT_01, VVT_02, VVT_03, VVT_04, VVT_05, VVT_06, VVT_07, VVT_08, VVT_09, VVT_10, VVT_11, VVT_12, VVT_13,
    VVT_14, VVT_15, VVT_16, VVT_17, VVT_18, VVT_19,
};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{DataCategory, LegalBasis, Purpose, RecordStatus, SpecialCategory, SubjectCategory};
use crate::gdpr::reference::{LegalGroup, SubjectGroup};

const RECORD: &str = "record";

/// What controllers and processors have in common: the state of the record.
pub fn check_state(case: &Case, found: &mut Findings) {
    let record = case.record;
    if !matches!(record.third_country_statement.as_deref(), Some("none" | "yes")) {
        found.add(&VVT_15, RECORD, &[]);
    }
    let (next, last) = (record.next_review_on, record.last_reviewed_on);
    let approved = record.status == Some(RecordStatus::Approved);
    if approved && case.review_due(next, last, case.thresholds().review_months) {
        found.add(&VVT_16, RECORD, &[("due", Value::Due(next, last))]);
    }
    if case.in_production() && !approved {
        found.add(&VVT_17, RECORD, &[]);
    }
    let empty = missing(&[
        (record.department.is_some(), "Fachabteilung", "department"),
        (record.contact.name.is_some(), "Ansprechperson", "whom to ask"),
    ]);
    if let Some(fields) = empty {
        found.add(&VVT_18, RECORD, &[("fields", fields)]);
    }
}

/// What Art. 30(1) asks of controllers.
pub fn check_content(case: &Case, found: &mut Findings) {
    let record = case.record;
    let purposes = &record.purposes;
    if purposes.is_empty() || purposes.iter().any(|purpose| purpose.text.is_none()) {
        found.add(&VVT_01, RECORD, &[]);
    }
    for (index, purpose) in purposes.iter().enumerate() {
        let target = target(purpose.id.as_ref(), "processing.purposes", index);
        check_text(case, purpose, &target, found);
        check_bases(case, purpose, &target, found);
    }
    if record.data_subject_categories.is_empty() {
        found.add(&VVT_09, RECORD, &[]);
    }
    if record.data_categories.is_empty() {
        found.add(&VVT_10, RECORD, &[]);
    }
    for (index, category) in record.data_categories.iter().enumerate() {
        let target = target(category.id.as_ref(), "processing.data_categories", index);
        check_category(case, category, &target, found);
    }
    if record.recipients.is_empty() && !record.no_recipients_confirmed {
        found.add(&VVT_14, RECORD, &[]);
    }
    if purposes.len() > case.thresholds().purposes as usize {
        let values = [("count", Value::text(purposes.len().to_string()))];
        found.add(&VVT_19, RECORD, &values);
    }
}

fn check_text(case: &Case, purpose: &Purpose, target: &str, found: &mut Findings) {
    let text = purpose.text.as_deref().unwrap_or_default();
    let short = text.chars().count() < case.thresholds().purpose_characters as usize;
    let plain = text.to_lowercase();
    let plain = plain.trim_end_matches(['.', '!', ' ']);
    let vague = case
        .reference
        .catalogues
        .vague_purposes
        .iter()
        .any(|word| word == plain);
    if short || vague {
        let values = [("purpose", called(purpose.text.as_ref(), target))];
        found.add(&VVT_02, target, &values);
    }
}

fn check_bases(case: &Case, purpose: &Purpose, target: &str, found: &mut Findings) {
    let values = [("purpose", called(purpose.text.as_ref(), target))];
    let bases = &purpose.legal_bases;
    if bases.is_empty() {
        found.add(&VVT_03, target, &values);
        return;
    }
    let group = |basis: &LegalBasis| {
        let code = basis.code.as_deref()?;
        case.reference.catalogues.legal_group(code)
    };
    let of = |wanted| bases.iter().filter(move |basis| group(basis) == Some(wanted));
    let only = |wanted| bases.iter().all(|basis| group(basis) == Some(wanted));
    if of(LegalGroup::Law).any(|basis| basis.norm.is_none()) {
        found.add(&VVT_04, target, &values);
    }
    let unbalanced = of(LegalGroup::LegitimateInterest).find_map(|basis| {
        missing(&[
            (
                basis.legitimate_interest.is_some(),
                "das berechtigte Interesse",
                "the legitimate interest",
            ),
            (
                case.done(basis.balancing_test_on),
                "die Interessenabwägung",
                "the balancing of interests",
            ),
        ])
    });
    if let Some(missing) = unbalanced {
        let values = [
            ("purpose", called(purpose.text.as_ref(), target)),
            ("missing", missing),
        ];
        found.add(&VVT_05, target, &values);
    }
    if of(LegalGroup::Consent).any(|basis| basis.consent_evidence_ref.is_none()) {
        found.add(&VVT_06, target, &values);
    }
    if only(LegalGroup::Contract) && concerns_contacts_alone(case) {
        found.add(&VVT_07, target, &values);
    }
    if only(LegalGroup::Employment) {
        found.add(&VVT_08, target, &values);
    }
}

/// Whether all data subjects act for another company.
fn concerns_contacts_alone(case: &Case) -> bool {
    let subjects = &case.record.data_subject_categories;
    let is_contact = |subject: &SubjectCategory| {
        let group = subject
            .code()
            .and_then(|code| case.reference.catalogues.subject_group(code));
        group == Some(SubjectGroup::CompanyContact)
    };
    !subjects.is_empty() && subjects.iter().all(is_contact)
}

fn check_category(case: &Case, category: &DataCategory, target: &str, found: &mut Findings) {
    let name = || {
        (
            "category",
            called(category.label.as_ref().or(category.code.as_ref()), target),
        )
    };
    let catalogues = &case.reference.catalogues;
    match category.special.unwrap_or(SpecialCategory::None) {
        SpecialCategory::Art9 => {
            let mut conditions = category
                .art9_conditions
                .iter()
                .filter_map(|condition| condition.code());
            if !conditions.any(|code| catalogues.is_art9_condition(code)) {
                found.add(&VVT_11, target, &[name()]);
            }
        }
        SpecialCategory::Art10 => {
            if category.art10_norm.is_none() {
                found.add(&VVT_12, target, &[name()]);
            }
        }
        SpecialCategory::None => {
            let nature = category.code.as_deref().and_then(|code| catalogues.special(code));
            if let Some(nature) = nature {
                let article = if nature == SpecialCategory::Art10 {
                    "Art. 10"
                } else {
                    "Art. 9"
                };
                let values = [name(), ("article", Value::text(article))];
                found.add(&VVT_13, target, &values);
            }
        }
    }
}
