//! The ledger: which tickets or outages the result rests on.

use domain::views::{LedgerPage, LedgerQuery, TargetView};
use leptos::prelude::*;

use super::one::FILTERS;
use super::tickets::Item;
use crate::i18n::{format, use_text};
use crate::pages::address;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Empty, Icon, IconName, Panel, QueryForm};

/// A page of the ledger with search, filter and download.
#[component]
pub fn Ledger(
    /// The target in its period.
    data: TargetView,
    /// What was asked for.
    query: LedgerQuery,
    /// Zone of the times where it is not the tenant's.
    zone: Option<String>,
) -> impl IntoView {
    let text = use_text();
    let tickets = !data.goals.is_empty();
    let (id, period) = (data.row.id.to_string(), data.row.period.to_string());
    let total = i64::from(data.ledger.total);
    let searched =
        query.page > 1 || !query.search.is_empty() || query.filter != LedgerQuery::default().filter;
    let csv = format!("/targets/{id}/periods/{period}/ledger.csv");
    let download = view! { <a class="btn small" href=csv rel="external" download=""><Icon name=IconName::Download/>"CSV" <span class="vh">" " {text.ledger_download()}</span></a> };
    let body = if !data.ledger.items.is_empty() {
        let items = data
            .ledger
            .items
            .iter()
            .cloned()
            .map(|item| view! { <Item item=item/> })
            .collect_view();
        view! { <ul class="ledger">{items}</ul> }.into_any()
    } else if searched {
        let unfiltered = address(&format!("/targets/{id}"), &[("period", &period)]);
        view! {
            <Empty icon=IconName::Nothing title=text.ledger_no_match() reason=text.ledger_no_match_reason()>
                <a class="btn" href=unfiltered>{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Empty title=text.ledger_none() reason=text.ledger_none_reason()/> }.into_any()
    };
    view! {
        <Panel id="ledger" heading=text.ledger_title() meta=text.ledger_meta(total) aside=Some(download.into_any())>
            <div class="panel-b stack tight">
                {tickets.then(|| view! { <p class="meta">{text.ledger_rule()}</p> })}
                {zone.map(|zone| view! { <p class="meta">{text.period_zone(zone)}</p> })}
                <Filter id=id.clone() period=period.clone() query=query.clone() tickets=tickets/>
            </div>
            {body}
            <Pager id=id period=period query=query page=data.ledger/>
        </Panel>
    }
}

#[component]
fn Filter(id: String, period: String, query: LedgerQuery, tickets: bool) -> impl IntoView {
    let text = use_text();
    let options = FILTERS
        .map(|(filter, code)| (code.to_owned(), text.ledger_filter(filter).to_owned()))
        .to_vec();
    let search = if tickets {
        text.ledger_search()
    } else {
        text.ledger_search_outage()
    };
    let chosen = FILTERS
        .into_iter()
        .find(|(filter, _)| *filter == query.filter)
        .map_or("all", |(_, code)| code);
    view! {
        <QueryForm action=format!("/targets/{id}#ledger") search=text.ledger_search_label()>
            <input type="hidden" name="period" value=period/>
            <div class="field grow"><TextField name="q" label=search kind="search" value=query.search/></div>
            {tickets.then(|| view! { <SelectField name="filter" label=text.ledger_outcome() options=options chosen=chosen/> })}
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

/// One page back, where we are, one page on.
#[component]
fn Pager(id: String, period: String, query: LedgerQuery, page: LedgerPage) -> impl IntoView {
    let text = use_text();
    let (total, size) = (page.total, page.page_size.max(1));
    let pages = total.div_ceil(size);
    if pages < 2 {
        return ().into_any();
    }
    let filter = FILTERS
        .into_iter()
        .find(|(filter, _)| *filter == query.filter)
        .map_or("", |(_, code)| code);
    let href = move |number: u32| {
        let number = number.to_string();
        address(
            &format!("/targets/{id}"),
            &[
                ("period", &period),
                ("filter", filter),
                ("q", &query.search),
                ("page", &number),
            ],
        ) + "#ledger"
    };
    let first = (page.page - 1) * size + 1;
    let last = (first + size - 1).min(total);
    let figure = |value: u32| format::integer(text.0, i64::from(value));
    let back = (page.page > 1).then(|| view! { <a class="btn small" href=href(page.page - 1)><Icon name=IconName::Previous/>{text.pager_back()}</a> });
    let on = (page.page < pages).then(|| view! { <a class="btn small" href=href(page.page + 1)>{text.pager_on()}<Icon name=IconName::Next/></a> });
    view! {
        <nav class="panel-f pager" aria-label=text.pager_label()>
            <span>{text.pager_range(figure(first), figure(last), figure(total))}</span>
            {back}
            <span class="btn small quiet" aria-current="page">{text.pager_page(figure(page.page), figure(pages))}</span>
            {on}
        </nav>
    }
    .into_any()
}
