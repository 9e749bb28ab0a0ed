//! What a supplier passes on to others.

use domain::forms::SubSupplierForm;
use domain::ids::SupplierId;
use domain::views::SubSupplierRow;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::actions::Place;
use crate::api::supplier_parts::SaveSubSupplier;
use crate::i18n::{dates, use_text};
use crate::pages::typed;
use crate::ui::act::failure;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Act, Confirm, Empty, Icon, IconName, Panel};

/// The list, and the form where the address asks for one.
#[component]
pub fn SubSuppliers(
    /// By name.
    rows: Vec<SubSupplierRow>,
    /// The tenant's other suppliers, to link one of them.
    others: Vec<(SupplierId, String)>,
    /// Where it happens and what changes it.
    place: Place,
) -> impl IntoView {
    let text = use_text();
    let form = place.open("sub_supplier").map(|open| {
        let known = rows.iter().find(|row| row.id.to_string() == open).cloned();
        view! { <Write known=known others=others place=place.clone()/> }
    });
    let add = place.add_link("sub_supplier", text.sub_supplier_add());
    let body = if rows.is_empty() {
        view! { <Empty icon=IconName::Supplier title=text.sub_supplier_none() reason=text.sub_supplier_none_reason()/> }.into_any()
    } else {
        let items = rows
            .into_iter()
            .map(|row| view! { <Item row=row place=place.clone()/> })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="sub-suppliers" heading=text.sub_supplier_title() aside=add>{form}{body}</Panel> }
}

#[component]
fn Item(row: SubSupplierRow, place: Place) -> impl IntoView {
    let text = use_text();
    let change = place.change_link("sub_supplier", &row.id.to_string(), &row.name, text);
    let country = row.country.as_deref().map(|code| text.country(code).to_owned());
    let since = row
        .since
        .map(|day| text.sub_supplier_since_day(dates::date(text.0, day)));
    let detail: Vec<_> = [country, since].into_iter().flatten().collect();
    let name = match row.linked_id {
        Some(id) => view! { <a href=format!("/suppliers/{id}")><b>{row.name}</b></a> }.into_any(),
        None => view! { <b>{row.name}</b> }.into_any(),
    };
    view! {
        <li>
            <Icon name=IconName::Supplier/>
            <div>{name}<p>{row.service}</p><p class="meta">{detail.join(" · ")}</p></div>
            {change}
        </li>
    }
}

#[component]
fn Write(known: Option<SubSupplierRow>, others: Vec<(SupplierId, String)>, place: Place) -> impl IntoView {
    let text = use_text();
    let action = place.actions.sub_supplier;
    let failed = failure(action);
    let stored = known
        .clone()
        .map_or_else(SubSupplierForm::default, |row| SubSupplierForm {
            name: if row.linked_id.is_some() {
                String::new()
            } else {
                row.name
            },
            linked_id: row.linked_id.map(|id| id.to_string()).unwrap_or_default(),
            service: row.service,
            country: row.country.unwrap_or_default(),
            since: row.since.map(dates::typed).unwrap_or_default(),
        });
    let form = typed(SaveSubSupplier::PATH).map_or(stored, SubSupplierForm::filled);
    let linked = others.into_iter().map(|(id, name)| (id.to_string(), name));
    let linked = std::iter::once((String::new(), text.sub_supplier_not_ours().to_owned()))
        .chain(linked)
        .collect();
    let (hidden, close) = (
        place.hidden(known.as_ref().map(|row| (row.id.to_string(), row.revision))),
        place.close_link(text),
    );
    let remove = known.map(|row| {
        let hidden = place.hidden(Some((row.id.to_string(), row.revision)));
        view! {
            <Confirm action=place.actions.remove_sub_supplier id="sub-supplier-remove".to_owned() open=text.supplier_delete() question=text.contact_remove_question(&row.name) consequence=text.sub_supplier_remove_consequence() button=text.supplier_delete()>
                {hidden}
            </Confirm>
        }
    });
    view! {
        <div class="panel-b stack tight parted">
            <Act action=action button=text.supplier_save() scope="sub" beside=Some(close)>
                {hidden}
                <SelectField name="linked_id" label=text.sub_supplier_linked() hint=text.sub_supplier_linked_hint() scope="sub" options=linked chosen=form.linked_id error=failed/>
                <TextField name="name" label=text.supplier_name() hint=text.sub_supplier_name_hint() scope="sub" value=form.name error=failed/>
                <TextField name="service" label=text.sub_supplier_service() scope="sub" value=form.service error=failed/>
                <SelectField name="country" label=text.supplier_country() scope="sub" options=text.countries() chosen=form.country error=failed/>
                <TextField name="since" label=text.sub_supplier_since() scope="sub" placeholder=text.form_date() inputmode="numeric" optional=true value=form.since error=failed/>
            </Act>
            {remove}
        </div>
    }
}
