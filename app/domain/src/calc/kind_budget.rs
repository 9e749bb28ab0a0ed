//! Kinds about error budgets, burn rates and counts.

use super::input::{Fields, Problem};
use super::number::{self, ROUNDINGS, Rounding};
use super::output::Output;
use super::too_large;
use crate::exact::Fraction;

/// `error_budget`: the downtime a target allows, by method.
pub fn error_budget(input: &Fields<'_>) -> Result<Output, Problem> {
    type Method = fn(&Fields<'_>, Fraction) -> Result<Output, Problem>;
    let methods: [(&str, Method); 3] = [("time", by_time), ("timeslices", by_slices), ("zabbix", zabbix)];
    let target = percent(input, "target_percent")?;
    input.choice("method", &methods)?(input, target)
}

/// `(1 - target) · period`.
fn by_time(input: &Fields<'_>, target: Fraction) -> Result<Output, Problem> {
    let period = input.not_negative("period_seconds")?;
    let allowed = missing_share(target)
        .and_then(|share| share.times(period))
        .ok_or_else(too_large)?;
    Ok(Output::default().number("allowed_seconds", Some(allowed)))
}

/// Whole bad slices allowed (`OpenSLO`, budgeting method Timeslices).
fn by_slices(input: &Fields<'_>, target: Fraction) -> Result<Output, Problem> {
    let slice = input.positive("slice_seconds")?;
    let slices = input
        .not_negative("period_seconds")?
        .over(slice)
        .and_then(Fraction::floor);
    let allowed = missing_share(target)
        .zip(slices)
        .and_then(|(share, slices)| share.times(Fraction::whole(slices))?.floor())
        .ok_or_else(too_large)?;
    let seconds = Fraction::whole(allowed).times(slice).ok_or_else(too_large)?;
    Ok(Output::default()
        .integer("allowed_bad_slices", allowed)
        .number("allowed_seconds", Some(seconds)))
}

/// How much more downtime would bring the value down to the target if the clock stopped there (Zabbix).
fn zabbix(input: &Fields<'_>, target: Fraction) -> Result<Output, Problem> {
    let [up, down, most] = ["uptime", "downtime", "max_uptime"].map(|key| input.not_negative(key));
    let (up, down, most) = (up?, down?, most?);
    let measured = up.plus(down).ok_or_else(too_large)?;
    if measured > most {
        return Err(input.wrong("max_uptime", "less than uptime and downtime together"));
    }
    let left = most.minus(measured).ok_or_else(too_large)?;
    let budget = if target == Fraction::ZERO {
        left
    } else {
        let at_target = up
            .over(target)
            .and_then(|total| number::round(total, 0, Rounding::Truncate));
        let further = at_target
            .and_then(|total| total.minus(measured))
            .ok_or_else(too_large)?;
        further.min(left)
    };
    Ok(Output::default().number("error_budget_seconds", Some(budget)))
}

/// `burn_rate`: the rate at which a share of the budget is used up in a window:
/// `burn = (budget % · period / 100) / window`.
pub fn burn_rate(input: &Fields<'_>) -> Result<Output, Problem> {
    let budget = percent(input, "budget_percent")?;
    let (period, window) = (
        input.positive("slo_period_hours")?,
        input.positive("long_window_hours")?,
    );
    let burn = budget
        .times(period)
        .and_then(|spent| spent.over(window))
        .ok_or_else(too_large)?;
    Ok(Output::default().number("burn_rate", Some(burn)))
}

/// Pyrra's four windows as shares of the objective's window: factor, long, short, for, each as a divisor, severity.
const WINDOWS: [(i64, i64, i64, i64, &str); 4] = [
    (14, 28 * 24, 28 * 24 * 12, 28 * 24 * 30, "critical"),
    (7, 28 * 4, 28 * 24 * 2, 28 * 24 * 4, "critical"),
    (2, 28, 28 * 12, 28 * 24, "warning"),
    (1, 7, 28 * 4, 28 * 8, "warning"),
];

/// `alert_window`: the window pair for a burn factor, rounded to whole minutes.
pub fn alert_window(input: &Fields<'_>) -> Result<Output, Problem> {
    let window = input.positive("slo_window_minutes")?;
    let factor = input.integer("factor")?;
    let &(_, long, short, pending, severity) = WINDOWS
        .iter()
        .find(|(known, ..)| *known == factor)
        .ok_or_else(|| input.wrong("factor", "not one of 14, 7, 2, 1"))?;
    let minutes = |divisor: i64| {
        let part = window.over(Fraction::whole(divisor));
        part.and_then(|part| part.scaled_half_up(1)).ok_or_else(too_large)
    };
    Ok(Output::default()
        .integer("long_minutes", minutes(long)?)
        .integer("short_minutes", minutes(short)?)
        .integer("for_minutes", minutes(pending)?)
        .word("severity", severity))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CountsAs {
    Good,
    Bad,
    Excluded,
}

/// `sli_count`: good events of all, with a stated treatment of pending and maintenance events.
pub fn sli_count(input: &Fields<'_>) -> Result<Output, Problem> {
    let groups = [
        (input.not_negative("good")?, CountsAs::Good),
        (input.not_negative("bad")?, CountsAs::Bad),
        by_policy(input, "pending", "pending_counts_as")?,
        by_policy(input, "maintenance", "maintenance_counts_as")?,
    ];
    let sum = |counted: &[CountsAs]| {
        let mut chosen = groups.iter().filter(|(_, policy)| counted.contains(policy));
        chosen
            .try_fold(Fraction::ZERO, |sum, (count, _)| sum.plus(*count))
            .ok_or_else(too_large)
    };
    let (good, all) = (sum(&[CountsAs::Good])?, sum(&[CountsAs::Good, CountsAs::Bad])?);
    let ratio = match (all == Fraction::ZERO, input.optional("empty_value")) {
        (true, Some(_)) => Some(input.up_to(1, "empty_value")?),
        (true, None) => None,
        (false, _) => Some(good.over(all).ok_or_else(too_large)?),
    };
    Ok(Output::default().number("ratio", ratio))
}

/// Events that count as a policy says. Where there are none, no policy is needed.
fn by_policy(input: &Fields<'_>, count: &str, policy: &str) -> Result<(Fraction, CountsAs), Problem> {
    if input.optional(count).is_none() {
        return Ok((Fraction::ZERO, CountsAs::Excluded));
    }
    let policies = [
        ("good", CountsAs::Good),
        ("bad", CountsAs::Bad),
        ("excluded", CountsAs::Excluded),
    ];
    Ok((input.not_negative(count)?, input.choice(policy, &policies)?))
}

/// `rounding`: a value for display.
pub fn rounding(input: &Fields<'_>) -> Result<Output, Problem> {
    let decimals = u32::try_from(input.integer_within("decimals", 0, 12)?).unwrap_or(0);
    let mode = input.choice("mode", ROUNDINGS)?;
    let value = number::round(input.number("value")?, decimals, mode).ok_or_else(too_large)?;
    Ok(Output::default().number("value", Some(value)))
}

/// `mtbf_availability`: `MTBF / (MTBF + MTTR)` in percent.
pub fn mtbf(input: &Fields<'_>) -> Result<Output, Problem> {
    let (mtbf, mttr) = (input.not_negative("mtbf")?, input.not_negative("mttr")?);
    let cycle = mtbf.plus(mttr).ok_or_else(too_large)?;
    if cycle == Fraction::ZERO {
        return Err(input.wrong("mtbf", "both times are 0"));
    }
    let share = mtbf
        .over(cycle)
        .and_then(|share| share.times(Fraction::whole(100)))
        .ok_or_else(too_large)?;
    Ok(Output::default().number("availability_percent", Some(share)))
}

/// A percentage from 0 to 100 as a share.
pub fn percent(input: &Fields<'_>, key: &str) -> Result<Fraction, Problem> {
    let percent = input.number(key)?;
    if percent < Fraction::ZERO || percent > Fraction::whole(100) {
        return Err(input.wrong(key, "not within 0 to 100"));
    }
    percent.over(Fraction::whole(100)).ok_or_else(too_large)
}

fn missing_share(target: Fraction) -> Option<Fraction> {
    Fraction::whole(1).minus(target)
}
