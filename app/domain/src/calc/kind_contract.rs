//! Kinds about deadlines of contracts: claims and notice.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::input::{Fields, Problem, quoted, text};
use super::kind_period::{FIRST_HOLIDAYS, date_in_range};
use super::output::Output;
use crate::claim::ClaimRule;
use crate::contract::period_rules::{self, Length, Unit};
use crate::contract::term::{Duration, Form, Notice, NoticeTo, Renewal, Term};
use crate::time::holiday::Region;
use crate::time::{FIRST_YEAR, LAST_YEAR};

/// `claim_deadline`: the last day for a claim.
pub fn claim_deadline(input: &Fields<'_>) -> Result<Output, Problem> {
    type Rule = fn(u32) -> ClaimRule;
    let rules: [(&str, Option<Rule>); 4] = [
        ("business_days_after_incident", None),
        (
            "end_of_nth_billing_cycle_after_incident",
            Some(|cycles| ClaimRule::EndOfBillingCycle { cycles }),
        ),
        (
            "months_after_end_of_billing_month",
            Some(|months| ClaimRule::MonthsAfterBillingMonth { months }),
        ),
        ("days_after_incident", Some(|days| ClaimRule::DaysAfter { days })),
    ];
    let (rule, n) = (input.choice("rule", &rules)?, count(input, "n")?);
    let incident = date_in_range(input, "incident_date")?;
    let rule = match rule {
        Some(rule) => rule(n),
        // Which days are free depends on the place, so it must be said.
        None => ClaimRule::WorkingDaysAfter {
            days: n,
            region: region(input, incident)?,
        },
    };
    if input.optional("billing_cycle").is_some() {
        input.choice("billing_cycle", &[("calendar_month", ())])?;
    }
    dated(rule.deadline(incident))
}

/// `notice_period`: periods of the German Civil Code.
pub fn notice_period(input: &Fields<'_>) -> Result<Output, Problem> {
    type Rule = fn(&Fields<'_>) -> Result<Output, Problem>;
    let rules: [(&str, Rule); 5] = [
        ("period_end_187_188", period_end),
        ("declaration_deadline_193", declaration_deadline),
        ("latest_receipt_for_end_date", latest_receipt),
        ("earliest_end_for_receipt_date", earliest_end),
        ("third_workday_rule_573c", third_workday),
    ];
    input.choice("rule", &rules)?(input)
}

fn period_end(input: &Fields<'_>) -> Result<Output, Problem> {
    let event = date_in_range(input, "event_date")?;
    dated(period_rules::last_day(
        event,
        length(input)?,
        event_day_counts(input)?,
    ))
}

fn declaration_deadline(input: &Fields<'_>) -> Result<Output, Problem> {
    let event = date_in_range(input, "event_date")?;
    dated(period_rules::declaration_deadline(
        event,
        length(input)?,
        event_day_counts(input)?,
        region(input, event)?,
    ))
}

/// Whether the period starts with the beginning of the day (§ 187(2)); without a word it does not (§ 187(1)).
fn event_day_counts(input: &Fields<'_>) -> Result<bool, Problem> {
    Ok(input.optional("event_day_counts").is_some() && input.boolean("event_day_counts")?)
}

/// The last day of receipt.
fn latest_receipt(input: &Fields<'_>) -> Result<Output, Problem> {
    let end = date_in_range(input, "end_date")?;
    if input.optional("apply_193").is_some() && input.boolean("apply_193")? {
        // A later day would be too late for the end that is asked for.
        return Err(input.wrong(
            "apply_193",
            "§ 193 does not extend notice periods (BGH, III ZR 172/04)",
        ));
    }
    dated(period_rules::latest_receipt(end, notice(input)?))
}

/// The first day a contract of indefinite term can end if notice is received on a day, and the last day of receipt
/// that still leads to this end. `to` says to which days notice can be given: "3 months to the end of a quarter".
fn earliest_end(input: &Fields<'_>) -> Result<Output, Problem> {
    let ends = [
        ("any_day", NoticeTo::AnyDay),
        ("month_end", NoticeTo::MonthEnd),
        ("quarter_end", NoticeTo::QuarterEnd),
        ("half_year_end", NoticeTo::HalfYearEnd),
        ("year_end", NoticeTo::YearEnd),
    ];
    let receipt = date_in_range(input, "receipt_date")?;
    let notice = Notice {
        length: notice(input)?,
        to: input.choice("to", &ends)?,
        form: Form::Free,
    };
    let term = Term {
        start: receipt,
        duration: Duration::Indefinite,
        renewal: Renewal::None,
        minimum: None,
        notice: Some(notice),
        lead_working_days: 0,
        // § 193 does not apply, so no holiday matters.
        region: Region::Nationwide,
    };
    let next = term.next_end(receipt).map_err(|_| unrepresentable())?;
    let last_receipt = next.notice.ok_or_else(unrepresentable)?.last_receipt;
    Ok(Output::default()
        .date("date", next.end)
        .date("latest_receipt", last_receipt))
}

/// A notice period, given as one of `notice_days`, `notice_weeks`, `notice_months` and `notice_years`, or as `n` and
/// `unit`.
fn notice(input: &Fields<'_>) -> Result<Length, Problem> {
    let units = [
        ("notice_months", Unit::Month),
        ("notice_weeks", Unit::Week),
        ("notice_days", Unit::Day),
        ("notice_years", Unit::Year),
    ];
    let mut given = units.into_iter().filter(|(key, _)| input.optional(key).is_some());
    match (given.next(), given.next(), input.optional("n")) {
        (Some((key, unit)), None, None) => Ok(Length::new(count(input, key)?, unit)),
        (None, _, Some(_)) => length(input),
        (None, _, None) => Err(input.wrong("notice_months", "missing")),
        (Some((key, _)), _, _) => Err(input.wrong(key, "the notice period is given more than once")),
    }
}

fn third_workday(input: &Fields<'_>) -> Result<Output, Problem> {
    let receipt = date_in_range(input, "receipt_date")?;
    let (months, region) = (at_least_one(input, "months")?, region(input, receipt)?);
    let output = dated(period_rules::end_after_third_workday(receipt, months, region))?;
    let third = period_rules::third_workday(receipt, region).ok_or_else(unrepresentable)?;
    Ok(output.date("third_workday", third))
}

fn length(input: &Fields<'_>) -> Result<Length, Problem> {
    let units = [
        ("day", (1, Unit::Day)),
        ("week", (1, Unit::Week)),
        // § 189(1) BGB: half a month is 15 days.
        ("half_month", (15, Unit::Day)),
        ("month", (1, Unit::Month)),
        ("quarter", (1, Unit::Quarter)),
        ("half_year", (1, Unit::HalfYear)),
        ("year", (1, Unit::Year)),
    ];
    let (factor, unit) = input.choice("unit", &units)?;
    Ok(Length::new(at_least_one(input, "n")? * factor, unit))
}

/// The region whose public holidays count from a day on.
fn region(input: &Fields<'_>, from: NaiveDate) -> Result<Region, Problem> {
    let written = input.required("holidays")?;
    if from.year() < FIRST_HOLIDAYS {
        return Err(input.wrong("holidays", format!("not known before {FIRST_HOLIDAYS}")));
    }
    let code = text(written).unwrap_or(Cow::Borrowed(written.get()));
    Region::parse(&code).ok_or_else(|| {
        input.wrong(
            "holidays",
            format!("{} is not a region such as DE-NW or DE", quoted(&code)),
        )
    })
}

fn at_least_one(input: &Fields<'_>, key: &str) -> Result<u32, Problem> {
    match count(input, key)? {
        0 => Err(input.wrong(key, "must be at least 1")),
        count => Ok(count),
    }
}

fn count(input: &Fields<'_>, key: &str) -> Result<u32, Problem> {
    let count = input.integer_within(key, 0, 3_600)?;
    u32::try_from(count).map_err(|_| input.wrong(key, "too large"))
}

fn dated(date: Option<NaiveDate>) -> Result<Output, Problem> {
    date.filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
        .map(|date| Output::default().date("date", date))
        .ok_or_else(unrepresentable)
}

fn unrepresentable() -> Problem {
    Problem(format!(
        "the date does not lie within the years {FIRST_YEAR} to {LAST_YEAR}"
    ))
}
