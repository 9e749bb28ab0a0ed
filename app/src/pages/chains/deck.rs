//! The SLA on top of the picture: what it promises and what the chain carries.

use domain::chain::assess::Detail;
use domain::views::ChainView;
use leptos::prelude::*;

use crate::i18n::{format, use_text};
use crate::ui::{Badge, Tone};

/// The strictest availability with the window it is promised over.
struct Level {
    needed_ppm: i64,
    given_ppm: Option<i64>,
    allowed_seconds: i64,
    per_window: &'static str,
}

fn level(data: &ChainView, text: crate::i18n::Text) -> Option<Level> {
    let promises = &data.assessment.as_ref()?.promises;
    let checks = promises.iter().flat_map(|promise| &promise.checks);
    let levels = checks.filter_map(|check| match &check.detail {
        Detail::Availability {
            needed_ppm,
            given_ppm,
            window_seconds,
            window,
            ..
        } => Some(Level {
            needed_ppm: *needed_ppm,
            given_ppm: *given_ppm,
            allowed_seconds: window_seconds * (1_000_000 - needed_ppm) / 1_000_000,
            per_window: text.per_window(*window),
        }),
        _ => None,
    });
    levels.max_by_key(|level| level.needed_ppm)
}

/// The deck of the truss.
#[component]
pub fn Deck(
    /// The SLA with its proof.
    data: ChainView,
) -> impl IntoView {
    let text = use_text();
    let level = level(&data, text);
    let figures = level.as_ref().map(|level| {
        let given = level.given_ppm.map(|given| {
            let broken = (given < level.needed_ppm).then_some("breach");
            view! {
                <span><span class="meta">{text.chain_carries_now()}</span><br/><span class="big st" data-status=broken>{format::percent_fine(text.0, given)}</span></span>
            }
        });
        view! {
            <span><span class="meta">{text.chain_promises()}</span><br/><span class="big">{format::percent_ppm(text.0, level.needed_ppm)}</span></span>
            <span><span class="meta">{text.chain_may_fail()} " " {level.per_window}</span><br/><span class="big">{format::minutes(text.0, level.allowed_seconds)}</span></span>
            {given}
        }
    });
    // Rounded up, as the level beside it is cut off, so that both add up to what was promised.
    let gap = level.and_then(|level| {
        level
            .given_ppm
            .filter(|given| *given < level.needed_ppm)
            .map(|given| (level.needed_ppm - given + 9) / 10 * 10)
    });
    let gap = gap.map(|gap| {
        view! { <span class="push"><Badge tone=Tone::Breach text=text.chain_gap_points(format::points(text.0, gap))/></span> }
    });
    view! {
        <p class="layer-h"><b>{text.kind_short_sla()}</b>{text.chain_layer_sla()}</p>
        <div class="layer">
            <a class="node deck" href=format!("/contracts/{}", data.sla.id)>
                <span><span class="id">{format!("{} · {}", data.sla.number, data.sla.party)}</span><br/><b>{data.sla.title}</b></span>
                {figures}
                {gap}
            </a>
        </div>
    }
}
