//! Escalations that nobody has acknowledged yet.

use domain::views::{EscalationRow, NaiveDateTime};
use leptos::prelude::*;

use super::decisions::{waited, waits_since};
use crate::i18n::{dates, use_text};
use crate::ui::{Empty, IconName, Panel, StateIcon, Tone};

/// Oldest first, with the time they have waited.
#[component]
pub fn Waiting(
    /// In this order.
    escalations: Vec<EscalationRow>,
    /// The present moment in the tenant's zone.
    now: NaiveDateTime,
) -> impl IntoView {
    let text = use_text();
    let count = escalations.len();
    let badge =
        (count > 0).then(|| view! { <span class="count" data-status="breach">{count}</span> }.into_any());
    let body = if escalations.is_empty() {
        view! { <Empty icon=IconName::Check title=text.today_no_escalations() reason=text.today_no_escalations_reason()/> }.into_any()
    } else {
        let items = escalations
            .into_iter()
            .map(|row| view! { <Item row=row now=now/> })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! {
        <Panel id="waiting" heading=text.today_waiting_title() aside=badge>
            {body}
            <div class="panel-f"><a href="/escalations">{text.today_all_escalations()}</a></div>
        </Panel>
    }
}

#[component]
fn Item(row: EscalationRow, now: NaiveDateTime) -> impl IntoView {
    let text = use_text();
    let waited = waited(text, row.raised_at, now);
    let since = waits_since(text, row.raised_at, now);
    view! {
        <li data-status=Tone::Breach.code()>
            <StateIcon tone=Tone::Breach/>
            <div>
                <a href=format!("/escalations/{}", row.id)><b>{row.supplier_name}</b></a>
                <p>{text.today_missed(row.target_name, dates::period(text.0, row.period))}</p>
                <p class="meta">{format!("{} · {}", row.reference, row.contract_number)}</p>
            </div>
            <div class="timer">
                <span>{text.today_waits()}</span>
                <b>{waited}</b>
                <span>{since}</span>
            </div>
        </li>
    }
}
