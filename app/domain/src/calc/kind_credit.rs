//! The kind `credit`: schedules and pools on amounts of money with two decimals.

use super::input::{Fields, Problem};
use super::number::{self, Rounding};
use super::output::Output;
use super::too_large;
use crate::credit::schedule::{at_risk_share, band_share};
use crate::credit::{Band, ScheduleError, Tier, validate_bands, validate_tiers};
use crate::exact::Fraction;

/// `credit`: dispatches on the model.
pub fn credit(input: &Fields<'_>) -> Result<Output, Problem> {
    type Model = fn(&Fields<'_>) -> Result<Output, Problem>;
    let models: [(&str, Model); 6] = [
        ("tiered_step", tiered_step),
        ("at_risk_pool", at_risk_pool),
        ("at_risk_pool_multi", at_risk_pool_multi),
        ("points", points),
        ("gap", gap),
        ("minimum", minimum),
    ];
    input.choice("model", &models)?(input)
}

/// Tier of an uptime, given as a percentage or as downtime in a period.
fn tiered_step(input: &Fields<'_>) -> Result<Output, Problem> {
    let tiers = tiers(input)?;
    let uptime = uptime_percent(input)?;
    let lowest = tiers.last().and_then(|(tier, _)| tier.at_least_ppm);
    if lowest.is_some_and(|bound| uptime < percent(bound)) {
        return Err(input.wrong("tiers", "none covers such a low uptime"));
    }
    let tier = tiers.iter().find(|(tier, _)| {
        uptime < percent(tier.below_ppm) && tier.at_least_ppm.is_none_or(|bound| uptime >= percent(bound))
    });
    let credit_percent = tier.map_or(Fraction::ZERO, |(_, credit)| *credit);
    let output = Output::default()
        .number("credit_percent", Some(credit_percent))
        .number("uptime_percent", Some(uptime));
    with_amount(output, input, credit_percent)
}

/// Adds the amount if a fee is given. It is never more than the fee.
fn with_amount(output: Output, input: &Fields<'_>, credit_percent: Fraction) -> Result<Output, Problem> {
    if input.optional("fee").is_none() {
        return Ok(output);
    }
    let fee = input.not_negative("fee")?;
    let credit = share_of(fee, credit_percent)?.min(fee);
    Ok(output.number("credit", Some(paid(input, credit)?)))
}

/// What is paid of a credit: monthly cap, rounding, what is left of the yearly cap, minimum, in this order.
fn paid(input: &Fields<'_>, credit: Fraction) -> Result<Fraction, Problem> {
    let limit = |key: &str| input.optional(key).map(|_| input.not_negative(key)).transpose();
    let mut amount = money(limit("monthly_cap")?.map_or(credit, |cap| credit.min(cap)))?;
    let already = limit("already_paid")?.unwrap_or(Fraction::ZERO);
    if let Some(cap) = limit("yearly_cap")? {
        let left = cap.minus(already).ok_or_else(too_large)?;
        amount = amount.min(money(left.max(Fraction::ZERO))?);
    }
    let too_small = limit("minimum_exclusive")?.is_some_and(|minimum| amount <= minimum);
    Ok(if too_small { Fraction::ZERO } else { amount })
}

fn uptime_percent(input: &Fields<'_>) -> Result<Fraction, Problem> {
    match ["uptime_percent", "downtime_minutes"].map(|key| input.optional(key).is_some()) {
        [true, false] => return input.up_to(100, "uptime_percent"),
        [false, true] => {}
        [true, true] => return Err(input.wrong("uptime_percent", "given, and so is downtime_minutes")),
        [false, false] => return Err(input.wrong("uptime_percent", "missing, and so is downtime_minutes")),
    }
    let (down, period) = (
        input.not_negative("downtime_minutes")?,
        input.positive("period_minutes")?,
    );
    if down > period {
        return Err(input.wrong("downtime_minutes", "longer than the period"));
    }
    let up = period.minus(down).and_then(|up| up.over(period));
    up.and_then(|up| up.times(Fraction::whole(100)))
        .ok_or_else(too_large)
}

/// Tiers with their credit in percent, checked for gaps and overlaps.
fn tiers(input: &Fields<'_>) -> Result<Vec<(Tier, Fraction)>, Problem> {
    let mut tiers = Vec::new();
    for entry in input.objects("tiers")? {
        let credit = entry.not_negative("credit_percent")?;
        let at_least_ppm = entry
            .optional("at_least")
            .map(|_| share(&entry, "at_least"))
            .transpose()?;
        let credit_ppm = number::ppm(credit).map_err(|reason| entry.wrong("credit_percent", reason))?;
        tiers.push((
            Tier {
                below_ppm: share(&entry, "below")?,
                at_least_ppm,
                credit_ppm,
            },
            credit,
        ));
    }
    let plain: Vec<Tier> = tiers.iter().map(|(tier, _)| *tier).collect();
    validate_tiers(&plain)?;
    Ok(tiers)
}

/// `invoice · at-risk · pool · allocation`, each in percent.
fn at_risk_pool(input: &Fields<'_>) -> Result<Output, Problem> {
    let (invoice, at_risk) = (input.not_negative("invoice")?, share(input, "at_risk_percent")?);
    let credit = pool_credit(input, invoice, at_risk)?;
    Ok(Output::default().number("credit", Some(paid(input, credit)?)))
}

/// The sum over all defaults, limited to the at-risk amount.
fn at_risk_pool_multi(input: &Fields<'_>) -> Result<Output, Problem> {
    let (invoice, at_risk) = (input.not_negative("invoice")?, share(input, "at_risk_percent")?);
    let mut uncapped = Fraction::ZERO;
    for default in input.objects("defaults")? {
        uncapped = uncapped
            .plus(pool_credit(&default, invoice, at_risk)?)
            .ok_or_else(too_large)?;
    }
    let limit = invoice.times(Fraction::ppm(at_risk)).ok_or_else(too_large)?;
    let output = Output::default().number("credit", Some(paid(input, uncapped.min(limit))?));
    Ok(output.number("uncapped", Some(money(uncapped)?)))
}

fn pool_credit(entry: &Fields<'_>, invoice: Fraction, at_risk_ppm: i64) -> Result<Fraction, Problem> {
    // A pool may exceed 100 %, so that several targets can each hurt; a share of it cannot.
    let (pool, allocation) = (ppm(entry, "pool_percent")?, share(entry, "allocation_percent")?);
    at_risk_share(pool, allocation, at_risk_ppm)
        .and_then(|share| share.times(invoice))
        .ok_or_else(too_large)
}

/// The band of a number of points.
fn points(input: &Fields<'_>) -> Result<Output, Problem> {
    let points = input.integer("points")?;
    if points < 0 {
        return Err(input.wrong("points", "negative"));
    }
    let mut bands = Vec::new();
    for entry in input.objects("bands")? {
        bands.push(Band {
            from_points: entry.integer("from_points")?,
            credit_ppm: ppm(&entry, "credit_percent")?,
        });
    }
    validate_bands(&bands)?;
    let share = percent(band_share(&bands, points));
    with_amount(
        Output::default().number("credit_percent", Some(share)),
        input,
        share,
    )
}

/// The gap to the target is the credit.
fn gap(input: &Fields<'_>) -> Result<Output, Problem> {
    let missing = input
        .up_to(100, "target_percent")?
        .minus(input.up_to(100, "actual_percent")?)
        .ok_or_else(too_large)?;
    let share = missing.max(Fraction::ZERO);
    with_amount(
        Output::default().number("credit_percent", Some(share)),
        input,
        share,
    )
}

/// A credit is paid only if it is greater than the minimum.
fn minimum(input: &Fields<'_>) -> Result<Output, Problem> {
    let (fee, percent) = (input.not_negative("fee")?, input.not_negative("credit_percent")?);
    input.required("minimum_exclusive")?;
    let credit = share_of(fee, percent)?.min(fee);
    Ok(Output::default().number("credit", Some(paid(input, credit)?)))
}

fn share_of(fee: Fraction, credit_percent: Fraction) -> Result<Fraction, Problem> {
    let share = Fraction::new(1, 100).and_then(|hundredth| hundredth.times(credit_percent));
    share.and_then(|share| share.times(fee)).ok_or_else(too_large)
}

/// Rounded half up to minor units, once.
fn money(amount: Fraction) -> Result<Fraction, Problem> {
    number::round(amount, 2, Rounding::HalfUp).ok_or_else(too_large)
}

/// At most 100 %.
fn share(entry: &Fields<'_>, key: &str) -> Result<i64, Problem> {
    number::ppm(entry.up_to(100, key)?).map_err(|reason| entry.wrong(key, reason))
}

fn ppm(entry: &Fields<'_>, key: &str) -> Result<i64, Problem> {
    number::ppm(entry.not_negative(key)?).map_err(|reason| entry.wrong(key, reason))
}

fn percent(ppm: i64) -> Fraction {
    Fraction::new(i128::from(ppm), 10_000).unwrap_or(Fraction::ZERO)
}

impl From<ScheduleError> for Problem {
    fn from(error: ScheduleError) -> Self {
        Self(error.to_string())
    }
}
