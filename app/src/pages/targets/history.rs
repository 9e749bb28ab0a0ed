//! Twelve periods as a picture and as a table.

use domain::views::{PeriodCell, Status, TargetRow};
use leptos::prelude::*;

use crate::i18n::{Text, dates, format, use_text};
use crate::ui::chart::HistoryChart;
use crate::ui::{Cell, Column, Panel, RowHead, State, Table, Tone};

/// The finding of the picture in one sentence.
fn sentence(text: Text, row: &TargetRow) -> String {
    let count = |status| {
        i64::try_from(row.history.iter().filter(|cell| cell.status == status).count()).unwrap_or_default()
    };
    let measured = i64::try_from(
        row.history
            .iter()
            .filter(|cell| cell.attainment.is_some())
            .count(),
    )
    .unwrap_or_default();
    let threshold = format::percent_ppm(text.0, row.threshold_ppm);
    match (measured, count(Status::Breached)) {
        (0, _) => text.history_sentence_none(&row.name),
        (_, 0) => text.history_sentence_met(measured, &row.name, threshold),
        (_, breached) => text.history_sentence(measured, &row.name, breached, threshold),
    }
}

/// The history of a target up to the period shown.
#[component]
pub fn History(
    /// The target in its period.
    row: TargetRow,
) -> impl IntoView {
    let text = use_text();
    let finding = sentence(text, &row);
    let columns = vec![
        Column::new(text.period_label()),
        Column::new(text.col_state()),
        Column::number(text.col_reached()),
        Column::number(text.credit_word(row.contract_kind)),
    ];
    let href = format!("/targets/{}", row.id);
    let rows = row
        .history
        .iter()
        .rev()
        .cloned()
        .map(|cell| view! { <Row cell=cell href=href.clone()/> })
        .collect_view();
    view! {
        <Panel id="history" heading=text.history_title() meta=finding.clone()>
            <div class="cols half">
                <div class="panel-b">
                    <div class="scroll newest" tabindex="0" role="region" aria-label=text.table_region(text.history_picture())>
                        <div class="chart-min"><HistoryChart cells=row.history.clone() threshold_ppm=row.threshold_ppm sentence=finding/></div>
                    </div>
                    <p class="key"><span><i class="dash"></i>{text.history_key_target()}</span><span><i class="hatch"></i>{text.history_key_unknown()}</span></p>
                </div>
                <Table label=text.history_title() columns=columns>{rows}</Table>
            </div>
        </Panel>
    }
}

#[component]
fn Row(cell: PeriodCell, href: String) -> impl IntoView {
    let text = use_text();
    let dash = || "–".to_owned();
    view! {
        <tr role="row">
            <RowHead><a href=format!("{href}?period={}", cell.period)>{dates::period(text.0, cell.period)}</a></RowHead>
            <Cell label=text.col_state()><State tone=Tone::from(cell.status) text=text.status(cell.status)/></Cell>
            <Cell label=text.col_reached() class="n">{cell.attainment.map_or_else(dash, |reached| format::attainment(text.0, &reached))}</Cell>
            <Cell label=text.col_credit() class="n">{cell.credit.map_or_else(dash, |amount| format::money_whole(text.0, amount))}</Cell>
        </tr>
    }
}
