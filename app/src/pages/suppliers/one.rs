//! One supplier.

use domain::policy::{Action, allows};
use domain::views::{SupplierView, Viewer};
use leptos::prelude::*;

use super::parts::{Breaches, Contacts, Targets};
use crate::api::suppliers::supplier;
use crate::i18n::{format, use_text};
use crate::pages::contracts::ContractTable;
use crate::pages::documents::SupplierDocuments;
use crate::pages::escalations::EscalationTable;
use crate::pages::param;
use crate::ui::{CountsText, Crumb, Empty, Frame, IconName, Loaded, PageHead, Panel, Stat};

/// A supplier's page.
#[component]
pub fn SupplierPage() -> impl IntoView {
    let id = param("id");
    let data = Resource::new_blocking(move || id.get(), supplier);
    view! { <Loaded data=data view=|data, viewer| view! { <Supplier data=data viewer=viewer/> }.into_any()/> }
        .into_any()
}

#[component]
fn Supplier(data: SupplierView, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let role = viewer.role;
    let trail = vec![Crumb(text.nav_suppliers().to_owned(), "/suppliers".to_owned())];
    let over = text.supplier_kind(row.kind);
    let contracts = text.supplier_contracts(i64::from(row.active_contracts));
    let place = row
        .city
        .clone()
        .map_or_else(|| contracts.clone(), |city| format!("{city} · {contracts}"));
    let escalations = allows(viewer.role, Action::EscalationRead);
    let contract_list = if data.contracts.is_empty() {
        view! { <Empty icon=IconName::Contract title=text.contracts_none() reason=text.contracts_none_reason()/> }.into_any()
    } else {
        view! { <ContractTable rows=data.contracts/> }.into_any()
    };
    view! {
        <Frame title=row.name.clone() trail=trail viewer=viewer>
            <PageHead title=row.name.clone() over=over sub=Some(view! { <p>{place}</p> }.into_any())/>
            <section class="panel" aria-label=text.supplier_figures()>
                <div class="stats">
                    <div class="stat"><span>{text.supplier_targets()}</span><CountsText counts=row.counts/></div>
                    <Stat label=text.col_fee() value=format::money_list(text.0, &row.monthly_fees) basis=text.supplier_fee_basis()/>
                    <Stat label=text.supplier_credits() value=format::money_list(text.0, &row.credits) basis=text.supplier_credits_basis()/>
                    <Stat label=text.supplier_breaches_year() value=data.breaches.len().to_string() basis=text.supplier_breaches_basis()/>
                    <Stat label=text.supplier_escalations() value=row.open_escalations.to_string() basis=text.supplier_escalations_basis()/>
                </div>
            </section>
            <div class="cols main-aside">
                <div class="stack">
                    <Targets rows=data.targets/>
                    <Panel id="contracts" heading=text.nav_contracts()>{contract_list}</Panel>
                    <Breaches rows=data.breaches/>
                    {escalations.then(|| view! { <Panel id="escalations" heading=text.nav_escalations()><EscalationTable rows=data.escalations/></Panel> })}
                </div>
                <div class="stack">
                    <Contacts contacts=data.contacts/>
                    <SupplierDocuments id=row.id role=role/>
                </div>
            </div>
        </Frame>
    }
}
