//! Targets, missed periods and contacts of a supplier.

use domain::views::{BreachRow, TargetRow};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
use crate::ui::{Budget, Cell, Column, Credit, Empty, IconName, Panel, Reached, RowHead, Table};

/// The supplier's targets in the current periods.
#[component]
pub fn Targets(
    /// In this order.
    rows: Vec<TargetRow>,
) -> impl IntoView {
    let text = use_text();
    if rows.is_empty() {
        return view! {
            <Panel id="targets" heading=text.supplier_targets()>
                <Empty title=text.contract_no_targets() reason=text.contract_no_targets_reason()/>
            </Panel>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(text.col_target()),
        Column::number(text.col_so_far()),
        Column::new(text.col_budget()),
        Column::number(text.col_credit()),
        Column::number(text.col_claim_by()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| {
            let claim_by = row.claim_by.map_or_else(|| "–".to_owned(), |day| text.claim(day, row.claim_open));
            let (name, href) = (row.name.clone(), format!("/targets/{}?period={}", row.id, row.period));
            let detail = format!("{} · {}", row.contract_number, text.target_at_least(format::percent_ppm(text.0, row.threshold_ppm)));
            view! {
                <tr role="row">
                    <RowHead>
                        <a href=href>{name}</a>
                        <small>{detail}</small>
                    </RowHead>
                    <Cell label=text.col_so_far() class="n"><Reached status=row.status attainment=row.attainment/></Cell>
                    <Cell label=text.col_budget()><Budget status=row.status budget=row.budget/></Cell>
                    <Cell label=text.col_credit() class="n"><Credit credit=row.credit whole=true/></Cell>
                    <Cell label=text.col_claim_by() class="n">{claim_by}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Panel id="targets" heading=text.supplier_targets()><Table label=text.supplier_targets() columns=columns>{rows}</Table></Panel> }.into_any()
}

/// Missed periods of the last twelve months.
#[component]
pub fn Breaches(
    /// Newest first.
    rows: Vec<BreachRow>,
) -> impl IntoView {
    let text = use_text();
    if rows.is_empty() {
        return view! {
            <Panel id="breaches" heading=text.supplier_breaches()>
                <Empty icon=IconName::Check title=text.supplier_no_breaches() reason=text.supplier_no_breaches_reason()/>
            </Panel>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(text.period_label()),
        Column::new(text.col_contract()),
        Column::number(text.col_reached()),
        Column::number(text.col_credit()),
        Column::number(text.col_claim_by()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Breach row=row/> })
        .collect_view();
    view! {
        <Panel id="breaches" heading=text.supplier_breaches() meta=text.supplier_last_twelve()>
            <Table label=text.supplier_breaches() columns=columns>{rows}</Table>
        </Panel>
    }
    .into_any()
}

#[component]
fn Breach(row: BreachRow) -> impl IntoView {
    let text = use_text();
    let dash = || "–".to_owned();
    let href = format!("/targets/{}?period={}", row.target_id, row.cell.period);
    view! {
        <tr role="row">
            <RowHead><a href=href>{dates::period(text.0, row.cell.period)}</a><small>{row.target_name}</small></RowHead>
            <Cell label=text.col_contract()><a href=format!("/contracts/{}?period={}", row.contract_id, row.cell.period)>{row.contract_number}</a></Cell>
            <Cell label=text.col_reached() class="n">
                <div>
                    {row.cell.attainment.map_or_else(dash, |reached| format::attainment(text.0, &reached))}
                    <small>{text.target_at_least(format::percent_ppm(text.0, row.threshold_ppm))}</small>
                </div>
            </Cell>
            <Cell label=text.col_credit() class="n">{row.cell.credit.map_or_else(dash, |amount| format::money_whole(text.0, amount))}</Cell>
            <Cell label=text.col_claim_by() class="n">{row.claim_by.map_or_else(dash, |day| dates::date(text.0, day))}</Cell>
        </tr>
    }
}
