//! Kinds about zones, reporting periods and holidays.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::input::{Fields, Problem, quoted};
use super::output::Output;
use crate::time::calendar::parse_clock;
use crate::time::holiday::{self, Region};
use crate::time::period::{Period, PeriodKind};
use crate::time::{FIRST_YEAR, Interval, LAST_YEAR, zone};

/// The first year for which the public holidays are known and not extrapolated.
pub const FIRST_HOLIDAYS: i32 = 1990;

/// `local_to_instant`: a local time, shifted forward in a gap, the first one in a fold. `24:00` is allowed.
pub fn local_to_instant(input: &Fields<'_>) -> Result<Output, Problem> {
    let tz = tz(input)?;
    let date = date_in_range(input, "date")?;
    let time = input.text("time")?;
    let seconds = parse_clock(&time)
        .ok_or_else(|| input.wrong("time", format!("{} is not a time such as 08:00", quoted(&time))))?;
    let local = date.and_time(NaiveTime::MIN) + TimeDelta::seconds(seconds);
    Ok(Output::default().instant("at", zone::to_instant(tz, local), tz))
}

/// `reporting_period`: the period that contains a date, as instants of a zone.
pub fn reporting_period(input: &Fields<'_>) -> Result<Output, Problem> {
    let tz = tz(input)?;
    let date = date_in_range(input, "containing_date")?;
    let kinds = [
        ("day", Some(PeriodKind::Day)),
        ("week", Some(PeriodKind::Week)),
        ("week_monday", Some(PeriodKind::Week)),
        ("week_sunday", None),
        ("month", Some(PeriodKind::Month)),
        ("quarter", Some(PeriodKind::Quarter)),
        ("half_year", Some(PeriodKind::HalfYear)),
        ("year", Some(PeriodKind::Year)),
    ];
    let bounds = match input.choice("period", &kinds)? {
        Some(kind) => Period::containing(kind, date).bounds(tz),
        None => week_from_sunday(date, tz),
    };
    if bounds.is_empty() {
        // On the Pacific the date line has moved over whole days.
        return Err(input.wrong("containing_date", "the zone skipped this day"));
    }
    let output = Output::default()
        .instant("from", bounds.from, tz)
        .instant("to", bounds.to, tz);
    Ok(output.integer("seconds", bounds.seconds()))
}

/// Weeks of Zabbix reports start on Sunday.
fn week_from_sunday(date: NaiveDate, tz: Tz) -> Interval {
    let sunday = date - Days::new(u64::from(date.weekday().num_days_from_sunday()));
    Interval {
        from: zone::start_of_day(tz, sunday),
        to: zone::start_of_day(tz, sunday + Days::new(7)),
    }
}

/// `holiday_set`: the public holidays of a German state, or nationwide.
pub fn holiday_set(input: &Fields<'_>) -> Result<Output, Problem> {
    input.choice("country", &[("DE", ())])?;
    if input.optional("category").is_some() {
        input.choice("category", &[("public", ())])?;
    }
    let year = input.integer_within("year", FIRST_HOLIDAYS.into(), LAST_YEAR.into())?;
    let region = match input.optional_text("subdivision")? {
        None => Region::Nationwide,
        Some(code) => Region::parse(&format!("DE-{code}"))
            .ok_or_else(|| input.wrong("subdivision", format!("{} is not a German state", quoted(&code))))?,
    };
    let year = i32::try_from(year).unwrap_or(LAST_YEAR);
    let mut dates: Vec<String> = holiday::holidays(region, year)
        .iter()
        .map(|holiday| format!("\"{}\"", holiday.date))
        .collect();
    dates.dedup();
    Ok(Output::default().json("dates", &format!("[{}]", dates.join(","))))
}

fn tz(input: &Fields<'_>) -> Result<Tz, Problem> {
    zone::parse(&input.text("tz")?).map_err(|error| input.wrong("tz", error))
}

/// A date in the supported years; they leave room for the arithmetic of a period.
pub fn date_in_range(input: &Fields<'_>, key: &str) -> Result<NaiveDate, Problem> {
    let date = input.date(key)?;
    if (FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        Ok(date)
    } else {
        Err(input.wrong(key, format!("not within the years {FIRST_YEAR} to {LAST_YEAR}")))
    }
}
