//! One supplier.

use domain::policy::{Action, allows};
use domain::supplier::Standing;
use domain::views::{SupplierView, Viewer};
use leptos::prelude::*;

use super::actions::{Actions, Place};
use super::certificates::Certificates;
use super::contacts::Contacts;
use super::facts::{Assessment, Master};
use super::parts::{Breaches, Targets};
use super::passing_on::SubSuppliers;
use crate::api::suppliers::supplier;
use crate::i18n::{format, use_text};
use crate::pages::contracts::ContractTable;
use crate::pages::documents::SupplierDocuments;
use crate::pages::escalations::EscalationTable;
use crate::pages::{param, query};
use crate::ui::form::FormProblem;
use crate::ui::{
    Badge, Confirm, CountsText, Crumb, Done, Empty, Frame, Icon, IconName, Loaded, PageHead, Panel, Stat,
    Tone,
};

/// A supplier's page. What is being changed on it is in the address.
#[component]
pub fn SupplierPage() -> impl IntoView {
    let id = param("id");
    let actions = Actions::new();
    let changes = actions.changes();
    let open = ["contact", "certificate", "sub_supplier"].map(query);
    let data = Resource::new_blocking(
        move || (id.get(), changes.get(), open.map(|part| part.get())),
        |(id, _, _)| supplier(id),
    );
    let view = move |data, viewer| view! { <Supplier data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Supplier(data: SupplierView, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![Crumb(text.nav_suppliers().to_owned(), "/suppliers".to_owned())];
    let over = text.supplier_kind(row.kind);
    let contracts = text.supplier_contracts(i64::from(row.active_contracts));
    let place_words = row
        .city
        .clone()
        .map_or_else(|| contracts.clone(), |city| format!("{city} · {contracts}"));
    let escalations = allows(viewer.role, Action::EscalationRead);
    let role = viewer.role;
    let vendor = role.is_vendor();
    let place = Place {
        id: row.id,
        may: allows(viewer.role, Action::SupplierWrite),
        actions,
    };
    let ended = (row.status == Standing::Ended)
        .then(|| view! { <Badge tone=Tone::Unknown text=text.standing(Standing::Ended)/> }.into_any());
    let buttons = place
        .may
        .then(|| view! { <Buttons data=data.clone() actions=actions/> }.into_any());
    let contract_list = if data.contracts.is_empty() {
        view! { <Empty icon=IconName::Contract title=text.contracts_none() reason=text.contracts_none_reason()/> }.into_any()
    } else {
        view! { <ContractTable rows=data.contracts.clone()/> }.into_any()
    };
    let escalations = escalations.then(|| {
        let rows = data.escalations.clone();
        view! { <Panel id="escalations" heading=text.nav_escalations()><EscalationTable rows=rows/></Panel> }
    });
    let assessment = (!vendor).then(|| view! { <Assessment data=data.clone()/> });
    view! {
        <Frame title=row.name.clone() trail=trail viewer=viewer>
            <PageHead title=row.name.clone() over=over badge=ended sub=Some(view! { <p>{place_words}</p> }.into_any()) actions=buttons/>
            <Done/>
            <FormProblem error=actions.refused()/>
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
                    <Targets rows=data.targets.clone()/>
                    <Panel id="contracts" heading=text.nav_contracts()>{contract_list}</Panel>
                    <Breaches rows=data.breaches.clone()/>
                    {escalations}
                </div>
                <div class="stack">
                    {assessment}
                    <Certificates rows=data.certificates.clone() place=place.clone()/>
                    <Contacts contacts=data.contacts.clone() place=place.clone()/>
                    <SubSuppliers rows=data.sub_suppliers.clone() others=data.others.clone() place=place/>
                    <SupplierDocuments id=row.id role=role/>
                    <Master data=data/>
                </div>
            </div>
        </Frame>
    }
}

/// Changing, ending, removing.
#[component]
fn Buttons(data: SupplierView, actions: Actions) -> impl IntoView {
    let text = use_text();
    let (row, revision) = (data.row, data.master.revision);
    let id = row.id.to_string();
    let (open, question, consequence, to, look) = match row.status {
        Standing::Active => (
            text.supplier_end(),
            text.supplier_end_question(&row.name),
            text.supplier_end_consequence(),
            Standing::Ended,
            "btn danger",
        ),
        Standing::Ended => (
            text.supplier_resume(),
            text.supplier_resume_question(&row.name),
            text.supplier_resume_consequence(),
            Standing::Active,
            "btn primary",
        ),
    };
    let removable = data.contracts.is_empty().then(|| {
        let id = id.clone();
        view! {
            <Confirm action=actions.remove id="supplier-remove".to_owned() open=text.supplier_delete() question=text.supplier_delete_question(&row.name) consequence=text.supplier_delete_consequence() button=text.supplier_delete()>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="revision" value=revision.to_string()/>
            </Confirm>
        }
    });
    let edit = format!("/suppliers/{id}/edit");
    view! {
        <a class="btn small primary" href=edit><Icon name=IconName::Edit/>{text.supplier_edit()}</a>
        <Confirm action=actions.end id="supplier-end".to_owned() open=open question=question consequence=consequence button=open look=look>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="standing" value=to.code()/>
        </Confirm>
        {removable}
    }
}
