//! What became of all claims, by year and supplier.

use domain::money::Money;
use domain::views::ClaimTotals;
use leptos::prelude::*;

use crate::i18n::{Text, format, use_text};
use crate::ui::{Cell, Column, Panel, RowHead, Table};

/// Nothing is a dash: the eye looks for amounts.
fn or_dash(text: Text, amount: Money) -> String {
    if amount.minor == 0 {
        "–".to_owned()
    } else {
        format::money(text.0, amount)
    }
}

/// One row a year, supplier and currency, the latest year first.
#[component]
pub fn Totals(
    /// In this order.
    totals: Vec<ClaimTotals>,
    /// Whether the viewer is the one who pays: then only what was asked for is known.
    vendor: bool,
) -> impl IntoView {
    let text = use_text();
    let mut columns = vec![
        Column::new(text.col_supplier()),
        Column::new(text.claims_col_year()),
    ];
    let ours = || [text.claims_total_open(), text.claims_total_lapsed()];
    let theirs = [
        text.claims_total_claimed(),
        text.claims_total_received(),
        text.claims_total_waived(),
    ];
    let heads: Vec<&'static str> = if vendor {
        theirs.to_vec()
    } else {
        theirs.into_iter().chain(ours()).collect()
    };
    columns.extend(heads.iter().map(|head| Column::number(*head)));
    let rows = totals
        .into_iter()
        .map(|row| {
            let amounts = [row.claimed, row.received, row.waived, row.open, row.lapsed];
            let cells = heads
                .iter()
                .zip(amounts)
                .map(|(head, amount)| view! { <Cell label=*head class="n">{or_dash(text, amount)}</Cell> })
                .collect_view();
            view! {
                <tr role="row">
                    <RowHead>{row.supplier_name}</RowHead>
                    <Cell label=text.claims_col_year()>{row.year.to_string()}</Cell>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel id="totals" heading=text.claims_totals() meta=text.claims_totals_meta()>
            <Table label=text.claims_totals() columns=columns>{rows}</Table>
        </Panel>
    }
}
