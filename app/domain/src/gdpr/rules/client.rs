//! AV2: on whose behalf a processor acts (Art. 30(2)).

use super::case::{Case, called, missing, target};
use crate::gdpr::catalogue::client::{AV2_01, AV2_02, AV2_03, AV2_04};
use crate::gdpr::finding::{Findings, Value};
use crate::gdpr::model::{Address, Client};

pub fn check(case: &Case, found: &mut Findings) {
    let clients = &case.record.clients;
    if clients.is_empty() {
        let problem = Value::Words("Es ist kein Auftraggeber angegeben", "No client is given");
        found.add(&AV2_01, "record", &[("problem", problem)]);
    }
    for (index, client) in clients.iter().enumerate() {
        let target = target(client.id.as_ref(), "processing.clients", index);
        check_client(case, client, &target, found);
    }
}

fn check_client(case: &Case, client: &Client, target: &str, found: &mut Findings) {
    let name = || ("client", called(client.name.as_ref(), target));
    if let Some(problem) = unknown(client, target) {
        found.add(&AV2_01, target, &[("problem", problem)]);
    }
    if client.processing_categories.is_empty() {
        found.add(&AV2_02, target, &[name()]);
    }
    if client.dpo_status.is_none() {
        found.add(&AV2_03, target, &[name()]);
    }
    let in_agreement = case.agreement(client.agreement_id.as_ref());
    let signed = client
        .agreement_signed_on
        .or(in_agreement.and_then(|agreement| agreement.signed_on));
    if !case.done(signed) {
        found.add(&AV2_04, target, &[name()]);
    }
}

/// What is not known about a client, as a sentence.
fn unknown(client: &Client, target: &str) -> Option<Value> {
    let empty = missing(&[
        (client.name.is_some(), "Name", "name"),
        (
            client.address.as_ref().is_some_and(Address::is_complete),
            "Anschrift",
            "address",
        ),
        (
            client.email.is_some() || client.phone.is_some(),
            "E-Mail-Adresse oder Telefonnummer",
            "e-mail address or telephone number",
        ),
    ])?;
    let name = client.name.as_deref().unwrap_or(target);
    Some(Value::Composed(
        format!("Zum Auftraggeber {name} fehlen Angaben: {}", empty.say(true)),
        format!("The client {name} lacks: {}", empty.say(false)),
    ))
}
