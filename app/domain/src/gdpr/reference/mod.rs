//! What the rules look up: adequacy decisions, lists of authorities, catalogues, legal numbers and thresholds.
//!
//! All of it is data with dates of validity and a source, in `data/gdpr`. Legal numbers are the law's; thresholds are
//! proposals that a tenant may change.

mod catalogue;
mod place;

pub use catalogue::{
    Area, Catalogues, DataCode, Entry, LegalBasisCode, LegalGroup, SubjectCode, SubjectGroup,
};
pub use place::{Decision, Places, Scope};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything the rules look up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Countries and adequacy decisions.
    pub places: Places,
    /// The version of the list of adequacy decisions.
    pub adequacy_version: String,
    /// Processing that needs an impact assessment (Muss-Liste, Art. 35(4)).
    pub must_list: MustList,
    /// Codes with their words.
    pub catalogues: Catalogues,
    /// Numbers of the law.
    pub parameters: Vec<Parameter>,
    /// Numbers of the tenant.
    pub thresholds: Thresholds,
}

/// Embedded reference data are broken, which a test rules out.
#[derive(Debug, thiserror::Error)]
#[error("reference data `{file}`: {error}")]
pub struct ReferenceError {
    file: &'static str,
    error: serde_json::Error,
}

#[derive(Deserialize)]
struct AdequacyFile {
    version: String,
    decisions: Vec<Decision>,
}

#[derive(Deserialize)]
struct ParameterFile {
    parameters: Vec<Parameter>,
}

impl Reference {
    /// The data that come with the product.
    pub fn shipped() -> Result<Self, ReferenceError> {
        let adequacy: AdequacyFile = read("adequacy.json", include_str!("../../../data/gdpr/adequacy.json"))?;
        let parameters: ParameterFile = read(
            "parameters.json",
            include_str!("../../../data/gdpr/parameters.json"),
        )?;
        Ok(Self {
            places: Places::new(
                read("eea.json", include_str!("../../../data/gdpr/eea.json"))?,
                adequacy.decisions,
            ),
            adequacy_version: adequacy.version,
            must_list: read(
                "muss-liste.json",
                include_str!("../../../data/gdpr/muss-liste.json"),
            )?,
            catalogues: read(
                "catalogues.json",
                include_str!("../../../data/gdpr/catalogues.json"),
            )?,
            parameters: parameters.parameters,
            thresholds: read(
                "thresholds.json",
                include_str!("../../../data/gdpr/thresholds.json"),
            )?,
        })
    }

    /// A number of the law on a day; `None` if the law had none.
    pub fn parameter(&self, key: LegalNumber, day: NaiveDate) -> Option<u32> {
        let valid =
            |parameter: &&Parameter| parameter.key == key && within(parameter.from, parameter.to, day);
        self.parameters
            .iter()
            .find(valid)
            .map(|parameter| parameter.value)
    }
}

fn read<'a, T: Deserialize<'a>>(file: &'static str, text: &'a str) -> Result<T, ReferenceError> {
    serde_json::from_str(text).map_err(|error| ReferenceError { file, error })
}

/// Whether a day lies in a validity; both ends belong to it.
fn within(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// A list of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MustList {
    /// Who published it.
    pub authority: String,
    /// Its version.
    pub version: String,
    /// Of which day.
    pub date: NaiveDate,
    /// Its items.
    pub items: Vec<MustListItem>,
}

/// An item of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MustListItem {
    /// Its number.
    pub no: u32,
    /// What it is about, in German.
    pub de: String,
    /// What it is about, in English.
    pub en: String,
}

/// A number that the law sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum LegalNumber {
    /// Hours to notify the authority of a breach (Art. 33(1)).
    #[serde(rename = "breach.hours")]
    BreachHours,
    /// Months to answer a data subject (Art. 12(3)).
    #[serde(rename = "request.months")]
    RequestMonths,
    /// People constantly working with automated processing from which on a data protection officer is needed
    /// (§ 38(1) BDSG).
    #[serde(rename = "dpo.headcount")]
    DpoHeadcount,
    /// Years of storage beyond which a provision must demand it (Art. 5(1)(e)).
    #[serde(rename = "retention.years")]
    RetentionYears,
    /// Criteria of WP 248 from which on an impact assessment is usually needed.
    #[serde(rename = "dpia.criteria")]
    DpiaCriteria,
}

/// A number of the law and when it was the law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Parameter {
    /// Which number.
    pub key: LegalNumber,
    /// Its value.
    pub value: u32,
    /// What it counts.
    pub unit: String,
    /// The provision.
    pub norm: String,
    /// First day.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// Numbers that no law sets. A tenant may change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Months after which a record needs a review.
    pub review_months: u32,
    /// Months after which measures need a review.
    pub tom_review_months: u32,
    /// Months after which a processor agreement needs a review.
    pub agreement_review_months: u32,
    /// Months after which a list of sub-processors must be verified.
    pub subprocessor_list_months: u32,
    /// Months after which a DPF certification must be looked up.
    pub dpf_check_months: u32,
    /// Months after which a transfer impact assessment is old.
    pub tia_months: u32,
    /// Months after which evidence of guarantees is old.
    pub evidence_months: u32,
    /// Days before the end of a processor agreement that count as soon.
    pub agreement_end_days: u32,
    /// Days before the end of an adequacy decision that count as soon.
    pub adequacy_end_days: u32,
    /// Most hours that a processor may take to tell of a breach.
    pub breach_notice_hours: u32,
    /// Fewest characters of a purpose that says something.
    pub purpose_characters: u32,
    /// Most purposes of one activity.
    pub purposes: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_data_can_be_read() {
        let reference = Reference::shipped().unwrap();
        assert_eq!(reference.must_list.items.len(), 17);
        assert_eq!(reference.catalogues.clauses.len(), 12);
        assert_eq!(reference.catalogues.required_areas().count(), 6);
    }

    #[test]
    fn numbers_of_the_law_change_with_the_law() {
        let reference = Reference::shipped().unwrap();
        let headcount = |day: &str| reference.parameter(LegalNumber::DpoHeadcount, day.parse().unwrap());
        assert_eq!(headcount("2019-11-25"), Some(10));
        assert_eq!(headcount("2019-11-26"), Some(20));
        assert_eq!(headcount("2018-05-24"), None);
    }
}
