//! A target while it is written: the form, and beside it what it means.

mod example;
mod fields;
mod schedule;

use domain::forms::TargetForm;
use domain::views::{TargetDraft, Viewer};
use leptos::form::{ActionForm, FromFormData};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::FormData;

use self::example::Example;
use self::fields::{Claim, Measure};
use self::schedule::Schedule;
use super::form::Buttons;
use crate::api::ApiError;
use crate::api::drafting::{AddTarget, SaveTarget, edited_target};
use crate::i18n::use_text;
use crate::pages::{param, typed_form};
use crate::ui::act::failure;
use crate::ui::entry::Overtaken;
use crate::ui::form::FormProblem;
use crate::ui::{Crumb, Frame, Loaded, PageHead, Panel};

/// The page of a new target.
#[component]
pub fn NewTargetPage() -> impl IntoView {
    let id = param("id");
    let data = Resource::new_blocking(move || id.get(), |id| edited_target(id, String::new()));
    let add = ServerAction::<AddTarget>::new();
    let view = move |draft: TargetDraft, viewer| {
        let node = NodeRef::<html::Form>::new();
        let shown = shown(&draft);
        let refused = failure(add);
        let asked = draft.clone();
        let form = view! {
            <ActionForm action=add node_ref=node attr:class="panel-b stack">
                <Fields draft=asked shown=shown refused=refused pending=add.pending()/>
            </ActionForm>
        };
        let read = move || {
            AddTarget::from_form_data(&fields(node)?)
                .ok()
                .map(|typed| typed.form)
        };
        view! { <Page draft=draft viewer=viewer shown=shown read=read form=form.into_any()/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The page of a target that is changed.
#[component]
pub fn EditTargetPage() -> impl IntoView {
    let (id, target) = (param("id"), param("target"));
    let data = Resource::new_blocking(
        move || (id.get(), target.get()),
        |(id, target)| edited_target(id, target),
    );
    let save = ServerAction::<SaveTarget>::new();
    let view = move |draft: TargetDraft, viewer| {
        let node = NodeRef::<html::Form>::new();
        let shown = shown(&draft);
        let refused = failure(save);
        let (asked, target) = (draft.clone(), draft.id.map(|id| id.to_string()));
        let form = view! {
            <ActionForm action=save node_ref=node attr:class="panel-b stack">
                <input type="hidden" name="target" value=target/>
                <Fields draft=asked shown=shown refused=refused pending=save.pending()/>
            </ActionForm>
        };
        let read = move || {
            SaveTarget::from_form_data(&fields(node)?)
                .ok()
                .map(|typed| typed.form)
        };
        view! { <Page draft=draft viewer=viewer shown=shown read=read form=form.into_any()/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The form as it stands in the page.
fn shown(draft: &TargetDraft) -> RwSignal<TargetForm> {
    RwSignal::new(typed_form().unwrap_or_else(|| draft.form.clone()))
}

fn fields(node: NodeRef<html::Form>) -> Option<FormData> {
    FormData::new_with_form(&node.get_untracked()?).ok()
}

/// Everything between the problems and the buttons.
#[component]
fn Fields(
    draft: TargetDraft,
    shown: RwSignal<TargetForm>,
    refused: Signal<Option<ApiError>>,
    pending: Memo<bool>,
) -> impl IntoView {
    let text = use_text();
    let form = shown.get_untracked();
    let back = format!("/contracts/{}/draft", draft.contract_id);
    let money = draft.has_money;
    view! {
        <input type="hidden" name="id" value=draft.contract_id.to_string()/>
        <input type="hidden" name="revision" value=draft.revision/>
        <FormProblem error=refused/>
        <Overtaken error=refused page=back.clone()/>
        <Measure draft=draft form=form.clone() error=refused/>
        {if money {
            view! { <Schedule form=form.clone() error=refused/><Claim form=form error=refused/> }.into_any()
        } else {
            view! { <input type="hidden" name="model" value="none"/><p class="hint">{text.target_form_no_money()}</p> }.into_any()
        }}
        <Buttons button=text.target_form_save() pending=pending back=back/>
    }
}

/// Form and example side by side. The example follows what is typed.
#[component]
fn Page<F>(
    draft: TargetDraft,
    viewer: Viewer,
    shown: RwSignal<TargetForm>,
    read: F,
    form: AnyView,
) -> impl IntoView
where
    F: Fn() -> Option<TargetForm> + Copy + Send + 'static,
{
    let text = use_text();
    let here = format!("/contracts/{}", draft.contract_id);
    let trail = vec![
        Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned()),
        Crumb(draft.contract_number.clone(), here.clone()),
        Crumb(text.draft_crumb().to_owned(), format!("{here}/draft")),
    ];
    let title = match draft.id {
        None => text.target_form_new().to_owned(),
        Some(_) => text.target_form_edit(&draft.form.name),
    };
    let follow = move || {
        if let Some(form) = read() {
            shown.set(form);
        }
    };
    view! {
        <Frame title=title.clone() trail=trail viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{text.target_form_sub()}</p> }.into_any())/>
            <div class="cols main-aside">
                <div on:input=move |_| follow() on:change=move |_| follow()>
                    <Panel id="form" heading=text.target_form_title()>{form}</Panel>
                </div>
                <div class="stack follow"><Example draft=draft shown=shown/></div>
            </div>
        </Frame>
    }
}
