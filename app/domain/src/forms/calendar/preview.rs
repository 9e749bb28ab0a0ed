//! What a preview of service hours is asked for.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::forms::{parse_date, parse_time};
use crate::time::{FIRST_YEAR, LAST_YEAR};

/// The longest goal a preview counts, in hours of service time.
const LONGEST_GOAL_HOURS: i64 = 2_000;

/// The questions as typed. What is empty is taken from today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewForm {
    /// Which year's days and hours.
    pub year: String,
    /// Day of a report, `TT.MM.JJJJ`.
    pub report_date: String,
    /// Time of the report.
    pub report_time: String,
    /// The goal in hours of service time.
    pub goal_hours: String,
}

/// The questions as understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewInput {
    /// Which year.
    pub year: i32,
    /// When a ticket is reported, on the clock of the calendar's zone.
    pub reported: NaiveDateTime,
    /// The goal in hours of service time.
    pub goal_hours: i64,
}

impl PreviewForm {
    /// Reads the questions; `now` on the clock of the calendar's zone stands for what is empty.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self, now: NaiveDateTime) -> Result<PreviewInput, Vec<FieldError>> {
        let mut errors = Vec::new();
        let year = match self.year.trim() {
            "" => chrono::Datelike::year(&now),
            text => read_year(text).unwrap_or_else(|| {
                errors.push(FieldError::new("year", "year_unreadable"));
                FIRST_YEAR
            }),
        };
        let date = match self.report_date.trim() {
            "" => now.date(),
            text => parse_date(text)
                .filter(|date| is_computed(*date))
                .unwrap_or_else(|| {
                    errors.push(FieldError::new("report_date", "date_unreadable"));
                    now.date()
                }),
        };
        let time = match self.report_time.trim() {
            "" => now.time(),
            text => parse_time(text).unwrap_or_else(|| {
                errors.push(FieldError::new("report_time", "time_needed"));
                now.time()
            }),
        };
        let goal_hours = match self.goal_hours.trim() {
            "" => 4,
            text => {
                let goal = text
                    .parse()
                    .ok()
                    .filter(|hours| (0..=LONGEST_GOAL_HOURS).contains(hours));
                goal.unwrap_or_else(|| {
                    errors.push(FieldError::new("goal_hours", "number_unreadable"));
                    0
                })
            }
        };
        if errors.is_empty() {
            Ok(PreviewInput {
                year,
                reported: date.and_time(time),
                goal_hours,
            })
        } else {
            Err(errors)
        }
    }
}

fn read_year(text: &str) -> Option<i32> {
    text.parse()
        .ok()
        .filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
}

fn is_computed(date: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&chrono::Datelike::year(&date))
}
