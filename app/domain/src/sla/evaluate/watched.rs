//! In which periods somebody looked. Silence alone is no data.

use std::collections::BTreeSet;

use super::{Span, Terms};
use crate::time::Instant;
use crate::time::period::Period;

/// Every period of the contract touched by one of the spans, up to now.
pub(super) fn periods(
    terms: &Terms<'_>,
    spans: impl Iterator<Item = Span>,
    now: Instant,
) -> BTreeSet<Period> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable_by_key(|span| span.from);
    let mut periods = BTreeSet::new();
    let mut reached = terms.first_period();
    for span in spans {
        let last = span.end(now).min(now);
        // The spans are in order, so periods that one before has walked over need not be walked again.
        let mut period = terms.period_of(span.from).max(reached);
        while period.start(terms.zone) < last {
            periods.insert(period);
            let next = period.next();
            if next <= period {
                break;
            }
            period = next;
        }
        reached = period;
    }
    periods
}
