//! Facts of a large tenant: they look random and are the same in every run.

use chrono::DateTime;
use domain::sla::evaluate::{Span, TicketFact};
use domain::sla::target::TargetDefinition;
use domain::sla::ticket::{Pause, Ticket};
use domain::time::Instant;

/// A year in seconds.
pub const YEAR: i64 = 365 * 86_400;

pub fn at(seconds: i64) -> Instant {
    DateTime::from_timestamp(1_764_547_200 + seconds, 0).unwrap_or_default()
}

/// Numbers that look random and are the same in every run.
pub fn scattered(seed: usize, below: i64) -> i64 {
    let mixed = (seed as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    i64::try_from((mixed ^ (mixed >> 29)) % below.unsigned_abs().max(1)).unwrap_or(0)
}

pub fn definition(metric: &str) -> Option<TargetDefinition> {
    let text = format!(
        r#"{{"metric": {metric}, "threshold_ppm": 999000, "window": "month",
        "schedule": {{"model": "tiered_step", "tiers": [
            {{"below_ppm": 999000, "at_least_ppm": 990000, "credit_ppm": 100000}},
            {{"below_ppm": 990000, "credit_ppm": 250000}}]}},
        "caps": {{"yearly_cap_minor": 5000000}}, "claim": {{"rule": "end_of_billing_cycle", "cycles": 2}}}}"#
    );
    serde_json::from_str(&text).ok()
}

pub fn outages(service: usize) -> Vec<Span> {
    let outage = |index: usize| {
        let seed = service * 50 + index;
        let from = at(scattered(seed, YEAR));
        Span {
            from,
            to: Some(from + chrono::TimeDelta::seconds(60 + scattered(seed * 7, 20_000))),
        }
    };
    (0..50).map(outage).collect()
}

pub fn tickets(service: usize) -> Vec<TicketFact<'static>> {
    let ticket = |index: usize| {
        let seed = service * 100 + index;
        let from = scattered(seed, YEAR);
        let pause = Pause {
            from: at(from + 9_000),
            to: Some(at(from + 30_000)),
        };
        TicketFact {
            priority: if index.is_multiple_of(3) { "P1" } else { "P2" },
            ticket: Ticket {
                reported_at: at(from),
                resolved_at: Some(at(from + scattered(seed * 3, 400_000))),
                pauses: if index.is_multiple_of(2) {
                    vec![pause]
                } else {
                    Vec::new()
                },
            },
        }
    };
    (0..100).map(ticket).collect()
}
