//! A bundle together with what its rules look up.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};

use crate::gdpr::finding::Value;
use crate::gdpr::model::{
    Agreement, Bundle, Contract, DpiaThreshold, OperatingStage, Record, RecordRole, SpecialCategory, Transfer,
};
use crate::gdpr::reference::{LegalNumber, Reference, Thresholds};
use crate::time::{Instant, zone};

/// What a rule sees.
pub struct Case<'a> {
    pub bundle: &'a Bundle,
    pub record: &'a Record,
    pub reference: &'a Reference,
    /// The day as of which is judged.
    pub day: NaiveDate,
    /// The moment as of which clocks are read.
    pub time: Instant,
}

impl<'a> Case<'a> {
    pub fn new(bundle: &'a Bundle, reference: &'a Reference) -> Self {
        let midnight = bundle
            .as_of
            .checked_add_days(Days::new(1))
            .unwrap_or(bundle.as_of)
            .and_time(chrono::NaiveTime::MIN);
        Self {
            bundle,
            record: &bundle.processing,
            reference,
            day: bundle.as_of,
            time: bundle
                .as_of_time
                .unwrap_or_else(|| zone::to_instant(chrono_tz::Europe::Berlin, midnight)),
        }
    }

    pub fn thresholds(&self) -> &'a Thresholds {
        &self.reference.thresholds
    }

    /// A number of the law; without one the rule is out of force.
    pub fn number(&self, key: LegalNumber) -> Option<u32> {
        self.reference.parameter(key, self.day)
    }

    /// Whether something has happened by the day.
    pub fn done(&self, date: Option<NaiveDate>) -> bool {
        date.is_some_and(|date| date <= self.day)
    }

    /// Whether a day has gone by.
    pub fn past(&self, date: Option<NaiveDate>) -> bool {
        date.is_some_and(|date| date < self.day)
    }

    /// Whether a date lies more than so many calendar months back. What never happened is older than anything.
    pub fn older(&self, date: Option<NaiveDate>, months: u32) -> bool {
        let limit = self.day.checked_sub_months(Months::new(months));
        date.is_none_or(|date| limit.is_some_and(|limit| date < limit))
    }

    /// Whether a day lies at most so many days ahead, or back.
    pub fn soon(&self, date: NaiveDate, days: u32) -> bool {
        self.day
            .checked_add_days(Days::new(days.into()))
            .is_none_or(|limit| date <= limit)
    }

    /// Whether a review is due: its day has gone by, or none is planned and the last one is old.
    pub fn review_due(&self, next: Option<NaiveDate>, last: Option<NaiveDate>, months: u32) -> bool {
        match next {
            Some(next) => next < self.day,
            None => self.older(last, months),
        }
    }

    pub fn in_production(&self) -> bool {
        self.record.operating_stage == Some(OperatingStage::Production)
    }

    pub fn agreement(&self, id: Option<&String>) -> Option<&'a Agreement> {
        let id = id?;
        self.bundle.dpas.iter().find(|dpa| dpa.id.as_ref() == Some(id))
    }

    pub fn contract(&self, id: Option<&String>) -> Option<&'a Contract> {
        let id = id?;
        self.bundle
            .contracts
            .iter()
            .find(|contract| contract.id.as_ref() == Some(id))
    }

    /// The name of a supplier, or its id, or that there is none.
    pub fn supplier(&self, id: Option<&String>) -> Value {
        let Some(id) = id else {
            return Value::Words("ein nicht angegebener Lieferant", "a supplier that is not given");
        };
        let known = self
            .bundle
            .suppliers
            .iter()
            .find(|supplier| supplier.id.as_ref() == Some(id));
        Value::text(
            known
                .and_then(|supplier| supplier.legal_name.as_ref())
                .unwrap_or(id),
        )
    }

    /// The transfers to a recipient.
    pub fn transfers_to(&self, recipient: Option<&String>) -> impl Iterator<Item = &'a Transfer> {
        let transfers = self.record.transfers.iter();
        transfers.filter(move |transfer| recipient.is_some() && transfer.recipient_id.as_ref() == recipient)
    }

    /// The third countries among some, each once.
    pub fn third_countries<'b>(&self, countries: impl IntoIterator<Item = &'b String>) -> BTreeSet<String> {
        countries
            .into_iter()
            .filter(|country| self.reference.places.is_third(country))
            .map(|country| country.to_uppercase())
            .collect()
    }

    /// Whether a category of data falls under Art. 9 or 10, by its mark or by its nature.
    pub fn has_special_data(&self) -> bool {
        self.record.data_categories.iter().any(|category| {
            let marked = category
                .special
                .is_some_and(|special| special != SpecialCategory::None);
            let code = category.code.as_deref();
            marked
                || code
                    .and_then(|code| self.reference.catalogues.special(code))
                    .is_some()
        })
    }

    /// What makes an impact assessment necessary (Art. 35(1), (3), (4)). Processors need none.
    pub fn dpia_triggers(&self) -> Vec<Value> {
        let Some(threshold) = self.threshold() else {
            return Vec::new();
        };
        let mut triggers = Vec::new();
        triggers.extend(self.legal_cases(threshold));
        let criteria = criteria(threshold);
        if self.reaches_criteria(threshold) {
            triggers.push(Value::Composed(
                format!("{criteria} Kriterien nach WP 248"),
                format!("{criteria} criteria of WP 248"),
            ));
        }
        if threshold.result.as_deref() == Some("required") {
            triggers.push(Value::Words(
                "Ergebnis der Schwellwertanalyse",
                "result of the threshold analysis",
            ));
        }
        triggers
    }

    /// The threshold analysis of a controller.
    pub fn threshold(&self) -> Option<&'a DpiaThreshold> {
        (self.record.role != RecordRole::Processor)
            .then_some(self.record.dpia_threshold.as_ref())
            .flatten()
    }

    /// What the law or an authority says needs an assessment in any case (Art. 35(3), (4)).
    pub fn legal_cases(&self, threshold: &DpiaThreshold) -> Vec<Value> {
        let mut cases = Vec::new();
        if !threshold.muss_liste_nos.is_empty() {
            let list = &self.reference.must_list;
            let numbers: Vec<String> = threshold.muss_liste_nos.iter().map(u32::to_string).collect();
            let numbers = numbers.join(", ");
            cases.push(Value::Composed(
                format!("Muss-Liste der {} Nr. {numbers}", list.authority),
                format!("list of the {}, no. {numbers}", list.authority),
            ));
        }
        if !threshold.art35_3.is_empty() {
            let letters = threshold.art35_3.join(", ");
            cases.push(Value::Composed(
                format!("Art. 35 Abs. 3 lit. {letters}"),
                format!("Art. 35(3)({letters})"),
            ));
        }
        cases
    }

    /// Whether so many criteria are met that an assessment is usually needed.
    pub fn reaches_criteria(&self, threshold: &DpiaThreshold) -> bool {
        self.number(LegalNumber::DpiaCriteria)
            .is_some_and(|needed| criteria(threshold) >= needed as usize)
    }
}

/// How many different criteria of WP 248 are met.
pub fn criteria(threshold: &DpiaThreshold) -> usize {
    threshold.wp248_criteria.iter().collect::<BTreeSet<_>>().len()
}

/// How findings name an object: by its id, or by its place in the bundle.
pub fn target(id: Option<&String>, list: &str, index: usize) -> String {
    id.cloned().unwrap_or_else(|| format!("{list}[{index}]"))
}

/// What an object is called in a message: its name, or how findings name it.
pub fn called(name: Option<&String>, target: &str) -> Value {
    const LONGEST: usize = 80;
    let name = name.map_or(target, String::as_str);
    if name.chars().count() <= LONGEST {
        return Value::text(name);
    }
    let cut: String = name.chars().take(LONGEST).collect();
    Value::Text(format!("{}…", cut.trim_end()))
}

/// The words of those fields that are empty.
pub fn missing(fields: &[(bool, &'static str, &'static str)]) -> Option<Value> {
    let missing: Vec<Value> = fields
        .iter()
        .filter(|(given, _, _)| !given)
        .map(|(_, de, en)| Value::Words(de, en))
        .collect();
    (!missing.is_empty()).then_some(Value::List(missing))
}
