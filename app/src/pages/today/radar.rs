//! The radar: every target, worst first.

use domain::money::Money;
use domain::views::{Status, StatusCounts, TargetRow};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
use crate::ui::{
    Budget, Cell, Column, CountShare, CountsText, Credit, Direction, Empty, Panel, Reached, RowHead, Stat,
    State, Table, Tone,
};

/// Counts, totals by direction, and the table.
#[component]
pub fn Radar(
    /// Worst first.
    targets: Vec<TargetRow>,
    /// Targets by state.
    counts: StatusCounts,
    /// What suppliers owe us so far.
    receivable: Vec<Money>,
    /// What we owe the business so far.
    payable: Vec<Money>,
    /// Whether the viewer is the supplier, who only pays.
    vendor: bool,
) -> impl IntoView {
    let text = use_text();
    if targets.is_empty() {
        return view! {
            <Panel id="radar" heading=text.radar_title()>
                <Empty title=text.radar_empty() reason=text.radar_empty_reason()>
                    <a class="btn" href="/contracts">{text.today_see_contracts()}</a>
                </Empty>
            </Panel>
        }
        .into_any();
    }
    let total = i64::try_from(targets.len()).unwrap_or_default();
    let blind = targets
        .iter()
        .filter(|row| row.status == Status::NoData)
        .cloned()
        .collect::<Vec<_>>();
    let label = text.radar_label(total);
    let rows = targets
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! {
        <Panel id="radar" heading=text.radar_title() meta=text.radar_meta()>
            <div class="stats bordered">
                <div class="stat lead"><span>{text.radar_targets(total)}</span><CountShare counts=counts/><CountsText counts=counts/></div>
                <Stat label=if vendor { text.radar_owed() } else { text.radar_payable() } value=format::money_list(text.0, &payable) basis=text.direction_payable()/>
                {(!vendor).then(|| view! { <Stat label=text.radar_receivable() value=format::money_list(text.0, &receivable) basis=text.direction_receivable()/> })}
            </div>
            <Table label=label class="wide" columns=columns()>{rows}</Table>
            {(!blind.is_empty()).then(|| view! { <Blind targets=blind/> })}
        </Panel>
    }
    .into_any()
}

fn columns() -> Vec<Column> {
    let text = use_text();
    vec![
        Column::new(text.col_contract()),
        Column::new(text.col_target()),
        Column::number(text.col_so_far()),
        Column::new(text.col_budget()),
        Column::new(text.col_direction()),
        Column::number(text.col_credit()),
        Column::number(text.col_next_step()),
        Column::number(text.col_claim_by()),
    ]
}

#[component]
fn Row(row: TargetRow) -> impl IntoView {
    let text = use_text();
    let dash = || "–".to_owned();
    let next = row
        .next_step
        .map_or_else(dash, |amount| format::money_whole(text.0, amount));
    let worst = row
        .worst_case
        .map(|amount| text.radar_worst(format::money_whole(text.0, amount)));
    let claim_by = row
        .claim_by
        .map_or_else(dash, |day| text.claim(day, row.claim_open));
    let contract = (
        format!("/contracts/{}", row.contract_id),
        row.contract_title.clone(),
    );
    let party = format!("{} · {}", row.contract_number, row.supplier_name);
    let target = (
        format!("/targets/{}?period={}", row.id, row.period),
        row.name.clone(),
    );
    let threshold = text.target_at_least(format::percent_ppm(text.0, row.threshold_ppm));
    let threshold = format!("{threshold} · {}", dates::period_short(text.0, row.period));
    view! {
        <tr role="row">
            <RowHead><a href=contract.0>{contract.1}</a><small>{party}</small></RowHead>
            <Cell label=text.col_target()><a href=target.0>{target.1}</a><small>{threshold}</small></Cell>
            <Cell label=text.col_so_far() class="n"><Reached status=row.status attainment=row.attainment/></Cell>
            <Cell label=text.col_budget()><Budget status=row.status budget=row.budget/></Cell>
            <Cell label=text.col_direction()><Direction direction=row.direction/></Cell>
            <Cell label=text.col_credit() class="n"><Credit credit=row.credit whole=true/></Cell>
            <Cell label=text.col_next_step() class="n"><div>{next}<small>{worst}</small></div></Cell>
            <Cell label=text.col_claim_by() class="n">{claim_by}</Cell>
        </tr>
    }
}

/// Targets without data: unknown is not green.
#[component]
fn Blind(targets: Vec<TargetRow>) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(targets.len()).unwrap_or_default();
    let links = targets
        .into_iter()
        .map(|row| view! { <a href=format!("/targets/{}?period={}", row.id, row.period)>{format!("{}, {}", row.name, row.contract_number)}</a> })
        .collect_view();
    view! { <div class="panel-f"><State tone=Tone::Unknown text=text.radar_blind(count)/>{links}</div> }
}
