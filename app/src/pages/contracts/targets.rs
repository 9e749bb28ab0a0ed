//! The contract's targets in the period, with their history.

use domain::views::{ContractView, TargetRow};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
use crate::ui::{Budget, Cell, Column, Credit, Empty, Heat, HeatMonths, Panel, Reached, RowHead, Table};

/// Reached, budget, credit, and twelve periods.
#[component]
pub fn Targets(
    /// The contract in its period.
    data: ContractView,
) -> impl IntoView {
    let text = use_text();
    if data.targets.is_empty() {
        let edit = (data.draft == Some(1)).then(|| {
            let new = format!("/contracts/{}/draft/targets/new", data.row.id);
            view! { <a class="btn" href=new>{text.draft_add_target()}</a> }
        });
        return view! {
            <Panel id="targets" heading=text.col_targets()>
                <Empty title=text.contract_no_targets() reason=text.contract_no_targets_reason()>{edit}</Empty>
            </Panel>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(text.col_target()),
        Column::number(text.col_reached()),
        Column::new(text.col_budget()),
        Column::number(text.credit_word(data.row.kind)),
        Column::new(text.col_history()),
    ];
    let rows = data
        .targets
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    let meta = text.contract_targets_meta(dates::period(text.0, data.period));
    view! {
        <Panel id="targets" heading=text.col_targets() meta=meta>
            <Table label=text.col_targets() columns=columns>{rows}</Table>
        </Panel>
    }
    .into_any()
}

#[component]
fn Row(row: TargetRow) -> impl IntoView {
    let text = use_text();
    let here = format!("/targets/{}?period={}", row.id, row.period);
    let (name, strip) = (row.name.clone(), row.history.clone());
    let label = name.clone();
    let claim = row.claim_by.map(|day| {
        if row.claim_open {
            text.target_claim_by(dates::date(text.0, day))
        } else {
            text.claim(day, false)
        }
    });
    view! {
        <tr role="row">
            <RowHead>
                <a href=here>{name}</a>
                <small>{text.target_at_least(format::percent_ppm(text.0, row.threshold_ppm))}</small>
            </RowHead>
            <Cell label=text.col_reached() class="n"><Reached status=row.status attainment=row.attainment/></Cell>
            <Cell label=text.col_budget()><Budget status=row.status budget=row.budget/></Cell>
            <Cell label=text.credit_word(row.contract_kind) class="n"><Credit credit=row.credit whole=true/><small>{claim}</small></Cell>
            <Cell label=text.col_history() class="full"><Heat label=label cells=strip.clone()/><HeatMonths cells=strip/></Cell>
        </tr>
    }
}
