//! The chain as a tree, where there is no room for the picture.

use domain::chain::Structure;
use domain::views::{ChainPartView, ChainView};
use leptos::prelude::*;

use super::picture::figure;
use super::{group_label, tone};
use crate::i18n::{Text, use_text};
use crate::ui::{State, Tone};

/// SLA, groups and parts, one below the other.
#[component]
pub fn Tree(
    /// The SLA with its parts.
    data: ChainView,
    /// The part that does not hold.
    weakest: Option<usize>,
) -> impl IntoView {
    let text = use_text();
    let mut parts = data.parts.iter().cloned().enumerate();
    let whole = data.structure.filter_map(&mut |_| parts.next());
    let elements = whole.map(|whole| match whole {
        Structure::Series(elements) => elements,
        single => vec![single],
    });
    let items = elements
        .unwrap_or_default()
        .into_iter()
        .map(|element| item(text, element, weakest))
        .collect_view();
    let state = data
        .assessment
        .map(|proof| view! { <State tone=tone(proof.cover) text=text.cover(proof.cover)/> });
    view! {
        <ul class="tree truss-list">
            <li>
                <details open>
                    <summary><b>{format!("{} {}", data.sla.number, data.sla.title)}</b>{state}</summary>
                    <ul>{items}</ul>
                </details>
            </li>
        </ul>
    }
}

fn item(text: Text, element: Structure<(usize, ChainPartView)>, weakest: Option<usize>) -> AnyView {
    let label = group_label(text, &element);
    match element {
        Structure::Part((index, part)) => {
            let (figure, _) = figure(text, &part);
            // A good figure proves nothing by itself, so it is not green.
            let shown = if weakest == Some(index) {
                view! { <State tone=Tone::Breach text=figure/> }.into_any()
            } else {
                view! { <span>{figure}</span> }.into_any()
            };
            view! {
                <li class="leaf">
                    <span><a href=format!("/contracts/{}", part.contract.id)>{part.contract.title}</a><br/>
                    <span class="meta">{format!("{} · {}", part.contract.number, part.contract.party)}</span></span>
                    <span class="push">{shown}</span>
                </li>
            }
            .into_any()
        }
        group => {
            let inner = group.parts().to_vec();
            let inner = inner
                .into_iter()
                .map(|part| item(text, part, weakest))
                .collect_view();
            view! { <li><details open><summary>{label}</summary><ul>{inner}</ul></details></li> }.into_any()
        }
    }
}
