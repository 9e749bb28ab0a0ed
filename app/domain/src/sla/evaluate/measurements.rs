//! What was measured in each period.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::tickets::{Volume, measure};
use super::{Era, EvaluationError, Facts, Terms, TicketFact, watched};
use crate::sla::availability::MaintenanceMethod;
use crate::sla::result::Measured;
use crate::sla::target::Metric;
use crate::sla::timeline::{Sets, Timeline};
use crate::time::period::Period;
use crate::time::{Instant, TimeError};

/// The measurements of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measurements {
    /// Tickets by the period in which they are due.
    Tickets(BTreeMap<Period, Volume>),
    /// Seconds of the periods in which somebody watched.
    Seconds(BTreeMap<Period, Watched>),
}

/// What was measured, and when the first incident happened.
pub(super) type Watched = (Measured, Option<Instant>);

pub(super) const NOTHING: Watched = (Measured::Nothing, None);

impl Measurements {
    pub(super) fn of(terms: &Terms<'_>, facts: &Facts<'_>, now: Instant) -> Result<Self, EvaluationError> {
        match terms.definition.metric {
            Metric::InTimeRate { .. } => {
                let mut volumes = BTreeMap::new();
                for fact in facts.tickets {
                    add(&mut volumes, terms, fact, now)?;
                }
                Ok(Self::Tickets(volumes))
            }
            Metric::Availability { .. } => {
                let watched = watched::periods(terms, facts.watching(), now);
                let sets = facts.sets(now, None);
                let timelines = Timelines::new(terms, &Sets::from(&sets));
                let seconds = watched
                    .into_iter()
                    .map(|period| Ok((period, timelines.seconds(period, now)?)));
                Ok(Self::Seconds(seconds.collect::<Result<_, TimeError>>()?))
            }
        }
    }

    /// The periods in which something was measured.
    pub(super) fn periods(&self) -> impl Iterator<Item = Period> {
        let (tickets, seconds) = match self {
            Self::Tickets(volumes) => (Some(volumes.keys()), None),
            Self::Seconds(seconds) => (None, Some(seconds.keys())),
        };
        let tickets = tickets.into_iter().flatten();
        tickets.chain(seconds.into_iter().flatten()).copied()
    }

    /// What was measured in a period. `usual_volume` is that of the last period with tickets and becomes this one's.
    pub(super) fn of_period(&self, period: Period, usual_volume: &mut i64, now: Instant) -> Watched {
        match self {
            Self::Seconds(seconds) => seconds.get(&period).copied().unwrap_or(NOTHING),
            Self::Tickets(volumes) => {
                let Some(volume) = volumes.get(&period) else {
                    return NOTHING;
                };
                let tally = volume.tally(now);
                let usual_volume = std::mem::replace(usual_volume, tally.met + tally.missed);
                (
                    Measured::Tickets { tally, usual_volume },
                    volume.first_missed(now),
                )
            }
        }
    }
}

/// Counts a ticket in the period in which it is due.
pub(super) fn add(
    volumes: &mut BTreeMap<Period, Volume>,
    terms: &Terms<'_>,
    fact: &TicketFact<'_>,
    now: Instant,
) -> Result<(), TimeError> {
    if let Some((_, outcome)) = measure(terms, fact, now)?
        && let Some(due) = outcome.due
    {
        let volume = volumes.entry(terms.period_of(due)).or_default();
        volume.add(due, outcome.verdict, fact.ticket.resolved_at.is_some());
    }
    Ok(())
}

/// What agreed maintenance does to the figure.
pub(super) fn method(era: &Era<'_>) -> MaintenanceMethod {
    match era.definition.metric {
        Metric::Availability { maintenance } => maintenance,
        Metric::InTimeRate { .. } => MaintenanceMethod::default(),
    }
}

/// The same facts on the service hours of every era.
pub(super) struct Timelines<'t> {
    terms: &'t Terms<'t>,
    by_era: Vec<(NaiveDate, Timeline<'t>)>,
}

impl<'t> Timelines<'t> {
    pub(super) fn new(terms: &'t Terms<'t>, sets: &Sets<'_>) -> Self {
        let timeline = |era: Era<'t>| (era.from, Timeline::new(era.calendar, sets));
        Self {
            terms,
            by_era: terms.eras().map(timeline).collect(),
        }
    }

    /// The seconds of a period, and those it will have in all.
    pub(super) fn seconds(&self, period: Period, now: Instant) -> Result<Watched, TimeError> {
        let era = self.terms.era_of(period);
        let Some((_, timeline)) = self.by_era.iter().rev().find(|(from, _)| *from == era.from) else {
            return Ok(NOTHING);
        };
        let (bounds, method) = (period.bounds(self.terms.zone), method(&era));
        let so_far = timeline.measure(bounds, method, now)?;
        // As far as it is known now: maintenance may be planned.
        let whole = timeline.measure(bounds, method, bounds.to)?;
        let measured = Measured::Seconds {
            up: so_far.up_seconds,
            denominator: so_far.denominator_seconds,
            whole_period: whole.denominator_seconds,
        };
        Ok((measured, timeline.first_downtime(bounds, now)?))
    }
}
