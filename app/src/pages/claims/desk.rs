//! The claim desk: what is owed to us, what waits for us first.

use domain::claim::ClaimState;
use domain::ids::SupplierId;
use domain::views::{ClaimFilter, ClaimRow, ClaimsView, Viewer};
use leptos::prelude::*;

use super::tone_of;
use super::totals::Totals;
use crate::api::claims::claims;
use crate::i18n::{dates, format, use_text};
use crate::pages::query;
use crate::ui::form::SelectField;
use crate::ui::{
    Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, QueryForm, RowHead, State, Table,
};

/// All claims the viewer may see.
#[component]
pub fn ClaimsPage() -> impl IntoView {
    let (state, supplier, within) = (query("state"), query("supplier"), query("within"));
    let filter = Memo::new(move |_| ClaimFilter {
        state: state.get().unwrap_or_default(),
        supplier: supplier.get().unwrap_or_default(),
        within: within.get().unwrap_or_default(),
    });
    let data = Resource::new_blocking(move || filter.get(), claims);
    let view = move |data, viewer| {
        view! { <Desk data=data filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Desk(data: ClaimsView, filter: ClaimFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let vendor = viewer.role.is_vendor();
    let count = i64::try_from(data.rows.len()).unwrap_or_default();
    let sub = if vendor {
        text.claims_sub_vendor()
    } else {
        text.claims_sub()
    };
    let unfiltered = filter == ClaimFilter::default();
    let body = if data.rows.is_empty() {
        let (title, reason) = match (unfiltered, vendor) {
            (false, _) => (text.claims_no_match(), text.claims_no_match_reason()),
            (true, false) => (text.claims_none(), text.claims_none_reason()),
            (true, true) => (text.claims_none(), text.claims_none_reason_vendor()),
        };
        view! { <Empty icon=IconName::WeReceive title=title reason=reason/> }.into_any()
    } else {
        let columns = vec![
            Column::new(text.claims_col_claim()),
            Column::new(text.col_contract()),
            Column::number(text.claims_col_amount()),
            Column::new(text.claims_col_deadline()),
            Column::new(text.claims_col_state()),
        ];
        let rows = data
            .rows
            .into_iter()
            .map(|row| view! { <Row row=row/> })
            .collect_view();
        view! { <Table label=text.claims_title() columns=columns>{rows}</Table> }.into_any()
    };
    let nothing_at_all = unfiltered && data.totals.is_empty();
    let filters = (!nothing_at_all).then(|| {
        view! { <div class="panel-b"><Filter filter=filter suppliers=data.suppliers vendor=vendor/></div> }
    });
    view! {
        <Frame title=text.claims_title() trail=Vec::new() viewer=viewer>
            <PageHead title=text.claims_title() sub=Some(view! { <p>{sub}</p> }.into_any())/>
            <Panel id="claims" heading=text.claims_count(count)>
                {filters}
                {body}
            </Panel>
            {(!data.totals.is_empty()).then(|| view! { <Totals totals=data.totals vendor=vendor/> })}
        </Frame>
    }
}

#[component]
fn Filter(filter: ClaimFilter, suppliers: Vec<(SupplierId, String)>, vendor: bool) -> impl IntoView {
    let text = use_text();
    let any = |words: &'static str| (String::new(), words.to_owned());
    // Nobody else sees what was not asked for.
    let before = [ClaimState::Open, ClaimState::Lapsed];
    let states = ClaimState::ALL
        .iter()
        .filter(|state| !vendor || !before.contains(state));
    let states = std::iter::once(any(text.filter_any()))
        .chain(states.map(|state| (state.code().to_owned(), text.claim_state(*state).to_owned())))
        .collect();
    let names = suppliers.into_iter().map(|(id, name)| (id.to_string(), name));
    let names = std::iter::once(any(text.filter_any())).chain(names).collect();
    let deadlines = std::iter::once(any(text.claims_any_deadline()))
        .chain([14, 30, 90].map(|days| (days.to_string(), text.claims_within(days))))
        .collect();
    view! {
        <QueryForm action="/claims" search=text.claims_filter()>
            <SelectField name="state" label=text.claims_col_state() options=states chosen=filter.state/>
            {(!vendor).then(|| view! { <SelectField name="supplier" label=text.col_supplier() options=names chosen=filter.supplier/> })}
            {(!vendor).then(|| view! { <SelectField name="within" label=text.claims_deadline() options=deadlines chosen=filter.within/> })}
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

#[component]
fn Row(row: ClaimRow) -> impl IntoView {
    let text = use_text();
    let tone = tone_of(&row);
    let left = text.claim_left(&row);
    let title = text.claims_one(&row.target_name, dates::period(text.0, row.period));
    let below = match (row.settled, row.corrected) {
        (Some(settled), _) => Some(format!(
            "{}: {}",
            text.claims_settled(),
            format::money(text.0, settled)
        )),
        (None, Some(corrected)) => Some(format!(
            "{}: {}",
            text.claims_event_corrected(),
            format::money(text.0, corrected)
        )),
        (None, None) => None,
    };
    view! {
        <tr role="row">
            <RowHead><a href=format!("/claims/{}", row.id)>{title}</a><small>{row.reference}</small></RowHead>
            <Cell label=text.col_contract()><a href=format!("/contracts/{}", row.contract_id)>{row.contract_title}</a><small>{format!("{} · {}", row.contract_number, row.supplier_name)}</small></Cell>
            <Cell label=text.claims_col_amount() class="n"><div>{format::money(text.0, row.amount)}<small>{below}</small></div></Cell>
            <Cell label=text.claims_col_deadline()>{dates::date(text.0, row.deadline)}<small>{left}</small></Cell>
            <Cell label=text.claims_col_state()><State tone=tone text=text.claim_state(row.state)/></Cell>
        </tr>
    }
}
