//! Service hours: who uses them, and what they mean in a year.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::forms::{CalendarForm, DayReasons, PreviewForm};
use crate::ids::{CalendarId, ContractId, TargetId};
use crate::time::calendar::{CalendarSpec, Hours, Week};
use crate::time::holiday::{HolidayName, Region};

/// A calendar in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRow {
    /// Which one.
    pub id: CalendarId,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its zone.
    pub time_zone: String,
    /// Around the clock on every day.
    pub always: bool,
    /// Weekly hours.
    pub week: Week,
    /// Whose public holidays are closed.
    pub region: Option<Region>,
    /// Closed days and days with hours of their own.
    pub special_days: u32,
    /// How many targets it serves, as far as the person who looks may know.
    pub targets: u32,
}

/// A target that a calendar serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarUse {
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// The target.
    pub target_id: TargetId,
    /// Its name.
    pub target_name: String,
}

/// A calendar's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// The list row's figures.
    pub row: CalendarRow,
    /// To be given back with a change.
    pub revision: i32,
    /// The hours.
    pub spec: CalendarSpec,
    /// Why days are special.
    pub reasons: DayReasons,
    /// Targets it serves.
    pub uses: Vec<CalendarUse>,
    /// What it means in a year.
    pub preview: CalendarPreview,
}

/// What a new calendar begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftStart {
    /// Id of the calendar to be copied.
    pub copy: String,
    /// Code of a template.
    pub template: String,
}

/// What a form for service hours begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarStart {
    /// The calendar that is changed; `None` for a new one.
    pub id: Option<CalendarId>,
    /// Its revision.
    pub revision: i32,
    /// Whether its hours are fixed because targets are measured with them.
    pub in_use: bool,
    /// As it is typed.
    pub form: CalendarForm,
    /// What it means; `None` as long as it cannot be understood.
    pub preview: Option<CalendarPreview>,
    /// Names of the time zones there are.
    pub zones: Vec<String>,
}

/// A day that is not like its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDayRow {
    /// The local day.
    pub date: NaiveDate,
    /// The public holiday, if it is one.
    pub holiday: Option<HolidayName>,
    /// Why, for the calendar's own days.
    pub reason: Option<String>,
    /// Its own hours; empty when it is closed.
    pub hours: Vec<Hours>,
    /// Whether its weekday has hours.
    pub on_service_time: bool,
}

/// What service hours mean in a year, and when an example falls due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPreview {
    /// The year.
    pub year: i32,
    /// The zone of all times.
    pub time_zone: String,
    /// Service time of the days from Monday to Sunday, in minutes since midnight.
    pub week: Vec<Vec<(u32, u32)>>,
    /// In order.
    pub days: Vec<SpecialDayRow>,
    /// Seconds of service time in each month.
    pub months: Vec<i64>,
    /// The questions as they were understood, to be asked again.
    pub asked: PreviewForm,
    /// The example.
    pub example: DueExample,
}

/// A report, its goal, and when that is used up; on the calendar's own clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueExample {
    /// When it was reported.
    pub reported: NaiveDateTime,
    /// The goal in hours of service time.
    pub goal_hours: i64,
    /// When the clock starts, and when the goal is used up; `None` when there is not that much service time.
    pub due: Option<(NaiveDateTime, NaiveDateTime)>,
}
