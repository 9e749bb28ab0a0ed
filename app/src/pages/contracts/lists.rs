//! Outages, escalations and versions of a contract.

use domain::policy::{Action, Role, allows};
use domain::views::{ContractView, EscalationRow, VersionRow};
use leptos::prelude::*;

use crate::i18n::{dates, use_text};
use crate::pages::escalations::escalation_state;
use crate::pages::outages::OutageTable;
use crate::ui::{Empty, Icon, IconName, Panel, State};

/// Outages that touch the period.
#[component]
pub fn Outages(
    /// The contract in its period.
    data: ContractView,
    /// Who is looking; those who may write see the way to the form.
    role: Role,
) -> impl IntoView {
    let text = use_text();
    let record = allows(role, Action::FactWrite)
        .then(|| view! { <a class="btn small" href="/outages#record"><Icon name=IconName::Add/>{text.outage_record()}</a> }.into_any());
    let body = if data.outages.is_empty() {
        let period = dates::period(text.0, data.period);
        view! { <Empty icon=IconName::Outage title=text.contract_no_outages(&period) reason=text.contract_no_outages_reason()/> }.into_any()
    } else {
        view! { <OutageTable rows=data.outages/> }.into_any()
    };
    view! { <Panel id="outages" heading=text.nav_outages() meta=dates::period(text.0, data.period) aside=record>{body}</Panel> }
}

/// The contract's escalations, newest first.
#[component]
pub fn Escalations(
    /// In this order.
    rows: Vec<EscalationRow>,
) -> impl IntoView {
    let text = use_text();
    let body = if rows.is_empty() {
        view! { <Empty icon=IconName::Escalation title=text.contract_no_escalations() reason=text.contract_no_escalations_reason()/> }.into_any()
    } else {
        let items = rows
            .into_iter()
            .map(|row| {
                let (tone, state) = escalation_state(text, &row);
                view! {
                    <li>
                        <div>
                            <a href=format!("/escalations/{}", row.id)><b>{row.reference}</b></a>
                            <p>{text.today_missed(row.target_name, dates::period(text.0, row.period))}</p>
                            <p class="meta">{dates::date_time(text.0, row.raised_at)}</p>
                            <State tone=tone text=state/>
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="escalations" heading=text.nav_escalations()>{body}</Panel> }
}

/// Versions of the terms, newest first.
#[component]
pub fn Versions(
    /// In this order.
    rows: Vec<VersionRow>,
) -> impl IntoView {
    let text = use_text();
    let items = rows
        .into_iter()
        .map(|version| {
            let since = text.version_since(dates::date(text.0, version.valid_from));
            let line = if version.current { format!("{since} · {}", text.version_current()) } else { since };
            view! {
                <li data-status=if version.current { "info" } else { "unknown" } aria-current=version.current.then_some("true")>
                    <span class="pt">{version.number}</span>
                    <div><b>{version.note}</b><p>{line}</p></div>
                </li>
            }
        })
        .collect_view();
    view! { <Panel id="versions" heading=text.version_title()><ol class="ladder panel-b">{items}</ol></Panel> }
}
