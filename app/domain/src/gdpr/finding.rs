//! What a rule reports.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::country;
use crate::time::Instant;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Content or a state that the law demands cannot be shown (Fehler).
    #[serde(rename = "E")]
    Error,
    /// Probably a deficiency, or due soon (Warnung).
    #[serde(rename = "W")]
    Warning,
    /// A hint (Hinweis).
    #[serde(rename = "I")]
    Info,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The cover sheet: `controller`.
    Controller,
    /// The record itself: `record`.
    Record,
    /// A purpose.
    Purpose,
    /// A category of data.
    DataCategory,
    /// A retention rule.
    RetentionRule,
    /// A set of measures.
    TomSet,
    /// A recipient.
    Recipient,
    /// A processor agreement.
    Agreement,
    /// A sub-processor.
    Subprocessor,
    /// A transfer.
    Transfer,
    /// A breach.
    Breach,
    /// A request.
    Request,
    /// A client of a processor, or the record if there is none.
    Client,
}

/// A text in German and English, with values in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
}

/// A rule in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its code, such as `AVV-01`.
    pub code: &'static str,
    /// How bad its findings usually are.
    pub severity: Severity,
    /// What it is about.
    pub target: Target,
    /// The provision.
    pub norm: Words,
    /// What is wrong.
    pub problem: Words,
    /// What to do.
    pub remedy: Words,
}

/// What a rule reports about one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// Identifier of the target, `controller` or `record`.
    pub target: String,
    /// What is wrong, says who, and what to do; in German.
    pub message_de: String,
    /// The same in English.
    pub message_en: String,
}

/// A value in a message.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// The same in both languages.
    Text(String),
    /// German and English.
    Words(&'static str, &'static str),
    /// German and English, put together.
    Composed(String, String),
    /// Several of them.
    List(Vec<Value>),
    /// A day.
    Day(NaiveDate),
    /// A point in time, told on the clock of Berlin.
    Moment(Instant),
    /// When something was last done.
    Last(Option<NaiveDate>),
    /// When something was due, or, if that was never planned, when it was last done.
    Due(Option<NaiveDate>, Option<NaiveDate>),
    /// A country, by its code.
    Country(String),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub fn number(number: u32) -> Self {
        Self::Text(number.to_string())
    }

    /// The value in German or English.
    pub fn say(&self, german: bool) -> String {
        let pick = |de: &str, en: &str| if german { de } else { en }.to_owned();
        let day = |day: &NaiveDate| {
            day.format(if german { "%d.%m.%Y" } else { "%-d %b %Y" })
                .to_string()
        };
        match self {
            Self::Text(text) => text.clone(),
            Self::Words(de, en) => pick(de, en),
            Self::Composed(de, en) => pick(de, en),
            Self::List(values) => {
                let said: Vec<String> = values.iter().map(|value| value.say(german)).collect();
                let separator = if said.iter().any(|value| value.contains(',')) {
                    "; "
                } else {
                    ", "
                };
                said.join(separator)
            }
            Self::Moment(at) => {
                let local = at.with_timezone(&chrono_tz::Europe::Berlin);
                let clock = local.format(if german { "%H:%M Uhr" } else { "%H:%M" });
                format!("{}, {clock}", day(&local.date_naive()))
            }
            Self::Last(Some(date)) if german => format!("zuletzt am {}", day(date)),
            Self::Day(date) | Self::Last(Some(date)) => day(date),
            Self::Last(None) => pick("noch nie", "none"),
            Self::Due(Some(due), _) if german => format!("vorgesehen war sie am {}", day(due)),
            Self::Due(Some(due), _) => format!("it was planned for {}", day(due)),
            Self::Due(None, Some(last)) if german => format!("zuletzt erfolgte sie am {}", day(last)),
            Self::Due(None, Some(last)) => format!("the last one was on {}", day(last)),
            Self::Due(None, None) => pick("sie ist noch nie erfolgt", "there has been none yet"),
            Self::Country(code) => country::parse(code)
                .and_then(country::names)
                .map_or_else(|| code.clone(), |(de, en)| pick(de, en)),
        }
    }
}

/// Findings as they are collected: one for each rule and target.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<(usize, Finding)>,
    seen: HashSet<(&'static str, String)>,
}

impl Findings {
    /// Reports a rule.
    pub fn add(&mut self, rule: &'static Rule, target: impl Into<String>, values: &[(&str, Value)]) {
        self.add_as(rule.severity, rule, target, values);
    }

    /// Reports a rule, more or less severe than usual.
    pub fn add_as(
        &mut self,
        severity: Severity,
        rule: &'static Rule,
        target: impl Into<String>,
        values: &[(&str, Value)],
    ) {
        let target = target.into();
        if !self.seen.insert((rule.code, target.clone())) {
            return;
        }
        let place = super::catalogue::all().position(|known| known.code == rule.code);
        let finding = Finding {
            rule: rule.code.to_owned(),
            severity,
            target,
            message_de: message(rule, values, true),
            message_en: message(rule, values, false),
        };
        self.list.push((place.unwrap_or(usize::MAX), finding));
    }

    /// The findings by rule, then in the order of the bundle.
    pub fn finish(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|(place, _)| *place);
        self.list.into_iter().map(|(_, finding)| finding).collect()
    }
}

fn message(rule: &Rule, values: &[(&str, Value)], german: bool) -> String {
    let pick = |words: &Words| if german { words.de } else { words.en };
    let problem = fill(pick(&rule.problem), values, german);
    let remedy = fill(pick(&rule.remedy), values, german);
    format!("{problem} ({}). {remedy}", pick(&rule.norm))
}

/// Puts values where their names stand in braces. Braces inside a value stay what they are.
fn fill(text: &str, values: &[(&str, Value)], german: bool) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(&value.say(german));
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
