//! Records of processing, processor agreements, transfers, breaches and requests under the GDPR, and the rules that say
//! what is missing.
//!
//! Findings are computed and never stored; what the law asks for, which countries are adequate and how long a clock
//! runs is [`reference`] data with dates of validity. Not legal advice: what a rule reports is for a person to judge.

pub mod catalogue;
pub mod finding;
pub mod lint;
pub mod model;
pub mod reference;
pub mod rules;
