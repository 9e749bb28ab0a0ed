//! One SLA: the picture, the proof, what would repair it, and the editor.

use domain::chain::{Assessment, Cover, draft};
use domain::forms::ChainStepForm;
use domain::policy::{Action, allows};
use domain::views::{ChainView, Viewer};
use leptos::prelude::*;

use super::editor::Editor;
use super::level::Levels;
use super::picture::Picture;
use super::proof::Proof;
use super::times::Times;
use super::{part_name, tone};
use crate::api::chains::{RemoveChain, SaveChain, chain};
use crate::i18n::{Text, dates, use_text};
use crate::pages::{param, query};
use crate::ui::act::successes;
use crate::ui::{Badge, Crumb, Done, Empty, Frame, IconName, Loaded, PageHead, Panel, StateIcon, Tone};

/// What can be done to a chain.
#[derive(Clone, Copy)]
pub struct ChainActions {
    /// Store the draft.
    pub save: ServerAction<SaveChain>,
    /// Take the chain away.
    pub remove: ServerAction<RemoveChain>,
}

/// The page of one SLA's chain. Draft and step are in the address.
#[component]
pub fn ChainPage() -> impl IntoView {
    let id = param("id");
    let actions = ChainActions {
        save: ServerAction::new(),
        remove: ServerAction::new(),
    };
    let fields = [
        "draft", "seen", "step", "at", "contract", "carries", "handover", "group", "needed",
    ]
    .map(query);
    let edit = query("edit");
    let form = Memo::new(move |_| {
        let [draft, seen, step, at, contract, carries, handover, group, needed] =
            fields.map(|field| field.get().unwrap_or_default());
        ChainStepForm {
            draft,
            seen,
            step,
            at,
            contract,
            carries,
            handover,
            group,
            needed,
        }
    });
    let changes = [successes(actions.save), successes(actions.remove)];
    let data = Resource::new_blocking(
        move || (id.get(), form.get(), changes.map(|change| change.get())),
        |(id, form, _)| chain(id, form),
    );
    let view = move |data, viewer| {
        let (form, edit) = (form.get_untracked(), edit.get_untracked());
        view! { <Chain data=data form=form edit=edit actions=actions viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The verdict shown beside the title.
fn badge(text: Text, data: &ChainView) -> (Tone, &'static str) {
    match &data.assessment {
        Some(proof) => (tone(proof.cover), text.cover(proof.cover)),
        None if data.structure == draft::empty() => (Tone::Unknown, text.chain_no_structure()),
        None => (Tone::Unknown, text.chain_draft_incomplete()),
    }
}

#[component]
fn Chain(
    data: ChainView,
    form: ChainStepForm,
    edit: Option<String>,
    actions: ChainActions,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let (badge_tone, state) = badge(text, &data);
    let sla = data.sla.clone();
    let may = allows(viewer.role, Action::ChainWrite);
    let trail = vec![Crumb(text.nav_chains().to_owned(), "/chains".to_owned())];
    let sub = text.chain_one_sub(&sla.number, &sla.party);
    let found = data
        .found_at
        .map(|at| text.chain_found_at(dates::date_time(text.0, at)));
    let to_contract =
        view! { <a class="btn" href=format!("/contracts/{}", sla.id)>{text.chain_contract()}</a> };
    let proof = data.assessment.clone();
    let body = match proof {
        Some(proof) => view! { <Proven data=data.clone() proof=proof/> }.into_any(),
        None if data.parts.is_empty() => {
            let reason = if may {
                text.chain_empty_reason()
            } else {
                text.chain_empty_reader()
            };
            view! {
                <Panel id="structure" heading=text.chain_picture()>
                    <Empty icon=IconName::Chain title=text.chain_empty() reason=reason/>
                </Panel>
            }
            .into_any()
        }
        None => view! { <Picture data=data.clone()/> }.into_any(),
    };
    view! {
        <Frame title=sla.number.clone() trail=trail viewer=viewer>
            <PageHead
                title=sla.title
                over=text.chain_over(sla.number)
                badge=Some(view! { <Badge tone=badge_tone text=state/> }.into_any())
                sub=Some(view! { <p>{sub}</p>{found.map(|found| view! { <p class="meta">{found}</p> })} }.into_any())
                actions=Some(to_contract.into_any())
            />
            <Done/>
            {body}
            {may.then(|| view! { <Editor data=data form=form edit=edit actions=actions/> })}
        </Frame>
    }
}

/// What was proven, headline first.
#[component]
fn Proven(data: ChainView, proof: Assessment) -> impl IntoView {
    view! {
        <Headline data=data.clone() proof=proof.clone()/>
        <Picture data=data.clone()/>
        <Proof data=data.clone() proof=proof.clone()/>
        <Levels data=data.clone() proof=proof.clone()/>
        <Times data=data proof=proof/>
    }
    .into_any()
}

/// The worst in one sentence; every fault, because each must be dealt with.
#[component]
fn Headline(data: ChainView, proof: Assessment) -> impl IntoView {
    let text = use_text();
    let name = |part| part_name(&data, part);
    let mut lines: Vec<String> = proof
        .faults
        .iter()
        .map(|fault| text.chain_fault(*fault, &name))
        .collect();
    if let Some((_, check)) = proof.worst() {
        lines.extend(text.gap(check, &name));
    }
    if proof.cover == Cover::IfIndependent {
        lines.push(text.chain_if_independent_reason().to_owned());
    }
    (!lines.is_empty()).then(|| {
        let tone = tone(proof.cover);
        view! {
            <div class="note" data-status=tone.code()>
                <StateIcon tone=tone/>
                <div>{lines.into_iter().map(|line| view! { <p><b>{line}</b></p> }).collect_view()}</div>
            </div>
        }
    })
}
