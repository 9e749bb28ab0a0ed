//! The result of a target in a period: state, attainment, budget and money.
//!
//! While a period runs, its *budget* is what may go wrong in the whole of it, `(1 - target) x volume`: of service
//! time for availability, of expected tickets for an in-time rate, rounded down. A target is breached when the
//! budget is overspent: an availability cannot be met any more then, an in-time rate not at the volume expected. It is
//! at risk when the budget melts faster than the period passes. Once the period is over, the exact attainment alone decides.
//!
//! Units: tickets or seconds of service time, parts per million, minor units of money. 99.9 % of a month of 30 days allow
//! 43.2 minutes of downtime:
//!
//! ```
//! use domain::sla::result::{Clock, Measured, Status, judge};
//! use domain::time::period::Period;
//!
//! let definition = serde_json::from_str(r#"{
//!     "metric": {"kind": "availability"}, "threshold_ppm": 999000, "window": "month",
//!     "schedule": {"model": "none"}, "caps": {}, "claim": {"rule": "none"}
//! }"#)?;
//! let period: Period = "2026-11".parse()?;
//! let clock = Clock { period, bounds: period.bounds(chrono_tz::UTC), as_of: "2026-11-13T00:00:00Z".parse()? };
//! let measured = Measured::Seconds { up: 1_036_800 - 1_500, denominator: 1_036_800, whole_period: 2_592_000 };
//! let result = judge(&definition, measured, &clock, None, 0)?;
//! // 25 of 43.2 minutes are used after 40 % of the month.
//! assert_eq!(result.budget.map(|budget| (budget.allowed, budget.used)), Some((2_592, 1_500)));
//! assert_eq!(result.status, Status::AtRisk);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod judge;

pub use judge::judge;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::ratio::Ratio;
use crate::time::period::Period;
use crate::time::{Instant, Interval};

/// How a target stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Met, or on the way to it.
    Met,
    /// Recoverable, but the budget melts faster than the period passes.
    AtRisk,
    /// Missed, or out of reach in this period.
    Breached,
    /// Nothing was measured; never drawn as zero or as met.
    NoData,
}

impl Status {
    /// The stored and transmitted code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::AtRisk => "at_risk",
            Self::Breached => "breached",
            Self::NoData => "no_data",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Met, Self::AtRisk, Self::Breached, Self::NoData]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// What attainment counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Tickets in time of tickets due.
    Ticket,
    /// Seconds up of seconds of service time.
    Second,
}

/// What was reached, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attainment {
    /// The exact fraction.
    pub ratio: Ratio,
    /// What it counts.
    pub unit: Unit,
}

/// How much may still go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// What may go wrong in the whole period, in `unit`.
    pub allowed: i64,
    /// What went wrong so far; may exceed `allowed`.
    pub used: i64,
    /// What both count.
    pub unit: Unit,
    /// Share of the period that has passed, parts per million: of its service time for seconds, else of the calendar.
    pub elapsed_ppm: i64,
}

/// Tickets of one period by outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketTally {
    /// Resolved within their goal.
    pub met: i64,
    /// Resolved late, or unresolved past their due time.
    pub missed: i64,
    /// Not yet decided.
    pub pending: i64,
}

/// What was measured in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// Tickets due in the period, and how many the period before had.
    Tickets {
        /// This period's tickets.
        tally: TicketTally,
        /// Decided tickets of the period before: the volume to expect at least.
        usual_volume: i64,
    },
    /// Seconds of service time.
    Seconds {
        /// Without outage, from the start of the period to now or its end.
        up: i64,
        /// All that counts, over the same span.
        denominator: i64,
        /// All that the whole period will count.
        whole_period: i64,
    },
    /// Nothing.
    Nothing,
}

/// A target's result in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodResult {
    /// State.
    pub status: Status,
    /// What was reached so far.
    pub attainment: Option<Attainment>,
    /// What may still go wrong.
    pub budget: Option<Budget>,
    /// Share of the fee, parts per million, and amount after caps.
    pub credit: Option<(i64, Money)>,
    /// What the next step down would cost in all.
    pub next_step: Option<Money>,
    /// The most the period can cost.
    pub worst_case: Option<Money>,
    /// Last day to claim; only where there is something to claim. Counted from the first incident; where it is not
    /// known, from the last day of the period.
    pub claim_by: Option<NaiveDate>,
}

/// Where a period lies in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The period.
    pub period: Period,
    /// Its bounds as instants.
    pub bounds: Interval,
    /// The present.
    pub as_of: Instant,
}

impl Clock {
    /// Whether the period is over.
    pub fn is_over(&self) -> bool {
        self.as_of >= self.bounds.to
    }

    /// Share of the period that has passed, parts per million.
    pub fn elapsed_ppm(&self) -> i64 {
        let whole = self.bounds.seconds().max(1);
        let passed = (self.as_of - self.bounds.from).num_seconds().clamp(0, whole);
        judge::ppm(passed, whole)
    }
}

#[cfg(test)]
mod tests;
