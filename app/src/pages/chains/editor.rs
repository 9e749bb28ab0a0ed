//! The editor: every step is a form whose result stands in the address, until the draft is saved.

use domain::chain::ChainStructure;
use domain::forms::ChainStepForm;
use domain::views::ChainView;
use leptos::prelude::*;
use leptos::serde_json;

use super::fields::{AddGroup, AddPart, Change};
use super::nodes::Nodes;
use super::one::ChainActions;
use crate::api::ApiError;
use crate::i18n::{Text, use_text};
use crate::pages::address;
use crate::ui::act::failure;
use crate::ui::form::FormProblem;
use crate::ui::{Act, Confirm, Panel, StateIcon, Tone};

/// A structure as it stands in addresses and forms.
fn written(structure: &ChainStructure) -> String {
    serde_json::to_string(structure).unwrap_or_default()
}

/// Where a draft is shown, with something opened for change.
fn draft_address(data: &ChainView, edit: &str) -> String {
    let path = format!("/contracts/{}/chain", data.sla.id);
    let (draft, seen) = (written(&data.structure), data.seen.to_string());
    address(
        &path,
        &[("draft", draft.as_str()), ("seen", seen.as_str()), ("edit", edit)],
    )
}

/// The draft's hidden fields, for every step.
#[component]
pub fn Draft(
    /// The SLA with the draft.
    data: ChainView,
) -> impl IntoView {
    view! {
        <input type="hidden" name="draft" value=written(&data.structure)/>
        <input type="hidden" name="seen" value=data.seen.to_string()/>
    }
}

/// Where steps go: to the same page, and there to the editor.
pub fn action(data: &ChainView) -> String {
    format!("/contracts/{}/chain#editor", data.sla.id)
}

/// Opens a place for change.
pub fn edit_address(data: &ChainView, place: &str) -> String {
    format!("{}#editor", draft_address(data, place))
}

/// What is wrong with the last step, as fields show it.
fn problems(data: &ChainView) -> Option<ApiError> {
    (!data.problems.is_empty()).then(|| ApiError {
        code: "invalid".to_owned(),
        fields: data.problems.clone(),
        request_id: None,
    })
}

/// The structure with everything that can be done to it.
#[component]
pub fn Editor(
    /// The SLA with the draft.
    data: ChainView,
    /// What was typed in the last step.
    form: ChainStepForm,
    /// The place opened for change.
    edit: Option<String>,
    /// Saving and removing.
    actions: ChainActions,
) -> impl IntoView {
    let text = use_text();
    let failed = Signal::stored(problems(&data));
    let changes =
        edit.map(|place| view! { <Change data=data.clone() place=place form=form.clone() error=failed/> });
    view! {
        <Panel id="editor" heading=text.chain_edit_title() meta=text.chain_edit_hint()>
            <div class="panel-b stack">
                <Outcome data=data.clone() actions=actions/>
                <Faults data=data.clone()/>
                <Nodes data=data.clone()/>
                {changes}
                <AddPart data=data.clone() form=form.clone() error=failed/>
                <AddGroup data=data form=form error=failed/>
            </div>
        </Panel>
    }
    .into_any()
}

/// Where in the structure something is wrong, and what.
fn fault(text: Text, field: &str, code: &str) -> String {
    let place: Vec<_> = field
        .split('.')
        .filter_map(|at| at.parse::<usize>().ok())
        .map(|at| (at + 1).to_string())
        .collect();
    let problem = text.field_problem(code);
    if place.is_empty() {
        problem.to_owned()
    } else {
        format!("{}: {problem}", place.join("."))
    }
}

#[component]
fn Faults(data: ChainView) -> impl IntoView {
    let text = use_text();
    let lines: Vec<_> = data
        .problems
        .iter()
        .map(|problem| fault(text, &problem.field, &problem.code))
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="note" data-status="breach" role="alert">
                <StateIcon tone=Tone::Breach/>
                <div>{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
            </div>
        }
    })
}

/// What the draft would do, and the buttons that save or discard it; else what takes the chain away.
#[component]
fn Outcome(data: ChainView, actions: ChainActions) -> impl IntoView {
    let text = use_text();
    let (id, revision) = (data.sla.id.to_string(), data.revision.to_string());
    if !data.changed {
        return data
            .stored
            .then(|| {
                view! {
                    <FormProblem error=failure(actions.remove)/>
                    <div class="btn-row">
                        <Confirm
                            action=actions.remove
                            id="chain-remove".to_owned()
                            open=text.chain_remove()
                            question=text.chain_remove_question()
                            consequence=text.chain_remove_consequence()
                            button=text.chain_remove()
                        >
                            <input type="hidden" name="id" value=id/>
                            <input type="hidden" name="revision" value=revision/>
                        </Confirm>
                    </div>
                }
            })
            .into_any();
    }
    let before = data
        .stored_cover
        .map_or(text.chain_no_structure(), |cover| text.cover(cover));
    let after = data
        .assessment
        .as_ref()
        .map_or(text.chain_draft_incomplete(), |proof| text.cover(proof.cover));
    let stale = (data.seen != data.revision).then(|| view! { <p>{text.chain_draft_stale()}</p> });
    let discard = view! { <a class="btn" href=format!("/contracts/{id}/chain")>{text.chain_discard()}</a> };
    view! {
        <div class="note" data-status="info">
            <StateIcon tone=Tone::Info/>
            <div><b>{text.chain_draft_title()}</b><p>{text.chain_draft_effect(before, after)}</p>{stale}</div>
        </div>
        <Act action=actions.save button=text.chain_save() beside=Some(discard.into_any())>
            <input type="hidden" name="id" value=id.clone()/>
            <input type="hidden" name="revision" value=data.seen.to_string()/>
            <input type="hidden" name="structure" value=written(&data.structure)/>
        </Act>
    }
    .into_any()
}
