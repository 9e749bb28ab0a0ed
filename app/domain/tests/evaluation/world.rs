//! Contracts and facts to evaluate.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use domain::money::Currency;
use domain::sla::evaluate::{Era, Facts, Span, Terms, TicketFact, Version};
use domain::sla::target::{Metric, TargetDefinition};
use domain::sla::ticket::{Pause, Ticket};
use domain::time::Instant;
use domain::time::calendar::{Calendar, CalendarSpec};
use domain::time::holiday::Region;
use domain::time::period::Period;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// 1 November 2025: half a year with a change of year and of the clocks.
const BASE: i64 = 1_761_955_200;
pub const SPAN: i64 = 180 * 86_400;
const PRIORITIES: [&str; 3] = ["P1", "P2", "P9"];

pub fn at(offset: i64) -> Instant {
    DateTime::from_timestamp(BASE + offset, 0).unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn definition(
    availability: bool,
    window: &str,
    removed: bool,
    yearly_cap: Option<i64>,
) -> TargetDefinition {
    let metric = if availability {
        json!({"kind": "availability", "maintenance": if removed { "removed" } else { "counts_as_up" }})
    } else {
        json!({"kind": "in_time_rate", "goals": {"P1": 14_400, "P2": 90_000}})
    };
    let tiers = json!([
        {"below_ppm": 990_000, "at_least_ppm": 900_000, "credit_ppm": 100_000},
        {"below_ppm": 900_000, "credit_ppm": 300_000},
    ]);
    serde_json::from_value(json!({
        "metric": metric, "threshold_ppm": 990_000, "window": window,
        "schedule": {"model": "tiered_step", "tiers": tiers},
        "caps": {"yearly_cap_minor": yearly_cap}, "claim": {"rule": "end_of_billing_cycle", "cycles": 2},
    }))
    .unwrap()
}

#[derive(Debug)]
pub struct World {
    pub definition: TargetDefinition,
    pub calendar: Calendar,
    pub later: Vec<Era<'static>>,
    pub ends_on: Option<NaiveDate>,
    pub versions: Vec<Version>,
    pub charges: HashMap<Period, i64>,
}

impl World {
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            definition: &self.definition,
            calendar: &self.calendar,
            later: &self.later,
            zone: chrono_tz::Europe::Berlin,
            starts_on: date("2025-11-15"),
            ends_on: self.ends_on,
            measured: (None, None),
            versions: &self.versions,
            charges: &self.charges,
            currency: Some(Currency::EUR),
        }
    }
}

pub fn worlds(availability: impl Strategy<Value = bool>) -> impl Strategy<Value = World> {
    let window = prop::sample::select(vec!["week", "month", "quarter", "year", "day"]);
    let caps = proptest::option::of(0..4_000_000_i64);
    let amended = proptest::option::of(0..SPAN);
    (availability, window, any::<bool>(), caps, any::<bool>(), amended).prop_map(
        |(availability, window, removed, cap, office, amended)| {
            let spec = if office {
                CalendarSpec::weekdays("Europe/Berlin", "08:00", "18:00", Some(Region::BE))
            } else {
                CalendarSpec::always("Europe/Berlin")
            };
            let version = |from: &str, fee| Version {
                id: Uuid::from_u128(fee),
                valid_from: date(from),
                fee_minor: i64::try_from(fee).ok(),
            };
            World {
                definition: definition(availability, window, removed, cap),
                calendar: Calendar::new(&spec).unwrap(),
                later: amended
                    .map(|after| amendment(availability, window, !removed, at(after)))
                    .into_iter()
                    .collect(),
                ends_on: cap.filter(|cap| *cap > 2_000_000).map(|_| date("2026-03-20")),
                versions: vec![version("2025-11-15", 1_000_000), version("2026-02-01", 2_000_000)],
                charges: HashMap::from([("2026-01".parse().unwrap(), 1_234_567)]),
            }
        },
    )
}

/// Stricter goals, longer service hours and other credits from a day on.
fn amendment(availability: bool, window: &str, removed: bool, at: Instant) -> Era<'static> {
    let mut definition = definition(availability, window, removed, None);
    definition.threshold_ppm = 995_000;
    if let Metric::InTimeRate { goals } = &mut definition.metric {
        goals.insert("P1".to_owned(), 7_200);
        goals.insert("P9".to_owned(), 200_000);
    }
    let spec = CalendarSpec::weekdays("Europe/Berlin", "06:00", "22:00", None);
    Era {
        from: at.date_naive(),
        definition: Box::leak(Box::new(definition)),
        calendar: Box::leak(Box::new(Calendar::new(&spec).unwrap())),
    }
}

pub fn span() -> impl Strategy<Value = Span> {
    (-SPAN / 4..SPAN, proptest::option::weighted(0.9, 0..400_000_i64)).prop_map(|(from, length)| Span {
        from: at(from),
        to: length.map(|length| at(from + length)),
    })
}

pub fn spans(most: usize) -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 0..most)
}

pub fn ticket() -> impl Strategy<Value = TicketFact<'static>> {
    let resolved = proptest::option::weighted(0.7, 0..400_000_i64);
    let pauses = prop::collection::vec(
        (0..200_000_i64, proptest::option::weighted(0.8, 0..100_000_i64)),
        0..3,
    );
    (
        -SPAN / 4..SPAN,
        resolved,
        pauses,
        prop::sample::select(PRIORITIES.to_vec()),
    )
        .prop_map(|(reported, resolved, pauses, priority)| TicketFact {
            priority,
            ticket: Ticket {
                reported_at: at(reported),
                resolved_at: resolved.map(|after| at(reported + after)),
                pauses: pauses
                    .into_iter()
                    .map(|(from, length)| Pause {
                        from: at(reported + from),
                        to: length.map(|length| at(reported + from + length)),
                    })
                    .collect(),
            },
        })
}

pub fn tickets(most: usize) -> impl Strategy<Value = Vec<TicketFact<'static>>> {
    prop::collection::vec(ticket(), 0..most)
}

pub fn stretches([outages, observations, maintenance]: &[Vec<Span>; 3]) -> Facts<'_> {
    Facts {
        outages,
        observations,
        maintenance,
        ..Facts::default()
    }
}
