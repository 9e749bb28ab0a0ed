//! The library of contract templates.

use serde::{Deserialize, Serialize};

use super::PartyChoice;
use crate::credit::Tier;
use crate::forms::TemplateForm;
use crate::ids::{ContractId, ServiceId};
use crate::sla::target::TargetDefinition;

/// A template in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Stable short name, such as `aws-ec2-region-level-sla-multi-az`.
    pub code: String,
    /// Counts up whenever its terms change.
    pub edition: i32,
    /// Who published it; empty for the product's own.
    pub provider: String,
    /// What it is for.
    pub title: String,
    /// The clause it reproduces.
    pub clause: String,
    /// Whether level and steps were read in the official text, or in two agreeing transcriptions.
    pub verified: bool,
    /// The promised level, parts per million.
    pub threshold_ppm: i64,
    /// Whether a contract can be made from it; a clause that no target can express is only shown.
    pub usable: bool,
    /// The steps of its credits, the best first; empty for other schedules.
    pub tiers: Vec<Tier>,
}

/// A template with everything known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// The list row.
    pub row: TemplateRow,
    /// The targets a contract made from it gets.
    pub targets: Vec<TemplateTarget>,
    /// What was published; `None` for the product's own.
    pub clause: Option<PublishedClause>,
    /// Contracts made from it, with the edition they were made from.
    pub used_by: Vec<TemplateUse>,
    /// The form as it begins.
    pub form: TemplateForm,
    /// Who can be the other party.
    pub suppliers: Vec<PartyChoice>,
    /// What can be measured.
    pub services: Vec<(ServiceId, String)>,
}

/// A target of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateTarget {
    /// Its name.
    pub name: String,
    /// Name of its service hours.
    pub calendar: String,
    /// Its terms.
    pub definition: TargetDefinition,
}

/// What a provider published, in the provider's words, and what of it was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedClause {
    /// Where it was read.
    pub source: String,
    /// How well.
    pub evidence: String,
    /// The fields that were verified.
    pub verified_fields: Vec<String>,
    /// What is measured.
    pub metric: String,
    /// How it is computed.
    pub formula: String,
    /// Whether time is measured; otherwise the provider counts requests or errors, and a target on time approximates it.
    pub measures_time: bool,
    /// What must be the case.
    pub conditions: Option<String>,
    /// What the credit is taken of.
    pub credit_base: Option<String>,
    /// What does not count.
    pub exclusions: Vec<String>,
    /// Whether that was verified.
    pub exclusions_verified: bool,
    /// Until when it must be claimed.
    pub claim: Option<String>,
    /// Whether that was verified.
    pub claim_verified: bool,
    /// What the credit is in law.
    pub remedy: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// A contract made from a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateUse {
    /// Which one.
    pub contract_id: ContractId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The edition it was made from.
    pub edition: i32,
}
