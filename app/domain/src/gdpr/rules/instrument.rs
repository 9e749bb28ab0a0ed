//! TRF-02 to TRF-14 and TRF-16: on what a transfer rests.

use super::case::{Case, called, missing};
use crate::gdpr::catalogue::transfer::{
    TRF_02, TRF_03, TRF_04, TRF_05, TRF_06, TRF_07, TRF_08, TRF_09, TRF_10, TRF_11, TRF_12, TRF_13, TRF_14,
    TRF_16,
};
use crate::gdpr::finding::{Findings, Rule, Severity, Value};
use crate::gdpr::model::{Frequency, RecipientType, RecordRole, Scc, Tia, Transfer};
use crate::gdpr::reference::{Scope, SubjectGroup};

/// One transfer.
pub struct Entry<'a> {
    pub case: &'a Case<'a>,
    pub transfer: &'a Transfer,
    pub target: String,
}

impl Entry<'_> {
    pub fn check(&self, found: &mut Findings) {
        if self.transfer.importer_name.is_none() {
            self.report(&TRF_14, [], found);
        }
        match self.transfer.instrument.as_deref() {
            Some("ADEQUACY") => self.adequacy(found),
            Some("DPF") => self.dpf(found),
            Some("SCC_2021_914") => self.clauses(found),
            Some("SCC_LEGACY") => self.report(&TRF_08, [], found),
            Some("BCR") => self.binding_rules(found),
            Some("SA_SCC" | "COC" | "CERT" | "ADHOC_46_3" | "PUBLIC_46_2_A") => {}
            Some(derogation) if derogation.starts_with("ART49_") => self.derogation(found),
            _ => self.report(&TRF_02, [], found),
        }
    }

    /// Reports a rule with importer, country and further values.
    fn report<const N: usize>(&self, rule: &'static Rule, values: [(&str, Value); N], found: &mut Findings) {
        self.report_as(rule.severity, rule, values, found);
    }

    fn report_as<const N: usize>(
        &self,
        severity: Severity,
        rule: &'static Rule,
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
        let name = Value::Words("Standardvertragsklauseln", "Standard contractual clauses");
        self.assessment(name, scc.tia.as_ref(), found);
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

    fn binding_rules(&self, found: &mut Findings) {
        let own = self.transfer.bcr.as_ref().and_then(|bcr| bcr.tia.as_ref());
        let name = Value::Words(
            "Verbindliche interne Datenschutzvorschriften",
            "Binding corporate rules",
        );
        self.assessment(name, own, found);
    }

    /// The assessment of the third country's law, which stands with the instrument or beside it.
    fn assessment(&self, instrument: Value, own: Option<&Tia>, found: &mut Findings) {
        let tia = own.or(self.transfer.tia.as_ref()).cloned().unwrap_or_default();
        if !self.case.done(tia.done_on) {
            self.report(&TRF_09, [("instrument", instrument)], found);
            return;
        }
        let next = tia.next_review_on.filter(|next| *next < self.case.day);
        if next.is_some() || self.case.older(tia.done_on, self.case.thresholds().tia_months) {
            self.report(&TRF_10, [("due", Value::Due(next, tia.done_on))], found);
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
