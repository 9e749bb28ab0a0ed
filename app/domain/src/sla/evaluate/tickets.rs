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
    let Metric::InTimeRate { goals } = &terms.definition.metric else {
        return Ok(None);
    };
    let Some(goal) = goals.get(fact.priority).copied() else {
        return Ok(None);
    };
    ticket::evaluate(terms.calendar, goal, &fact.ticket, now).map(|outcome| Some((goal, outcome)))
}

/// The tickets due in one period.
///
/// An unresolved ticket is kept with its due instant, so that later its verdict follows from the present alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Volume {
    met: i64,
    late: i64,
    /// Due instants of the unresolved tickets, sorted.
    unresolved: Vec<Instant>,
}

impl Volume {
    pub(super) fn add(&mut self, due: Instant, verdict: Verdict, resolved: bool) {
        match (resolved, verdict) {
            (true, Verdict::Met) => self.met += 1,
            (true, _) => self.late += 1,
            (false, _) => {
                let place = self.unresolved.partition_point(|other| *other <= due);
                self.unresolved.insert(place, due);
            }
        }
    }

    /// Takes a ticket out; `None` if there is no such ticket.
    pub(super) fn remove(&mut self, due: Instant, verdict: Verdict, resolved: bool) -> Option<()> {
        let count = match (resolved, verdict) {
            (true, Verdict::Met) => &mut self.met,
            (true, _) => &mut self.late,
            (false, _) => {
                let place = self.unresolved.binary_search(&due).ok()?;
                self.unresolved.remove(place);
                return Some(());
            }
        };
        *count = count.checked_sub(1).filter(|left| *left >= 0)?;
        Some(())
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn tally(&self, now: Instant) -> TicketTally {
        let overdue = self.unresolved.partition_point(|due| *due < now);
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        TicketTally {
            met: self.met,
            missed: self.late + count(overdue),
            pending: count(self.unresolved.len() - overdue),
        }
    }
}
