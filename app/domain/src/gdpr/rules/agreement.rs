//! AVV: processors and the agreements with them.

use std::collections::BTreeSet;

use super::case::{Case, called, missing, target};
use super::subprocessor;
use crate::gdpr::catalogue::agreement::{
    AVV_01, AVV_02, AVV_03, AVV_04, AVV_05, AVV_06, AVV_11, AVV_12, AVV_13, AVV_14, AVV_15, AVV_16, AVV_17,
};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Agreement, Clause, Recipient, RecipientType};

pub fn check(case: &Case, found: &mut Findings) {
    for (index, recipient) in case.record.recipients.iter().enumerate() {
        if !matches!(
            recipient.kind,
            RecipientType::Processor | RecipientType::SubProcessor
        ) {
            continue;
        }
        let target = target(recipient.id.as_ref(), "processing.recipients", index);
        check_exit(case, recipient, &target, found);
        match case.agreement(recipient.dpa_id.as_ref()) {
            Some(agreement) => {
                check_link(case, recipient, agreement, &target, found);
                check_agreement(case, agreement, found);
            }
            None if signed_standard_clauses(case, recipient) => {}
            None => {
                let values = [("supplier", name(case, recipient, &target))];
                found.add(&AVV_01, target, &values);
            }
        }
    }
}

fn name(case: &Case, recipient: &Recipient, target: &str) -> Value {
    match &recipient.supplier_id {
        Some(id) => case.supplier(Some(id)),
        None => called(recipient.label.as_ref(), target),
    }
}

/// Modules 2 and 3 of the standard clauses for transfers also fulfil Art. 28(3) and (4) (recital 9 of Implementing
/// Decision (EU) 2021/914). Clauses that only take over when something else fails do not bind yet.
fn signed_standard_clauses(case: &Case, recipient: &Recipient) -> bool {
    case.transfers_to(recipient.id.as_ref()).any(|transfer| {
        transfer.instrument.as_deref() == Some("SCC_2021_914")
            && transfer.scc.as_ref().is_some_and(|scc| {
                case.done(scc.signed_on) && scc.modules.iter().any(|module| module == "M2" || module == "M3")
            })
    })
}

fn check_exit(case: &Case, recipient: &Recipient, target: &str, found: &mut Findings) {
    let Some(contract) = case.contract(recipient.contract_id.as_ref()) else {
        return;
    };
    let ended = matches!(contract.status.as_deref(), Some("terminated" | "expired"));
    let over = ended || case.past(contract.end_date);
    if case.in_production() && over && !case.done(recipient.exit_confirmed_on) {
        let title = contract.title.as_ref().or(contract.id.as_ref());
        let values = [
            ("contract", called(title, target)),
            ("supplier", name(case, recipient, target)),
        ];
        found.add(&AVV_13, target, &values);
    }
}

/// Whether the agreement is the right one for the recipient.
fn check_link(case: &Case, recipient: &Recipient, agreement: &Agreement, target: &str, found: &mut Findings) {
    let label = || ("recipient", called(recipient.label.as_ref(), target));
    if agreement.supplier_id != recipient.supplier_id {
        let values = [
            label(),
            ("signer", case.supplier(agreement.supplier_id.as_ref())),
            ("supplier", case.supplier(recipient.supplier_id.as_ref())),
        ];
        found.add(&AVV_11, target, &values);
    }
    let contract = recipient.contract_id.as_ref();
    if contract.is_none_or(|id| !agreement.contract_ids.contains(id)) {
        let title = case
            .contract(contract)
            .and_then(|contract| contract.title.as_ref());
        let contract = match title.or(contract) {
            Some(title) => called(Some(title), target),
            None => Value::Words("kein Vertrag angegeben", "no contract is given"),
        };
        found.add(&AVV_12, target, &[label(), ("contract", contract)]);
    }
    let used: BTreeSet<&String> = case
        .record
        .data_categories
        .iter()
        .filter(|category| {
            category
                .id
                .as_ref()
                .is_some_and(|id| recipient.data_category_ids.contains(id))
        })
        .filter_map(|category| category.code.as_ref())
        .collect();
    let beyond: Vec<Value> = used
        .into_iter()
        .filter(|code| !agreement.data_category_codes.contains(code))
        .map(|code| label_of(case, code))
        .collect();
    if !beyond.is_empty() {
        found.add(&AVV_15, target, &[label(), ("categories", Value::List(beyond))]);
    }
}

fn label_of(case: &Case, code: &str) -> Value {
    let mut known = case.reference.catalogues.data_categories.iter();
    match known.find(|category| category.code == code) {
        Some(category) => Value::Composed(category.de.clone(), category.en.clone()),
        None => Value::text(code),
    }
}

/// The agreement itself. Several recipients may share it; it is reported once.
fn check_agreement(case: &Case, agreement: &Agreement, found: &mut Findings) {
    let target = agreement.id.as_deref().unwrap_or_default();
    let supplier = || ("supplier", case.supplier(agreement.supplier_id.as_ref()));
    if let Some(reason) = over(case, agreement) {
        found.add(&AVV_03, target, &[supplier(), ("reason", reason)]);
    } else if let Some(reason) = not_in_force(case, agreement) {
        found.add(&AVV_02, target, &[supplier(), ("reason", reason)]);
    } else {
        check_dates(case, agreement, target, found);
    }
    if let Some(clauses) = missing_clauses(case, agreement) {
        found.add(&AVV_05, target, &[supplier(), ("clauses", clauses)]);
    }
    subprocessor::check(case, agreement, target, found);
    let months = case.thresholds().evidence_months;
    let shown = agreement
        .guarantee_evidence
        .iter()
        .any(|evidence| !case.past(evidence.valid_until) && !case.older(evidence.issued_on, months));
    if !shown {
        found.add(&AVV_14, target, &[supplier(), ("months", Value::number(months))]);
    }
    let most = case.thresholds().breach_notice_hours;
    if agreement.breach_notice_hours.is_none_or(|hours| hours > most) {
        let state = match agreement.breach_notice_hours {
            Some(hours) => Value::Composed(
                format!("beträgt die Meldefrist für Datenschutzverletzungen {hours} Stunden"),
                format!("the period to notify breaches is {hours} hours"),
            ),
            None => Value::Words(
                "ist keine Meldefrist für Datenschutzverletzungen vereinbart",
                "no period to notify breaches is agreed",
            ),
        };
        let values = [supplier(), ("state", state), ("hours", Value::number(most))];
        found.add(&AVV_16, target, &values);
    }
    if agreement.document_sha256.is_none() {
        found.add(&AVV_17, target, &[supplier()]);
    }
}

fn over(case: &Case, agreement: &Agreement) -> Option<Value> {
    match agreement.status.as_deref() {
        Some("expired") => Some(Value::Words("Status „abgelaufen“", "its status is expired")),
        Some("terminated") => Some(Value::Words("Status „gekündigt“", "its status is terminated")),
        _ => {
            let end = agreement.end_date.filter(|end| *end < case.day)?;
            let said = |german: bool| {
                let day = end.format(if german { "%d.%m.%Y" } else { "%-d %b %Y" });
                format!("{} {day}", if german { "Laufzeit bis" } else { "it ran until" })
            };
            Some(Value::Composed(said(true), said(false)))
        }
    }
}

fn not_in_force(case: &Case, agreement: &Agreement) -> Option<Value> {
    missing(&[
        (
            agreement.status.as_deref() == Some("active"),
            "der Status ist nicht „aktiv“",
            "its status is not active",
        ),
        (
            case.done(agreement.signed_on),
            "er ist nicht unterzeichnet",
            "it is not signed",
        ),
        (
            agreement.effective_from.is_none_or(|from| from <= case.day),
            "er gilt erst später",
            "it applies only later",
        ),
    ])
}

/// What is asked of an agreement in force.
fn check_dates(case: &Case, agreement: &Agreement, target: &str, found: &mut Findings) {
    let supplier = || ("supplier", case.supplier(agreement.supplier_id.as_ref()));
    let soon = |end: &chrono::NaiveDate| case.soon(*end, case.thresholds().agreement_end_days);
    if let Some(end) = agreement.end_date.filter(soon) {
        found.add(&AVV_04, target, &[supplier(), ("date", Value::Day(end))]);
    }
    let (next, last) = (agreement.next_review_on, agreement.last_review_on);
    if case.review_due(next, last, case.thresholds().agreement_review_months) {
        found.add(&AVV_06, target, &[supplier(), ("due", Value::Due(next, last))]);
    }
}

fn missing_clauses(case: &Case, agreement: &Agreement) -> Option<Value> {
    if agreement.is_unmodified_standard() {
        return None;
    }
    let missing: Vec<Value> = case
        .reference
        .catalogues
        .clauses
        .iter()
        .filter(|clause| {
            !agreement
                .clauses
                .get(&clause.code)
                .is_some_and(Clause::is_fulfilled)
        })
        .map(|clause| Value::Composed(clause.de.clone(), clause.en.clone()))
        .collect();
    (!missing.is_empty()).then_some(Value::List(missing))
}
