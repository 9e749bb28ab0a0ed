//! Periods by the German Civil Code (BGB, §§ 187 to 193).
//!
//! § 187(1): the day of an event does not count; § 187(2): a day with whose beginning the period starts does. § 188(2):
//! weeks, months and years end on the day with the same name or number, in the case of § 187(2) on the day before;
//! § 188(3): if that day is missing, on the last day of the month. § 193: if something must be declared within the
//! period and its last day is a Saturday, Sunday or public holiday, the next working day takes its place. § 193 does
//! **not** extend notice periods (BGH, 17 February 2005, III ZR 172/04), because they protect the other side.
//!
//! ```
//! use domain::contract::period_rules::{Length, Unit, declaration_deadline, latest_receipt};
//! use domain::time::holiday::Region;
//!
//! // Three months to the end of the year: receipt by 30 September.
//! assert_eq!(latest_receipt("2026-12-31".parse()?, Length::new(3, Unit::Month)), Some("2026-09-30".parse()?));
//! // A month from 3 September ends on a Saturday that is a holiday too.
//! let month = Length::new(1, Unit::Month);
//! assert_eq!(declaration_deadline("2026-09-03".parse()?, month, false, Region::BE), Some("2026-10-05".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::time::holiday::{self, Region};
use crate::time::period::{Period, PeriodKind};

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar days.
    Day,
    /// Seven days.
    Week,
    /// Calendar months.
    Month,
    /// Three months (§ 188(2): parts of a year counted in months).
    Quarter,
    /// Six months.
    HalfYear,
    /// Twelve months.
    Year,
}

/// A length such as "3 months".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// Longer periods than this (in units) are refused. In days, the shortest unit, it is more than 270 years.
const LONGEST: u32 = 100_000;

impl Length {
    /// A length.
    pub const fn new(count: u32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// Months, if the length is counted in months; `None` for days and weeks.
    fn months(self) -> Option<u32> {
        let per_unit = match self.unit {
            Unit::Day | Unit::Week => return None,
            Unit::Month => 1,
            Unit::Quarter => 3,
            Unit::HalfYear => 6,
            Unit::Year => 12,
        };
        self.bounded()?.checked_mul(per_unit)
    }

    fn days(self) -> Option<u64> {
        let per_unit = if self.unit == Unit::Week { 7 } else { 1 };
        Some(u64::from(self.bounded()?) * per_unit)
    }

    fn bounded(self) -> Option<u32> {
        (self.count <= LONGEST).then_some(self.count)
    }

    /// The day with the same name or number, that many units later; the last day of the month if it is missing.
    pub fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Day | Unit::Week => date.checked_add_days(Days::new(self.days()?)),
            _ => date.checked_add_months(Months::new(self.months()?)),
        }
    }

    /// The same backwards. From the last day of a month to the last day of a month.
    fn before(self, date: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Day | Unit::Week => date.checked_sub_days(Days::new(self.days()?)),
            _ => {
                let earlier = date.checked_sub_months(Months::new(self.months()?))?;
                if last_of_month(date)? == date {
                    last_of_month(earlier)
                } else {
                    Some(earlier)
                }
            }
        }
    }
}

/// The last day of a period that an event starts (§§ 187, 188 BGB).
///
/// `event_day_counts` is the case of § 187(2): the period starts with the beginning of the day. `None` if the date
/// cannot be represented.
pub fn last_day(event: NaiveDate, length: Length, event_day_counts: bool) -> Option<NaiveDate> {
    let same = length.after(event)?;
    let day_is_missing = length.months().is_some() && same.day() != event.day();
    // § 188(3) already ends the period on the last day of the month; there is no day before a missing day.
    if event_day_counts && !day_is_missing {
        same.pred_opt()
    } else {
        Some(same)
    }
}

/// The last day on which a declaration is in time (§ 193 BGB).
pub fn declaration_deadline(
    event: NaiveDate,
    length: Length,
    event_day_counts: bool,
    region: Region,
) -> Option<NaiveDate> {
    next_working_day(last_day(event, length, event_day_counts)?, region)
}

/// The last day on which notice must be received so that the contract ends with the end of `end`.
///
/// The latest day from which the period of § 187(1) ends no later than `end`. § 193 does not extend it.
pub fn latest_receipt(end: NaiveDate, notice: Length) -> Option<NaiveDate> {
    notice.before(end)
}

/// The third working day (*Werktag*) of the month of a date, by which notice for the month counts (§ 573c(1) BGB).
///
/// Saturday counts as a working day, but § 193 applies if the third one is a Saturday.
pub fn third_workday(date: NaiveDate, region: Region) -> Option<NaiveDate> {
    let first = date.with_day(1)?;
    let workdays = (0..).map_while(|days| first.checked_add_days(Days::new(days)));
    let third = workdays.filter(|day| is_werktag(*day, region)).nth(2)?;
    next_working_day(third, region)
}

/// The end of a contract that runs to the end of a month, with notice until the third working day of a month, which
/// then counts as the first of `months` (§ 573c(1) BGB: three).
pub fn end_after_third_workday(receipt: NaiveDate, months: u32, region: Region) -> Option<NaiveDate> {
    let in_time = receipt <= third_workday(receipt, region)?;
    let months = if in_time { months.checked_sub(1)? } else { months };
    let month = receipt
        .with_day(1)?
        .checked_add_months(Months::new(Length::new(months, Unit::Month).months()?))?;
    last_of_month(month)
}

/// The day itself, or the next one that is no Saturday, Sunday or public holiday.
pub fn next_working_day(date: NaiveDate, region: Region) -> Option<NaiveDate> {
    let mut day = date;
    while !holiday::is_weekday_worked(region, day) {
        day = day.succ_opt()?;
    }
    Some(day)
}

/// The day itself, or the last one before it that is no Saturday, Sunday or public holiday.
pub fn previous_working_day(date: NaiveDate, region: Region) -> Option<NaiveDate> {
    let mut day = date;
    while !holiday::is_weekday_worked(region, day) {
        day = day.pred_opt()?;
    }
    Some(day)
}

fn is_werktag(date: NaiveDate, region: Region) -> bool {
    date.weekday() != Weekday::Sun && !holiday::is_holiday(region, date)
}

fn last_of_month(date: NaiveDate) -> Option<NaiveDate> {
    Some(Period::checked(PeriodKind::Month, date).ok()?.last_day())
}

#[cfg(test)]
mod tests;
