//! How a measurement becomes a result.

use super::{Attainment, Budget, Clock, Measured, PeriodResult, Status, TicketTally, Unit};
use crate::credit::{self, CreditError, Schedule};
use crate::money::Money;
use crate::ratio::{Ppm, Ratio, WHOLE_PPM};
use crate::sla::target::TargetDefinition;

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
    let elapsed_ppm = match measured {
        // Downtime uses up a budget of service time: nights and weekends of an office do not pass for it.
        Measured::Seconds {
            denominator,
            whole_period,
            ..
        } if whole_period > 0 => ppm(denominator, whole_period),
        _ => clock.elapsed_ppm(),
    };
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

/// A part of a whole in parts per million, cut off.
pub(super) fn ppm(part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(part) * i128::from(WHOLE_PPM) / i128::from(whole)).unwrap_or(WHOLE_PPM)
}
