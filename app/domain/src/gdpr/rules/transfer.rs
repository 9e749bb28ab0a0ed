//! TRF: data that leave the European Economic Area.

use std::collections::BTreeSet;

use super::case::{Case, called, missing, target};
use crate::gdpr::catalogue::transfer::{
    TRF_01, TRF_02, TRF_03, TRF_04, TRF_05, TRF_06, TRF_07, TRF_08, TRF_09, TRF_10, TRF_11, TRF_12, TRF_13,
    TRF_14, TRF_15, TRF_16,
};
use crate::gdpr::finding::{Findings, Severity, Value};
use crate::gdpr::model::{Frequency, Recipient, RecipientType, RecordRole, Scc, Tia, Transfer};
use crate::gdpr::reference::{Scope, SubjectGroup};

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

/// One transfer.
struct Entry<'a> {
    case: &'a Case<'a>,
    transfer: &'a Transfer,
    target: String,
}

impl Entry<'_> {
    fn check(&self, found: &mut Findings) {
        if self.transfer.importer_name.is_none() {
            self.report(&TRF_14, [], found);
        }
        match self.transfer.instrument.as_deref() {
            Some("ADEQUACY") => self.adequacy(found),
            Some("DPF") => self.dpf(found),
            Some("SCC_2021_914") => self.clauses(found),
            Some("SCC_LEGACY") => self.report(&TRF_08, [], found),
            Some("BCR") => self.assessment("Binding Corporate Rules", found),
            Some("SA_SCC" | "COC" | "CERT" | "ADHOC_46_3" | "PUBLIC_46_2_A") => {}
            Some(derogation) if derogation.starts_with("ART49_") => self.derogation(found),
            _ => self.report(&TRF_02, [], found),
        }
    }

    /// Reports a rule with importer, country and further values.
    fn report<const N: usize>(
        &self,
        rule: &'static crate::gdpr::finding::Rule,
        values: [(&str, Value); N],
        found: &mut Findings,
    ) {
        self.report_as(rule.severity, rule, values, found);
    }

    fn report_as<const N: usize>(
        &self,
        severity: Severity,
        rule: &'static crate::gdpr::finding::Rule,
        values: [(&str, Value); N],
        found: &mut Findings,
    ) {
        let mut all = vec![
            (
                "importer",
                called(self.transfer.importer_name.as_ref(), &self.target),
            ),
            ("country", self.place_name()),
        ];
        all.extend(values);
        found.add_as(severity, rule, self.target.clone(), &all);
    }

    /// Country or organisation, as it is looked up.
    fn place(&self) -> Option<&String> {
        self.transfer.country.as_ref().or(self.transfer.int_org.as_ref())
    }

    fn place_name(&self) -> Value {
        match self.place() {
            Some(place) => Value::Country(place.clone()),
            None => Value::Words("Land nicht angegeben", "country not given"),
        }
    }

    fn adequacy(&self, found: &mut Findings) {
        let decision = self
            .place()
            .and_then(|place| self.case.reference.places.adequate(place, self.case.day));
        let Some(decision) = decision else {
            let reason = Value::Words("für dieses Ziel gilt keiner", "none is valid for this place");
            self.report(&TRF_03, [("reason", reason)], found);
            return;
        };
        let confirmed = self.transfer.scope_confirmed
            || self
                .transfer
                .adequacy
                .as_ref()
                .is_some_and(|block| block.scope_confirmed);
        if decision.scope == Scope::Sectoral && !confirmed {
            let limits = |limits: &Option<String>| limits.clone().unwrap_or_default();
            let reason = Value::Composed(
                format!(
                    "er gilt nur für {}, was nicht bestätigt ist",
                    limits(&decision.limits_de)
                ),
                format!(
                    "it covers {} only, which is not confirmed",
                    limits(&decision.limits_en)
                ),
            );
            self.report(&TRF_03, [("reason", reason)], found);
        }
        self.ends_soon(decision.to, found);
    }

    fn ends_soon(&self, end: Option<chrono::NaiveDate>, found: &mut Findings) {
        let days = self.case.thresholds().adequacy_end_days;
        if let Some(end) = end.filter(|end| self.case.soon(*end, days)) {
            self.report(&TRF_16, [("date", Value::Day(end))], found);
        }
    }

    fn dpf(&self, found: &mut Findings) {
        let case = self.case;
        let dpf = self.transfer.dpf.clone().unwrap_or_default();
        let fallback = self
            .transfer
            .fallback_scc
            .as_ref()
            .is_some_and(|scc| is_complete(case, scc));
        let severity = if fallback {
            Severity::Warning
        } else {
            Severity::Error
        };
        let decision = self
            .place()
            .and_then(|place| case.reference.places.certified(place, case.day));
        let reason = missing(&[
            (
                decision.is_some(),
                "für dieses Ziel gilt es nicht",
                "it does not apply to this place",
            ),
            (
                dpf.status.as_deref() == Some("active"),
                "die Zertifizierung ist nicht aktiv",
                "the certification is not active",
            ),
        ]);
        if let Some(reason) = reason {
            self.report_as(severity, &TRF_04, [("reason", reason)], found);
        }
        let months = case.thresholds().dpf_check_months;
        if case.older(dpf.checked_on, months) {
            let values = [
                ("last", Value::Last(dpf.checked_on)),
                ("months", Value::number(months)),
            ];
            self.report(&TRF_05, values, found);
        }
        if concerns_workforce(case) && dpf.covers_hr != Some(true) {
            self.report_as(severity, &TRF_06, [], found);
        }
        self.ends_soon(decision.and_then(|decision| decision.to), found);
    }

    fn clauses(&self, found: &mut Findings) {
        let scc = self.transfer.scc.clone().unwrap_or_default();
        let empty = missing(&[
            (!scc.modules.is_empty(), "Modul", "the module"),
            (
                self.case.done(scc.signed_on),
                "Datum der Unterzeichnung",
                "the date of signature",
            ),
        ]);
        if let Some(fields) = empty {
            self.report(&TRF_07, [("fields", fields)], found);
        }
        self.assessment("Standardvertragsklauseln", found);
        let expected = self.expected_module();
        if let Some(expected) =
            expected.filter(|module| !scc.modules.is_empty() && !scc.modules.contains(module))
        {
            let values = [
                ("found", Value::text(scc.modules.join(", "))),
                ("expected", Value::Text(expected)),
            ];
            self.report(&TRF_11, values, found);
        }
    }

    /// The module that fits the roles. A processor that sends data to a controller may use more than one.
    fn expected_module(&self) -> Option<String> {
        let id = self.transfer.recipient_id.as_ref()?;
        let mut recipients = self.case.record.recipients.iter();
        let recipient = recipients.find(|recipient| recipient.id.as_ref() == Some(id))?;
        let we_process = self.case.record.role == RecordRole::Processor;
        let module = match recipient.kind {
            RecipientType::SubProcessor => "M3",
            RecipientType::Processor if we_process => "M3",
            RecipientType::Processor => "M2",
            RecipientType::JointController | RecipientType::Controller if !we_process => "M1",
            _ => return None,
        };
        Some(module.to_owned())
    }

    /// The assessment of the third country's law, for clauses and binding corporate rules.
    fn assessment(&self, instrument: &'static str, found: &mut Findings) {
        let transfer = self.transfer;
        let in_block = match transfer.instrument.as_deref() {
            Some("BCR") => transfer.bcr.as_ref().and_then(|bcr| bcr.tia.as_ref()),
            _ => transfer.scc.as_ref().and_then(|scc| scc.tia.as_ref()),
        };
        let tia: Tia = in_block.or(transfer.tia.as_ref()).cloned().unwrap_or_default();
        if !self.case.done(tia.done_on) {
            let english = match instrument {
                "Standardvertragsklauseln" => "Standard contractual clauses",
                other => other,
            };
            let values = [("instrument", Value::Words(instrument, english))];
            self.report(&TRF_09, values, found);
            return;
        }
        let (next, last) = (tia.next_review_on, tia.done_on);
        let old = self.case.older(last, self.case.thresholds().tia_months);
        if old || self.case.past(next) {
            let planned = next.filter(|next| *next < self.case.day);
            self.report(&TRF_10, [("due", Value::Due(planned, last))], found);
        }
    }

    fn derogation(&self, found: &mut Findings) {
        let art49 = self.transfer.art49.as_ref();
        if art49.is_none_or(|art49| art49.assessment_ref.is_none()) {
            self.report(&TRF_12, [], found);
        }
        if matches!(
            self.transfer.frequency,
            Some(Frequency::Recurring | Frequency::Continuous)
        ) {
            self.report(&TRF_13, [], found);
        }
    }
}

/// Whether clauses could take over at once: module, signature and assessment.
fn is_complete(case: &Case, scc: &Scc) -> bool {
    let assessed = scc.tia.as_ref().is_some_and(|tia| case.done(tia.done_on));
    !scc.modules.is_empty() && case.done(scc.signed_on) && assessed
}

/// Whether data of people who work for us, did, or apply are concerned.
fn concerns_workforce(case: &Case) -> bool {
    let groups = case
        .record
        .data_subject_categories
        .iter()
        .filter_map(|subject| subject.code())
        .filter_map(|code| case.reference.catalogues.subject_group(code));
    groups.into_iter().any(|group| group == SubjectGroup::Workforce)
}
