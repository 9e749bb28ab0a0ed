//! The lists of suppliers, own teams and customers.

use domain::policy::{Action, allows};
use domain::supplier::Standing;
use domain::supplier::certificate::CertificateState;
use domain::views::{SupplierFilter, SupplierGroup, SupplierRow, SupplierSort, Viewer};
use leptos::prelude::*;

use super::certificates::tone;
use super::filter::Filter;
use crate::api::suppliers::suppliers;
use crate::i18n::{Text, dates, format, use_text};
use crate::pages::{list_address, list_filter};
use crate::ui::{
    Cell, Column, CountsText, Done, Empty, Frame, Icon, IconName, ListTools, Loaded, Order, PageHead, Panel,
    RowHead, State, Table, Tone,
};

/// The suppliers the viewer may see, as the address filters and sorts them.
#[component]
pub fn SuppliersPage() -> impl IntoView {
    let filter = list_filter::<SupplierFilter>();
    let data = Resource::new_blocking(move || filter.get(), suppliers);
    let view = move |rows, viewer| {
        view! { <Suppliers rows=rows filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Suppliers(rows: Vec<SupplierRow>, filter: SupplierFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let vendor = viewer.role.is_vendor();
    let may = allows(viewer.role, Action::SupplierWrite);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let group = filter.group.unwrap_or(SupplierGroup::External);
    let plain = SupplierFilter {
        group: filter.group,
        sort: filter.sort,
        reversed: filter.reversed,
        ..SupplierFilter::default()
    };
    let filtered = filter != plain;
    let body = if !rows.is_empty() {
        view! { <SupplierTable rows=rows filter=filter.clone() internal=!vendor/> }.into_any()
    } else if filtered {
        view! {
            <Empty icon=IconName::Nothing title=text.suppliers_no_match() reason=text.suppliers_no_match_reason()>
                <a class="btn" href=list_address(&plain)>{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    } else {
        let reason = if may {
            text.suppliers_none_reason_writer()
        } else {
            text.suppliers_none_reason()
        };
        view! {
            <Empty icon=IconName::Supplier title=text.suppliers_none() reason=reason>
                {may.then(|| view! { <a class="btn primary" href="/suppliers/new">{text.supplier_create()}</a> })}
            </Empty>
        }
        .into_any()
    };
    let add = may.then(|| view! { <a class="btn small" href="/suppliers/import"><Icon name=IconName::Import/>{text.intake_open()}</a><a class="btn small primary" href="/suppliers/new"><Icon name=IconName::Add/>{text.supplier_create()}</a> }.into_any());
    let tabs = (!vendor).then(|| view! { <Tabs filter=filter.clone()/> });
    let title = text.suppliers_title(viewer.role);
    let (sub, heading) = if vendor {
        (text.suppliers_own_sub(), text.suppliers_own_count().to_owned())
    } else {
        (text.suppliers_sub(), text.group_count(group, count))
    };
    let tools = view! { <ListTools here=list_address(&filter) views=viewer.saved_views.clone()/> };
    view! {
        <Frame title=title trail=Vec::new() viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{sub}</p> }.into_any()) actions=add/>
            <Done/>
            {tabs}
            <Panel id="suppliers" heading=heading>
                <div class="panel-b stack tight" hidden=vendor><Filter filter=filter.clone() internal=!vendor/>{tools}</div>
                {body}
            </Panel>
        </Frame>
    }
}

/// The three lists.
#[component]
fn Tabs(filter: SupplierFilter) -> impl IntoView {
    let text = use_text();
    let links = SupplierGroup::ALL
        .iter()
        .map(|group| {
            let here = filter.group == Some(*group);
            let other = SupplierFilter {
                group: Some(*group),
                ..SupplierFilter::default()
            };
            view! { <a href=list_address(&other) aria-current=here.then_some("page")>{text.supplier_group(*group)}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=text.suppliers_lists()>{links}</nav> }
}

/// A column whose heading sorts.
fn sorted(filter: &SupplierFilter, by: SupplierSort, column: Column) -> Column {
    let now = filter.sort.unwrap_or(SupplierSort::Name) == by;
    let turned = SupplierFilter {
        sort: Some(by),
        reversed: now && !filter.reversed,
        ..filter.clone()
    };
    let order = match (now, filter.reversed) {
        (false, _) => None,
        (true, false) => Some(Order::Ascending),
        (true, true) => Some(Order::Descending),
    };
    column.sortable(list_address(&turned), order)
}

#[component]
fn SupplierTable(rows: Vec<SupplierRow>, filter: SupplierFilter, internal: bool) -> impl IntoView {
    let text = use_text();
    let mut columns = vec![sorted(
        &filter,
        SupplierSort::Name,
        Column::new(text.col_supplier()),
    )];
    if internal {
        columns.push(sorted(
            &filter,
            SupplierSort::Criticality,
            Column::new(text.supplier_criticality()),
        ));
    }
    columns.extend([
        sorted(
            &filter,
            SupplierSort::Certificates,
            Column::new(text.certificate_title()),
        ),
        sorted(
            &filter,
            SupplierSort::Contracts,
            Column::number(text.col_contracts()),
        ),
        Column::number(text.col_fee()),
        Column::new(text.col_targets()),
        Column::number(text.col_credit()),
        sorted(
            &filter,
            SupplierSort::Escalations,
            Column::new(text.nav_escalations()),
        ),
    ]);
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row internal=internal/> })
        .collect_view();
    view! { <Table label=text.nav_suppliers() columns=columns>{rows}</Table> }
}

/// The worst state with the next end.
fn certificates(text: Text, row: &SupplierRow) -> Option<(Tone, String)> {
    let (state, until) = (row.certificates?, row.certificate_until?);
    let day = dates::date(text.0, until);
    let words = match state {
        CertificateState::Expired => text.certificate_ended(day),
        _ => text.certificate_until(day),
    };
    Some((tone(state, false), words))
}

#[component]
fn Row(row: SupplierRow, internal: bool) -> impl IntoView {
    let text = use_text();
    let kind = text.supplier_kind(row.kind).to_owned();
    let ended = (row.status == Standing::Ended).then(|| text.standing(Standing::Ended).to_owned());
    let detail: Vec<_> = [Some(kind), row.city.clone(), ended]
        .into_iter()
        .flatten()
        .collect();
    let escalations = if row.open_escalations > 0 {
        view! { <State tone=Tone::Breach text=text.suppliers_open(i64::from(row.open_escalations))/> }
            .into_any()
    } else {
        view! { <span>"–"</span> }.into_any()
    };
    let certificates = match certificates(text, &row) {
        Some((tone, words)) => view! { <State tone=tone text=words/> }.into_any(),
        None => view! { <span>"–"</span> }.into_any(),
    };
    let criticality = internal.then(|| {
        let words = row.criticality.map_or("–", |level| text.criticality(level));
        let tier = row.tier.map(|tier| view! { <small>{text.tier(tier)}</small> });
        view! { <Cell label=text.supplier_criticality()>{words}{tier}</Cell> }
    });
    view! {
        <tr role="row">
            <RowHead><a href=format!("/suppliers/{}", row.id)>{row.name}</a><small>{detail.join(" · ")}</small></RowHead>
            {criticality}
            <Cell label=text.certificate_title()>{certificates}</Cell>
            <Cell label=text.col_contracts() class="n">{row.active_contracts}</Cell>
            <Cell label=text.col_fee() class="n">{format::money_list(text.0, &row.monthly_fees)}</Cell>
            <Cell label=text.col_targets()><CountsText counts=row.counts/></Cell>
            <Cell label=text.col_credit() class="n">{format::money_list(text.0, &row.credits)}</Cell>
            <Cell label=text.nav_escalations()>{escalations}</Cell>
        </tr>
    }
}
