//! The list of services.

use domain::policy::{Action, allows};
use domain::supplier::{Criticality, Standing};
use domain::views::{ServiceFilter, ServiceRow, ServiceSort, Viewer};
use leptos::prelude::*;

use crate::api::services::services;
use crate::i18n::use_text;
use crate::pages::{list_address, list_filter};
use crate::ui::form::{SelectField, TextField};
use crate::ui::{
    Cell, Column, CountsText, Done, Empty, Frame, Icon, IconName, ListTools, Loaded, Order, PageHead, Panel,
    QueryForm, RowHead, Table,
};

/// All services, as the address filters and sorts them.
#[component]
pub fn ServicesPage() -> impl IntoView {
    let filter = list_filter::<ServiceFilter>();
    let data = Resource::new_blocking(move || filter.get(), services);
    let view = move |rows, viewer| {
        view! { <Services rows=rows filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Services(rows: Vec<ServiceRow>, filter: ServiceFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let may = allows(viewer.role, Action::ServiceWrite);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let filtered = !filter.search.is_empty() || filter.criticality.is_some() || filter.status.is_some();
    let body = if !rows.is_empty() {
        view! { <ServiceTable rows=rows filter=filter.clone()/> }.into_any()
    } else if filtered {
        view! {
            <Empty icon=IconName::Nothing title=text.service_no_match() reason=text.service_no_match_reason()>
                <a class="btn" href="/services">{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty icon=IconName::Service title=text.service_none() reason=text.service_none_reason()>
                {may.then(|| view! { <a class="btn primary" href="/services/new">{text.service_create()}</a> })}
            </Empty>
        }
        .into_any()
    };
    let add = may.then(|| view! { <a class="btn small primary" href="/services/new"><Icon name=IconName::Add/>{text.service_create()}</a> }.into_any());
    let tools = view! { <ListTools here=list_address(&filter) views=viewer.saved_views.clone()/> };
    view! {
        <Frame title=text.nav_services() trail=Vec::new() viewer=viewer>
            <PageHead title=text.nav_services() sub=Some(view! { <p>{text.service_sub()}</p> }.into_any()) actions=add/>
            <Done/>
            <Panel id="services" heading=text.service_count(count)>
                <div class="panel-b stack tight"><Filter filter=filter/>{tools}</div>
                {body}
            </Panel>
        </Frame>
    }
}

#[component]
fn Filter(filter: ServiceFilter) -> impl IntoView {
    let text = use_text();
    let any = move || (String::new(), text.filter_any().to_owned());
    let levels = Criticality::ALL
        .iter()
        .map(move |level| (level.code().to_owned(), text.criticality(*level).to_owned()));
    let standings = Standing::ALL
        .iter()
        .map(move |standing| (standing.code().to_owned(), text.standing(*standing).to_owned()));
    let sort = filter.sort.map(|sort| {
        let sign = if filter.reversed { "-" } else { "" };
        view! { <input type="hidden" name="sort" value=format!("{sign}{}", sort.code())/> }
    });
    view! {
        <QueryForm action="/services" search=text.service_filter()>
            {sort}
            <div class="field grow"><TextField name="q" label=text.service_search() kind="search" value=filter.search/></div>
            <SelectField name="criticality" label=text.supplier_criticality() options=std::iter::once(any()).chain(levels).collect() chosen=filter.criticality.map_or("", Criticality::code)/>
            <SelectField name="status" label=text.filter_state() options=std::iter::once(any()).chain(standings).collect() chosen=filter.status.map_or("", Standing::code)/>
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

/// A column whose heading sorts.
fn sorted(filter: &ServiceFilter, by: ServiceSort, label: &'static str) -> Column {
    let now = filter.sort.unwrap_or(ServiceSort::Name) == by;
    let turned = ServiceFilter {
        sort: Some(by),
        reversed: now && !filter.reversed,
        ..filter.clone()
    };
    let order = match (now, filter.reversed) {
        (false, _) => None,
        (true, false) => Some(Order::Ascending),
        (true, true) => Some(Order::Descending),
    };
    Column::new(label).sortable(list_address(&turned), order)
}

#[component]
fn ServiceTable(rows: Vec<ServiceRow>, filter: ServiceFilter) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        sorted(&filter, ServiceSort::Name, text.col_service()),
        sorted(&filter, ServiceSort::Criticality, text.supplier_criticality()),
        sorted(&filter, ServiceSort::Owner, text.service_owner()),
        Column::new(text.service_sla()),
        Column::number(text.service_components()),
        Column::new(text.col_targets()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row/> })
        .collect_view();
    view! { <Table label=text.nav_services() columns=columns>{rows}</Table> }
}

#[component]
fn Row(row: ServiceRow) -> impl IntoView {
    let text = use_text();
    let ended = (row.status == Standing::Ended).then(|| text.standing(Standing::Ended).to_owned());
    let detail: Vec<_> = row.categories.iter().cloned().chain(ended).collect();
    let owner = match row.owner {
        Some((_, name)) if name.is_empty() => text.service_owner_left().to_owned(),
        Some((_, name)) => name,
        None => "–".to_owned(),
    };
    let sla = match row.sla {
        Some((id, number)) => view! { <a href=format!("/contracts/{id}")>{number}</a> }.into_any(),
        None => view! { <span>"–"</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <RowHead><a href=format!("/services/{}", row.id)>{row.name}</a><small>{detail.join(" · ")}</small></RowHead>
            <Cell label=text.supplier_criticality()>{row.criticality.map_or("–", |level| text.criticality(level))}</Cell>
            <Cell label=text.service_owner()>{owner}</Cell>
            <Cell label=text.service_sla()>{sla}</Cell>
            <Cell label=text.service_components() class="n">{row.components}</Cell>
            <Cell label=text.col_targets()><CountsText counts=row.counts/></Cell>
        </tr>
    }
}
