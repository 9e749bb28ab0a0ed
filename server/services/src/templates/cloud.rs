//! Published clauses of cloud providers, as collected in `data/cloud-slas.json`; every entry names its source and what of
//! it was verified.

use std::sync::LazyLock;

use domain::claim::ClaimRule;
use domain::credit::{Caps, Schedule, Tier};
use domain::sla::availability::MaintenanceMethod;
use domain::sla::target::{Metric, TargetDefinition};
use domain::time::calendar::CalendarSpec;
use domain::time::period::PeriodKind;
use domain::views::PublishedClause;
use serde::Deserialize;

use super::{Template, TemplatePart};

const COLLECTED: &str = include_str!("../../data/cloud-slas.json");

/// Providers bill by the calendar month of this zone.
const BILLING_ZONE: &str = "UTC";

#[derive(Deserialize)]
struct Collection {
    slas: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    provider: String,
    service: String,
    clause: String,
    metric: String,
    formula: String,
    target: serde_json::Number,
    credit_model: String,
    tiers: Vec<EntryTier>,
    cap_percent: Option<serde_json::Number>,
    credit_base: Option<String>,
    claim_deadline: EntryClaim,
    exclusions: EntryExclusions,
    conditions: Option<String>,
    source: String,
    verified: bool,
    evidence: String,
    verified_fields: Vec<String>,
    note: Option<String>,
    minimum_credit: Option<EntryMinimum>,
    remedy: Option<String>,
}

#[derive(Deserialize)]
struct EntryTier {
    below: serde_json::Number,
    at_least: Option<serde_json::Number>,
    credit_percent: serde_json::Number,
}

#[derive(Deserialize)]
struct EntryClaim {
    rule: String,
    n: Option<u32>,
    text: Option<String>,
    verified: bool,
}

#[derive(Deserialize)]
struct EntryExclusions {
    items: Vec<String>,
    verified: bool,
}

#[derive(Deserialize)]
struct EntryMinimum {
    amount: serde_json::Number,
    currency: String,
}

/// Every clause, in the order of the collection.
pub static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let collection: Collection = serde_json::from_str(COLLECTED).unwrap_or(Collection { slas: Vec::new() });
    collection.slas.into_iter().filter_map(template).collect()
});

/// A decimal number as it is written, times a power of ten: no binary fraction comes near a threshold.
fn scaled(number: &serde_json::Number, decimals: usize) -> Option<i64> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if fraction.len() > decimals {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}

fn ppm(percent: &serde_json::Number) -> Option<i64> {
    scaled(percent, 4)
}

fn template(entry: Entry) -> Option<Template> {
    let threshold_ppm = ppm(&entry.target)?;
    let part = |definition| TemplatePart {
        name: "Verfügbarkeit",
        calendar: "24x7 (UTC)",
        spec: CalendarSpec::always(BILLING_ZONE),
        definition,
    };
    let minimum = entry.minimum_credit.as_ref();
    Some(Template {
        code: code(&[&entry.provider, &entry.service, &entry.clause]),
        edition: 1,
        provider: entry.provider.clone(),
        title: entry.service.clone(),
        clause_title: entry.clause.clone(),
        verified: entry.verified,
        currency: minimum.map_or("EUR", |_| "USD"),
        minimum: minimum.and_then(|minimum| {
            Some((
                domain::money::Currency::parse(&minimum.currency)?,
                scaled(&minimum.amount, 2)?,
            ))
        }),
        time_zone: Some(BILLING_ZONE),
        threshold_ppm,
        parts: definition(&entry, threshold_ppm).map(part).into_iter().collect(),
        clause: Some(PublishedClause {
            measures_time: measures_time(&entry),
            source: entry.source,
            evidence: entry.evidence,
            verified_fields: entry.verified_fields,
            metric: entry.metric,
            formula: entry.formula,
            conditions: entry.conditions,
            credit_base: entry.credit_base,
            exclusions: entry.exclusions.items,
            exclusions_verified: entry.exclusions.verified,
            claim: entry.claim_deadline.text,
            claim_verified: entry.claim_deadline.verified,
            remedy: entry.remedy,
            note: entry.note,
        }),
    })
}

/// Whether minutes are counted, not requests or errors.
fn measures_time(entry: &Entry) -> bool {
    let words = format!("{} {}", entry.metric, entry.formula).to_lowercase();
    words.contains("minute") && !words.contains("error") && !words.contains("request")
}

/// `None` for schedules that a target cannot express: they are shown, and not approximated.
fn definition(entry: &Entry, threshold_ppm: i64) -> Option<TargetDefinition> {
    let schedule = match entry.credit_model.as_str() {
        "tiered_step" => {
            let tier = |tier: &EntryTier| {
                Some(Tier {
                    below_ppm: ppm(&tier.below)?,
                    at_least_ppm: match &tier.at_least {
                        Some(bound) => Some(ppm(bound)?),
                        None => None,
                    },
                    credit_ppm: ppm(&tier.credit_percent)?,
                })
            };
            Schedule::TieredStep {
                tiers: entry.tiers.iter().map(tier).collect::<Option<_>>()?,
            }
        }
        // The fee in proportion to what is missing.
        "proportional" => Schedule::Linear {
            target_ppm: threshold_ppm,
            rate_ppm: 1_000_000,
        },
        _ => return None,
    };
    schedule.validate().ok()?;
    Some(TargetDefinition {
        metric: Metric::Availability {
            maintenance: MaintenanceMethod::default(),
        },
        threshold_ppm,
        window: PeriodKind::Month,
        schedule,
        caps: Caps {
            period_cap_ppm: match &entry.cap_percent {
                Some(cap) => Some(ppm(cap)?),
                None => None,
            },
            ..Caps::default()
        },
        claim: claim(&entry.claim_deadline),
    })
}

fn claim(entry: &EntryClaim) -> ClaimRule {
    match (entry.rule.as_str(), entry.n) {
        ("end_of_nth_billing_cycle_after_incident", Some(cycles)) => ClaimRule::EndOfBillingCycle { cycles },
        ("months_after_end_of_billing_month", Some(months)) => ClaimRule::MonthsAfterBillingMonth { months },
        ("days_after_eligibility" | "days_after_incident", Some(days)) => ClaimRule::DaysAfter { days },
        ("business_days_after_event", Some(days)) => ClaimRule::WorkingDaysAfter {
            days,
            region: domain::time::holiday::Region::Nationwide,
        },
        _ => ClaimRule::None,
    }
}

/// Small letters, digits and hyphens.
fn code(words: &[&str]) -> String {
    let mut code = String::new();
    for character in words.join("-").to_lowercase().chars() {
        if character.is_ascii_alphanumeric() {
            code.push(character);
        } else if !code.ends_with('-') {
            code.push('-');
        }
    }
    code.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_stands_in_the_library_once() {
        let collection: Collection = serde_json::from_str(COLLECTED).unwrap();
        assert_eq!(collection.slas.len(), 70);
        assert_eq!(TEMPLATES.len(), 70);
        // Of six clauses the steps are not known, and one pays for each full hour beyond the target, which no schedule of
        // ours says: nothing is made up for them.
        let shown_only = TEMPLATES.iter().filter(|template| template.parts.is_empty());
        let providers: Vec<_> = shown_only.map(|template| template.provider.as_str()).collect();
        let google = ["Google Cloud"; 5];
        assert_eq!(providers, [&["Azure"][..], &google, &["Recurly"]].concat());
        let codes: std::collections::BTreeSet<_> = TEMPLATES.iter().map(|template| &template.code).collect();
        assert_eq!(codes.len(), TEMPLATES.len());
    }

    #[test]
    fn figures_are_those_of_the_collection() {
        let ec2 = TEMPLATES
            .iter()
            .find(|template| template.code == "aws-ec2-region-level-sla-multi-az")
            .unwrap();
        let definition = &ec2.parts[0].definition;
        assert_eq!((definition.threshold_ppm, ec2.verified), (999_900, true));
        assert_eq!(definition.claim, ClaimRule::EndOfBillingCycle { cycles: 2 });
        let Schedule::TieredStep { tiers } = &definition.schedule else {
            panic!("{definition:?}")
        };
        let steps: Vec<_> = tiers
            .iter()
            .map(|tier| (tier.below_ppm, tier.at_least_ppm, tier.credit_ppm))
            .collect();
        assert_eq!(
            steps,
            [
                (999_900, Some(990_000), 100_000),
                (990_000, Some(950_000), 300_000),
                (950_000, None, 1_000_000)
            ]
        );
        assert_eq!(
            ec2.minimum.map(|(currency, minor)| (currency.to_string(), minor)),
            Some(("USD".to_owned(), 100))
        );
        assert!(ec2.clause.as_ref().is_some_and(|clause| clause.measures_time));
    }

    #[test]
    fn percentages_are_read_exactly() {
        let number = |text: &str| serde_json::from_str::<serde_json::Number>(text).unwrap();
        assert_eq!(ppm(&number("99.995")), Some(999_950));
        assert_eq!(ppm(&number("100")), Some(1_000_000));
        assert_eq!(ppm(&number("99.99999")), None);
    }
}
