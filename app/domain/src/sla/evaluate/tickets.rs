//! Tickets against their goals, and how many of a period stand how.

use super::{EvaluationError, Facts, Terms, TicketFact};
use crate::sla::result::TicketTally;
use crate::sla::target::Metric;
use crate::sla::ticket::{self, Outcome, Verdict};
use crate::time::period::Period;
use crate::time::{Instant, TimeError};

/// A ticket measured against its goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredTicket<'f> {
    /// Which of the facts' tickets it is.
    pub index: usize,
    /// The ticket.
    pub fact: &'f TicketFact<'f>,
    /// Its goal in seconds of service time.
    pub goal_seconds: i64,
    /// How it stands.
    pub outcome: Outcome,
    /// The period in which it is due; `None` while an open pause keeps it from being due.
    pub period: Option<Period>,
}

/// Every ticket that has a goal, in the order of the facts.
///
/// # Errors
/// A ticket is resolved before it was reported, or an instant lies outside the supported years.
pub fn tickets<'f>(
    terms: &Terms<'_>,
    facts: &Facts<'f>,
    now: Instant,
) -> Result<Vec<MeasuredTicket<'f>>, EvaluationError> {
    let mut measured = Vec::with_capacity(facts.tickets.len());
    for (index, fact) in facts.tickets.iter().enumerate() {
        if let Some((goal_seconds, outcome)) = measure(terms, fact, now)? {
            measured.push(MeasuredTicket {
                index,
                fact,
                goal_seconds,
                outcome,
                period: outcome.due.map(|due| terms.period_of(due)),
            });
        }
    }
    Ok(measured)
}

/// A ticket's goal and how it stands; `None` if its priority has no goal.
pub(super) fn measure(
    terms: &Terms<'_>,
    fact: &TicketFact<'_>,
    now: Instant,
) -> Result<Option<(i64, Outcome)>, TimeError> {
    let era = terms.era_at(fact.ticket.reported_at);
    let Metric::InTimeRate { goals } = &era.definition.metric else {
        return Ok(None);
    };
    let Some(goal) = goals.get(fact.priority).copied() else {
        return Ok(None);
    };
    ticket::evaluate(era.calendar, goal, &fact.ticket, now).map(|outcome| Some((goal, outcome)))
}

/// The tickets due in one period.
///
/// An unresolved ticket is kept with its due instant, so that later its verdict follows from the present alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Volume {
    met: i64,
    /// Due instants of the tickets resolved too late, sorted.
    late: Vec<Instant>,
    /// Due instants of the unresolved tickets, sorted.
    unresolved: Vec<Instant>,
}

impl Volume {
    pub(super) fn add(&mut self, due: Instant, verdict: Verdict, resolved: bool) {
        match (resolved, verdict) {
            (true, Verdict::Met) => self.met += 1,
            (true, _) => insert(&mut self.late, due),
            (false, _) => insert(&mut self.unresolved, due),
        }
    }

    /// Takes a ticket out; `None` if there is no such ticket.
    pub(super) fn remove(&mut self, due: Instant, verdict: Verdict, resolved: bool) -> Option<()> {
        match (resolved, verdict) {
            (true, Verdict::Met) => {
                self.met = self.met.checked_sub(1).filter(|left| *left >= 0)?;
                Some(())
            }
            (true, _) => remove(&mut self.late, due),
            (false, _) => remove(&mut self.unresolved, due),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn tally(&self, now: Instant) -> TicketTally {
        let overdue = self.unresolved.partition_point(|due| *due < now);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        TicketTally {
            met: self.met,
            missed: count(self.late.len()) + count(overdue),
            pending: count(self.unresolved.len() - overdue),
        }
    }

    /// When the first of the missed tickets was due.
    pub(super) fn first_missed(&self, now: Instant) -> Option<Instant> {
        let overdue = self.unresolved.first().filter(|due| **due < now);
        self.late.first().into_iter().chain(overdue).min().copied()
    }
}

fn insert(sorted: &mut Vec<Instant>, due: Instant) {
    let place = sorted.partition_point(|other| *other <= due);
    sorted.insert(place, due);
}

fn remove(sorted: &mut Vec<Instant>, due: Instant) -> Option<()> {
    let place = sorted.binary_search(&due).ok()?;
    sorted.remove(place);
    Some(())
}
