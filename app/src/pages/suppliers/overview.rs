//! The list of suppliers.

use domain::views::{SupplierFilter, SupplierRow, Viewer};
use leptos::prelude::*;

use crate::api::suppliers::suppliers;
use crate::i18n::{format, use_text};
use crate::pages::query;
use crate::ui::form::TextField;
use crate::ui::{
    Cell, Column, CountsText, Empty, Frame, IconName, Loaded, PageHead, Panel, QueryForm, RowHead, State,
    Table, Tone,
};

/// All suppliers the viewer may see.
#[component]
pub fn SuppliersPage() -> impl IntoView {
    let search = query("q");
    let filter = Memo::new(move |_| SupplierFilter {
        search: search.get().unwrap_or_default(),
        ..SupplierFilter::default()
    });
    let data = Resource::new_blocking(move || filter.get(), suppliers);
    let view = move |rows, viewer| {
        view! { <Suppliers rows=rows search=search.get_untracked().unwrap_or_default() viewer=viewer/> }
            .into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Suppliers(rows: Vec<SupplierRow>, search: String, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if !rows.is_empty() {
        let columns = vec![
            Column::new(text.col_supplier()),
            Column::number(text.col_contracts()),
            Column::number(text.col_fee()),
            Column::new(text.col_targets()),
            Column::number(text.col_credit()),
            Column::new(text.nav_escalations()),
        ];
        let rows = rows
            .into_iter()
            .map(|row| view! { <Row row=row/> })
            .collect_view();
        view! { <Table label=text.nav_suppliers() columns=columns>{rows}</Table> }.into_any()
    } else if search.is_empty() {
        view! { <Empty icon=IconName::Supplier title=text.suppliers_none() reason=text.suppliers_none_reason()/> }.into_any()
    } else {
        view! {
            <Empty icon=IconName::Nothing title=text.suppliers_no_match() reason=text.suppliers_no_match_reason()>
                <a class="btn" href="/suppliers">{text.filter_reset()}</a>
            </Empty>
        }
        .into_any()
    };
    let vendor = viewer.role.is_vendor();
    let title = text.suppliers_title(viewer.role);
    let (sub, heading) = if vendor {
        (text.suppliers_own_sub(), text.suppliers_own_count().to_owned())
    } else {
        (text.suppliers_sub(), text.suppliers_count(count))
    };
    view! {
        <Frame title=title trail=Vec::new() viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{sub}</p> }.into_any())/>
            <Panel id="suppliers" heading=heading>
                <div class="panel-b" hidden=vendor>
                    <QueryForm action="/suppliers" search=text.suppliers_filter()>
                        <div class="field grow"><TextField name="q" label=text.suppliers_search() kind="search" value=search/></div>
                        <button class="btn">{text.filter_apply()}</button>
                    </QueryForm>
                </div>
                {body}
            </Panel>
        </Frame>
    }
}

#[component]
fn Row(row: SupplierRow) -> impl IntoView {
    let text = use_text();
    let kind = text.supplier_kind(row.kind);
    let detail = row
        .city
        .map_or_else(|| kind.to_owned(), |city| format!("{kind} · {city}"));
    let escalations = if row.open_escalations > 0 {
        view! { <State tone=Tone::Breach text=text.suppliers_open(i64::from(row.open_escalations))/> }
            .into_any()
    } else {
        view! { <span>"–"</span> }.into_any()
    };
    view! {
        <tr role="row">
            <RowHead><a href=format!("/suppliers/{}", row.id)>{row.name}</a><small>{detail}</small></RowHead>
            <Cell label=text.col_contracts() class="n">{row.active_contracts}</Cell>
            <Cell label=text.col_fee() class="n">{format::money_list(text.0, &row.monthly_fees)}</Cell>
            <Cell label=text.col_targets()><CountsText counts=row.counts/></Cell>
            <Cell label=text.col_credit() class="n">{format::money_list(text.0, &row.credits)}</Cell>
            <Cell label=text.nav_escalations()>{escalations}</Cell>
        </tr>
    }
}
