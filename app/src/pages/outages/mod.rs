//! Outages: the list and the form to record one.

mod record;

use domain::policy::{Action, allows};
use domain::views::{OutageRow, ServiceChoice, Viewer};
use leptos::prelude::*;

use self::record::Record;
use crate::api::outages::{ReportOutage, outages};
use crate::i18n::{dates, format, use_text};
use crate::pages::query;
use crate::ui::act::successes;
use crate::ui::{
    Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, RowHead, State, StateIcon, Table, Tone,
};

/// Recorded outages.
#[component]
pub fn OutagesPage() -> impl IntoView {
    let recorded = query("recorded");
    let action = ServerAction::<ReportOutage>::new();
    let recorded_here = successes(action);
    let data = Resource::new_blocking(move || recorded_here.get(), |_| outages());
    let view = move |(rows, choices), viewer| {
        let recorded = recorded.get_untracked().is_some();
        view! { <Outages rows=rows choices=choices recorded=recorded action=action viewer=viewer/> }
            .into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Outages(
    rows: Vec<OutageRow>,
    choices: Vec<ServiceChoice>,
    recorded: bool,
    action: ServerAction<ReportOutage>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let may_record = allows(viewer.role, Action::FactWrite);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if rows.is_empty() {
        let reason = if may_record {
            text.outage_none_reason()
        } else {
            text.outage_none_reason_reader()
        };
        view! { <Empty icon=IconName::Outage title=text.outage_none() reason=reason/> }.into_any()
    } else {
        view! { <OutageTable rows=rows/> }.into_any()
    };
    let done = recorded.then(|| {
        view! { <div class="note" data-status="ok"><StateIcon tone=Tone::Ok/><div><p>{text.outage_recorded()}</p></div></div> }
    });
    view! {
        <Frame title=text.nav_outages() trail=Vec::new() viewer=viewer>
            <PageHead title=text.nav_outages() sub=Some(view! { <p>{text.outage_sub()}</p> }.into_any())/>
            <div role="status">{done}</div>
            <div class=if may_record { "cols main-aside form-first" } else { "stack" }>
                <Panel id="outages" heading=text.outage_count(count)>{body}</Panel>
                {may_record.then(|| view! { <Record choices=choices action=action/> })}
            </div>
        </Frame>
    }
}

/// Outages as a table.
#[component]
pub fn OutageTable(
    /// In this order.
    rows: Vec<OutageRow>,
) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        Column::new(text.col_outage()),
        Column::new(text.col_service()),
        Column::new(text.clock_from()),
        Column::new(text.clock_to()),
        Column::number(text.clock_duration()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! { <Table label=text.nav_outages() columns=columns>{rows}</Table> }
}

#[component]
fn Row(row: OutageRow) -> impl IntoView {
    let text = use_text();
    let end = match row.ends_at {
        Some(at) => view! { <span class="num">{dates::date_clock(text.0, at)}</span> }.into_any(),
        None => view! { <State tone=Tone::Breach text=text.outage_lasts()/> }.into_any(),
    };
    let source = if row.source == "manual" {
        text.outage_by_hand().to_owned()
    } else {
        text.outage_source(row.source)
    };
    let detail = row
        .cause
        .map_or_else(|| source.clone(), |cause| format!("{cause} · {source}"));
    view! {
        <tr role="row">
            <RowHead>{row.external_id}<small>{detail}</small></RowHead>
            <Cell label=text.col_service()>{row.service_name}</Cell>
            <Cell label=text.clock_from()><span class="num">{dates::date_clock(text.0, row.starts_at)}</span></Cell>
            <Cell label=text.clock_to()>{end}</Cell>
            <Cell label=text.clock_duration() class="n">{format::duration(text.0, row.seconds)}</Cell>
        </tr>
    }
}
