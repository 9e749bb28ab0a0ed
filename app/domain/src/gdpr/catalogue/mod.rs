//! The rules in words: what is wrong, which provision says so, what to do. Conditions are in [`super::rules`].

pub(super) mod agreement;
pub(super) mod assessment;
pub(super) mod breach;
pub(super) mod client;
pub(super) mod entity;
pub(super) mod measures;
pub(super) mod record;
pub(super) mod request;
pub(super) mod retention;
pub(super) mod transfer;

use super::finding::Rule;

/// Every rule, in the order in which findings are listed.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        entity::RULES,
        record::RULES,
        retention::RULES,
        measures::RULES,
        agreement::RULES,
        transfer::RULES,
        assessment::RULES,
        breach::RULES,
        request::RULES,
        client::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Declares rules: name, code, severity, target, then German and English of provision, problem and remedy.
macro_rules! rules {
    ($($name:ident = $code:literal, $severity:ident, $target:ident,
        [$norm_de:literal, $norm_en:literal],
        [$problem_de:literal, $problem_en:literal],
        [$remedy_de:literal, $remedy_en:literal];)*) => {
        $(pub const $name: $crate::gdpr::finding::Rule = $crate::gdpr::finding::Rule {
            code: $code,
            severity: $crate::gdpr::finding::Severity::$severity,
            target: $crate::gdpr::finding::Target::$target,
            norm: $crate::gdpr::finding::Words { de: $norm_de, en: $norm_en },
            problem: $crate::gdpr::finding::Words { de: $problem_de, en: $problem_en },
            remedy: $crate::gdpr::finding::Words { de: $remedy_de, en: $remedy_en },
        };)*

        /// The rules of this family.
        pub const RULES: &[&$crate::gdpr::finding::Rule] = &[$(&$name),*];
    };
}

use rules;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gdpr::finding::{Severity, Target, Words};
    use std::collections::BTreeSet;

    #[test]
    fn there_are_84_rules_with_codes_of_their_own() {
        let codes: BTreeSet<&str> = all().map(|rule| rule.code).collect();
        assert_eq!((all().count(), codes.len()), (84, 84));
    }

    #[test]
    fn both_languages_ask_for_the_same_values() {
        let placeholders = |text: &str| {
            text.split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next().map(str::to_owned))
                .collect::<BTreeSet<_>>()
        };
        for rule in all() {
            for Words { de, en } in [rule.norm, rule.problem, rule.remedy] {
                assert_eq!(placeholders(de), placeholders(en), "{}", rule.code);
                assert!(!de.ends_with('.') || rule.remedy.de == de, "{}", rule.code);
            }
            assert!(
                rule.remedy.de.ends_with('.') && rule.remedy.en.ends_with('.'),
                "{}",
                rule.code
            );
        }
    }

    #[test]
    fn severities_are_those_of_the_specification() {
        let count = |severity| all().filter(|rule| rule.severity == severity).count();
        let controller = all().filter(|rule| rule.target == Target::Controller).count();
        assert_eq!(
            (
                count(Severity::Error),
                count(Severity::Warning),
                count(Severity::Info)
            ),
            (49, 32, 3)
        );
        assert_eq!(controller, 4);
    }
}
