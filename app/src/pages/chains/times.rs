//! Budgets of time: what each part takes, one after the other, and what is left.

use domain::chain::Assessment;
use domain::chain::assess::{Check, Detail};
use domain::views::ChainView;
use leptos::prelude::*;

use super::{part_name, tone};
use crate::i18n::{format, use_text};
use crate::ui::{Panel, State, Tone};

/// All budgets of time, priority by priority.
#[component]
pub fn Times(
    /// The SLA with its parts.
    data: ChainView,
    /// What was proven.
    proof: Assessment,
) -> impl IntoView {
    let text = use_text();
    let checks = proof.promises.into_iter().flat_map(|promise| promise.checks);
    let budgets: Vec<_> = checks
        .filter(|check| matches!(check.detail, Detail::Time { .. }))
        .collect();
    (!budgets.is_empty()).then(|| {
        let budgets = budgets
            .into_iter()
            .map(|check| view! { <TimeBudget data=data.clone() check=check/> })
            .collect_view();
        view! {
            <Panel id="times" heading=text.chain_times_title() meta=text.chain_times_meta()>
                <div class="panel-b stack">{budgets}</div>
            </Panel>
        }
    })
}

#[component]
fn TimeBudget(data: ChainView, check: Check) -> impl IntoView {
    let text = use_text();
    let duration = move |seconds| format::duration(text.0, seconds);
    let Detail::Time {
        priority,
        promised_seconds,
        needed_seconds,
        handover_seconds,
        parts,
        ..
    } = check.detail
    else {
        return ().into_any();
    };
    let reserve = promised_seconds - needed_seconds;
    let reserve_tone = match reserve {
        1.. => Tone::Ok,
        0 => Tone::Risk,
        _ => Tone::Breach,
    };
    let parts = parts
        .into_iter()
        .map(|part| {
            let own = (part.own_seconds != part.seconds).then(|| text.chain_times_own(duration(part.own_seconds)));
            view! { <li><b>{duration(part.seconds)}</b>{part_name(&data, part.part)}<small>{own}</small></li> }
        })
        .collect_view();
    let handover = (handover_seconds > 0)
        .then(|| view! { <li><b>{duration(handover_seconds)}</b>{text.chain_handover()}</li> });
    view! {
        <div class="stack tight">
            <div class="row">
                <b>{text.chain_subject_time(priority)}</b>
                <span class="meta">{text.chain_times_promised(duration(promised_seconds), duration(needed_seconds))}</span>
                <span class="push"><State tone=tone(check.cover) text=text.check_cover(check.cover)/></span>
            </div>
            <ul class="budget">
                {parts}
                {handover}
                <li class="rest" data-status=reserve_tone.code()><b>{duration(reserve)}</b>{text.chain_reserve()}</li>
            </ul>
        </div>
    }
    .into_any()
}
