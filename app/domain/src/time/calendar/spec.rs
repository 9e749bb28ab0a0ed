//! What people write down about service hours.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Tie;
use crate::time::holiday::Region;

/// A pair of local wall clock times, `HH:MM` or `HH:MM:SS`. An end not later than the start lies on the next day;
/// `24:00` is allowed as an end.
pub type Hours = [String; 2];

/// Weekly hours. A weekday without hours is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Monday.
    pub mon: Vec<Hours>,
    /// Tuesday.
    pub tue: Vec<Hours>,
    /// Wednesday.
    pub wed: Vec<Hours>,
    /// Thursday.
    pub thu: Vec<Hours>,
    /// Friday.
    pub fri: Vec<Hours>,
    /// Saturday.
    pub sat: Vec<Hours>,
    /// Sunday.
    pub sun: Vec<Hours>,
}

impl Week {
    /// The days from Monday to Sunday with the names of their fields.
    pub fn days(&self) -> [(&'static str, &[Hours]); 7] {
        [
            ("mon", &self.mon),
            ("tue", &self.tue),
            ("wed", &self.wed),
            ("thu", &self.thu),
            ("fri", &self.fri),
            ("sat", &self.sat),
            ("sun", &self.sun),
        ]
    }
}

/// A closed day that returns every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyHoliday {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; 29 February exists only in leap years.
    pub day: u32,
}

/// What happens to the shift of the evening before when a holiday or a date with its own hours begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunningShift {
    /// It runs to its end: the night shift belongs to the day on which it started.
    #[default]
    RunsOn,
    /// It is cut at midnight.
    CutAtMidnight,
}

/// How long a day on which the clocks change is for the clock of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayLength {
    /// As long as it really is: 23 or 25 hours.
    #[default]
    Absolute,
    /// What the clock on the wall shows: always 24 hours. The skipped hour counts, the repeated one counts the
    /// first time.
    /// Availability is measured in real time all the same, and so are the stretches of a ledger.
    WallClock,
}

/// Service hours as people write them. Compile it with [`super::Calendar::new`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// IANA name of the zone of all local times.
    pub tz: String,
    /// Weekly hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<Week>,
    /// Closed whole local days. They beat everything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<NaiveDate>,
    /// Closed days of every year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yearly_holidays: Vec<YearlyHoliday>,
    /// Hours that replace those of the weekday on single dates.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_date_once"
    )]
    pub date_overrides: BTreeMap<NaiveDate, Vec<Hours>>,
    /// Time that is subtracted on single dates.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_date_once"
    )]
    pub breaks: BTreeMap<NaiveDate, Vec<Hours>>,
    /// Explicit open intervals (RFC 3339), instead of weekly hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<Hours>>,
    /// Adds the public holidays of a region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Local time after which a report counts as received on the next working day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<String>,
    /// Where a deadline lies whose budget is used up exactly at closing time.
    #[serde(default)]
    pub tie: Tie,
    /// Whether a night shift runs into a holiday or is cut.
    #[serde(default)]
    pub running_shift: RunningShift,
    /// How long a day of 23 or 25 hours counts.
    #[serde(default)]
    pub day_length: DayLength,
}

impl CalendarSpec {
    /// Around the clock, every day.
    pub fn always(tz: &str) -> Self {
        let day = || vec![["00:00".to_owned(), "24:00".to_owned()]];
        let week = Week {
            mon: day(),
            tue: day(),
            wed: day(),
            thu: day(),
            fri: day(),
            sat: day(),
            sun: day(),
        };
        Self {
            tz: tz.to_owned(),
            week: Some(week),
            ..Self::default()
        }
    }

    /// Monday to Friday from `open` to `close`, without the public holidays of the region.
    pub fn weekdays(tz: &str, open: &str, close: &str, region: Option<Region>) -> Self {
        let day = || vec![[open.to_owned(), close.to_owned()]];
        let week = Week {
            mon: day(),
            tue: day(),
            wed: day(),
            thu: day(),
            fri: day(),
            ..Week::default()
        };
        Self {
            tz: tz.to_owned(),
            week: Some(week),
            region,
            ..Self::default()
        }
    }
}

/// Reads hours by date. Of a date given twice the last one would win unseen.
fn each_date_once<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<NaiveDate, Vec<Hours>>, D::Error> {
    struct Dates;
    impl<'de> Visitor<'de> for Dates {
        type Value = BTreeMap<NaiveDate, Vec<Hours>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with dates as names")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut dates = BTreeMap::new();
            while let Some((date, hours)) = map.next_entry()? {
                if dates.insert(date, hours).is_some() {
                    return Err(A::Error::custom(format_args!("{date} is given twice")));
                }
            }
            Ok(dates)
        }
    }
    deserializer.deserialize_map(Dates)
}

/// What is wrong with a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The zone is not in the IANA database.
    #[error("tz: unknown time zone `{0}`")]
    UnknownZone(String),
    /// A local time is not `HH:MM`, `HH:MM:SS` or, as an end, `24:00`.
    #[error("{field}: `{text}` is not a time such as 08:00")]
    BadTime {
        /// Where.
        field: String,
        /// What stands there.
        text: String,
    },
    /// A yearly holiday that no year has.
    #[error("{field}: no year has a day {day} in month {month}")]
    BadYearlyHoliday {
        /// Where.
        field: String,
        /// The month given.
        month: u32,
        /// The day given.
        day: u32,
    },
    /// Two intervals of one day, or two explicit periods, overlap.
    #[error("{field}: the hours overlap")]
    Overlap {
        /// Where.
        field: String,
    },
    /// An explicit period is not a pair of instants in order, within the supported years.
    #[error("{field}: not a pair of RFC 3339 instants in order, within the years 1900 to 2200")]
    BadPeriod {
        /// Where.
        field: String,
    },
    /// More hours on one day than any service has.
    #[error("{field}: more than {} spans on one day", super::hours::MOST_SPANS)]
    TooMany {
        /// Where.
        field: String,
    },
    /// Neither weekly hours nor dates with hours nor explicit periods.
    #[error("week: missing; a calendar needs weekly hours or explicit periods")]
    NoHours,
    /// Explicit periods stand instead of weekly hours, not beside them.
    #[error("periods: cannot be combined with {0}")]
    PeriodsAndHours(&'static str),
}
