//! Adding a service, and changing its master data.

use domain::forms::ServiceForm;
use domain::supplier::Criticality;
use domain::views::{ServiceChoices, ServiceView, Viewer};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::api::ApiError;
use crate::api::services::{ChangeService, CreateService, service, service_form_choices};
use crate::i18n::{Text, use_text};
use crate::pages::{param, typed};
use crate::ui::act::failure;
use crate::ui::form::{AreaField, CheckField, SelectField, TextField};
use crate::ui::{Act, Crumb, Frame, Loaded, PageHead, Panel};

/// A new service.
#[component]
pub fn NewServicePage() -> impl IntoView {
    let action = ServerAction::<CreateService>::new();
    let data = Resource::new_blocking(|| (), |()| service_form_choices());
    let view = move |choices, viewer| view! { <New choices=choices action=action viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn New(choices: ServiceChoices, action: ServerAction<CreateService>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let (form, chosen) = match typed(CreateService::PATH) {
        Some(typed) => (ServiceForm::filled(&typed), listed(&typed("components"))),
        None => (ServiceForm::default(), Vec::new()),
    };
    let cancel = view! { <a class="btn" href="/services">{text.form_cancel()}</a> };
    view! {
        <Frame title=text.service_new() trail=vec![trail(text)] viewer=viewer>
            <PageHead title=text.service_new()/>
            <Act action=action button=text.service_create() class="stack" beside=Some(cancel.into_any())>
                <Fields form=form chosen=chosen choices=choices error=failure(action)/>
            </Act>
        </Frame>
    }
}

/// Changing a service.
#[component]
pub fn EditServicePage() -> impl IntoView {
    let id = param("id");
    let action = ServerAction::<ChangeService>::new();
    let data = Resource::new_blocking(move || id.get(), service);
    let view = move |(data, choices), viewer| {
        view! { <Edit data=data choices=choices action=action viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Edit(
    data: ServiceView,
    choices: ServiceChoices,
    action: ServerAction<ChangeService>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let page = format!("/services/{}", row.id);
    let title = text.supplier_edit_title(&row.name);
    let crumbs = vec![trail(text), Crumb(row.name.clone(), page.clone())];
    let (form, chosen) = match typed(ChangeService::PATH) {
        Some(typed) => (ServiceForm::filled(&typed), listed(&typed("components"))),
        None => stored(&data),
    };
    // A service does not rest on itself.
    let others = choices
        .services
        .into_iter()
        .filter(|(id, _)| *id != row.id)
        .collect();
    let choices = ServiceChoices {
        services: others,
        ..choices
    };
    let cancel = view! { <a class="btn" href=page>{text.form_cancel()}</a> };
    view! {
        <Frame title=title.clone() trail=crumbs viewer=viewer>
            <PageHead title=title/>
            <Act action=action button=text.supplier_save() class="stack" beside=Some(cancel.into_any())>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <input type="hidden" name="revision" value=data.revision.to_string()/>
                <Fields form=form chosen=chosen choices=choices error=failure(action)/>
            </Act>
        </Frame>
    }
}

fn listed(ids: &str) -> Vec<String> {
    ids.split(',').map(str::to_owned).collect()
}

fn stored(data: &ServiceView) -> (ServiceForm, Vec<String>) {
    let row = data.row.clone();
    let form = ServiceForm {
        name: row.name,
        description: data.description.clone(),
        owner_id: row.owner.map(|(id, _)| id.to_string()).unwrap_or_default(),
        criticality: row.criticality.map_or("", Criticality::code).to_owned(),
        categories: row.categories.join(", "),
        sla_id: row.sla.map(|(id, _)| id.to_string()).unwrap_or_default(),
        status: String::new(),
    };
    (
        form,
        data.components.iter().map(|(id, _)| id.to_string()).collect(),
    )
}

fn trail(text: Text) -> Crumb {
    Crumb(text.nav_services().to_owned(), "/services".to_owned())
}

/// Ids with names, after a first one that chooses nothing.
fn options<T: ToString>(first: &str, all: Vec<(T, String)>) -> Vec<(String, String)> {
    let rest = all.into_iter().map(|(id, name)| (id.to_string(), name));
    std::iter::once((String::new(), first.to_owned()))
        .chain(rest)
        .collect()
}

#[component]
fn Fields(
    form: ServiceForm,
    chosen: Vec<String>,
    choices: ServiceChoices,
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let levels = Criticality::ALL
        .iter()
        .map(|level| (level.code(), text.criticality(*level).to_owned()))
        .collect();
    let problem = move || {
        error.with(|error| {
            let code = error.as_ref()?.field("components")?;
            Some(view! { <p class="err" id="components-error">{text.field_problem(code)}</p> })
        })
    };
    let boxes = choices
        .services
        .into_iter()
        .map(|(id, name)| {
            let id = id.to_string();
            let checked = chosen.contains(&id);
            view! { <CheckField name="components[]" value=id label=name checked=checked/> }
        })
        .collect_view();
    view! {
        <div class="cols half">
            <Panel id="master" heading=text.supplier_master()>
                <div class="panel-b stack tight">
                    <TextField name="name" label=text.supplier_name() value=form.name error=error/>
                    <AreaField name="description" label=text.service_description() hint=text.service_description_hint() value=form.description error=error/>
                    <SelectField name="owner_id" label=text.service_owner() hint=text.service_owner_hint() options=options(text.service_nobody(), choices.people) chosen=form.owner_id error=error/>
                    <SelectField name="criticality" label=text.supplier_criticality() options=options(text.criticality_none(), levels) chosen=form.criticality error=error/>
                    <TextField name="categories" label=text.service_categories() hint=text.service_categories_hint() optional=true value=form.categories error=error/>
                    <SelectField name="sla_id" label=text.service_sla() hint=text.service_sla_hint() options=options(text.service_no_sla(), choices.slas) chosen=form.sla_id error=error/>
                </div>
            </Panel>
            <Panel id="rests-on" heading=text.service_rests_on() meta=text.service_rests_on_hint()>
                <fieldset class="panel-b stack tight" id="components" tabindex="-1">
                    <legend class="vh">{text.service_rests_on()}</legend>
                    {boxes}
                    {problem}
                </fieldset>
            </Panel>
        </div>
    }
}
