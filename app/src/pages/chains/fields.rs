//! The fields of a step: a part or a group, to be added or changed.

use domain::chain::draft::{GroupKind, path};
use domain::chain::{Carries, ChainStructure, Structure};
use domain::forms::ChainStepForm;
use domain::views::ChainView;
use leptos::prelude::*;

use super::editor::{Draft, action};
use super::nodes::ROOT;
use super::picture::groups;
use crate::api::ApiError;
use crate::i18n::chains::short_name;
use crate::i18n::{Text, use_text};
use crate::ui::QueryForm;
use crate::ui::form::{SelectField, TextField};

type Failed = Signal<Option<ApiError>>;

/// Contracts as a choice, one entry a service where a contract has several.
fn contracts(text: Text, data: &ChainView) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), text.form_choose().to_owned())];
    for choice in &data.choices {
        let name = short_name(&choice.contract);
        if choice.services.len() > 1 {
            options.extend(choice.services.iter().map(|(id, service)| {
                (
                    format!("{} {id}", choice.contract.id),
                    format!("{name} · {service}"),
                )
            }));
        } else {
            options.push((choice.contract.id.to_string(), name));
        }
    }
    options
}

/// What a part consists of.
#[component]
fn PartFields(data: ChainView, form: ChainStepForm, scope: &'static str, error: Failed) -> impl IntoView {
    let text = use_text();
    let carries = Carries::ALL
        .map(|value| (value.code().to_owned(), text.carries(value).to_owned()))
        .into();
    view! {
        <SelectField name="contract" label=text.chain_part_contract() options=contracts(text, &data) chosen=form.contract scope=scope error=error/>
        <SelectField name="carries" label=text.chain_part_carries() options=carries chosen=form.carries scope=scope error=error/>
        <TextField name="handover" label=text.chain_part_handover() inputmode="numeric" value=form.handover scope=scope error=error/>
    }
}

/// What a group consists of.
#[component]
fn GroupFields(form: ChainStepForm, scope: &'static str, error: Failed) -> impl IntoView {
    let text = use_text();
    let kinds = GroupKind::ALL
        .map(|kind| (kind.code().to_owned(), text.group_kind(kind).to_owned()))
        .into();
    view! {
        <SelectField name="group" label=text.chain_group_kind() options=kinds chosen=form.group scope=scope error=error/>
        <TextField name="needed" label=text.chain_group_needed() inputmode="numeric" value=form.needed scope=scope error=error/>
    }
}

/// What was typed, if the last step was of this kind and was refused.
fn typed(data: &ChainView, form: ChainStepForm, step: &str) -> ChainStepForm {
    // What is wrong with the structure as a whole refuses no step.
    let refused = data
        .problems
        .iter()
        .any(|problem| !problem.field.starts_with("structure"));
    if form.step == step && refused {
        form
    } else {
        ChainStepForm {
            at: form.at,
            ..ChainStepForm::default()
        }
    }
}

/// Problems of another step are none of this form's.
fn own(error: Failed, form: &ChainStepForm, step: &str) -> Failed {
    if form.step == step {
        error
    } else {
        Signal::stored(None)
    }
}

/// A part at the end of a group.
#[component]
pub fn AddPart(
    /// The SLA with the draft.
    data: ChainView,
    /// The last step.
    form: ChainStepForm,
    /// What is wrong with it.
    error: Failed,
) -> impl IntoView {
    let text = use_text();
    let error = own(error, &form, "add_part");
    let form = typed(&data, form, "add_part");
    let places = groups(text, &data.structure);
    let place = (places.len() > 1)
        .then(|| view! { <SelectField name="at" label=text.chain_place() options=places chosen=form.at.clone() scope="part"/> });
    view! {
        <QueryForm action=action(&data)>
            <Draft data=data.clone()/>
            <input type="hidden" name="step" value="add_part"/>
            {place}
            <PartFields data=data form=form scope="part" error=error/>
            <button class="btn">{text.chain_add_part()}</button>
        </QueryForm>
    }
    .into_any()
}

/// An empty group at the end of a group.
#[component]
pub fn AddGroup(
    /// The SLA with the draft.
    data: ChainView,
    /// The last step.
    form: ChainStepForm,
    /// What is wrong with it.
    error: Failed,
) -> impl IntoView {
    let text = use_text();
    let error = own(error, &form, "add_group");
    let mut form = typed(&data, form, "add_group");
    if form.group.is_empty() {
        GroupKind::Parallel.code().clone_into(&mut form.group);
    }
    let places = groups(text, &data.structure);
    let place = (places.len() > 1)
        .then(|| view! { <SelectField name="at" label=text.chain_place() options=places chosen=form.at.clone() scope="group"/> });
    view! {
        <QueryForm action=action(&data)>
            <Draft data=data.clone()/>
            <input type="hidden" name="step" value="add_group"/>
            {place}
            <GroupFields form=form scope="group" error=error/>
            <button class="btn">{text.chain_add_group()}</button>
        </QueryForm>
    }
    .into_any()
}

/// What stands at a place, as the fields show it.
fn shown(node: &ChainStructure) -> ChainStepForm {
    let mut form = ChainStepForm::default();
    match node {
        Structure::Part(part) => {
            let service = part.service_id.map(|id| format!(" {id}")).unwrap_or_default();
            form.contract = format!("{}{service}", part.contract_id);
            part.carries.code().clone_into(&mut form.carries);
            form.handover = part.handover_minutes.to_string();
        }
        group => {
            if let Some(kind) = GroupKind::of(group) {
                kind.code().clone_into(&mut form.group);
            }
            if let Structure::KOfN { needed, .. } = group {
                form.needed = needed.to_string();
            }
        }
    }
    form
}

/// Changing the part or group that the address names.
#[component]
pub fn Change(
    /// The SLA with the draft.
    data: ChainView,
    /// Its place.
    place: String,
    /// The last step.
    form: ChainStepForm,
    /// What is wrong with it.
    error: Failed,
) -> impl IntoView {
    let text = use_text();
    let place = if place == ROOT { String::new() } else { place };
    let node = path(&place).and_then(|path| {
        path.iter()
            .try_fold(&data.structure, |node, at| node.parts().get(*at))
    });
    let Some(node) = node else {
        return ().into_any();
    };
    let is_part = matches!(node, Structure::Part(_));
    let step = if is_part { "set_part" } else { "set_group" };
    let error = own(error, &form, step);
    let values = shown(node);
    let (fields, button) = if is_part {
        let fields =
            view! { <PartFields data=data.clone() form=values scope="change" error=error/> }.into_any();
        (fields, text.chain_set_part())
    } else {
        (
            view! { <GroupFields form=values scope="change" error=error/> }.into_any(),
            text.chain_set_group(),
        )
    };
    view! {
        <div class="chain-change">
            <QueryForm action=action(&data)>
                <Draft data=data.clone()/>
                <input type="hidden" name="step" value=step/>
                <input type="hidden" name="at" value=place/>
                {fields}
                <button class="btn primary">{button}</button>
                <a class="btn quiet" href=super::editor::edit_address(&data, "")>{text.chain_close()}</a>
            </QueryForm>
        </div>
    }
    .into_any()
}
