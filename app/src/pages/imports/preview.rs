//! What an upload was understood as: columns, first tickets, errors.

use domain::views::{RowError, TicketField, TicketPreview};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
use crate::ui::{Cell, Column, Empty, Fact, IconName, Panel, RowHead, Table};

/// What each column is read as.
#[component]
pub fn Columns(
    /// Heading and meaning, in the file's order.
    columns: Vec<(String, Option<TicketField>)>,
) -> impl IntoView {
    let text = use_text();
    let (used, aside): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(_, field)| field.is_some());
    let unused = i64::try_from(aside.len()).unwrap_or_default();
    let aside = aside
        .into_iter()
        .map(|(heading, _)| heading)
        .collect::<Vec<_>>()
        .join(", ");
    let used = used
        .into_iter()
        .map(|(heading, field)| view! { <Fact label=heading>{field.map(|field| text.ticket_field(field))}</Fact> })
        .collect_view();
    let aside = (!aside.is_empty())
        .then(|| view! { <details class="letter panel-b"><summary>{text.import_columns_aside(unused)}</summary><p>{aside}</p></details> });
    view! { <Panel id="columns" heading=text.import_columns() meta=text.import_read_as()><dl class="facts panel-b">{used}</dl>{aside}</Panel> }
}

/// The first tickets as they would be stored.
#[component]
pub fn Tickets(
    /// In the file's order.
    rows: Vec<TicketPreview>,
) -> impl IntoView {
    let text = use_text();
    if rows.is_empty() {
        return view! {
            <Panel id="tickets" heading=text.import_preview()>
                <Empty icon=IconName::Nothing title=text.import_no_tickets() reason=text.import_no_tickets_reason()/>
            </Panel>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(text.import_ticket()),
        Column::new(text.import_priority()),
        Column::new(text.import_reported()),
        Column::new(text.import_resolved()),
        Column::number(text.import_pauses()),
        Column::number(text.import_rows()),
    ];
    let rows = rows
        .into_iter()
        .map(|ticket| {
            let resolved = ticket.resolved.map_or_else(|| "–".to_owned(), |at| dates::date_clock(text.0, at));
            view! {
                <tr role="row">
                    <RowHead>{ticket.external_id}</RowHead>
                    <Cell label=text.import_priority()>{ticket.priority}</Cell>
                    <Cell label=text.import_reported()><span class="num">{dates::date_clock(text.0, ticket.reported)}</span></Cell>
                    <Cell label=text.import_resolved()><span class="num">{resolved}</span></Cell>
                    <Cell label=text.import_pauses() class="n">{ticket.pauses}</Cell>
                    <Cell label=text.import_rows() class="n">{ticket.rows}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel id="tickets" heading=text.import_preview() meta=text.import_preview_meta()>
            <Table label=text.import_preview() columns=columns>{rows}</Table>
        </Panel>
    }
    .into_any()
}

/// Rows that could not be read: line, column, reason, what stood there.
#[component]
pub fn Errors(
    /// The first of them.
    errors: Vec<RowError>,
    /// How many there are in all.
    total: i64,
) -> impl IntoView {
    let text = use_text();
    if errors.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::number(text.import_line()),
        Column::new(text.import_column()),
        Column::new(text.clock_reason()),
        Column::new(text.import_value()),
    ];
    let shown = i64::try_from(errors.len()).unwrap_or_default();
    let meta = text.import_errors_shown(format::integer(text.0, shown), format::integer(text.0, total));
    let rows = errors
        .into_iter()
        .map(|error| {
            let line = i64::try_from(error.row).unwrap_or(i64::MAX);
            view! {
                <tr role="row">
                    <Cell label=text.import_line() class="n">{format::integer(text.0, line)}</Cell>
                    <Cell label=text.import_column()>{error.column.unwrap_or_else(|| "–".to_owned())}</Cell>
                    <Cell label=text.clock_reason()>{text.row_problem(&error.code)}</Cell>
                    <Cell label=text.import_value()>{error.value}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Panel id="errors" heading=text.import_error_rows() meta=meta><Table label=text.import_error_rows() columns=columns>{rows}</Table></Panel> }.into_any()
}
