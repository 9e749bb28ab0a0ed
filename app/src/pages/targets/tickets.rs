//! One ledger item: a ticket or an outage that opens to its clock ledger.

use domain::views::{LedgerInterval, LedgerItem};
use leptos::prelude::*;

use crate::i18n::{Text, dates, format, use_text};
use crate::ui::{Cell, Column, RowHead, State, Table, Tone};

/// The verdict in a word.
fn verdict(text: Text, item: &LedgerItem) -> (Tone, &'static str) {
    match (item.met, item.goal_seconds, item.resolved) {
        (Some(true), _, _) => (Tone::Ok, text.ledger_met()),
        (Some(false), _, _) => (Tone::Breach, text.ledger_missed()),
        (None, None, Some(_)) => (Tone::Info, text.ledger_outage()),
        (None, None, None) => (Tone::Risk, text.ledger_outage_lasts()),
        (None, Some(_), _) => (Tone::Unknown, text.ledger_pending()),
    }
}

/// A native disclosure: works without a script and is found by the browser's own search.
#[component]
pub fn Item(
    /// The ticket or outage.
    item: LedgerItem,
) -> impl IntoView {
    let text = use_text();
    let (tone, word) = verdict(text, &item);
    let from = dates::date_clock(text.0, item.reported);
    let to = item.resolved.map_or_else(
        || text.ledger_open().to_owned(),
        |at| dates::date_clock(text.0, at),
    );
    let due = item.due.map(|due| text.ledger_due(dates::date_time(text.0, due)));
    let counted = format::duration(text.0, item.service_seconds);
    let goal = item
        .goal_seconds
        .map(|goal| text.ledger_of_goal(format::duration(text.0, goal)));
    let name = item.external_id.clone();
    view! {
        <li>
            <details>
                <summary>
                    <span><b>{item.external_id}</b><small>{item.priority}</small></span>
                    <span class="times">{text.ledger_span(from, to)}<small>{due}</small></span>
                    <span class="goal">{text.ledger_counted(counted)}<small>{goal}</small></span>
                    <span class="end"><State tone=tone text=word/></span>
                </summary>
                <div class="clock"><Clock name=name total=item.service_seconds intervals=item.intervals/></div>
            </details>
        </li>
    }
}

/// From, to, duration, counted or not and why; the counted ones add up to the total.
#[component]
fn Clock(name: String, total: i64, intervals: Vec<LedgerInterval>) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        Column::new(text.clock_from()),
        Column::new(text.clock_to()),
        Column::number(text.clock_duration()),
        Column::new(text.clock_counted()),
        Column::new(text.clock_reason()),
    ];
    let rows = intervals
        .into_iter()
        .map(|interval| view! { <Interval interval=interval/> })
        .collect_view();
    view! {
        <Table label=text.clock_label(name) columns=columns>
            {rows}
            <tr role="row">
                <RowHead>{text.clock_sum()}</RowHead>
                <Cell label="">""</Cell>
                <Cell label=text.clock_duration() class="n"><b>{format::duration(text.0, total)}</b></Cell>
                <Cell label="">""</Cell>
                <Cell label="">""</Cell>
            </tr>
        </Table>
    }
}

#[component]
fn Interval(interval: LedgerInterval) -> impl IntoView {
    let text = use_text();
    let (class, word) = if interval.counted {
        ("on", text.clock_yes())
    } else {
        ("off", text.clock_no())
    };
    view! {
        <tr role="row" class=class>
            <RowHead>{dates::date_clock(text.0, interval.from)}</RowHead>
            <Cell label=text.clock_to()>{dates::date_clock(text.0, interval.to)}</Cell>
            <Cell label=text.clock_duration() class="n">{format::duration(text.0, interval.seconds)}</Cell>
            <Cell label=text.clock_counted()>{word}</Cell>
            <Cell label=text.clock_reason()>{text.reason(interval.reason)}</Cell>
        </tr>
    }
}
