//! The kind `forecast`: risk before a period ends. The exact methods are computed exactly, the others in floats.

use super::input::{Fields, Problem};
use super::number;
use super::output::Output;
use super::too_large;
use crate::exact::Fraction;
use crate::risk::count::{Counts, beta_binomial, binomial};
use crate::risk::duration::{any_outage, compound_poisson_exponential};
use crate::risk::{RiskError, budget};

/// `forecast`: dispatches on the method.
pub fn forecast(input: &Fields<'_>) -> Result<Output, Problem> {
    type Method = fn(&Fields<'_>) -> Result<Output, Problem>;
    let methods: [(&str, Method); 9] = [
        ("binomial", binomial_breach),
        ("beta_binomial", beta_binomial_breach),
        ("poisson", poisson),
        ("compound_poisson_exponential", compound_poisson),
        ("expected_credit", expected_credit),
        ("projection_linear", projection_linear),
        ("projection_ceiling", projection_ceiling),
        ("burn_rate", burn_rate),
        ("days_to_exhaustion", days_to_exhaustion),
    ];
    input.choice("method", &methods)?(input)
}

fn binomial_breach(input: &Fields<'_>) -> Result<Output, Problem> {
    value(binomial(
        counts(input)?,
        input.number("target")?,
        float(input, "p_breach")?,
    )?)
}

fn beta_binomial_breach(input: &Fields<'_>) -> Result<Output, Problem> {
    let [a, b] = input.list("prior")?[..] else {
        return Err(input.wrong("prior", "not a pair of numbers"));
    };
    let parameter = |raw| {
        number::parse(raw)
            .map(number::to_float)
            .map_err(|reason| input.wrong("prior", reason))
    };
    value(beta_binomial(
        counts(input)?,
        input.number("target")?,
        (parameter(a)?, parameter(b)?),
    )?)
}

fn poisson(input: &Fields<'_>) -> Result<Output, Problem> {
    value(any_outage(number::to_float(expected_outages(input)?))?)
}

fn compound_poisson(input: &Fields<'_>) -> Result<Output, Problem> {
    let period = input.positive("period_minutes")?;
    let target = super::kind_budget::percent(input, "threshold_percent")?;
    let used = input.not_negative("downtime_so_far")?;
    if used > period {
        return Err(input.wrong("downtime_so_far", "longer than the period"));
    }
    let budget = Fraction::whole(1)
        .minus(target)
        .and_then(|share| share.times(period)?.minus(used));
    let budget = number::to_float(budget.ok_or_else(too_large)?);
    let expected = number::to_float(expected_outages(input)?);
    input.positive("mean_outage_minutes")?;
    value(compound_poisson_exponential(
        expected,
        float(input, "mean_outage_minutes")?,
        budget,
    )?)
}

/// `Σ (P(U < below_j) - P(U < below_{j+1})) · c_j · fee`.
fn expected_credit(input: &Fields<'_>) -> Result<Output, Problem> {
    let read = |key: &str| {
        let numbers = input
            .list(key)?
            .into_iter()
            .map(number::parse)
            .collect::<Result<Vec<_>, _>>();
        numbers.map_err(|reason| input.wrong(key, reason))
    };
    let (reached, credits) = (read("tier_probabilities")?, read("credits_percent")?);
    if reached.len() != credits.len() {
        return Err(input.wrong("credits_percent", "not as many as tier_probabilities"));
    }
    if reached
        .windows(2)
        .any(|pair| matches!(pair, [better, worse] if worse > better))
    {
        return Err(input.wrong(
            "tier_probabilities",
            "a lower tier is more probable than a higher one",
        ));
    }
    if reached
        .iter()
        .any(|p| *p < Fraction::ZERO || *p > Fraction::whole(1))
    {
        return Err(input.wrong("tier_probabilities", "not within 0 to 1"));
    }
    let deeper = reached.iter().skip(1).copied().chain([Fraction::ZERO]);
    let mut percent = Fraction::ZERO;
    for ((within, beyond), credit) in reached.iter().zip(deeper).zip(credits) {
        let term = within.minus(beyond).and_then(|only| only.times(credit));
        percent = term.and_then(|term| percent.plus(term)).ok_or_else(too_large)?;
    }
    let fee = input.not_negative("fee")?;
    exact(
        percent
            .times(fee)
            .and_then(|credit| credit.over(Fraction::whole(100))),
    )
}

fn projection_linear(input: &Fields<'_>) -> Result<Output, Problem> {
    let elapsed = input.positive("elapsed_days")?;
    if input.optional("period_days").is_some() && elapsed > input.positive("period_days")? {
        return Err(input.wrong("elapsed_days", "longer than the period"));
    }
    // Days to minutes.
    let elapsed = elapsed.times(Fraction::whole(1_440)).ok_or_else(too_large)?;
    availability(input, elapsed)
}

fn projection_ceiling(input: &Fields<'_>) -> Result<Output, Problem> {
    availability(input, input.positive("period_minutes")?)
}

fn availability(input: &Fields<'_>, of: Fraction) -> Result<Output, Problem> {
    let down = input.not_negative("downtime_minutes")?;
    if down > of {
        return Err(input.wrong("downtime_minutes", "longer than the time it lies in"));
    }
    let up = of.minus(down).and_then(|up| up.over(of));
    exact(up.and_then(|up| up.times(Fraction::whole(100))))
}

fn burn_rate(input: &Fields<'_>) -> Result<Output, Problem> {
    let (allowed, used) = (
        input.positive("budget_minutes")?,
        input.not_negative("used_minutes")?,
    );
    let elapsed = input.positive("elapsed_fraction")?;
    if elapsed > Fraction::whole(1) {
        return Err(input.wrong("elapsed_fraction", "more than 1"));
    }
    exact(budget::burn(allowed, used, elapsed))
}

/// Days until the budget is used up at the rate so far; `null` if nothing is used yet.
fn days_to_exhaustion(input: &Fields<'_>) -> Result<Output, Problem> {
    let (allowed, used) = (
        input.not_negative("budget_minutes")?,
        input.not_negative("used_minutes")?,
    );
    let elapsed = input.positive("elapsed_days")?;
    if used == Fraction::ZERO {
        return Ok(Output::default().number("value", None));
    }
    exact(budget::until_exhausted(allowed, used, elapsed))
}

fn expected_outages(input: &Fields<'_>) -> Result<Fraction, Problem> {
    let (rate, rest) = (
        input.not_negative("rate_per_period")?,
        input.not_negative("remaining_fraction")?,
    );
    if rest > Fraction::whole(1) {
        return Err(input.wrong("remaining_fraction", "not within 0 to 1"));
    }
    rate.times(rest).ok_or_else(too_large)
}

fn counts(input: &Fields<'_>) -> Result<Counts, Problem> {
    // More items than this in one period would make a forecast slow, and no contract has them.
    let count = |key: &str| {
        let count = input.integer_within(key, 0, 1_000_000)?;
        u32::try_from(count).map_err(|_| input.wrong(key, "too large"))
    };
    Ok(Counts {
        done: count("done")?,
        met: count("met")?,
        remaining: count("remaining")?,
    })
}

fn float(input: &Fields<'_>, key: &str) -> Result<f64, Problem> {
    Ok(number::to_float(input.number(key)?))
}

fn value(value: f64) -> Result<Output, Problem> {
    Output::default().float("value", value)
}

fn exact(value: Option<Fraction>) -> Result<Output, Problem> {
    Ok(Output::default().number("value", Some(value.ok_or_else(too_large)?)))
}

impl From<RiskError> for Problem {
    fn from(error: RiskError) -> Self {
        Self(error.to_string())
    }
}
