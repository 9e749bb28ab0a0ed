//! The facts of one service, and what changed in them.

use crate::sla::ticket::Ticket;
use crate::sla::timeline::Sets;
use crate::time::period::Period;
use crate::time::{Instant, Interval};

/// A stretch of time that may still last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Its start.
    pub from: Instant,
    /// Its end; `None` while it lasts.
    pub to: Option<Instant>,
}

impl Span {
    /// Its end, as far as it is known now.
    pub fn end(&self, now: Instant) -> Instant {
        self.to.unwrap_or(now)
    }

    /// As an interval; one that still lasts ends now. `None` if nothing is left of it.
    pub fn interval(&self, now: Instant) -> Option<Interval> {
        let to = self.end(now);
        (self.from < to).then_some(Interval { from: self.from, to })
    }
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFact<'a> {
    /// Decides which goal it has.
    pub priority: &'a str,
    /// Its clock.
    pub ticket: Ticket,
}

/// Everything known about a service, in any order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// Tickets.
    pub tickets: &'a [TicketFact<'a>],
    /// Outages.
    pub outages: &'a [Span],
    /// When somebody watched, so that time without outage is known to be time without outage.
    pub observations: &'a [Span],
    /// Agreed maintenance windows.
    pub maintenance: &'a [Span],
    /// Other agreed exclusions.
    pub excluded: &'a [Span],
    /// Time of which nothing is known.
    pub unknown: &'a [Span],
    /// Periods with a result of an earlier evaluation: judged again even if nothing of them is left.
    pub recorded: &'a [Period],
}

/// What is different from the facts of an earlier evaluation. Naming more than that is harmless.
#[derive(Debug, Clone, Copy, Default)]
pub struct Changes<'a> {
    /// Tickets that changed or disappeared, as they were.
    pub tickets_before: &'a [TicketFact<'a>],
    /// Tickets that changed or appeared, as they are.
    pub tickets_after: &'a [TicketFact<'a>],
    /// Every other stretch of time that appeared, changed or disappeared: as it was and as it is.
    pub spans: &'a [Span],
}

/// Stretches of time as intervals.
pub(super) struct OwnedSets {
    down: Vec<Interval>,
    maintenance: Vec<Interval>,
    excluded: Vec<Interval>,
    unknown: Vec<Interval>,
}

impl<'a> From<&'a OwnedSets> for Sets<'a> {
    fn from(sets: &'a OwnedSets) -> Self {
        Self {
            down: &sets.down,
            maintenance: &sets.maintenance,
            excluded: &sets.excluded,
            unknown: &sets.unknown,
        }
    }
}

impl<'a> Facts<'a> {
    /// Everything that shows that somebody looked: observations and outages.
    pub(super) fn watching(&self) -> impl Iterator<Item = Span> + use<'a> {
        self.outages.iter().chain(self.observations).copied()
    }

    /// The stretches as intervals, only those that touch the hull if there is one.
    pub(super) fn sets(&self, now: Instant, hull: Option<Interval>) -> OwnedSets {
        let set = |spans: &[Span]| {
            let intervals = spans.iter().filter_map(|span| span.interval(now));
            intervals
                .filter(|interval| hull.is_none_or(|hull| interval.from < hull.to && hull.from < interval.to))
                .collect()
        };
        OwnedSets {
            down: set(self.outages),
            maintenance: set(self.maintenance),
            excluded: set(self.excluded),
            unknown: set(self.unknown),
        }
    }
}
