//! Kinds that run on a service calendar.

use super::calendars::Calendars;
use super::input::{self, Fields, Problem};
use super::output::{self, Output};
use crate::time::calendar::{Calendar, Direction, Origin, Tie};
use crate::time::{Instant, Interval};

/// `business_elapsed`: seconds of service time from a report to an instant, without pauses.
pub fn elapsed<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let (from, to) = (input.instant("from")?, input.instant("to")?);
    let exclude = input.intervals("exclude", input::instant)?;
    let seconds = calendar.elapsed(calendar.clock_start(from), to, &exclude)?;
    Ok(Output::default()
        .integer("seconds", seconds)
        .integer("minutes_floor", seconds.div_euclid(60)))
}

/// `business_deadline`: when a budget of service seconds is used up.
pub fn deadline<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let start = input.instant("start")?;
    let seconds = input.integer("seconds")?;
    if seconds < 0 {
        return Err(input.wrong("seconds", "negative"));
    }
    let direction = input.choice(
        "direction",
        &[("forward", Direction::Forward), ("backward", Direction::Backward)],
    )?;
    let tie = match (input.optional("tie"), direction) {
        (None, _) => calendar.tie(),
        (_, Direction::Forward) => input.choice(
            "tie",
            &[("period_end", Tie::PeriodEnd), ("next_start", Tie::NextStart)],
        )?,
        (_, Direction::Backward) => input.choice(
            "tie",
            // The words name the two edges of the closed time between two periods.
            &[
                ("period_start", Tie::PeriodEnd),
                ("next_start", Tie::PeriodEnd),
                ("previous_end", Tie::NextStart),
                ("period_end", Tie::NextStart),
            ],
        )?,
    };
    let start = if direction == Direction::Forward {
        calendar.clock_start(start)
    } else {
        start
    };
    let exclude = input.intervals("exclude", input::instant)?;
    let at = calendar.deadline(start, seconds, direction, &exclude, tie)?;
    Ok(Output::default().instant("at", at, calendar.tz()))
}

/// `business_point`: openings and closings around an instant.
pub fn point<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    type Point = fn(&Calendar, Instant) -> Option<Instant>;
    let calendar = calendars.of(input)?;
    let at = input.instant("at")?;
    crate::time::seconds_in_range(at)?;
    let points: [(&str, (Point, &str)); 4] = [
        ("roll_forward", (Calendar::roll_forward, "opens after it")),
        ("roll_back", (Calendar::roll_back, "was open before it")),
        ("next_open", (Calendar::next_open, "opens after it")),
        ("next_close", (Calendar::next_close, "closes after it")),
    ];
    let (find, missing) = input.choice("op", &points)?;
    let found =
        find(&calendar, at).ok_or_else(|| input.wrong("at", format!("the calendar never {missing}")))?;
    Ok(Output::default().instant("at", found, calendar.tz()))
}

/// `business_open`: whether an instant is service time.
pub fn open<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let at = input.instant("at")?;
    crate::time::seconds_in_range(at)?;
    Ok(Output::default().boolean("open", calendar.is_open(at)))
}

/// More periods than this must be asked for by number.
const MOST_PERIODS: usize = 100_000;

/// `business_periods`: the open intervals of a window, or the first few of them. Without `to` the window is as long as
/// it takes to find the first few.
pub fn periods<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let from = input.instant("from")?;
    let first = input
        .optional("first")
        .map(|_| input.integer_within("first", 0, 10_000))
        .transpose()?;
    let first = first.map(|first| usize::try_from(first).unwrap_or(usize::MAX));
    let mut periods = if let (Some(first), None) = (first, input.optional("to")) {
        first_periods(&calendar, from, first)?
    } else {
        let window = Interval::new(from, input.instant("to")?).map_err(|error| input.wrong("to", error))?;
        calendar.open_periods(window)?
    };
    if periods.len() > MOST_PERIODS && first.is_none() {
        return Err(input.wrong(
            "to",
            format!("more than {MOST_PERIODS} periods lie before it; say how many with first"),
        ));
    }
    periods.truncate(first.unwrap_or(usize::MAX));
    let tz = calendar.tz();
    let pair = |period: &Interval| {
        format!(
            "[{},{}]",
            output::instant(period.from, tz),
            output::instant(period.to, tz)
        )
    };
    let pairs: Vec<String> = periods.iter().map(pair).collect();
    Ok(Output::default().json("periods", &format!("[{}]", pairs.join(","))))
}

/// At least the first few open intervals after an instant, or all there are.
fn first_periods(calendar: &Calendar, from: Instant, first: usize) -> Result<Vec<Interval>, Problem> {
    let mut found = Vec::new();
    let mut next = calendar.roll_forward(from);
    while let Some(open) = next.filter(|_| found.len() < first) {
        let never = || Problem::field("to", "missing, and the calendar never closes");
        let close = calendar.next_close(open).ok_or_else(never)?;
        found.push(Interval {
            from: open,
            to: close,
        });
        next = calendar.roll_forward(close);
    }
    crate::time::seconds_in_range(from)?;
    Ok(found)
}

/// `business_days_add`: a date some working days away.
///
/// `any` counts from the origin whatever it is; `roll_to_working_day_first` moves to a working day before counting.
pub fn days_add<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let date = input.date("date")?;
    let days = input.integer("days")?;
    let origin = input.choice(
        "origin_policy",
        &[
            ("any", Origin::CountOn),
            ("count_on", Origin::CountOn),
            ("roll_to_working_day_first", Origin::RollFirst),
        ],
    )?;
    Ok(Output::default().date("date", calendar.add_working_days(date, days, origin)?))
}

/// `business_days_deadline`: the same clock time, or closing time, some working days away.
pub fn days_deadline<'a>(input: &Fields<'a>, calendars: &mut Calendars<'a>) -> Result<Output, Problem> {
    let calendar = calendars.of(input)?;
    let start = input.instant("start")?;
    let days = input.integer("working_days")?;
    let closing = input.boolean("end_of_working_day")?;
    let start = if days < 0 {
        start
    } else {
        calendar.clock_start(start)
    };
    let at = calendar.working_days_deadline(start, days, closing)?;
    Ok(Output::default().instant("at", at, calendar.tz()))
}
