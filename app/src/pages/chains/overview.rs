//! All SLAs: whether what they rest on carries them.

use domain::views::{ChainFilter, ChainRow, Viewer};
use leptos::prelude::*;

use super::{reason, verdict};
use crate::api::chains::chains;
use crate::i18n::{dates, format, use_text};
use crate::pages::query;
use crate::ui::form::SelectField;
use crate::ui::{
    Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, QueryForm, RowHead, State, Table,
};

const INSUFFICIENT: &str = "insufficient";
const SUFFICIENT: &str = "sufficient";

/// The list of SLAs with their cover.
#[component]
pub fn ChainsPage() -> impl IntoView {
    let cover = query("cover");
    let filter = Memo::new(move |_| ChainFilter {
        sufficient: match cover.get().as_deref() {
            Some(INSUFFICIENT) => Some(false),
            Some(SUFFICIENT) => Some(true),
            _ => None,
        },
    });
    let data = Resource::new_blocking(move || filter.get(), chains);
    let view = move |rows, viewer| {
        view! { <ChainList rows=rows filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn ChainList(rows: Vec<ChainRow>, filter: ChainFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let chosen = match filter.sufficient {
        None => "",
        Some(false) => INSUFFICIENT,
        Some(true) => SUFFICIENT,
    };
    let options = [
        ("", text.chain_all()),
        (INSUFFICIENT, text.chain_insufficient()),
        (SUFFICIENT, text.chain_sufficient()),
    ]
    .map(|(value, words)| (value.to_owned(), words.to_owned()));
    let body = if !rows.is_empty() {
        view! { <ChainTable rows=rows/> }.into_any()
    } else if filter == ChainFilter::default() {
        view! {
            <Empty icon=IconName::Chain title=text.chain_none() reason=text.chain_none_reason()>
                <a class="btn" href="/contracts?kind=sla">{text.nav_contracts()}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=IconName::Nothing title=text.chain_no_match() reason=text.chain_no_match_reason()>
                <a class="btn" href="/chains">{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    };
    view! {
        <Frame title=text.nav_chains() trail=Vec::new() viewer=viewer>
            <PageHead title=text.nav_chains() sub=Some(view! { <p>{text.chain_sub()}</p> }.into_any())/>
            <Panel id="chains" heading=text.chain_count(count)>
                <div class="panel-b">
                    <QueryForm action="/chains" search=text.chain_filter()>
                        <SelectField name="cover" label=text.chain_filter() options=options.into() chosen=chosen/>
                        <button class="btn">{text.chain_show()}</button>
                    </QueryForm>
                </div>
                {body}
            </Panel>
        </Frame>
    }
}

#[component]
fn ChainTable(rows: Vec<ChainRow>) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        Column::new(text.kind_short_sla()),
        Column::number(text.chain_col_promised()),
        Column::number(text.chain_col_given()),
        Column::new(text.chain_col_verdict()),
        Column::new(text.chain_col_weakest()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! { <Table label=text.nav_chains() columns=columns>{rows}</Table> }
}

#[component]
fn Row(row: ChainRow) -> impl IntoView {
    let text = use_text();
    let dash = || "–".to_owned();
    let (tone, state) = verdict(text, &row);
    let why = reason(text, &row);
    let promised = row
        .promised_ppm
        .map_or_else(dash, |ppm| format::percent_ppm(text.0, ppm));
    let given = row
        .given_ppm
        .map_or_else(dash, |ppm| format::percent_fine(text.0, ppm));
    let weakest = row.weakest.map(|contract| {
        view! { <a href=format!("/contracts/{}", contract.id)>{contract.number}</a> <small>{contract.title}</small> }
    });
    let none = weakest.is_none().then_some("–");
    let moment = match (row.found_at, row.proved_at) {
        (Some(at), _) => Some(text.chain_found_at(dates::date_time(text.0, at))),
        (None, at) => at.map(|at| text.chain_proved_at(dates::date_time(text.0, at))),
    };
    view! {
        <tr role="row">
            <RowHead>
                <a href=format!("/contracts/{}/chain", row.sla.id)>{row.sla.title}</a>
                <small>{format!("{} · {}", row.sla.number, row.sla.party)}</small>
            </RowHead>
            <Cell label=text.chain_col_promised() class="n">{promised}</Cell>
            <Cell label=text.chain_col_given() class="n">{given}</Cell>
            <Cell label=text.chain_col_verdict() class="full">
                <State tone=tone text=state/>
                <small>{why}</small>
                <small>{moment}</small>
            </Cell>
            <Cell label=text.chain_col_weakest()>{weakest}{none}</Cell>
        </tr>
    }
}
