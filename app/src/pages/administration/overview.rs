//! How safe the access is: numbers, and what to do about them.

use domain::views::{SecurityView, Viewer};
use leptos::prelude::*;

use crate::api::access::security;
use crate::i18n::{Text, format, use_text};
use crate::ui::{Administration, Empty, IconName, Loaded, Panel, Stat, StateIcon, Tone};

/// Something to be done: how urgent, what, why, and where.
struct Advice {
    tone: Tone,
    what: String,
    why: &'static str,
    href: &'static str,
    action: &'static str,
}

/// What the numbers ask for, the most urgent first.
fn advice(text: Text, data: &SecurityView) -> Vec<Advice> {
    let mut found = Vec::new();
    let mut add = |needed: bool, tone, what: String, why, (href, action): (&'static str, &'static str)| {
        if needed {
            found.push(Advice {
                tone,
                what,
                why,
                href,
                action,
            });
        }
    };
    let count = i64::from;
    let (members, clients, sign_in, audit) = (
        ("/administration/members", text.advice_see_members()),
        ("/administration/api-clients", text.advice_see_clients()),
        ("/administration/sign-in", text.advice_see_sign_in()),
        ("/administration/audit", text.advice_see_audit()),
    );
    if let Some(entry) = data.audit_broken_at {
        let what = text.advice_broken(format::integer(text.0, entry));
        add(true, Tone::Breach, what, text.advice_broken_why(), audit);
    }
    add(
        data.without_second_factor > 0,
        Tone::Risk,
        text.advice_factor(count(data.without_second_factor)),
        if data.second_factor_required {
            text.advice_factor_required_why()
        } else {
            text.advice_factor_why()
        },
        if data.second_factor_required {
            members
        } else {
            sign_in
        },
    );
    add(
        data.administrators < 2,
        Tone::Risk,
        text.advice_deputy().to_owned(),
        text.advice_deputy_why(),
        members,
    );
    add(
        data.dormant > 0,
        Tone::Risk,
        text.advice_dormant(count(data.dormant)),
        text.advice_dormant_why(),
        members,
    );
    add(
        data.api_clients_without_end > 0,
        Tone::Risk,
        text.advice_endless(count(data.api_clients_without_end)),
        text.advice_endless_why(),
        clients,
    );
    add(
        data.waiting_invitations > 0,
        Tone::Info,
        text.advice_invitations(count(data.waiting_invitations)),
        text.advice_invitations_why(),
        members,
    );
    found
}

/// The overview's page.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| security());
    view! { <Loaded data=data view=|data, viewer| view! { <Overview data=data viewer=viewer/> }.into_any()/> }
        .into_any()
}

#[component]
fn Overview(data: SecurityView, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let figure = move |value: u32| format::integer(text.0, i64::from(value));
    let required = if data.second_factor_required {
        text.security_required()
    } else {
        text.security_optional()
    };
    let provider = if data.oidc {
        text.security_provider_on()
    } else {
        text.security_provider_off()
    };
    let log = match data.audit_broken_at {
        None => text.security_log_whole().to_owned(),
        Some(entry) => text.security_log_broken(format::integer(text.0, entry)),
    };
    let tasks = advice(text, &data);
    view! {
        <Administration title=text.admin_overview() sub=text.security_sub() viewer=viewer>
            <section class="panel" aria-label=text.security_figures()>
                <div class="stats">
                    <Stat label=text.security_members() value=figure(data.members) basis=text.security_vendors(i64::from(data.vendors))/>
                    <Stat label=text.security_with_factor() value=figure(data.members.saturating_sub(data.without_second_factor)) basis=required/>
                    <Stat label=text.security_administrators() value=figure(data.administrators) basis=provider/>
                    <Stat label=text.security_sessions() value=figure(data.sessions) basis=text.security_invitations(i64::from(data.invitations))/>
                    <Stat label=text.admin_clients() value=figure(data.api_clients) basis=text.security_endless(i64::from(data.api_clients_without_end))/>
                    <Stat label=text.security_log() value=format::integer(text.0, data.audit_entries) basis=log/>
                </div>
            </section>
            <Tasks tasks=tasks/>
        </Administration>
    }
}

#[component]
fn Tasks(tasks: Vec<Advice>) -> impl IntoView {
    let text = use_text();
    if tasks.is_empty() {
        return view! {
            <Panel id="advice" heading=text.security_advice()>
                <Empty icon=IconName::Check title=text.security_no_advice() reason=text.security_no_advice_reason()/>
            </Panel>
        }
        .into_any();
    }
    let items = tasks
        .into_iter()
        .map(|task| {
            view! {
                <li data-status=task.tone.code()>
                    <StateIcon tone=task.tone/>
                    <div><b>{task.what}</b><p>{task.why}</p></div>
                    <a class="btn small" href=task.href>{task.action}</a>
                </li>
            }
        })
        .collect_view();
    view! { <Panel id="advice" heading=text.security_advice()><ul class="list">{items}</ul></Panel> }
        .into_any()
}
