//! Which breaches are put before people, and how escalations are numbered.

use chrono::Duration;

use crate::sla::result::{Clock, Status};

/// A breach that shows only at the very end of a period, such as a ticket late on the last evening, is still news
/// for this long. Anything older is history, imported or recalculated, and troubles nobody.
pub const NEWS_FOR: Duration = Duration::hours(48);

/// Whether a result must be escalated when it is first seen.
pub fn is_news(status: Status, clock: &Clock) -> bool {
    status == Status::Breached && clock.as_of < clock.bounds.to + NEWS_FOR
}

/// `ESK-2026-003`: the third escalation of the year.
pub fn reference(year: i32, number: u64) -> String {
    format!("{}{number:03}", reference_prefix(year))
}

/// What all references of a year begin with.
pub fn reference_prefix(year: i32) -> String {
    format!("ESK-{year}-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::zone;

    #[test]
    fn history_is_no_news() {
        let period: crate::time::period::Period = "2016-03".parse().unwrap();
        let bounds = period.bounds(zone::parse("Europe/Berlin").unwrap());
        let seen = |at: &str| {
            is_news(
                Status::Breached,
                &Clock {
                    period,
                    bounds,
                    as_of: at.parse().unwrap(),
                },
            )
        };
        assert!(seen("2016-03-14T10:00:00Z"));
        assert!(seen("2016-04-01T06:00:00Z"));
        assert!(!seen("2026-11-23T09:00:00Z"));
        assert!(!is_news(
            Status::AtRisk,
            &Clock {
                period,
                bounds,
                as_of: bounds.from
            }
        ));
    }

    #[test]
    fn references_sort_by_year_and_number() {
        assert_eq!(reference(2026, 3), "ESK-2026-003");
    }
}
