//! The result of a target in a period: state, attainment, budget and money.
//!
//! While a period runs, its *budget* is what may go wrong in the whole of it, `(1 - target) x volume`: of service
//! time for availability, of expected tickets for an in-time rate, rounded down. A target is breached when the
//! budget is overspent: an availability cannot be met any more then, an in-time rate not at the volume expected. It is
//! at risk when the budget melts faster than the period passes. Once the period is over, the exact attainment alone decides.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::target::TargetDefinition;
use crate::credit::{self, CreditError, Schedule};
use crate::money::Money;
use crate::ratio::{Ppm, Ratio, WHOLE_PPM};
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
    /// Share of the period that has passed, parts per million.
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
    /// Last day to claim; only where there is something to claim.
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
        ppm(passed, whole)
    }
}

/// Judges a period.
///
/// `fee` is what credits are taken of; without one there is no money. `paid_this_year_minor` counts against a
/// yearly cap.
///
/// # Errors
/// The credit schedule contradicts itself or the amounts exceed their limits.
pub fn judge(
    definition: &TargetDefinition,
    measured: Measured,
    clock: &Clock,
    fee: Option<Money>,
    paid_this_year_minor: i64,
) -> Result<PeriodResult, CreditError> {
    let Some(attainment) = attainment(measured) else {
        return Ok(PeriodResult {
            status: Status::NoData,
            attainment: None,
            budget: None,
            credit: None,
            next_step: None,
            worst_case: None,
            claim_by: None,
        });
    };
    let budget = budget(definition.threshold_ppm, measured, clock);
    let status = status(definition.threshold_ppm, attainment.ratio, budget, clock);
    let price = |ratio| {
        fee.map(|fee| {
            credit::credit(
                &definition.schedule,
                &definition.caps,
                ratio,
                fee,
                paid_this_year_minor,
            )
        })
        .transpose()
    };
    let credit = price(priced_ratio(measured, attainment.ratio, clock))?;
    let percent = credit.as_ref().map_or(0, |credit| credit.percent_ppm);
    let steps = steps_below(&definition.schedule, percent);
    let amount_at = |step: Option<&Ratio>| step.map(|ratio| price(*ratio)).transpose();
    let next_step = amount_at(steps.first())?.flatten().map(|credit| credit.amount);
    let worst_case = amount_at(steps.last())?
        .flatten()
        .or(price(floor(&definition.schedule, attainment.ratio))?)
        .or_else(|| credit.clone())
        .map(|credit| credit.amount);
    let owed = credit.as_ref().is_some_and(|credit| credit.amount.minor > 0);
    Ok(PeriodResult {
        status,
        attainment: Some(attainment),
        budget: Some(budget),
        credit: credit.map(|credit| (credit.percent_ppm, credit.amount)),
        next_step,
        worst_case,
        claim_by: if owed {
            definition.claim.deadline(clock.period.last_day())
        } else {
            None
        },
    })
}

fn attainment(measured: Measured) -> Option<Attainment> {
    let (ratio, unit) = match measured {
        Measured::Tickets { tally, .. } => (Ratio::new(tally.met, tally.met + tally.missed), Unit::Ticket),
        Measured::Seconds { up, denominator, .. } => (Ratio::new(up, denominator), Unit::Second),
        Measured::Nothing => return None,
    };
    ratio.map(|ratio| Attainment { ratio, unit })
}

/// The ratio that sets the credit so far. Downtime is known to the second and the whole period's service time is
/// fixed, so the rest of the period is taken as free of outages: this credit is locked in. The number of tickets
/// to come is not known, so an in-time rate is taken as it stands.
fn priced_ratio(measured: Measured, so_far: Ratio, clock: &Clock) -> Ratio {
    match measured {
        Measured::Seconds {
            up,
            denominator,
            whole_period,
        } if !clock.is_over() => {
            Ratio::new(whole_period - (denominator - up), whole_period).unwrap_or(so_far)
        }
        _ => so_far,
    }
}

fn budget(threshold_ppm: i64, measured: Measured, clock: &Clock) -> Budget {
    let elapsed_ppm = clock.elapsed_ppm();
    let (volume, used, unit) = match measured {
        Measured::Tickets { tally, usual_volume } => (
            expected_tickets(tally, usual_volume, clock),
            tally.missed,
            Unit::Ticket,
        ),
        Measured::Seconds {
            up,
            denominator,
            whole_period,
        } => (whole_period, denominator - up, Unit::Second),
        Measured::Nothing => (0, 0, Unit::Second),
    };
    let allowed = i128::from(WHOLE_PPM - threshold_ppm) * i128::from(volume) / i128::from(WHOLE_PPM);
    Budget {
        allowed: i64::try_from(allowed).unwrap_or(i64::MAX),
        used,
        unit,
        elapsed_ppm,
    }
}

/// How many tickets the period will have: those known, at least at the rate so far, at least as many as last time.
fn expected_tickets(tally: TicketTally, usual_volume: i64, clock: &Clock) -> i64 {
    let decided = tally.met + tally.missed;
    if clock.is_over() {
        return decided;
    }
    let projected = match clock.elapsed_ppm() {
        0 => 0,
        elapsed => {
            i64::try_from(i128::from(decided) * i128::from(WHOLE_PPM) / i128::from(elapsed)).unwrap_or(0)
        }
    };
    (decided + tally.pending).max(projected).max(usual_volume)
}

fn status(threshold_ppm: i64, ratio: Ratio, budget: Budget, clock: &Clock) -> Status {
    if clock.is_over() {
        return if ratio.cmp_ppm(Ppm(threshold_ppm)).is_lt() {
            Status::Breached
        } else {
            Status::Met
        };
    }
    if budget.used > budget.allowed {
        return Status::Breached;
    }
    let melted = i128::from(budget.used) * i128::from(WHOLE_PPM);
    let passed = i128::from(budget.allowed) * i128::from(budget.elapsed_ppm);
    if budget.used > 0 && melted > passed {
        Status::AtRisk
    } else {
        Status::Met
    }
}

/// The least that can still be reached, as far as the schedule looks down: steps end with the last tier reached.
fn floor(schedule: &Schedule, so_far: Ratio) -> Ratio {
    match schedule {
        Schedule::TieredStep { .. } => so_far,
        _ => Ratio {
            numerator: 0,
            ..so_far
        },
    }
}

/// One ratio inside each step that costs more than `percent_ppm`, the cheapest first.
fn steps_below(schedule: &Schedule, percent_ppm: i64) -> Vec<Ratio> {
    let Schedule::TieredStep { tiers } = schedule else {
        return Vec::new();
    };
    let mut steps: Vec<_> = tiers
        .iter()
        .filter(|tier| tier.credit_ppm > percent_ppm)
        .collect();
    steps.sort_by_key(|tier| tier.credit_ppm);
    let inside = |tier: &&credit::Tier| Ratio::new(tier.at_least_ppm.unwrap_or(0), WHOLE_PPM);
    steps.iter().filter_map(inside).collect()
}

fn ppm(part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(part) * i128::from(WHOLE_PPM) / i128::from(whole)).unwrap_or(WHOLE_PPM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::ClaimRule;
    use crate::credit::{Caps, Tier};
    use crate::money::Currency;
    use crate::sla::availability::MaintenanceMethod;
    use crate::sla::target::Metric;
    use crate::time::period::PeriodKind;
    use crate::time::zone;

    fn tier(below: i64, at_least: Option<i64>, credit: i64) -> Tier {
        Tier {
            below_ppm: below,
            at_least_ppm: at_least,
            credit_ppm: credit,
        }
    }

    fn dynamo_db() -> TargetDefinition {
        TargetDefinition {
            metric: Metric::Availability {
                maintenance: MaintenanceMethod::CountsAsUp,
            },
            threshold_ppm: 999_900,
            window: PeriodKind::Month,
            schedule: Schedule::TieredStep {
                tiers: vec![
                    tier(999_900, Some(990_000), 100_000),
                    tier(990_000, Some(950_000), 250_000),
                    tier(950_000, None, 1_000_000),
                ],
            },
            caps: Caps::default(),
            claim: ClaimRule::EndOfBillingCycle { cycles: 2 },
        }
    }

    fn clock(period: &str, as_of: &str) -> Clock {
        let period: Period = period.parse().unwrap();
        Clock {
            period,
            bounds: period.bounds(zone::parse("UTC").unwrap()),
            as_of: as_of.parse().unwrap(),
        }
    }

    fn euros(minor: i64) -> Option<Money> {
        Some(Money::new(minor, Currency::EUR))
    }

    const OCTOBER: i64 = 44_640 * 60;

    #[test]
    fn the_dynamo_db_outage_of_october_2025_costs_ten_percent() {
        let measured = Measured::Seconds {
            up: OCTOBER - 172 * 60,
            denominator: OCTOBER,
            whole_period: OCTOBER,
        };
        let after = clock("2025-10", "2025-11-02T00:00:00Z");
        let result = judge(&dynamo_db(), measured, &after, euros(1_240_000), 0).unwrap();
        assert_eq!(result.status, Status::Breached);
        assert_eq!(result.credit, Some((100_000, Money::new(124_000, Currency::EUR))));
        assert_eq!(result.next_step, euros(310_000));
        assert_eq!(result.worst_case, euros(1_240_000));
        assert_eq!(result.claim_by, NaiveDate::from_ymd_opt(2025, 12, 31));
    }

    #[test]
    fn a_running_period_counts_only_what_is_locked_in() {
        let measured = Measured::Seconds {
            up: 0,
            denominator: 3_600,
            whole_period: OCTOBER,
        };
        let early = clock("2025-10", "2025-10-01T01:00:00Z");
        let result = judge(&dynamo_db(), measured, &early, euros(1_240_000), 0).unwrap();
        assert_eq!(
            result.status,
            Status::Breached,
            "one hour is more than the 267 seconds allowed"
        );
        assert_eq!(
            result.credit.map(|credit| credit.0),
            Some(100_000),
            "not the 100 % of nothing being up so far"
        );
    }

    #[test]
    fn nothing_measured_is_neither_met_nor_missed() {
        let result = judge(
            &dynamo_db(),
            Measured::Nothing,
            &clock("2025-10", "2026-01-01T00:00:00Z"),
            euros(1),
            0,
        );
        assert_eq!(
            result.map(|result| (result.status, result.credit)),
            Ok((Status::NoData, None))
        );
    }

    #[test]
    fn a_budget_that_melts_faster_than_time_is_a_risk() {
        let definition = TargetDefinition {
            threshold_ppm: 950_000,
            ..dynamo_db()
        };
        let half = clock("2025-10", "2025-10-16T12:00:00Z");
        let with = |missed| Measured::Tickets {
            tally: TicketTally {
                met: 50 - missed,
                missed,
                pending: 0,
            },
            usual_volume: 0,
        };
        let status = |missed| judge(&definition, with(missed), &half, None, 0).map(|result| result.status);
        // 50 decided at half time: 100 expected, 5 may be late.
        assert_eq!(status(0), Ok(Status::Met));
        assert_eq!(status(2), Ok(Status::Met));
        assert_eq!(status(3), Ok(Status::AtRisk));
        assert_eq!(status(6), Ok(Status::Breached));
    }

    #[test]
    fn the_threshold_itself_is_met() {
        let definition = TargetDefinition {
            threshold_ppm: 950_000,
            ..dynamo_db()
        };
        let measured = Measured::Tickets {
            tally: TicketTally {
                met: 95,
                missed: 5,
                pending: 0,
            },
            usual_volume: 0,
        };
        let after = clock("2025-10", "2025-11-01T00:00:00Z");
        assert_eq!(
            judge(&definition, measured, &after, None, 0).map(|result| result.status),
            Ok(Status::Met)
        );
    }
}
