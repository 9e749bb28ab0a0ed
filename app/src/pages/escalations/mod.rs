//! Escalations: the list and one escalation.

mod one;

use domain::views::{EscalationRow, Viewer};
use leptos::prelude::*;
pub use one::EscalationPage;

use crate::api::escalations::escalations;
use crate::i18n::{Text, dates, use_text};
use crate::ui::{Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, RowHead, State, Table, Tone};

/// Waiting, or acknowledged by somebody.
pub fn escalation_state(text: Text, row: &EscalationRow) -> (Tone, String) {
    match (&row.acknowledged_at, &row.acknowledged_by) {
        (Some(at), Some(by)) => (
            Tone::Ok,
            text.escalation_acknowledged_by(by, dates::date(text.0, at.date())),
        ),
        (Some(at), None) => (
            Tone::Ok,
            text.escalation_acknowledged_on(dates::date(text.0, at.date())),
        ),
        (None, _) => (Tone::Breach, text.escalation_waiting().to_owned()),
    }
}

/// All escalations the viewer may see.
#[component]
pub fn EscalationsPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| escalations());
    view! { <Loaded data=data view=|rows, viewer| view! { <Escalations rows=rows viewer=viewer/> }.into_any()/> }.into_any()
}

#[component]
fn Escalations(rows: Vec<EscalationRow>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let (open, done): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.acknowledged_at.is_none());
    let count = i64::try_from(open.len()).unwrap_or_default();
    let sentence = if count == 0 {
        text.today_no_escalations().to_owned()
    } else {
        text.escalation_count(count)
    };
    let waiting = if open.is_empty() {
        view! { <Empty icon=IconName::Check title=text.today_no_escalations() reason=text.today_no_escalations_reason()/> }.into_any()
    } else {
        view! { <EscalationTable rows=open/> }.into_any()
    };
    view! {
        <Frame title=text.nav_escalations() trail=Vec::new() viewer=viewer>
            <PageHead title=text.nav_escalations() sub=Some(view! { <p>{sentence}</p> }.into_any())/>
            <Panel id="open" heading=text.today_waiting_title()>{waiting}</Panel>
            <Panel id="done" heading=text.escalation_done()><EscalationTable rows=done/></Panel>
        </Frame>
    }
}

/// Escalations as a table.
#[component]
pub fn EscalationTable(
    /// In this order.
    rows: Vec<EscalationRow>,
) -> impl IntoView {
    let text = use_text();
    if rows.is_empty() {
        return view! { <Empty icon=IconName::Escalation title=text.escalation_none() reason=text.escalation_none_reason()/> }.into_any();
    }
    let columns = vec![
        Column::new(text.col_escalation()),
        Column::new(text.col_contract()),
        Column::new(text.col_target()),
        Column::new(text.col_raised()),
        Column::new(text.col_state()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! { <Table label=text.nav_escalations() columns=columns>{rows}</Table> }.into_any()
}

#[component]
fn Row(row: EscalationRow) -> impl IntoView {
    let text = use_text();
    let (tone, state) = escalation_state(text, &row);
    view! {
        <tr role="row">
            <RowHead><a href=format!("/escalations/{}", row.id)>{row.reference}</a><small>{row.supplier_name}</small></RowHead>
            <Cell label=text.col_contract()>{row.contract_title}<small>{row.contract_number}</small></Cell>
            <Cell label=text.col_target()>
                <a href=format!("/targets/{}?period={}", row.target_id, row.period)>{row.target_name}</a>
                <small>{dates::period(text.0, row.period)}</small>
            </Cell>
            <Cell label=text.col_raised()><span class="num">{dates::date_clock(text.0, row.raised_at)}</span></Cell>
            <Cell label=text.col_state()><State tone=tone text=state/></Cell>
        </tr>
    }
}
