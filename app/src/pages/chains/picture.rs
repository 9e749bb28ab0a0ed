//! The truss: the SLA as deck, OLAs as members, underpinning contracts as supports. On phones it is a tree.

use domain::chain::{ChainStructure, Structure};
use domain::contract::ContractKind;
use domain::views::{ChainPartView, ChainView};
use leptos::prelude::*;

use super::deck::Deck;
use super::group_label;
use super::tree::Tree;
use crate::i18n::{Text, format, use_text};
use crate::ui::{Panel, State, Tone};

/// A part with its place among all parts.
type Leaf = (usize, ChainPartView);

/// An element in series with its parts in place.
fn with_parts(data: &ChainView) -> Vec<Structure<Leaf>> {
    let mut parts = data.parts.iter().cloned().enumerate();
    let whole = data.structure.filter_map(&mut |_| parts.next());
    match whole {
        Some(Structure::Series(elements)) => elements,
        Some(single) => vec![single],
        None => Vec::new(),
    }
}

/// Whether an element stands on the ground: where suppliers are in it.
fn is_support(element: &Structure<Leaf>) -> bool {
    element
        .leaves()
        .iter()
        .any(|(_, part)| part.contract.kind == ContractKind::Uc)
}

fn weakest(data: &ChainView) -> Option<usize> {
    data.assessment
        .as_ref()
        .and_then(domain::chain::Assessment::weakest)
}

/// The picture of the chain.
#[component]
pub fn Picture(
    /// The SLA with its parts.
    data: ChainView,
) -> impl IntoView {
    let text = use_text();
    let weakest = weakest(&data);
    let (supports, members): (Vec<_>, Vec<_>) = with_parts(&data).into_iter().partition(is_support);
    let layer = |elements: Vec<Structure<Leaf>>, head: &'static str, sub: &'static str| {
        (!elements.is_empty()).then(|| view! { <Layer elements=elements head=head sub=sub weakest=weakest/> })
    };
    let supports = layer(supports, text.kind_short_uc(), text.chain_layer_uc());
    let members = layer(members, text.kind_short_ola(), text.chain_layer_ola());
    view! {
        <Panel id="structure" heading=text.chain_picture() meta=text.chain_picture_meta()>
            <div class="panel-b scroll truss-scroll" tabindex="0" role="region" aria-label=text.chain_picture_region()>
                <div class="truss">
                    <Deck data=data.clone()/>
                    {members}
                    {supports}
                    <div class="base" aria-hidden="true"></div>
                </div>
            </div>
            <Tree data=data weakest=weakest/>
        </Panel>
    }
    .into_any()
}

/// Where the struts of a layer stand, in thousandths of its width, and whether they bear the weakest part.
fn struts(elements: &[Structure<Leaf>], weakest: Option<usize>) -> Vec<(usize, bool)> {
    let widths: Vec<usize> = elements.iter().map(|element| element.leaves().len()).collect();
    let all: usize = widths.iter().sum::<usize>().max(1);
    let mut before = 0;
    let mut struts = Vec::new();
    for (element, width) in elements.iter().zip(widths) {
        let middle = (2 * before + width) * 500 / all;
        let weak = element.leaves().iter().any(|(part, _)| Some(*part) == weakest);
        struts.push((middle, weak));
        before += width;
    }
    struts
}

#[component]
fn Layer(
    elements: Vec<Structure<Leaf>>,
    head: &'static str,
    sub: &'static str,
    weakest: Option<usize>,
) -> impl IntoView {
    let text = use_text();
    let lines = struts(&elements, weakest)
        .into_iter()
        .map(|(x, weak)| view! { <path d=format!("M{x} 0V48") data-status=weak.then_some("breach")></path> })
        .collect_view();
    let elements = elements
        .into_iter()
        .map(|element| node(text, element, weakest))
        .collect_view();
    view! {
        <svg class="struts" viewBox="0 0 1000 48" preserveAspectRatio="none" aria-hidden="true">{lines}</svg>
        <p class="layer-h"><b>{head}</b>{sub}</p>
        <div class="layer">{elements}</div>
    }
}

/// How many of the widths of a single part an element takes.
fn width<T>(element: &Structure<T>) -> String {
    format!("w{}", element.leaves().len().min(8))
}

fn node(text: Text, element: Structure<Leaf>, weakest: Option<usize>) -> AnyView {
    let label = group_label(text, &element);
    let class = width(&element);
    match element {
        Structure::Part((index, part)) => view! { <Node part=part weak=weakest == Some(index)/> }.into_any(),
        group => {
            let inner = group.parts().to_vec();
            let inner = inner
                .into_iter()
                .map(|part| node(text, part, weakest))
                .collect_view();
            view! { <div class=format!("truss-group {class}")><p>{label}</p><div class="layer">{inner}</div></div> }
                .into_any()
        }
    }
}

/// What a part promises, in one figure, and what that means.
pub fn figure(text: Text, part: &ChainPartView) -> (String, Option<&'static str>) {
    let time = part
        .shortest_time
        .as_ref()
        .map(|(priority, seconds)| text.chain_time_of(priority, format::duration(text.0, *seconds)));
    match (part.availability_ppm, time) {
        (Some(ppm), _) => (format::percent_ppm(text.0, ppm), None),
        (None, Some(time)) => (time, Some(text.chain_no_availability())),
        (None, None) => (text.chain_silent().to_owned(), None),
    }
}

#[component]
fn Node(part: ChainPartView, weak: bool) -> impl IntoView {
    let text = use_text();
    let (figure, sub) = figure(text, &part);
    let service = part.service_name.or(sub.map(str::to_owned));
    let href = format!("/contracts/{}", part.contract.id);
    let state = weak.then(|| view! { <State tone=Tone::Breach text=text.chain_too_weak()/> });
    view! {
        <a class="node w1" href=href data-status=weak.then_some("breach")>
            <span class="id">{part.contract.number}</span>
            <b>{part.contract.title}</b>
            <span class="meta">{part.contract.party}</span>
            <span class="big">{figure}</span>
            <span class="sub">{service}</span>
            {state}
        </a>
    }
}

/// The structure without its leaves' details, for the editor's choice of groups.
pub fn groups(text: Text, structure: &ChainStructure) -> Vec<(String, String)> {
    let mut found = vec![(String::new(), text.chain_whole_chain().to_owned())];
    collect(text, structure, "", &mut found);
    found
}

fn collect(text: Text, node: &ChainStructure, place: &str, found: &mut Vec<(String, String)>) {
    for (index, part) in node.parts().iter().enumerate() {
        let place = if place.is_empty() {
            index.to_string()
        } else {
            format!("{place}.{index}")
        };
        if let Some(label) = group_label(text, part) {
            let number: Vec<_> = place
                .split('.')
                .filter_map(|at| at.parse::<usize>().ok())
                .collect();
            let number: Vec<_> = number.into_iter().map(|at| (at + 1).to_string()).collect();
            found.push((place.clone(), format!("{} {label}", number.join("."))));
        }
        collect(text, part, &place, found);
    }
}
