//! Response and resolution times of tickets.
//!
//! The clock starts with the report and runs only during service hours (EVB-IT Instandhaltung, no. 5.1: a report
//! outside service hours starts the clock at the next service time). A pause is excluded as an interval, so a
//! pause outside service hours does not extend the deadline.
//!
//! ```text
//! used = |service time ∩ [start, resolved) \\ pauses|       met if used <= goal       Unit: seconds of service time
//! ```
//!
//! ```
//! use domain::sla::ticket::{Ticket, Verdict, evaluate};
//! use domain::time::calendar::{Calendar, CalendarSpec};
//!
//! let calendar = Calendar::new(&CalendarSpec::weekdays("UTC", "08:00", "18:00", None))?;
//! let ticket = Ticket {
//!     reported_at: "2026-11-23T16:00:00Z".parse()?, resolved_at: Some("2026-11-24T10:00:00Z".parse()?), pauses: Vec::new(),
//! };
//! let outcome = evaluate(&calendar, 4 * 3_600, &ticket, "2026-12-01T00:00:00Z".parse()?)?;
//! assert_eq!((outcome.service_seconds, outcome.verdict), (14_400, Verdict::Met));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::ledger::{self, Entry, Layer, Reason};
use crate::time::calendar::{Calendar, Direction};
use crate::time::{Instant, Interval, TimeError, interval};

/// A stretch in which the clock stands, for example while waiting for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// When the clock stopped.
    pub from: Instant,
    /// When it ran again; `None` while it still stands.
    pub to: Option<Instant>,
}

/// What is known about a ticket's clock.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ticket {
    /// When the report was received.
    pub reported_at: Instant,
    /// When the goal was reached; `None` while it is open.
    pub resolved_at: Option<Instant>,
    /// When the clock stood, in any order, possibly overlapping.
    pub pauses: Vec<Pause>,
}

/// How a ticket stands against its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Resolved within the goal.
    Met,
    /// Resolved too late, or unresolved past its due instant.
    Missed,
    /// Unresolved and not yet due.
    Pending,
}

/// The result of measuring a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Outcome {
    /// When the goal is used up; `None` if the clock stands in an open pause before that.
    pub due: Option<Instant>,
    /// Seconds of service time used: until resolved, else until now but not beyond the due instant.
    pub service_seconds: i64,
    /// Whether the goal was met.
    pub verdict: Verdict,
}

/// Measures a ticket against a goal of service seconds, as seen at `as_of`.
///
/// Met: resolved with at most `goal_seconds` of service time. A resolution before the report is
/// [`TimeError::EndBeforeStart`].
pub fn evaluate(
    calendar: &Calendar,
    goal_seconds: i64,
    ticket: &Ticket,
    as_of: Instant,
) -> Result<Outcome, TimeError> {
    let start = calendar.clock_start(ticket.reported_at);
    let pauses = Pauses::of(ticket)?;
    let due = pauses.due(calendar, start, goal_seconds)?;
    let until = match ticket.resolved_at {
        Some(resolved) => Interval::new(ticket.reported_at, resolved)?.to,
        None => due.map_or(as_of, |due| due.min(as_of)),
    };
    let service_seconds = calendar.elapsed(start, until.max(start), &pauses.until(until))?;
    let verdict = match ticket.resolved_at {
        Some(_) if service_seconds <= goal_seconds => Verdict::Met,
        Some(_) => Verdict::Missed,
        None if due.is_some_and(|due| due < as_of) => Verdict::Missed,
        None => Verdict::Pending,
    };
    Ok(Outcome {
        due,
        service_seconds,
        verdict,
    })
}

/// Explains the clock of a ticket from the report to `until`: partitions that span, and the counted seconds are the
/// service time, in real time: on a calendar that counts the clock on the wall they differ by what the clocks changed.
/// `excluded` names those of its pauses that both sides agreed on.
pub fn ledger(
    calendar: &Calendar,
    ticket: &Ticket,
    excluded: &[Interval],
    until: Instant,
) -> Result<Vec<Entry>, TimeError> {
    let span = Interval::new(ticket.reported_at, until)?;
    let start = calendar.clock_start(ticket.reported_at).clamp(span.from, span.to);
    let waiting = Interval {
        from: span.from,
        to: start,
    };
    let pauses = Pauses::of(ticket)?.until(until);
    let agreed = interval::intersection(&pauses, &interval::union(excluded));
    let layer = |set, reason| Layer {
        set,
        counted: false,
        reason,
    };
    let layers = [
        layer(agreed.as_slice(), Reason::AgreedExclusion),
        layer(pauses.as_slice(), Reason::Pause),
    ];
    let running = Interval {
        from: start,
        to: span.to,
    };
    let mut entries = ledger::build(&calendar.segments(running)?, &layers, (true, Reason::ServiceTime));
    entries.push(Entry {
        interval: waiting,
        counted: false,
        reason: Reason::BeforeClockStart,
    });
    Ok(ledger::join(entries))
}

/// The pauses of a ticket, closed ones as a set and the start of an open one.
struct Pauses {
    closed: Vec<Interval>,
    open_since: Option<Instant>,
}

impl Pauses {
    fn of(ticket: &Ticket) -> Result<Self, TimeError> {
        let mut closed = Vec::with_capacity(ticket.pauses.len());
        let mut open_since: Option<Instant> = None;
        for pause in &ticket.pauses {
            match (pause.to, ticket.resolved_at) {
                (Some(to), _) => closed.push(Interval::new(pause.from, to)?),
                // Resolved while it waited: nobody closes the pause any more.
                (None, Some(resolved)) => closed.push(Interval {
                    from: pause.from,
                    to: resolved.max(pause.from),
                }),
                (None, None) => {
                    open_since = Some(open_since.map_or(pause.from, |since| since.min(pause.from)));
                }
            }
        }
        Ok(Self {
            closed: interval::union(&closed),
            open_since,
        })
    }

    /// Everything paused before an instant.
    fn until(&self, until: Instant) -> Vec<Interval> {
        let open = self.open_since.map(|from| Interval { from, to: until });
        let all: Vec<Interval> = self.closed.iter().copied().chain(open).collect();
        interval::union(&all)
    }

    /// When the goal is used up, if that is before an open pause stops the clock.
    fn due(
        &self,
        calendar: &Calendar,
        start: Instant,
        goal_seconds: i64,
    ) -> Result<Option<Instant>, TimeError> {
        let due = calendar.deadline(
            start,
            goal_seconds,
            Direction::Forward,
            &self.closed,
            calendar.tie(),
        )?;
        Ok(Some(due).filter(|due| self.open_since.is_none_or(|since| *due <= since)))
    }
}

#[cfg(test)]
mod tests;
