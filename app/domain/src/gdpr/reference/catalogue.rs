//! Codes of records, each with its words in German and English.

use serde::Deserialize;

use crate::gdpr::model::SpecialCategory;

/// A code and its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// The code.
    pub code: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// The provision it stands for.
    #[serde(default)]
    pub norm: Option<String>,
}

/// What kind of legal basis a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalGroup {
    /// Consent: must be shown (Art. 7(1)).
    Consent,
    /// A contract with the data subject.
    Contract,
    /// A provision of Union or Member State law, which must be named (Art. 6(3)).
    Law,
    /// Legitimate interests, which must be balanced.
    LegitimateInterest,
    /// § 26 BDSG, probably inapplicable on its own since C-34/21.
    Employment,
    /// Anything else.
    Other,
}

/// A legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LegalBasisCode {
    /// The code.
    pub code: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// What kind of basis it is.
    pub group: LegalGroup,
}

/// To whom data subjects belong, where rules ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectGroup {
    /// People who work for us, did, or apply.
    Workforce,
    /// People who act for another company; they are no party to the contract with it.
    CompanyContact,
}

/// A category of data subjects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SubjectCode {
    /// The code.
    pub code: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// To whom they belong.
    #[serde(default)]
    pub group: Option<SubjectGroup>,
    /// Vulnerable (WP 248).
    #[serde(default)]
    pub vulnerable: bool,
}

/// A category of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DataCode {
    /// The code.
    pub code: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// Art. 9 or 10.
    #[serde(default)]
    pub special: Option<SpecialCategory>,
    /// Needs more protection than usual.
    #[serde(default)]
    pub high_protection: bool,
}

/// An area of technical and organisational measures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Area {
    /// The code.
    pub code: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// One of the six of DSK 6.8.
    pub required: bool,
}

/// All catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Catalogues {
    /// Legal bases (Art. 6).
    pub legal_bases: Vec<LegalBasisCode>,
    /// Conditions of Art. 9(2).
    pub art9_conditions: Vec<Entry>,
    /// Categories of data subjects.
    pub data_subjects: Vec<SubjectCode>,
    /// Categories of personal data.
    pub data_categories: Vec<DataCode>,
    /// Areas of measures.
    pub tom_areas: Vec<Area>,
    /// Clauses of a processor agreement (Art. 28(3)).
    pub clauses: Vec<Entry>,
    /// Criteria of WP 248 rev.01.
    pub wp248_criteria: Vec<Entry>,
    /// Purposes that say nothing, in small letters.
    pub vague_purposes: Vec<String>,
}

impl Catalogues {
    /// What kind of legal basis a code is.
    pub fn legal_group(&self, code: &str) -> Option<LegalGroup> {
        self.legal_bases
            .iter()
            .find(|basis| basis.code == code)
            .map(|basis| basis.group)
    }

    /// Whether a code is a condition of Art. 9(2).
    pub fn is_art9_condition(&self, code: &str) -> bool {
        self.art9_conditions
            .iter()
            .any(|condition| condition.code == code)
    }

    /// To whom data subjects belong.
    pub fn subject_group(&self, code: &str) -> Option<SubjectGroup> {
        self.data_subjects
            .iter()
            .find(|subject| subject.code == code)?
            .group
    }

    /// Whether data of this code fall under Art. 9 or 10.
    pub fn special(&self, code: &str) -> Option<SpecialCategory> {
        self.data_categories
            .iter()
            .find(|category| category.code == code)?
            .special
    }

    /// The areas that every description of measures covers (DSK 6.8).
    pub fn required_areas(&self) -> impl Iterator<Item = &Area> {
        self.tom_areas.iter().filter(|area| area.required)
    }
}
