//! From a specification to the table of a year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::hours::{
    DAY, Shift, by_date, check_combination, clock, disjoint_shifts, periods, shifts, yearly_holidays,
};
use super::spec::{CalendarError, CalendarSpec, RunningShift, Week};
use super::table::{Span, YearTable};
use super::{SegmentKind, Tie};
use crate::time::holiday::{self, Region};
use crate::time::{Instant, Interval, instant, interval, seconds_in_range, zone};

/// A validated specification.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) tz: Tz,
    pub(super) tie: Tie,
    week: [Vec<Shift>; 7],
    holidays: BTreeSet<NaiveDate>,
    yearly_holidays: BTreeSet<(u32, u32)>,
    region: Option<Region>,
    overrides: BTreeMap<NaiveDate, Vec<Shift>>,
    breaks: BTreeMap<NaiveDate, Vec<Shift>>,
    periods: Option<Vec<Interval>>,
    cutoff: Option<i64>,
    running_shift: RunningShift,
}

impl Rules {
    pub(super) fn new(spec: &CalendarSpec) -> Result<Self, CalendarError> {
        check_combination(spec)?;
        let tz = zone::parse(&spec.tz).map_err(|_| CalendarError::UnknownZone(spec.tz.clone()))?;
        let mut week: [Vec<Shift>; 7] = Default::default();
        for (shifts, (name, hours)) in week.iter_mut().zip(spec.week.iter().flat_map(Week::days)) {
            *shifts = disjoint_shifts(&format!("week.{name}"), hours)?;
        }
        Ok(Self {
            tz,
            tie: spec.tie,
            week,
            holidays: spec.holidays.iter().copied().collect(),
            yearly_holidays: yearly_holidays(spec)?,
            region: spec.region,
            overrides: by_date("date_overrides", &spec.date_overrides, disjoint_shifts)?,
            breaks: by_date("breaks", &spec.breaks, shifts)?,
            periods: spec.periods.as_deref().map(periods).transpose()?,
            cutoff: spec
                .cutoff
                .as_deref()
                .map(|text| clock("cutoff", text))
                .transpose()?,
            running_shift: spec.running_shift,
        })
    }

    pub(super) fn is_holiday(&self, date: NaiveDate) -> bool {
        self.holidays.contains(&date)
            || self.yearly_holidays.contains(&(date.month(), date.day()))
            || self
                .region
                .is_some_and(|region| holiday::is_holiday(region, date))
    }

    fn has_hours(&self, date: NaiveDate) -> bool {
        if self.periods.is_some() {
            !self.hours_of_day(date).is_empty()
        } else {
            !self.shifts_of(date).is_empty()
        }
    }

    /// The planned hours of a day as instants, in order.
    pub(super) fn hours_of_day(&self, date: NaiveDate) -> Vec<Span> {
        let local = |&(from, to): &Shift| (self.seconds(date, from), self.seconds(date, to));
        let Some(periods) = &self.periods else {
            let limit = self.cut(date);
            let cut = |(from, to): Span| (from, to.min(limit));
            return self.shifts_of(date).iter().map(local).map(cut).collect();
        };
        let day = interval(local(&(0, DAY)));
        interval::clip(periods, day)
            .iter()
            .map(|part| (part.from.timestamp(), part.to.timestamp()))
            .collect()
    }

    pub(super) fn clock_start(&self, report: Instant) -> Instant {
        let (Some(cutoff), Ok(_)) = (self.cutoff, seconds_in_range(report)) else {
            return report;
        };
        let local = report.with_timezone(&self.tz);
        let date = local.date_naive();
        if self.is_holiday(date) || !self.has_hours(date) || report.timestamp() <= self.seconds(date, cutoff)
        {
            return report;
        }
        // From the following midnight the clock rolls to the next opening by itself, but a night shift that
        // started on the day of the report belongs to that day and must not count.
        let shift_end = self.hours_of_day(date).last().map_or(0, |&(_, to)| to);
        instant(self.seconds(date, DAY).max(shift_end)).max(report)
    }

    fn shifts_of(&self, date: NaiveDate) -> &[Shift] {
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        match (self.overrides.get(&date), self.week.get(weekday)) {
            (Some(shifts), _) | (None, Some(shifts)) => shifts,
            (None, None) => &[],
        }
    }

    /// The second of a local time, given as a date and seconds since midnight.
    fn seconds(&self, date: NaiveDate, since_midnight: i64) -> i64 {
        let local = date
            .and_time(NaiveTime::MIN)
            .checked_add_signed(TimeDelta::seconds(since_midnight));
        local.map_or(i64::MAX, |local| zone::to_instant(self.tz, local).timestamp())
    }

    /// Compiles a local year.
    pub(super) fn compile(&self, year: i32) -> YearTable {
        let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
        let first = new_year(year);
        let span = (self.seconds(first, 0), self.seconds(new_year(year + 1), 0));
        let holidays = self.holidays_around(year);
        let planned = match &self.periods {
            Some(periods) => self.without_holidays(periods, &holidays),
            None => self.shifts_around(first, span.1, &holidays),
        };
        let window = interval(span);
        let planned = interval::clip(&planned, window);
        let breaks = interval::intersection(&self.breaks_around(first, span.1), &planned);
        let open = interval::difference(&planned, &breaks);
        let free = interval::difference(&self.days(&holidays), &planned);
        let mut reasons: Vec<(i64, i64, SegmentKind)> = interval::clip(&free, window)
            .iter()
            .map(|day| (day.from.timestamp(), day.to.timestamp(), SegmentKind::Holiday))
            .chain(
                breaks
                    .iter()
                    .map(|b| (b.from.timestamp(), b.to.timestamp(), SegmentKind::Break)),
            )
            .collect();
        reasons.sort_unstable();
        let open: Vec<Span> = open
            .iter()
            .map(|part| (part.from.timestamp(), part.to.timestamp()))
            .collect();
        let working_days = days_from(first)
            .take_while(|date| date.year() == year)
            .filter(|date| {
                !holidays.contains(date) && self.has_hours(*date) && self.leaves_time(*date, &open)
            })
            .collect();
        YearTable::new(span, open, reasons, working_days)
    }

    /// Whether the breaks of a day and of the evening before leave something of its hours.
    fn leaves_time(&self, date: NaiveDate, open: &[Span]) -> bool {
        let evening = date.pred_opt().unwrap_or(date);
        if self
            .breaks
            .range(evening..)
            .next()
            .is_none_or(|(first, _)| *first > date)
        {
            return true;
        }
        self.hours_of_day(date).iter().any(|&(from, to)| {
            let next = open.partition_point(|&(_, end)| end <= from);
            open.get(next).is_some_and(|&(start, _)| start < to)
        })
    }

    /// The holidays of a year and of the one before, whose last evening may reach into it.
    fn holidays_around(&self, year: i32) -> BTreeSet<NaiveDate> {
        let years = [year - 1, year];
        let public = self.region.into_iter().flat_map(|region| {
            years
                .into_iter()
                .flat_map(move |year| holiday::holidays(region, year).into_iter().map(|h| h.date))
        });
        let yearly = years.into_iter().flat_map(|year| {
            self.yearly_holidays
                .iter()
                .filter_map(move |&(month, day)| NaiveDate::from_ymd_opt(year, month, day))
        });
        let own = self
            .holidays
            .iter()
            .copied()
            .filter(|date| years.contains(&date.year()));
        own.chain(public).chain(yearly).collect()
    }

    /// Planned shifts of the days that can reach into the year: the evening before it and all of its own.
    fn shifts_around(&self, first: NaiveDate, end: i64, holidays: &BTreeSet<NaiveDate>) -> Vec<Interval> {
        let mut shifts = Vec::with_capacity(400);
        for date in days_from(first.pred_opt().unwrap_or(first)) {
            if earliest_start(date) > end {
                break;
            }
            if holidays.contains(&date) {
                continue;
            }
            let limit = self.cut(date);
            for &(from, to) in self.shifts_of(date) {
                shifts.push(interval((
                    self.seconds(date, from),
                    self.seconds(date, to).min(limit),
                )));
            }
        }
        interval::union(&shifts)
    }

    /// Where the shifts of a day are cut because the next day is a holiday or has its own hours.
    fn cut(&self, date: NaiveDate) -> i64 {
        if self.running_shift == RunningShift::RunsOn {
            return i64::MAX;
        }
        let next = date.succ_opt().unwrap_or(date);
        if self.is_holiday(next) || self.overrides.contains_key(&next) {
            self.seconds(next, 0)
        } else {
            i64::MAX
        }
    }

    fn without_holidays(&self, periods: &[Interval], holidays: &BTreeSet<NaiveDate>) -> Vec<Interval> {
        interval::difference(periods, &self.days(holidays))
    }

    /// Whole local days as intervals.
    fn days(&self, dates: &BTreeSet<NaiveDate>) -> Vec<Interval> {
        let days: Vec<Interval> = dates
            .iter()
            .map(|&date| interval((self.seconds(date, 0), self.seconds(date, DAY))))
            .collect();
        interval::union(&days)
    }

    fn breaks_around(&self, first: NaiveDate, end: i64) -> Vec<Interval> {
        let start = first.pred_opt().unwrap_or(first);
        let breaks: Vec<Interval> = self
            .breaks
            .range(start..)
            .take_while(|(date, _)| earliest_start(**date) <= end)
            .flat_map(|(date, spans)| {
                spans
                    .iter()
                    .map(|&(from, to)| interval((self.seconds(*date, from), self.seconds(*date, to))))
            })
            .collect();
        interval::union(&breaks)
    }
}

/// A second that is certainly not after the local day has begun anywhere on earth.
fn earliest_start(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp() - DAY
}

fn interval((from, to): Span) -> Interval {
    Interval {
        from: instant(from),
        to: instant(to),
    }
}

fn days_from(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..).map_while(move |days| first.checked_add_days(Days::new(days)))
}
