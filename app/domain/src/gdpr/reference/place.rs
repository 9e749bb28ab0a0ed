//! Third countries and adequacy decisions (Art. 44, 45).

use chrono::NaiveDate;
use serde::Deserialize;

use super::within;

/// How far an adequacy decision reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    Full,
    /// One sector: whether an importer belongs to it must be confirmed.
    Sectoral,
    /// Certified organisations only (EU-US Data Privacy Framework).
    Certified,
    /// An international organisation.
    Organisation,
}

/// An adequacy decision of the Commission.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decision {
    /// ISO 3166-1 alpha-2, or the short name of an organisation.
    pub place: String,
    /// How far it reaches.
    pub scope: Scope,
    /// To what it is limited, in German.
    #[serde(default)]
    pub limits_de: Option<String>,
    /// To what it is limited, in English.
    #[serde(default)]
    pub limits_en: Option<String>,
    /// Its number.
    pub decision: Option<String>,
    /// First day.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

#[derive(Deserialize)]
pub(super) struct EeaFile {
    member_states: Vec<String>,
    efta_states: Vec<String>,
    territories_of_the_union: Vec<String>,
}

/// Which places are third countries, and which of them are adequate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    eea: Vec<String>,
    decisions: Vec<Decision>,
}

impl Places {
    pub(super) fn new(eea: EeaFile, decisions: Vec<Decision>) -> Self {
        let eea = [eea.member_states, eea.efta_states, eea.territories_of_the_union].concat();
        Self { eea, decisions }
    }

    /// Whether a country lies outside the European Economic Area.
    pub fn is_third(&self, country: &str) -> bool {
        !self.eea.iter().any(|code| code.eq_ignore_ascii_case(country))
    }

    /// The decision that is valid for a place on a day.
    pub fn decision(&self, place: &str, day: NaiveDate) -> Option<&Decision> {
        self.decisions.iter().find(|decision| {
            decision.place.eq_ignore_ascii_case(place) && within(decision.from, decision.to, day)
        })
    }

    /// The decision on which an importer may rely without a certificate.
    pub fn adequate(&self, place: &str, day: NaiveDate) -> Option<&Decision> {
        self.decision(place, day)
            .filter(|decision| decision.scope != Scope::Certified)
    }

    /// The decision for certified organisations, if the place has one that is valid on the day.
    pub fn certified(&self, place: &str, day: NaiveDate) -> Option<&Decision> {
        self.decision(place, day)
            .filter(|decision| decision.scope == Scope::Certified)
    }
}

#[cfg(test)]
mod tests {
    use crate::gdpr::reference::Reference;
    use rstest::rstest;

    #[rstest]
    #[case("DE", false)]
    #[case("is", false)]
    #[case("NO", false)]
    #[case("RE", false)]
    #[case("AX", false)]
    #[case("CH", true)]
    #[case("GB", true)]
    #[case("US", true)]
    #[case("PF", true)]
    fn third_countries(#[case] country: &str, #[case] expected: bool) {
        assert_eq!(Reference::shipped().unwrap().places.is_third(country), expected);
    }

    #[rstest]
    #[case("BR", "2026-01-26", false)]
    #[case("BR", "2026-01-27", true)]
    #[case("GB", "2031-12-27", true)]
    #[case("GB", "2031-12-28", false)]
    #[case("US", "2026-11-20", false)]
    #[case("IN", "2026-11-20", false)]
    #[case("EPO", "2026-11-20", true)]
    fn decisions_have_first_and_last_days(#[case] place: &str, #[case] day: &str, #[case] expected: bool) {
        let reference = Reference::shipped().unwrap();
        assert_eq!(
            reference.places.adequate(place, day.parse().unwrap()).is_some(),
            expected
        );
    }
}
