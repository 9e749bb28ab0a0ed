//! Outages, escalations and versions of a contract.

use domain::policy::{Action, Role, allows};
use domain::views::{ContractView, EscalationRow};
use leptos::prelude::*;

use crate::i18n::{dates, format, use_text};
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

/// Versions of the terms, newest first, each with what it changed; above them the one that is being prepared.
#[component]
pub fn Versions(
    /// The contract.
    data: ContractView,
) -> impl IntoView {
    let text = use_text();
    let draft = data.draft.filter(|number| *number > 1).map(|number| {
        let here = format!("/contracts/{}/draft", data.row.id);
        view! {
            <li data-status="risk">
                <span class="pt">{number}</span>
                <div><b>{text.version_draft()}</b><p><a href=here>{text.life_continue(number)}</a></p></div>
            </li>
        }
    });
    let unsealed = data.draft == Some(1);
    let rows = data.versions;
    let items = rows
        .into_iter()
        .map(|version| {
            let since = text.version_since(dates::date(text.0, version.valid_from));
            let line = if unsealed { text.version_draft().to_owned() } else if version.current { format!("{since} · {}", text.version_current()) } else { since };
            let title = if !version.note.is_empty() {
                version.note
            } else if version.number == 1 {
                text.version_first().to_owned()
            } else {
                text.version_amendment().to_owned()
            };
            let fee = version.fee.map(|fee| text.contract_fee_monthly(format::money(text.0, fee)));
            let changes = version
                .changes
                .into_iter()
                .map(|(name, change)| view! { <p>{format!("{name}: {}", text.target_change(change))}</p> })
                .collect_view();
            view! {
                <li data-status=if version.current { "info" } else { "unknown" } aria-current=version.current.then_some("true")>
                    <span class="pt">{version.number}</span>
                    <div><b>{title}</b><p>{line}</p>{fee.map(|fee| view! { <p class="meta">{fee}</p> })}{changes}</div>
                </li>
            }
        })
        .collect_view();
    view! { <Panel id="versions" heading=text.version_title()><ol class="ladder panel-b">{draft}{items}</ol></Panel> }
}
