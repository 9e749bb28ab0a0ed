//! How the composite availability comes about, and what would close a gap.

use domain::chain::Assessment;
use domain::chain::assess::{Check, Detail, Repair, Working, WorkingKind};
use domain::views::ChainView;
use leptos::prelude::*;

use super::part_name;
use crate::i18n::{Text, format, use_text};
use crate::ui::{Badge, Cell, Column, Panel, RowHead, Table, Tone};

/// Working and repairs of every availability the SLA promises.
#[component]
pub fn Levels(
    /// The SLA with its parts.
    data: ChainView,
    /// What was proven.
    proof: Assessment,
) -> impl IntoView {
    let checks = proof.promises.into_iter().flat_map(|promise| promise.checks);
    let levels = checks
        .filter(|check| matches!(&check.detail, Detail::Availability { working, .. } if !working.is_empty()));
    levels
        .map(|check| view! { <Level data=data.clone() check=check/> })
        .collect_view()
}

#[component]
fn Level(data: ChainView, check: Check) -> impl IntoView {
    let text = use_text();
    let Detail::Availability {
        given_ppm,
        worst_ppm,
        working,
        window,
        repairs,
        ..
    } = check.detail
    else {
        return ().into_any();
    };
    let cost: i64 = working.iter().map(|row| row.cost_seconds).sum();
    let per_window = text.per_window(window);
    let columns = vec![
        Column::new(text.chain_col_element()),
        Column::number(text.chain_col_level()),
        Column::number(text.chain_col_product()),
        Column::number(text.chain_col_cost(per_window)),
    ];
    let weakest = check.weakest;
    let rows = working
        .into_iter()
        .map(|row| view! { <Row data=data.clone() row=row weakest=weakest per_window=per_window/> })
        .collect_view();
    let given = given_ppm.map_or_else(String::new, |ppm| format::percent_fine(text.0, ppm));
    let worst = worst_ppm.map(
        |ppm| view! { <p class="panel-f">{text.chain_level_foot(format::percent_fine(text.0, ppm))}</p> },
    );
    let columns_class = if repairs.is_empty() {
        "stack"
    } else {
        "cols main-aside"
    };
    let repairs = (!repairs.is_empty()).then(|| view! { <Repairs data=data repairs=repairs/> });
    view! {
        <div class=columns_class>
            <Panel id="working" heading=text.chain_level_title() meta=text.chain_level_meta()>
                <Table label=text.chain_level_title() columns=columns>
                    {rows}
                    <tr role="row" class="total">
                        <RowHead>{text.chain_whole()}</RowHead>
                        <Cell label=text.chain_col_level() class="n">""</Cell>
                        <Cell label=text.chain_col_product() class="n"><b>{given}</b></Cell>
                        <Cell label=text.chain_col_cost(per_window) class="n"><b>{format::minutes(text.0, cost)}</b></Cell>
                    </tr>
                </Table>
                {worst}
            </Panel>
            {repairs}
        </div>
    }
    .into_any()
}

fn element(text: Text, data: &ChainView, row: &Working) -> String {
    let names: Vec<_> = row.parts.iter().map(|part| part_name(data, *part)).collect();
    let names = names.join(", ");
    let count = row.parts.len().to_string();
    match row.kind {
        WorkingKind::Part => names,
        WorkingKind::Series => format!("{}: {names}", text.chain_series()),
        WorkingKind::Parallel => format!("{}: {names}", text.chain_parallel()),
        WorkingKind::KOfN(needed) => format!("{}: {names}", text.chain_k_of_n(needed.to_string(), count)),
    }
}

#[component]
fn Row(data: ChainView, row: Working, weakest: Option<usize>, per_window: &'static str) -> impl IntoView {
    let text = use_text();
    let weak = weakest.is_some_and(|part| row.parts.contains(&part));
    let percent = |ppm| format::percent_fine(text.0, ppm);
    let (level, product) = (percent(row.level_ppm), percent(row.product_ppm));
    let (name, cost) = (
        element(text, &data, &row),
        format::minutes(text.0, row.cost_seconds),
    );
    view! {
        <tr role="row" data-status=weak.then_some("breach")>
            <RowHead>{name}</RowHead>
            <Cell label=text.chain_col_level() class="n">{level}</Cell>
            <Cell label=text.chain_col_product() class="n">{product}</Cell>
            <Cell label=text.chain_col_cost(per_window) class="n"><span class="st">{cost}</span></Cell>
        </tr>
    }
}

#[component]
fn Repairs(data: ChainView, repairs: Vec<Repair>) -> impl IntoView {
    let text = use_text();
    let items = repairs
        .into_iter()
        .map(|repair| {
            let (title, sub, closes) = words(text, &data, &repair);
            let (tone, state) = if closes {
                (Tone::Ok, text.chain_repair_closes())
            } else {
                (Tone::Risk, text.chain_repair_not_enough())
            };
            view! { <li><div><b>{title}</b><p>{sub}</p></div><Badge tone=tone text=state/></li> }
        })
        .collect_view();
    view! { <Panel id="repairs" heading=text.chain_repair_title()><ul class="list">{items}</ul></Panel> }
}

fn words(text: Text, data: &ChainView, repair: &Repair) -> (String, String, bool) {
    let fine = |ppm| format::percent_fine(text.0, ppm);
    match repair {
        Repair::Raise {
            part,
            to_ppm,
            then_ppm,
        } => (
            text.chain_repair_raise(part_name(data, *part), format::percent_ppm(text.0, *to_ppm)),
            text.chain_repair_then(fine(*then_ppm)),
            true,
        ),
        Repair::Double {
            part,
            then_ppm,
            closes,
        } => (
            text.chain_repair_double(part_name(data, *part)),
            text.chain_repair_then(fine(*then_ppm)),
            *closes,
        ),
        Repair::Lower { to_ppm } => (
            text.chain_repair_lower(&data.sla.number, format::percent_ppm(text.0, *to_ppm)),
            text.chain_repair_lower_reason().to_owned(),
            true,
        ),
    }
}
