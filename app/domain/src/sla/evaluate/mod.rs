//! A target over all its periods: from facts to results in order.
//!
//! ```text
//! measured(p)  = tickets due in p, or seconds of p without outage     only where something was recorded
//! fee(p)       = what was billed for the months of p, else their fixed fees
//! result(p)    = judge(measured(p), volume of the period before, fee(p), credits of the contract year before p)
//! ```
//!
//! The periods are those in which something was measured and the last thirteen, within the life of the contract, up to
//! the one running, and those with an earlier result; silence is no data, never 100 %. Units: tickets or seconds of service time, minor units of money.
//! [`Evaluation::full`] reads every fact; [`Evaluation::update`] reads only what a change touches and gives the same
//! answer bit for bit. [`ledger`] explains a period.
//!
//! ```
//! use std::collections::HashMap;
//! use domain::sla::evaluate::{Evaluation, Facts, Span, Terms, Version};
//! use domain::sla::result::Status;
//! use domain::sla::target::TargetDefinition;
//! use domain::time::calendar::{Calendar, CalendarSpec};
//!
//! let definition: TargetDefinition = serde_json::from_value(serde_json::json!({
//!     "metric": { "kind": "availability" }, "threshold_ppm": 999_000, "window": "month",
//!     "schedule": { "model": "tiered_step", "tiers": [{ "below_ppm": 999_000, "credit_ppm": 100_000 }] },
//!     "caps": {}, "claim": { "rule": "none" }
//! }))?;
//! let calendar = Calendar::new(&CalendarSpec::always("Europe/Berlin"))?;
//! let version = Version { id: Default::default(), valid_from: "2026-01-01".parse()?, fee_minor: Some(2_000_000) };
//! let terms = Terms {
//!     definition: &definition, calendar: &calendar, later: &[], zone: chrono_tz::Europe::Berlin,
//!     starts_on: "2026-01-01".parse()?, ends_on: None, measured: (None, None), versions: &[version], charges: &HashMap::new(),
//!     currency: domain::money::Currency::parse("EUR"),
//! };
//! let outage = Span { from: "2026-03-10T09:00:00Z".parse()?, to: Some("2026-03-10T10:00:00Z".parse()?) };
//! let facts = Facts { outages: &[outage], ..Facts::default() };
//! let evaluation = Evaluation::full(&terms, &facts, "2026-05-01T00:00:00Z".parse()?)?;
//! let march = &evaluation.periods[2];
//! assert_eq!((march.clock.period.to_string().as_str(), march.result.status), ("2026-03", Status::Breached));
//! // March has 743 hours: 99.8654 % is below 99.9 %, so 10 % of 20,000.00 are owed.
//! assert_eq!(march.result.credit.map(|(_, amount)| amount.minor), Some(200_000));
//! assert_eq!(evaluation.periods[0].result.status, Status::NoData);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod facts;
mod incremental;
mod measurements;
mod terms;
mod tickets;
mod watched;

pub use facts::{Changes, Facts, Span, TicketFact};
pub use terms::{Era, Terms, Version};
pub use tickets::{MeasuredTicket, tickets};

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::ledger::Entry;
use super::result::{Clock, Measured, PeriodResult};
use super::target::Metric;
use super::timeline::{Sets, Timeline};
use crate::credit::CreditError;
use crate::money::Money;
use crate::time::period::Period;
use crate::time::{Instant, TimeError, seconds_in_range};
use measurements::{Measurements, NOTHING, method};

/// A period with its result and what it was computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The period, and when it was looked at.
    pub clock: Clock,
    /// The version of the contract that was used.
    pub version_id: Uuid,
    /// What credits are taken of.
    pub fee: Option<Money>,
    /// What was measured.
    pub measured: Measured,
    /// Credits of earlier periods of the year, which count against a yearly cap.
    pub paid_before_minor: i64,
    /// The result.
    pub result: PeriodResult,
}

/// All results of a target as of an instant, with what it takes to bring them up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The present at the time of the evaluation.
    pub as_of: Instant,
    /// The results, the oldest period first.
    pub periods: Vec<Evaluated>,
    measurements: Measurements,
}

/// What explains the result of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ledger<'f> {
    /// The tickets due in the period: their verdicts add up to the tally.
    Tickets(Vec<MeasuredTicket<'f>>),
    /// The time of the period so far: the counted seconds add up to the denominator, downtime to what it lacks.
    Time(Vec<Entry>),
}

/// Why a target cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The contract has no version.
    #[error("versions: the contract has none")]
    NoVersion,
    /// A fact or the present lies outside the supported years, or a ticket ends before it starts.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The credit schedule contradicts itself or an amount is too large.
    #[error(transparent)]
    Credit(#[from] CreditError),
}

impl Evaluation {
    /// Evaluates all periods from all facts.
    ///
    /// # Errors
    /// See [`EvaluationError`].
    pub fn full(terms: &Terms<'_>, facts: &Facts<'_>, now: Instant) -> Result<Self, EvaluationError> {
        seconds_in_range(now)?;
        let measurements = Measurements::of(terms, facts, now)?;
        Self::judged(terms, measurements, facts.recorded, now, &[])
    }

    /// Judges what was measured. A result of an earlier evaluation whose inputs are the same is taken over.
    fn judged(
        terms: &Terms<'_>,
        measurements: Measurements,
        recorded: &[Period],
        now: Instant,
        earlier: &[Evaluated],
    ) -> Result<Self, EvaluationError> {
        let mut paid_by_year: HashMap<i32, i64> = HashMap::new();
        let mut periods = Vec::new();
        let mut usual_volume = 0;
        let in_force: BTreeSet<Period> = terms.periods(measurements.periods(), now);
        let once_recorded = recorded
            .iter()
            .copied()
            .filter(|period| terms.is_own(*period, now));
        for period in in_force
            .iter()
            .copied()
            .chain(once_recorded)
            .collect::<BTreeSet<_>>()
        {
            let (measured, incident) = if in_force.contains(&period) {
                measurements.of_period(period, &mut usual_volume, now)
            } else {
                NOTHING
            };
            let paid = paid_by_year.entry(terms.contract_year(period)).or_default();
            let mut evaluated = terms.evaluated(period, measured, *paid, now, earlier)?;
            if let (Some(_), Some(incident)) = (evaluated.result.claim_by, incident) {
                evaluated.result.claim_by = terms.claim_by(period, incident);
            }
            *paid += evaluated.result.credit.map_or(0, |(_, amount)| amount.minor);
            periods.push(evaluated);
        }
        Ok(Self {
            as_of: now,
            periods,
            measurements,
        })
    }
}

/// Explains the result of a period as of `now`. A period in which nothing was recorded has an empty ledger.
///
/// # Errors
/// See [`EvaluationError`].
pub fn ledger<'f>(
    terms: &Terms<'_>,
    facts: &Facts<'f>,
    period: Period,
    now: Instant,
) -> Result<Ledger<'f>, EvaluationError> {
    match terms.definition.metric {
        Metric::InTimeRate { .. } => {
            let mut tickets = tickets(terms, facts, now)?;
            tickets.retain(|ticket| ticket.period == Some(period));
            Ok(Ledger::Tickets(tickets))
        }
        Metric::Availability { .. } => {
            if !watched::periods(terms, facts.watching(), now).contains(&period) {
                return Ok(Ledger::Time(Vec::new()));
            }
            let sets = facts.sets(now, None);
            let era = terms.era_of(period);
            let timeline = Timeline::new(era.calendar, &Sets::from(&sets));
            let bounds = period.bounds(terms.zone);
            Ok(Ledger::Time(timeline.ledger(bounds, method(&era), now)?))
        }
    }
}
