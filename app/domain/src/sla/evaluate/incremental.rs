//! Bringing an evaluation up to date without reading every fact again.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::measurements::{Measurements, Timelines, Watched, add};
use super::tickets::{Volume, measure};
use super::{Changes, Evaluation, EvaluationError, Facts, Span, Terms, watched};
use crate::sla::target::Metric;
use crate::sla::timeline::Sets;
use crate::time::period::Period;
use crate::time::{Instant, Interval, clamped};

impl Evaluation {
    /// The evaluation as of `now`, after `changes` led to `facts`. The terms must be those of this evaluation.
    ///
    /// Only periods that a change touches and those that were not over are measured again; the rest of the results is
    /// judged again only if a credit before them changed. The answer equals that of [`Self::full`]. If the changes do
    /// not fit to this evaluation, or `now` lies before it, everything is computed.
    ///
    /// # Errors
    /// See [`EvaluationError`].
    pub fn update(
        &self,
        terms: &Terms<'_>,
        facts: &Facts<'_>,
        changes: &Changes<'_>,
        now: Instant,
    ) -> Result<Self, EvaluationError> {
        if now < self.as_of {
            return Self::full(terms, facts, now);
        }
        let measurements = match (&self.measurements, &terms.definition.metric) {
            (Measurements::Tickets(volumes), Metric::InTimeRate { .. }) => {
                self.volumes(volumes.clone(), terms, changes, now)?
            }
            (Measurements::Seconds(known), Metric::Availability { .. }) => {
                Some(self.seconds(known.clone(), terms, facts, changes, now)?)
            }
            _ => None,
        };
        match measurements {
            Some(measurements) => Self::judged(terms, measurements, facts.recorded, now, &self.periods),
            None => Self::full(terms, facts, now),
        }
    }

    /// Takes the changed tickets out as they were and puts them in as they are; `None` if one was not there.
    fn volumes(
        &self,
        mut volumes: BTreeMap<Period, Volume>,
        terms: &Terms<'_>,
        changes: &Changes<'_>,
        now: Instant,
    ) -> Result<Option<Measurements>, EvaluationError> {
        for fact in changes.tickets_before {
            let Some((_, outcome)) = measure(terms, fact, self.as_of)? else {
                continue;
            };
            let Some(due) = outcome.due else { continue };
            let period = terms.period_of(due);
            let resolved = fact.ticket.resolved_at.is_some();
            let volume = volumes.get_mut(&period);
            let removed = volume.and_then(|volume| {
                volume.remove(due, outcome.verdict, resolved)?;
                Some(volume.is_empty())
            });
            match removed {
                Some(true) => drop(volumes.remove(&period)),
                Some(false) => {}
                None => return Ok(None),
            }
        }
        for fact in changes.tickets_after {
            add(&mut volumes, terms, fact, now)?;
        }
        Ok(Some(Measurements::Tickets(volumes)))
    }

    /// Measures the touched periods and those that were not over again.
    fn seconds(
        &self,
        mut known: BTreeMap<Period, Watched>,
        terms: &Terms<'_>,
        facts: &Facts<'_>,
        changes: &Changes<'_>,
        now: Instant,
    ) -> Result<Measurements, EvaluationError> {
        let mut affected = watched::periods(terms, changes.spans.iter().copied(), now);
        affected.extend(terms.running_since(self.as_of, now));
        let (Some(first), Some(last)) = (affected.first(), affected.last()) else {
            return Ok(Measurements::Seconds(known));
        };
        let hull = Interval {
            from: first.start(terms.zone),
            to: last.next().start(terms.zone),
        };
        let sets = facts.sets(now, Some(hull));
        let timelines = Timelines::new(terms, &Sets::from(&sets));
        let nearby = facts.watching().filter(|span| touches(span, hull, now));
        let watched = watched::periods(terms, nearby, now);
        for period in affected {
            if watched.contains(&period) {
                known.insert(period, timelines.seconds(period, now)?);
            } else {
                known.remove(&period);
            }
        }
        Ok(Measurements::Seconds(known))
    }
}

impl Terms<'_> {
    /// The periods that were not over at an instant, up to the one running now.
    fn running_since(&self, since: Instant, now: Instant) -> impl Iterator<Item = Period> {
        let last = self.period_of(now);
        let first = self.period_of(since).previous().max(self.first_period());
        std::iter::successors(Some(first), |period| Some(period.next()))
            .take_while(move |period| *period <= last)
    }
}

/// Whether a span may lie in one of the periods of a hull. A day more on either side costs nothing and spares the
/// question to which day an instant belongs when the clocks change at midnight.
fn touches(span: &Span, hull: Interval, now: Instant) -> bool {
    let day = TimeDelta::days(1);
    let (from, to) = (clamped(span.from), clamped(span.end(now)));
    from - day < hull.to && hull.from < to + day
}
