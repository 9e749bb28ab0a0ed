//! Ticket lifecycles from exports of service desks.
//!
//! Two shapes are read. A *change log* has one row per change: the time column says when the ticket entered the
//! row's state, and pauses follow from the states. A *list* has one row per ticket and no states.

use std::collections::{BTreeMap, HashMap};

use chrono_tz::Tz;
use domain::sla::ticket::Pause;
use domain::time::Instant;
use domain::views::{RowError, TicketField};
use serde::{Deserialize, Serialize};

use crate::table::{Row, Table};
use crate::times;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Name of the source system, part of every ticket's identity.
    pub source: String,
    /// Heading by field. The external id, the time of the report and the priority are needed.
    pub columns: BTreeMap<String, String>,
    /// States in which the clock stands still because the customer must act.
    pub paused_states: Vec<String>,
    /// States that mean resolved.
    pub resolved_states: Vec<String>,
    /// Cell contents that mean "unknown", beside the empty cell.
    pub unknown: Vec<String>,
}

impl Mapping {
    /// The incident table of ServiceNow, exported as a change log. The time a vendor takes is the supplier's own:
    /// "Awaiting Vendor" does not stop the clock.
    pub fn service_now() -> Self {
        let columns = [
            (TicketField::ExternalId, "number"),
            (TicketField::State, "incident_state"),
            (TicketField::ChangedAt, "sys_updated_at"),
            (TicketField::ReportedAt, "opened_at"),
            (TicketField::ResolvedAt, "resolved_at"),
            (TicketField::ClosedAt, "closed_at"),
            (TicketField::Priority, "priority"),
        ];
        Self {
            source: "servicenow".to_owned(),
            columns: columns
                .map(|(field, heading)| (field.code().to_owned(), heading.to_owned()))
                .into(),
            paused_states: vec!["Awaiting User Info".to_owned(), "Awaiting Evidence".to_owned()],
            resolved_states: vec!["Resolved".to_owned()],
            unknown: vec!["?".to_owned()],
        }
    }

    /// Columns named by a person; one row per ticket unless state and time of change are named.
    pub fn custom(columns: BTreeMap<String, String>) -> Self {
        Self {
            source: "csv".to_owned(),
            columns,
            ..Self::service_now()
        }
    }
}

/// A ticket as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadTicket {
    /// Number in its own system.
    pub external_id: String,
    /// Priority without rank: `3 - Moderate` is `Moderate`.
    pub priority: String,
    /// When it was reported.
    pub reported_at: Instant,
    /// When it was resolved.
    pub resolved_at: Option<Instant>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// When the clock stood still.
    pub pauses: Vec<Pause>,
    /// Rows it was read from.
    pub rows: u32,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// Tickets without error, in the order of the file.
    pub tickets: Vec<ReadTicket>,
    /// What could not be read. A ticket with one unreadable row is left out as a whole.
    pub errors: Vec<RowError>,
}

/// Reads a table.
///
/// # Errors
/// The fields whose columns are needed and missing, each as an error of line 1.
pub fn read(table: &Table, mapping: &Mapping, zone: Tz) -> Result<Reading, Vec<RowError>> {
    let reader = Reader::new(table, mapping, zone)?;
    let mut errors: Vec<_> = table
        .broken
        .iter()
        .map(|line| error(*line, None, "wrong_number_of_cells", ""))
        .collect();
    let mut order = Vec::new();
    let mut by_ticket: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in &table.rows {
        let id = row.cell(reader.external_id);
        if reader.is_unknown(id) {
            errors.push(reader.error(row, reader.external_id, "required"));
            continue;
        }
        let rows = by_ticket.entry(id).or_default();
        if rows.is_empty() {
            order.push(id);
        }
        rows.push(row);
    }
    let mut tickets = Vec::with_capacity(order.len());
    for id in order {
        match reader.ticket(id, &by_ticket[id]) {
            Ok(ticket) => tickets.push(ticket),
            Err(mut found) => errors.append(&mut found),
        }
    }
    errors.sort_by_key(|error| error.row);
    Ok(Reading { tickets, errors })
}

/// One change of a ticket's state.
struct Change<'a> {
    at: Instant,
    state: &'a str,
}

struct Reader<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    zone: Tz,
    external_id: usize,
    reported_at: usize,
    priority: usize,
    resolved_at: Option<usize>,
    closed_at: Option<usize>,
    /// State and time of change, for a change log.
    log: Option<(usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table, mapping: &'a Mapping, zone: Tz) -> Result<Self, Vec<RowError>> {
        let mut missing = Vec::new();
        let mut column = |field: TicketField, needed: bool| {
            let heading = mapping
                .columns
                .get(field.code())
                .map(String::as_str)
                .unwrap_or_default();
            let found = table.column(heading);
            if found.is_none() && (needed || !heading.is_empty()) {
                missing.push(error(1, Some(field.code()), "column_missing", heading));
            }
            found
        };
        let external_id = column(TicketField::ExternalId, true);
        let reported_at = column(TicketField::ReportedAt, true);
        let priority = column(TicketField::Priority, true);
        let resolved_at = column(TicketField::ResolvedAt, false);
        let closed_at = column(TicketField::ClosedAt, false);
        let log = column(TicketField::State, false).zip(column(TicketField::ChangedAt, false));
        match (external_id, reported_at, priority) {
            (Some(external_id), Some(reported_at), Some(priority)) if missing.is_empty() => Ok(Self {
                table,
                mapping,
                zone,
                external_id,
                reported_at,
                priority,
                resolved_at,
                closed_at,
                log,
            }),
            _ => Err(missing),
        }
    }

    fn ticket(&self, id: &str, rows: &[&Row]) -> Result<ReadTicket, Vec<RowError>> {
        let Some(last) = rows.last() else {
            return Err(Vec::new());
        };
        if self.log.is_none() && rows.len() > 1 {
            return Err(vec![self.error(last, self.external_id, "duplicate_external_id")]);
        }
        let mut errors = Vec::new();
        let mut keep = |result: Result<Option<Instant>, RowError>| {
            result.unwrap_or_else(|error| {
                errors.push(error);
                None
            })
        };
        let reported_at = keep(self.instant(last, self.reported_at));
        let resolved_cell = keep(
            self.resolved_at
                .map_or(Ok(None), |column| self.instant(last, column)),
        );
        let closed_at = keep(
            self.closed_at
                .map_or(Ok(None), |column| self.instant(last, column)),
        );
        let changes = self.changes(rows, &mut errors);
        let resolved_at = resolved_cell.or_else(|| self.last_resolved(&changes));
        match (reported_at, resolved_at) {
            (None, _) if errors.is_empty() => errors.push(self.error(last, self.reported_at, "required")),
            (Some(reported), Some(resolved)) if resolved < reported => {
                let column = self.resolved_at.unwrap_or(self.reported_at);
                errors.push(self.error(last, column, "resolved_before_reported"));
            }
            _ => {}
        }
        let priority = without_rank(last.cell(self.priority));
        if self.is_unknown(priority) {
            errors.push(self.error(last, self.priority, "required"));
        }
        match reported_at {
            Some(reported_at) if errors.is_empty() => Ok(ReadTicket {
                external_id: id.to_owned(),
                priority: priority.to_owned(),
                reported_at,
                resolved_at,
                closed_at,
                pauses: self.pauses(&changes),
                rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            }),
            _ => Err(errors),
        }
    }

    /// The changes in the order in which they happened; an export may list them in another.
    fn changes(&self, rows: &[&'a Row], errors: &mut Vec<RowError>) -> Vec<Change<'a>> {
        let Some((state, at)) = self.log else {
            return Vec::new();
        };
        let mut changes = Vec::with_capacity(rows.len());
        for row in rows {
            match self.instant(row, at) {
                Ok(Some(at)) => changes.push(Change {
                    at,
                    state: row.cell(state),
                }),
                Ok(None) => errors.push(self.error(row, at, "required")),
                Err(error) => errors.push(error),
            }
        }
        changes.sort_by_key(|change| change.at);
        changes
    }

    fn last_resolved(&self, changes: &[Change<'_>]) -> Option<Instant> {
        let resolved = |change: &&Change<'_>| {
            self.mapping
                .resolved_states
                .iter()
                .any(|name| name == change.state)
        };
        changes.iter().rev().find(resolved).map(|change| change.at)
    }

    /// A pause lasts from a change into a pausing state until the next change into another state.
    fn pauses(&self, changes: &[Change<'_>]) -> Vec<Pause> {
        let mut pauses: Vec<Pause> = Vec::new();
        let mut running: Option<(&str, Instant)> = None;
        for change in changes {
            if let Some((state, from)) = running
                && state != change.state
            {
                if from < change.at {
                    pauses.push(Pause {
                        from,
                        to: Some(change.at),
                    });
                }
                running = None;
            }
            let pausing = self.mapping.paused_states.iter().any(|name| name == change.state);
            if pausing && running.is_none() {
                running = Some((change.state, change.at));
            }
        }
        pauses.extend(running.map(|(_, from)| Pause { from, to: None }));
        pauses
    }

    fn instant(&self, row: &Row, column: usize) -> Result<Option<Instant>, RowError> {
        let text = row.cell(column);
        if self.is_unknown(text) {
            return Ok(None);
        }
        times::read(text, Some(self.zone))
            .map(Some)
            .map_err(|problem| self.error(row, column, problem.code()))
    }

    fn is_unknown(&self, text: &str) -> bool {
        text.is_empty() || self.mapping.unknown.iter().any(|name| name == text)
    }

    fn error(&self, row: &Row, column: usize, code: &str) -> RowError {
        error(
            row.line,
            self.table.headings.get(column).map(String::as_str),
            code,
            row.cell(column),
        )
    }
}

/// `3 - Moderate` is `Moderate`.
fn without_rank(priority: &str) -> &str {
    match priority.split_once(" - ") {
        Some((rank, name)) if rank.bytes().all(|byte| byte.is_ascii_digit()) => name.trim(),
        _ => priority,
    }
}

const LONGEST_VALUE: usize = 200;

fn error(row: u64, column: Option<&str>, code: &str, value: &str) -> RowError {
    RowError {
        row,
        column: column.map(str::to_owned),
        code: code.to_owned(),
        value: value.chars().take(LONGEST_VALUE).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "number,incident_state,sys_updated_at,opened_at,resolved_at,closed_at,priority\n";

    fn read_log(rows: &str) -> Reading {
        let table = Table::read(format!("{HEADING}{rows}").as_bytes()).unwrap();
        read(&table, &Mapping::service_now(), chrono_tz::Europe::Berlin).unwrap()
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_log_becomes_a_lifecycle() {
        let reading = read_log(
            "I1,New,01-03-2016 09:00,01-03-2016 08:55,?,?,2 - High\n\
             I1,Awaiting User Info,01-03-2016 10:00,01-03-2016 08:55,?,?,2 - High\n\
             I1,Awaiting User Info,01-03-2016 11:00,01-03-2016 08:55,?,?,2 - High\n\
             I1,Awaiting Vendor,01-03-2016 12:00,01-03-2016 08:55,?,?,2 - High\n\
             I1,Resolved,01-03-2016 15:00,01-03-2016 08:55,?,?,3 - Moderate\n",
        );
        assert_eq!(reading.errors, []);
        let pause = Pause {
            from: at("2016-03-01T09:00:00Z"),
            to: Some(at("2016-03-01T11:00:00Z")),
        };
        assert_eq!(
            reading.tickets,
            [ReadTicket {
                external_id: "I1".into(),
                priority: "Moderate".into(),
                reported_at: at("2016-03-01T07:55:00Z"),
                resolved_at: Some(at("2016-03-01T14:00:00Z")),
                closed_at: None,
                pauses: vec![pause],
                rows: 5,
            }]
        );
    }

    #[test]
    fn a_bad_row_keeps_its_ticket_out_and_no_other() {
        let reading = read_log(
            "I1,New,31-02-2016 09:00,01-03-2016 08:55,?,?,2 - High\n\
             I2,New,01-03-2016 09:00,01-03-2016 08:55,?,?,2 - High\n\
             I3,New,27-03-2016 02:30,01-03-2016 08:55,?,?,2 - High\n\
             I4,New,01-03-2016 09:00,01-03-2016 08:55,29-02-2016 08:55,?,2 - High\n",
        );
        let ids: Vec<_> = reading
            .tickets
            .iter()
            .map(|ticket| ticket.external_id.as_str())
            .collect();
        assert_eq!(ids, ["I2"]);
        let errors: Vec<_> = reading
            .errors
            .iter()
            .map(|error| (error.row, error.code.as_str()))
            .collect();
        assert_eq!(
            errors,
            [
                (2, "unreadable_time"),
                (4, "time_does_not_exist"),
                (5, "resolved_before_reported")
            ]
        );
        assert_eq!(reading.errors[0].column.as_deref(), Some("sys_updated_at"));
    }

    #[test]
    fn missing_columns_are_named_together() {
        let table = Table::read(b"number,other\nI1,x\n").unwrap();
        let errors = read(&table, &Mapping::service_now(), chrono_tz::UTC).unwrap_err();
        assert_eq!(errors.len(), 6);
        assert!(
            errors
                .iter()
                .all(|error| error.code == "column_missing" && error.row == 1)
        );
    }

    #[test]
    fn a_list_has_each_ticket_once() {
        let table =
            Table::read(b"Nr;Gemeldet;Prio\n7;01.03.2016 08:00;High\n7;01.03.2016 09:00;Low\n").unwrap();
        let columns = [
            ("external_id", "Nr"),
            ("reported_at", "Gemeldet"),
            ("priority", "Prio"),
        ];
        let mapping = Mapping::custom(columns.map(|(field, name)| (field.into(), name.into())).into());
        let reading = read(&table, &mapping, chrono_tz::UTC).unwrap();
        assert_eq!(reading.errors[0].code, "duplicate_external_id");
        assert!(reading.tickets.is_empty());
    }
}
