//! Until when a credit must be claimed.
//!
//! ```text
//! AWS    last day of month M + 2        Azure    two months after the end of month M        § 187(1) BGB    day + n
//! ```
//!
//! ```
//! use domain::claim::ClaimRule;
//!
//! let azure = ClaimRule::MonthsAfterBillingMonth { months: 2 };
//! assert_eq!(azure.deadline("2021-03-15".parse()?), Some("2021-05-31".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::time::holiday::{self, Region};
use crate::time::period::{Period, PeriodKind};

/// The rule of a contract for claims. Deadlines are last days on which a claim is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClaimRule {
    /// By the end of the n-th billing cycle after the one of the incident, with calendar months as cycles
    /// (AWS: the second).
    EndOfBillingCycle {
        /// n.
        cycles: u32,
    },
    /// Within n months after the end of the billing month of the incident (Azure: two). The months that follow
    /// count as whole calendar months, because the period starts with the first of a month (§ 187(2) BGB).
    MonthsAfterBillingMonth {
        /// n.
        months: u32,
    },
    /// Within n days after the incident; the day of the incident does not count (§ 187(1) BGB).
    DaysAfter {
        /// n.
        days: u32,
    },
    /// Within n working days, Monday to Friday without public holidays, after the incident.
    WorkingDaysAfter {
        /// n.
        days: u32,
        /// Whose public holidays do not count.
        region: Region,
    },
    /// Credits are granted without a claim, or the contract sets no deadline.
    #[default]
    None,
}

/// Where the last day of a claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineSource {
    /// The contract's own rule.
    Rule,
    /// The contract has none: the statute of limitations.
    Limitation,
}

impl DeadlineSource {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Limitation => "limitation",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Rule, Self::Limitation]
            .into_iter()
            .find(|source| source.code() == code)
    }
}

/// The last day before a claim that arose on a day is barred by time: three years from the end of that year
/// (§§ 195, 199 (1) BGB). What other laws say must be entered as the contract's rule.
pub fn limitation(arose: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(arose.year().checked_add(3)?, 12, 31)
}

/// More cycles, months or days than this no contract grants; a rule beyond it has no deadline that can be computed.
const LONGEST: u32 = 3_660;

impl ClaimRule {
    /// The last day for a claim; `None` if the rule sets none or the date cannot be represented.
    pub fn deadline(&self, incident: NaiveDate) -> Option<NaiveDate> {
        match *self {
            Self::EndOfBillingCycle { cycles: months } | Self::MonthsAfterBillingMonth { months } => {
                end_of_month_after(incident, months)
            }
            Self::DaysAfter { days } => incident.checked_add_days(Days::new(u64::from(bounded(days)?))),
            Self::WorkingDaysAfter { days, region } => working_days_after(incident, bounded(days)?, region),
            Self::None => None,
        }
    }
}

fn bounded(count: u32) -> Option<u32> {
    (count <= LONGEST).then_some(count)
}

fn end_of_month_after(incident: NaiveDate, months: u32) -> Option<NaiveDate> {
    let month = |date| Period::checked(PeriodKind::Month, date).ok();
    let last = month(incident)?
        .first_day()
        .checked_add_months(Months::new(bounded(months)?))?;
    Some(month(last)?.last_day())
}

fn working_days_after(incident: NaiveDate, days: u32, region: Region) -> Option<NaiveDate> {
    let mut date = incident;
    for _ in 0..days {
        date = date.succ_opt()?;
        while !holiday::is_weekday_worked(region, date) {
            date = date.succ_opt()?;
        }
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn without_a_rule_three_years_from_the_end_of_the_year() {
        let last = |day: &str| limitation(day.parse().unwrap()).map(|day| day.to_string());
        assert_eq!(last("2026-01-01").as_deref(), Some("2029-12-31"));
        assert_eq!(last("2026-12-31").as_deref(), Some("2029-12-31"));
        assert_eq!(last("+262142-12-31"), None);
    }

    #[rstest]
    #[case(ClaimRule::EndOfBillingCycle { cycles: 2 }, "2025-12-31", Some("2026-02-28"))]
    #[case(ClaimRule::EndOfBillingCycle { cycles: 2 }, "2026-11-23", Some("2027-01-31"))]
    #[case(ClaimRule::MonthsAfterBillingMonth { months: 2 }, "2021-03-15", Some("2021-05-31"))]
    #[case(ClaimRule::DaysAfter { days: 30 }, "2026-01-31", Some("2026-03-02"))]
    #[case(ClaimRule::WorkingDaysAfter { days: 5, region: Region::BE }, "2026-12-23", Some("2026-12-31"))]
    #[case(ClaimRule::None, "2026-01-31", None)]
    #[case(ClaimRule::DaysAfter { days: u32::MAX }, "2026-01-31", None)]
    #[case(ClaimRule::MonthsAfterBillingMonth { months: 0 }, "+262142-12-31", None)]
    #[case(ClaimRule::EndOfBillingCycle { cycles: 2 }, "-262143-01-01", None)]
    #[case(ClaimRule::DaysAfter { days: 1 }, "+262142-12-31", None)]
    #[case(ClaimRule::WorkingDaysAfter { days: 1, region: Region::BE }, "+262142-12-31", None)]
    fn deadlines(#[case] rule: ClaimRule, #[case] incident: NaiveDate, #[case] expected: Option<&str>) {
        assert_eq!(
            rule.deadline(incident).map(|date| date.to_string()).as_deref(),
            expected
        );
    }
}
