//! The list of contracts, filtered by the address.

use domain::contract::ContractKind;
use domain::policy::{Action, allows};
use domain::views::{ContractFilter, ContractRow, ContractSort, ListFilter, Status, Viewer};
use leptos::prelude::*;

use crate::api::contracts::contracts;
use crate::i18n::{Text, dates, format, use_text};
use crate::pages::{list_address, list_filter};
use crate::ui::form::{SelectField, TextField};
use crate::ui::{
    Cell, Column, CountsText, Done, Empty, Frame, Icon, IconName, ListTools, Loaded, Order, PageHead, Panel,
    QueryForm, RowHead, Table,
};

const STATES: [Status; 4] = [Status::Breached, Status::AtRisk, Status::NoData, Status::Met];
const KINDS: [ContractKind; 3] = [ContractKind::Sla, ContractKind::Ola, ContractKind::Uc];

/// All contracts the viewer may see.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let filter = list_filter::<ContractFilter>();
    let data = Resource::new_blocking(move || filter.get(), contracts);
    let view = move |rows, viewer| {
        view! { <Contracts rows=rows filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Contracts(rows: Vec<ContractRow>, filter: ContractFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let sub = if viewer.role.is_vendor() {
        text.contracts_sub_vendor()
    } else {
        text.contracts_sub()
    };
    let new = move || {
        let words = text.contract_form_create();
        view! {
            <a class="btn" href="/contracts/import"><Icon name=IconName::Import/>{text.intake_open()}</a>
            <a class="btn" href="/templates">{text.template_from()}</a>
            <a class="btn" href="/contracts/new"><Icon name=IconName::Add/>{words}</a>
        }
    };
    let may_write = allows(viewer.role, Action::ContractWrite);
    let plain = ContractFilter {
        sort: filter.sort,
        reversed: filter.reversed,
        ..ContractFilter::default()
    };
    let filtered = filter != plain;
    let body = if !rows.is_empty() {
        view! { <ContractTable rows=rows filter=Some(filter.clone())/> }.into_any()
    } else if filtered {
        view! {
            <Empty icon=IconName::Nothing title=text.contracts_no_match() reason=text.contracts_no_match_reason()>
                <a class="btn" href="/contracts">{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    } else {
        let reason = if may_write {
            text.contracts_none_write()
        } else {
            text.contracts_none_reason()
        };
        view! { <Empty icon=IconName::Contract title=text.contracts_none() reason=reason>{may_write.then(new)}</Empty> }.into_any()
    };
    let tools = view! { <ListTools here=list_address(&filter) views=viewer.saved_views.clone()/> };
    view! {
        <Frame title=text.nav_contracts() trail=Vec::new() viewer=viewer>
            <Done/>
            <PageHead title=text.nav_contracts() sub=Some(view! { <p>{sub}</p> }.into_any()) actions=may_write.then(|| new().into_any())/>
            <Panel id="contracts" heading=text.contracts_count(count)>
                <div class="panel-b stack tight"><Filter filter=filter.clone()/><Chips filter=filter/>{tools}</div>
                {body}
            </Panel>
        </Frame>
    }
}

#[component]
fn Filter(filter: ContractFilter) -> impl IntoView {
    let text = use_text();
    let any = || (String::new(), text.filter_any().to_owned());
    let kinds = std::iter::once(any())
        .chain(KINDS.map(|kind| (kind.code().to_owned(), text.kind_short(kind).to_owned())))
        .collect();
    let states = std::iter::once(any())
        .chain(STATES.map(|state| (state.code().to_owned(), text.status(state).to_owned())))
        .collect();
    let sort = filter
        .pairs()
        .into_iter()
        .find(|(name, value)| *name == "sort" && !value.is_empty());
    let kept = sort.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <QueryForm action="/contracts" search=text.contracts_filter()>
            {kept}
            <div class="field grow"><TextField name="q" label=text.contracts_search() kind="search" value=filter.search/></div>
            <SelectField name="kind" label=text.filter_kind() options=kinds chosen=filter.kind.map_or("", ContractKind::code)/>
            <SelectField name="state" label=text.filter_state() options=states chosen=filter.status.map_or("", Status::code)/>
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

/// What a chip says, and the address without its filter.
fn chips(text: Text, filter: &ContractFilter) -> Vec<(String, String)> {
    let mut chips = Vec::new();
    let mut chip = |label: &str, word: &str, change: fn(&mut ContractFilter)| {
        let mut without = filter.clone();
        change(&mut without);
        chips.push((format!("{label}: {word}"), list_address(&without)));
    };
    if !filter.search.is_empty() {
        chip(text.filter_search(), &filter.search, |filter| {
            filter.search.clear();
        });
    }
    if let Some(kind) = filter.kind {
        chip(text.filter_kind(), text.kind_short(kind), |filter| {
            filter.kind = None;
        });
    }
    if let Some(status) = filter.status {
        chip(text.filter_state(), text.status(status), |filter| {
            filter.status = None;
        });
    }
    chips
}

/// Every active filter can be taken away on its own.
#[component]
fn Chips(filter: ContractFilter) -> impl IntoView {
    let text = use_text();
    let chips = chips(text, &filter);
    (!chips.is_empty()).then(|| {
        let links = chips
            .into_iter()
            .map(|(words, href)| view! { <a class="chip" href=href aria-label=text.filter_remove(&words)>{words.clone()}<Icon name=IconName::Remove/></a> })
            .collect_view();
        view! { <div class="row">{links}</div> }
    })
}

/// A column whose heading sorts.
fn sorted(filter: &ContractFilter, by: ContractSort, column: Column) -> Column {
    let now = filter.sort == Some(by);
    let turned = ContractFilter {
        sort: Some(by),
        reversed: now && !filter.reversed,
        ..filter.clone()
    };
    // Amounts come with the highest first.
    let highest_first = matches!(by, ContractSort::Fee | ContractSort::Credit);
    let order = now.then_some(if filter.reversed == highest_first {
        Order::Ascending
    } else {
        Order::Descending
    });
    column.sortable(list_address(&turned), order)
}

/// Contracts as a table.
#[component]
pub fn ContractTable(
    /// In this order.
    rows: Vec<ContractRow>,
    /// What the list was asked for, where its headings sort it.
    #[prop(default = None)]
    filter: Option<ContractFilter>,
) -> impl IntoView {
    let text = use_text();
    let sorted = |by, column: Column| match &filter {
        Some(filter) => sorted(filter, by, column),
        None => column,
    };
    let columns = vec![
        sorted(ContractSort::Title, Column::new(text.col_contract())),
        sorted(ContractSort::Supplier, Column::new(text.col_supplier())),
        Column::new(text.col_kind()),
        sorted(ContractSort::End, Column::new(text.col_term())),
        Column::new(text.col_targets()),
        sorted(ContractSort::Fee, Column::number(text.col_fee())),
        sorted(ContractSort::Credit, Column::number(text.col_credit())),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! { <Table label=text.nav_contracts() columns=columns>{rows}</Table> }
}

#[component]
fn Row(row: ContractRow) -> impl IntoView {
    let text = use_text();
    let money = move |amount: Option<_>| {
        amount.map_or_else(|| "–".to_owned(), |amount| format::money_whole(text.0, amount))
    };
    let end = row.ends_on.map_or_else(
        || text.contract_no_end().to_owned(),
        |day| dates::date(text.0, day),
    );
    view! {
        <tr role="row">
            <RowHead>
                <a href=format!("/contracts/{}", row.id)>{row.title.clone()}</a>
                <small>{format!("{} · {}", row.number, text.contract_status(row.status))}</small>
            </RowHead>
            <Cell label=text.col_supplier()>{row.supplier_name.clone()}</Cell>
            <Cell label=text.col_kind()><span class="tag">{text.kind_short(row.kind)}</span></Cell>
            <Cell label=text.col_term()>{text.contract_term(dates::date(text.0, row.starts_on), end)}</Cell>
            <Cell label=text.col_targets()><CountsText counts=row.counts/></Cell>
            <Cell label=text.col_fee() class="n">{money(row.monthly_fee)}</Cell>
            <Cell label=text.col_credit() class="n">{money(row.credit)}</Cell>
        </tr>
    }
}
