//! Usual agreements of the German market.

use std::sync::LazyLock;

use domain::claim::ClaimRule;
use domain::credit::{Caps, Schedule, Tier};
use domain::sla::availability::MaintenanceMethod;
use domain::sla::target::{Metric, TargetDefinition};
use domain::time::calendar::CalendarSpec;
use domain::time::holiday::Region;
use domain::time::period::PeriodKind;

use super::{Template, TemplatePart};

const HOUR: i64 = 3_600;
const ZONE: &str = "Europe/Berlin";

/// The templates of this file.
pub static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| vec![around_the_clock(), office(), evb_it()]);

/// What these templates have in common.
fn own(code: &str, title: &str, clause: &str, parts: Vec<TemplatePart>) -> Template {
    Template {
        code: code.to_owned(),
        edition: 1,
        provider: String::new(),
        title: title.to_owned(),
        clause_title: clause.to_owned(),
        verified: true,
        currency: "EUR",
        minimum: None,
        time_zone: None,
        threshold_ppm: parts.first().map_or(0, |part| part.definition.threshold_ppm),
        parts,
        clause: None,
    }
}

fn always() -> (&'static str, CalendarSpec) {
    ("24x7", CalendarSpec::always(ZONE))
}

fn weekdays(name: &'static str, close: &str) -> (&'static str, CalendarSpec) {
    let spec = CalendarSpec::weekdays(ZONE, "08:00", close, Some(Region::Nationwide));
    (name, spec)
}

fn availability(threshold_ppm: i64, hours: (&'static str, CalendarSpec)) -> TemplatePart {
    TemplatePart {
        name: "Verfügbarkeit",
        calendar: hours.0,
        spec: hours.1,
        definition: TargetDefinition {
            metric: Metric::Availability {
                maintenance: MaintenanceMethod::Removed,
            },
            ..priced(threshold_ppm)
        },
    }
}

fn in_time(name: &'static str, goals: [(&str, i64); 4], hours: (&'static str, CalendarSpec)) -> TemplatePart {
    let goals = goals.map(|(priority, hours)| (priority.to_owned(), hours * HOUR));
    TemplatePart {
        name,
        calendar: hours.0,
        spec: hours.1,
        definition: TargetDefinition {
            metric: Metric::InTimeRate { goals: goals.into() },
            ..priced(950_000)
        },
    }
}

/// Five percent of the fee below the level, ten percent well below it, never more than ten: a beginning to negotiate from.
fn priced(threshold_ppm: i64) -> TargetDefinition {
    let far_below_ppm = threshold_ppm - (1_000_000 - threshold_ppm);
    TargetDefinition {
        metric: Metric::Availability {
            maintenance: MaintenanceMethod::Removed,
        },
        threshold_ppm,
        window: PeriodKind::Month,
        schedule: Schedule::TieredStep {
            tiers: vec![
                Tier {
                    below_ppm: threshold_ppm,
                    at_least_ppm: Some(far_below_ppm),
                    credit_ppm: 50_000,
                },
                Tier {
                    below_ppm: far_below_ppm,
                    at_least_ppm: None,
                    credit_ppm: 100_000,
                },
            ],
        },
        caps: Caps {
            period_cap_ppm: Some(100_000),
            ..Caps::default()
        },
        claim: ClaimRule::None,
    }
}

fn around_the_clock() -> Template {
    let goals = [("P1", 4), ("P2", 8), ("P3", 24), ("P4", 72)];
    let parts = vec![
        availability(999_000, always()),
        in_time("Lösungszeit", goals, always()),
    ];
    own(
        "msp-24x7",
        "MSP Betrieb 24x7",
        "Verfügbarkeit und Lösungszeit rund um die Uhr",
        parts,
    )
}

fn office() -> Template {
    let hours = || weekdays("Mo-Fr 8-18, bundesweite Feiertage", "18:00");
    let goals = [("P1", 4), ("P2", 8), ("P3", 20), ("P4", 40)];
    let parts = vec![
        availability(995_000, hours()),
        in_time("Lösungszeit", goals, hours()),
    ];
    own(
        "msp-weekdays-8-18",
        "MSP Mo-Fr 8-18",
        "Verfügbarkeit und Lösungszeit an Werktagen",
        parts,
    )
}

/// EVB-IT Instandhaltung, no. 5.1: where nothing else is agreed, service time is Monday to Friday from 8 to 17, except
/// public holidays at the place of performance. Restoration is agreed by priority; the form sets no money on it.
fn evb_it() -> Template {
    let goals = [("P1", 8), ("P2", 16), ("P3", 40), ("P4", 80)];
    let part = in_time(
        "Wiederherstellungszeit",
        goals,
        weekdays("EVB-IT Servicezeit (Mo-Fr 8-17)", "17:00"),
    );
    let definition = TargetDefinition {
        schedule: Schedule::None,
        caps: Caps::default(),
        ..part.definition
    };
    let clause = "Servicezeit nach Ziffer 5.1 EVB-IT Instandhaltung, Wiederherstellungszeit nach Priorität";
    own(
        "evb-it-service-time",
        "EVB-IT Servicezeit",
        clause,
        vec![TemplatePart { definition, ..part }],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_used_as_it_is() {
        for template in TEMPLATES.iter() {
            for part in &template.parts {
                assert!(part.definition.schedule.validate().is_ok(), "{}", template.code);
                let calendar = domain::time::calendar::Calendar::new(&part.spec);
                assert!(calendar.is_ok(), "{}", part.calendar);
            }
        }
    }
}
