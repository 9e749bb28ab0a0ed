//! A second reading of the incident log, deliberately simple, as an oracle for the first.
//!
//! It shares no code with the product and has no cleverness to be wrong: it walks through every ticket's life
//! minute by minute on the wall clock. One row of the log is one change, and `sys_updated_at` is when the ticket
//! entered the row's state. Times are Europe/Berlin.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Europe::Berlin;

/// Public holidays of Nordrhein-Westfalen while the tickets of the log live: year, month, day.
const HOLIDAYS: [(i32, u32, u32); 12] = [
    (2016, 1, 1),
    (2016, 3, 25),
    (2016, 3, 28),
    (2016, 5, 1),
    (2016, 5, 5),
    (2016, 5, 16),
    (2016, 5, 26),
    (2016, 10, 3),
    (2016, 11, 1),
    (2016, 12, 25),
    (2016, 12, 26),
    (2017, 1, 1),
];

/// Opening and closing hour from Monday to Friday.
const SERVICE_HOURS: std::ops::Range<u32> = 8..18;

/// The clock stands while the ticket is in one of these.
const PAUSING: [&str; 2] = ["Awaiting User Info", "Awaiting Evidence"];

/// What the log says about one ticket, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Number, `INC0000045`.
    pub ticket: String,
    /// The service minutes within which it must be resolved.
    pub goal_minutes: u32,
    /// Wall clock at which the goal is used up.
    pub due: NaiveDateTime,
    /// Wall clock of the resolution.
    pub resolved: NaiveDateTime,
    /// Service minutes from report to resolution.
    pub service_minutes: u32,
    /// Whether it was resolved within the goal.
    pub met: bool,
}

impl Reading {
    /// The instant at which the goal is used up. Never ambiguous: clocks are not changed in service hours.
    ///
    /// # Panics
    /// Never, for the reason above.
    pub fn due_utc(&self) -> DateTime<Utc> {
        Berlin
            .from_local_datetime(&self.due)
            .single()
            .expect("a unique time of day")
            .to_utc()
    }

    /// The month the ticket counts in: the one in which it is due, `2016-03`.
    pub fn month(&self) -> String {
        self.due.format("%Y-%m").to_string()
    }
}

/// Tickets of one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Month {
    /// Tickets resolved within their goal.
    pub met: u32,
    /// All tickets due in the month.
    pub total: u32,
}

/// Reads the whole log, tickets in the order of their first row.
///
/// # Panics
/// When the log is not as it is described above.
pub fn read(log: &str) -> Vec<Reading> {
    tickets(log).iter().map(|rows| reading(rows)).collect()
}

/// Counts tickets by the month in which they are due.
pub fn months(readings: &[Reading]) -> BTreeMap<String, Month> {
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for reading in readings {
        let month = months.entry(reading.month()).or_default();
        month.total += 1;
        month.met += u32::from(reading.met);
    }
    months
}

/// One row of the log.
struct Row {
    ticket: String,
    state: String,
    opened: NaiveDateTime,
    entered: NaiveDateTime,
    priority: String,
    resolved: Option<NaiveDateTime>,
}

/// The rows of every ticket, which stand together in the log, by time.
fn tickets(log: &str) -> Vec<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(log.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect(name);
    let (number, state, priority) = (column("number"), column("incident_state"), column("priority"));
    let (opened, entered, resolved) = (
        column("opened_at"),
        column("sys_updated_at"),
        column("resolved_at"),
    );

    let mut tickets: Vec<Vec<Row>> = Vec::new();
    for record in reader.records() {
        let record = record.expect("a readable row");
        let row = Row {
            ticket: record[number].to_owned(),
            state: record[state].to_owned(),
            opened: time(&record[opened]).expect("a time of report"),
            entered: time(&record[entered]).expect("a time of change"),
            priority: record[priority].to_owned(),
            resolved: time(&record[resolved]),
        };
        match tickets.last_mut() {
            Some(rows) if rows[0].ticket == row.ticket => rows.push(row),
            _ => tickets.push(vec![row]),
        }
    }
    for rows in &mut tickets {
        rows.sort_by_key(|row| row.entered);
    }
    tickets
}

fn reading(rows: &[Row]) -> Reading {
    let last = rows.last().expect("a ticket has rows");
    let goal_minutes = 60 * goal_hours(&last.priority);
    let resolved = last
        .resolved
        .or_else(|| last_resolution(rows))
        .expect("every ticket of the log is resolved");
    let pauses = pauses(rows);

    let mut minute = last.opened;
    let mut counted = 0;
    let mut due = None;
    let mut service_minutes = None;
    while due.is_none() || service_minutes.is_none() {
        if service_minutes.is_none() && minute >= resolved {
            service_minutes = Some(counted);
        }
        if is_service_time(minute) && !pauses.iter().any(|(from, to)| *from <= minute && minute < *to) {
            counted += 1;
            if counted == goal_minutes {
                due = Some(minute + Duration::minutes(1));
            }
        }
        minute += Duration::minutes(1);
    }
    let service_minutes = service_minutes.unwrap_or_default();
    Reading {
        ticket: last.ticket.clone(),
        goal_minutes,
        due: due.unwrap_or_default(),
        resolved,
        service_minutes,
        met: service_minutes <= goal_minutes,
    }
}

fn goal_hours(priority: &str) -> u32 {
    match priority {
        "1 - Critical" => 4,
        "2 - High" => 8,
        "3 - Moderate" => 24,
        "4 - Low" => 40,
        other => panic!("no goal for priority {other}"),
    }
}

/// The last row in the state Resolved. In all 861 tickets whose time of resolution is known, it is that of this row.
fn last_resolution(rows: &[Row]) -> Option<NaiveDateTime> {
    rows.iter()
        .rev()
        .find(|row| row.state == "Resolved")
        .map(|row| row.entered)
}

/// From entering a pausing state to the next row that is in none.
fn pauses(rows: &[Row]) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut pauses = Vec::new();
    let mut since = None;
    for row in rows {
        if PAUSING.contains(&row.state.as_str()) {
            since = since.or(Some(row.entered));
        } else if let Some(from) = since.take() {
            pauses.push((from, row.entered));
        }
    }
    assert!(since.is_none(), "every pause of the log ends");
    pauses
}

fn is_service_time(minute: NaiveDateTime) -> bool {
    !matches!(minute.weekday(), Weekday::Sat | Weekday::Sun)
        && SERVICE_HOURS.contains(&minute.hour())
        && !is_holiday(minute.date())
}

fn is_holiday(day: NaiveDate) -> bool {
    HOLIDAYS.contains(&(day.year(), day.month(), day.day()))
}

fn time(text: &str) -> Option<NaiveDateTime> {
    match text {
        "?" => None,
        text => Some(NaiveDateTime::parse_from_str(text, "%d-%m-%Y %H:%M").expect(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn a_ticket_computed_by_hand() {
        // Reported on Monday 29 February 2016 at 01:16, resolved the same day at 11:29: the clock runs from 08:00.
        // 24 hours are used up after two full days of ten hours and four more on Wednesday.
        let readings = read(&places::incident_log());
        let ticket = readings
            .iter()
            .find(|reading| reading.ticket == "INC0000045")
            .unwrap();
        assert_eq!(ticket.service_minutes, 3 * 60 + 29);
        assert_eq!(ticket.due.to_string(), "2016-03-02 12:00:00");
        assert_eq!(ticket.due_utc().to_string(), "2016-03-02 11:00:00 UTC");
        assert!(ticket.met);
    }

    #[test]
    fn every_ticket_counts_in_one_month() {
        let readings = read(&places::incident_log());
        let months = months(&readings);
        let of = |month: &str| (months[month].met, months[month].total);
        assert_eq!(readings.len(), 890);
        assert_eq!(of("2016-02"), (1, 3));
        assert_eq!(of("2016-03"), (513, 854));
        assert_eq!(of("2016-04"), (14, 15));
        assert_eq!(months.values().map(|month| month.total).sum::<u32>(), 890);
    }
}
