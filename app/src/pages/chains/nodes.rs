//! The structure as a list with a button for every step.

use domain::chain::{ChainStructure, Structure};
use domain::views::ChainView;
use leptos::prelude::*;

use super::editor::{Draft, action, edit_address};
use super::group_label;
use crate::i18n::chains::short_name;
use crate::i18n::{Text, use_text};
use crate::ui::QueryForm;

/// Groups and parts, each with what can be done to it; one form, and its buttons say what and where.
#[component]
pub fn Nodes(
    /// The SLA with the draft.
    data: ChainView,
) -> impl IntoView {
    let text = use_text();
    if data.structure.parts().is_empty() {
        return view! { <p class="hint">{text.chain_empty()}</p> }.into_any();
    }
    let items = items(text, &data, &data.structure, "");
    let kind = group_label(text, &data.structure);
    let change = edit_address(&data, ROOT);
    view! {
        <QueryForm action=action(&data)>
            <Draft data=data.clone()/>
            <div class="chain-nodes">
                <p class="row"><b>{text.chain_whole_chain()}</b><span class="meta">{kind}</span><span class="push"><a class="btn small quiet" href=change>{text.chain_change()}<span class="vh">" " {text.chain_whole_chain()}</span></a></span></p>
                <ul>{items}</ul>
            </div>
        </QueryForm>
    }
    .into_any()
}

/// The whole as a place to be opened; an empty parameter would not reach the address.
pub const ROOT: &str = "root";

fn items(text: Text, data: &ChainView, group: &ChainStructure, place: &str) -> AnyView {
    let last = group.parts().len().saturating_sub(1);
    group
        .parts()
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let here = if place.is_empty() { index.to_string() } else { format!("{place}.{index}") };
            let name = name(text, data, node, &here);
            let inner = group_label(text, node).map(|_| view! { <ul>{items(text, data, node, &here)}</ul> });
            view! {
                <li>
                    <div class="row">
                        <span>{name.clone()}</span>
                        <span class="push btn-row">
                            <StepButton step=format!("up {here}") words=text.chain_up() whom=name.clone() off=index == 0/>
                            <StepButton step=format!("down {here}") words=text.chain_down() whom=name.clone() off=index == last/>
                            <a class="btn small quiet" href=edit_address(data, &here)>{text.chain_change()}<span class="vh">" " {name.clone()}</span></a>
                            <StepButton step=format!("remove {here}") words=text.chain_take_out() whom=name off=false/>
                        </span>
                    </div>
                    {inner}
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// A part with what it lends, or how a group works.
fn name(text: Text, data: &ChainView, node: &ChainStructure, place: &str) -> String {
    if let Some(label) = group_label(text, node) {
        return label;
    }
    let Some(part) = data.parts.iter().find(|part| part.place == place) else {
        return String::new();
    };
    let mut words = vec![short_name(&part.contract)];
    words.extend(part.service_name.clone());
    if let Structure::Part(stored) = node {
        if stored.carries != domain::chain::Carries::Everything {
            words.push(text.carries(stored.carries).to_owned());
        }
        if stored.handover_minutes > 0 {
            words.push(text.chain_handover_minutes(stored.handover_minutes.to_string()));
        }
    }
    words.join(" · ")
}

#[component]
fn StepButton(step: String, words: &'static str, whom: String, off: bool) -> impl IntoView {
    view! { <button class="btn small quiet" name="step" value=step disabled=off>{words}<span class="vh">" " {whom}</span></button> }
}
