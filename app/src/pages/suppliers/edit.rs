//! Adding a supplier, and changing its master data.

use domain::forms::SupplierForm;
use domain::supplier::{Criticality, Tier};
use domain::views::{SupplierKind, SupplierView, Viewer};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::api::ApiError;
use crate::api::suppliers::{ChangeSupplier, CreateSupplier, blank_supplier, supplier};
use crate::i18n::{Text, use_text};
use crate::pages::{param, typed};
use crate::ui::act::failure;
use crate::ui::form::{AreaField, SelectField, TextField};
use crate::ui::{Act, Crumb, Frame, Loaded, PageHead, Panel};

/// A new supplier.
#[component]
pub fn NewSupplierPage() -> impl IntoView {
    let action = ServerAction::<CreateSupplier>::new();
    let data = Resource::new_blocking(|| (), |()| blank_supplier());
    let view = move |blank, viewer| view! { <New blank=blank action=action viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn New(blank: SupplierForm, action: ServerAction<CreateSupplier>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let form = typed(CreateSupplier::PATH).map_or(blank, SupplierForm::filled);
    let cancel = view! { <a class="btn" href="/suppliers">{text.form_cancel()}</a> };
    view! {
        <Frame title=text.supplier_new() trail=vec![trail(text)] viewer=viewer>
            <PageHead title=text.supplier_new()/>
            <Act action=action button=text.supplier_create() class="stack" beside=Some(cancel.into_any())>
                <Fields form=form error=failure(action)/>
            </Act>
        </Frame>
    }
}

/// Changing a supplier.
#[component]
pub fn EditSupplierPage() -> impl IntoView {
    let id = param("id");
    let action = ServerAction::<ChangeSupplier>::new();
    let data = Resource::new_blocking(move || id.get(), supplier);
    let view = move |data, viewer| view! { <Edit data=data action=action viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

fn stored(data: &SupplierView) -> SupplierForm {
    let (row, master) = (data.row.clone(), data.master.clone());
    SupplierForm {
        name: row.name,
        legal_name: row.legal_name,
        kind: row.kind.code().to_owned(),
        street: master.street,
        postcode: master.postcode,
        city: row.city.unwrap_or_default(),
        country: row.country.unwrap_or_default(),
        website: master.website,
        lei: master.lei.unwrap_or_default(),
        criticality: row.criticality.map_or("", Criticality::code).to_owned(),
        criticality_reason: master.criticality_reason,
        tier: row.tier.map_or("", Tier::code).to_owned(),
        notes: master.notes,
        status: String::new(),
    }
}

#[component]
fn Edit(data: SupplierView, action: ServerAction<ChangeSupplier>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let page = format!("/suppliers/{}", data.row.id);
    let title = text.supplier_edit_title(&data.row.name);
    let crumbs = vec![trail(text), Crumb(data.row.name.clone(), page.clone())];
    let form = typed(ChangeSupplier::PATH).map_or_else(|| stored(&data), SupplierForm::filled);
    let cancel = view! { <a class="btn" href=page>{text.form_cancel()}</a> };
    view! {
        <Frame title=title.clone() trail=crumbs viewer=viewer>
            <PageHead title=title/>
            <Act action=action button=text.supplier_save() class="stack" beside=Some(cancel.into_any())>
                <input type="hidden" name="id" value=data.row.id.to_string()/>
                <input type="hidden" name="revision" value=data.master.revision.to_string()/>
                <Fields form=form error=failure(action)/>
            </Act>
        </Frame>
    }
}

fn trail(text: Text) -> Crumb {
    Crumb(text.nav_suppliers().to_owned(), "/suppliers".to_owned())
}

/// A choice of codes, with a first one that chooses nothing.
fn options<T: Copy>(
    first: &str,
    all: &[T],
    code: fn(T) -> &'static str,
    word: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    let rest = all
        .iter()
        .map(|value| (code(*value).to_owned(), word(*value).to_owned()));
    std::iter::once((String::new(), first.to_owned()))
        .chain(rest)
        .collect()
}

#[component]
fn Fields(form: SupplierForm, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let kinds = options(
        text.form_choose(),
        &SupplierKind::ALL,
        SupplierKind::code,
        |kind| text.supplier_kind(kind),
    );
    let levels = options(
        text.criticality_none(),
        Criticality::ALL,
        Criticality::code,
        |level| text.criticality(level),
    );
    let tiers = options(text.tier_none(), Tier::ALL, Tier::code, |tier| text.tier(tier));
    view! {
        <div class="cols half">
            <Panel id="master" heading=text.supplier_master()>
                <div class="panel-b form">
                    <TextField name="name" label=text.supplier_name() hint=text.supplier_name_hint() value=form.name error=error/>
                    <SelectField name="kind" label=text.filter_kind() hint=text.supplier_kind_hint() options=kinds chosen=form.kind error=error/>
                    <TextField name="legal_name" label=text.supplier_legal_name() optional=true value=form.legal_name error=error/>
                    <TextField name="lei" label=text.supplier_lei() hint=text.supplier_lei_hint() optional=true value=form.lei error=error/>
                    <TextField name="street" label=text.supplier_street() optional=true value=form.street error=error/>
                    <TextField name="postcode" label=text.supplier_postcode() optional=true value=form.postcode error=error/>
                    <TextField name="city" label=text.supplier_city() optional=true value=form.city error=error/>
                    <SelectField name="country" label=text.supplier_country() options=text.countries() chosen=form.country error=error/>
                    <TextField name="website" label=text.supplier_website() inputmode="url" optional=true value=form.website error=error/>
                </div>
            </Panel>
            <Panel id="assessment" heading=text.supplier_assessment() meta=text.supplier_internal()>
                <div class="panel-b stack tight">
                    <SelectField name="criticality" label=text.supplier_criticality() hint=text.supplier_criticality_hint() options=levels chosen=form.criticality error=error/>
                    <AreaField name="criticality_reason" label=text.supplier_reason() hint=text.supplier_reason_hint() value=form.criticality_reason error=error/>
                    <SelectField name="tier" label=text.supplier_tier() hint=text.supplier_tier_hint() options=tiers chosen=form.tier error=error/>
                    <AreaField name="notes" label=text.supplier_notes() hint=text.supplier_notes_hint() value=form.notes error=error/>
                </div>
            </Panel>
        </div>
    }
}
