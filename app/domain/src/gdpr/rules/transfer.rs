//! TRF: data that leave the European Economic Area.

use std::collections::BTreeSet;

use super::case::{Case, called, target};
use super::instrument::Entry;
use crate::gdpr::catalogue::transfer::{TRF_01, TRF_15};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Recipient, Transfer};

const RECORD: &str = "record";

pub fn check(case: &Case, found: &mut Findings) {
    let record = case.record;
    let mut reaches_out = false;
    for (index, recipient) in record.recipients.iter().enumerate() {
        let target = target(recipient.id.as_ref(), "processing.recipients", index);
        reaches_out |= check_recipient(case, recipient, &target, found);
    }
    for (index, transfer) in record.transfers.iter().enumerate() {
        let target = target(transfer.id.as_ref(), "processing.transfers", index);
        let entry = Entry {
            case,
            transfer,
            target,
        };
        entry.check(found);
    }
    let none = record.third_country_statement.as_deref() == Some("none");
    if none && (reaches_out || !record.transfers.is_empty()) {
        let contradiction = if record.transfers.is_empty() {
            Value::Words(
                "ein Empfänger sitzt aber in einem Drittland oder greift von dort zu",
                "but a recipient is in a third country or accesses data from there",
            )
        } else {
            Value::Words(
                "es sind aber Übermittlungen eingetragen",
                "but transfers are entered",
            )
        };
        found.add(&TRF_15, RECORD, &[("contradiction", contradiction)]);
    }
}

/// Every third country of a recipient needs a transfer entry. Returns whether it has a third country.
fn check_recipient(case: &Case, recipient: &Recipient, target: &str, found: &mut Findings) -> bool {
    let countries = recipient
        .processing_countries
        .iter()
        .chain(&recipient.remote_access_countries);
    let third = case.third_countries(countries);
    let transfers: Vec<&Transfer> = case.transfers_to(recipient.id.as_ref()).collect();
    let entered: BTreeSet<String> = transfers
        .iter()
        .filter_map(|transfer| transfer.country.as_ref())
        .map(|country| country.to_uppercase())
        .collect();
    // An entry for an organisation, or without a country, says nothing about where.
    let anywhere = transfers.iter().any(|transfer| transfer.country.is_none());
    let open: Vec<Value> = third
        .iter()
        .filter(|country| !anywhere && !entered.contains(*country))
        .map(|country| Value::Country(country.clone()))
        .collect();
    if !open.is_empty() {
        let values = [
            ("recipient", called(recipient.label.as_ref(), target)),
            ("countries", Value::List(open)),
        ];
        found.add(&TRF_01, target, &values);
    }
    !third.is_empty()
}
