//! One escalation: what happened, who was written to, who takes it on.

use domain::policy::{Action, allows};
use domain::views::{EscalationView, MailRow, MailStatus, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::escalation_state;
use crate::api::escalations::{AcknowledgeEscalation, escalation};
use crate::i18n::{Text, dates, format, use_text};
use crate::pages::param;
use crate::ui::form::FormProblem;
use crate::ui::{
    Badge, Crumb, Empty, Fact, Frame, Icon, IconName, Loaded, PageHead, Panel, State, StateIcon, Tone,
    viewer_resource,
};

/// An escalation's page.
#[component]
pub fn EscalationPage() -> impl IntoView {
    let id = param("id");
    let action = ServerAction::<AcknowledgeEscalation>::new();
    let data = Resource::new_blocking(
        move || (id.get(), action.version().get()),
        |(id, _)| escalation(id),
    );
    if let Some(viewer) = viewer_resource() {
        // The rail counts open escalations.
        Effect::new(move |before: Option<usize>| {
            let version = action.version().get();
            if before.is_some_and(|before| before != version) {
                viewer.refetch();
            }
            version
        });
    }
    let view = move |data, viewer| view! { <Escalation data=data action=action viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Escalation(
    data: EscalationView,
    action: ServerAction<AcknowledgeEscalation>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let (tone, state) = escalation_state(text, &row);
    let open = row.acknowledged_at.is_none();
    let may = allows(viewer.role, Action::EscalationAcknowledge);
    let title = text.escalation_title(&row.target_name, dates::period(text.0, row.period));
    let trail = vec![Crumb(
        text.nav_escalations().to_owned(),
        "/escalations".to_owned(),
    )];
    view! {
        <Frame title=row.reference.clone() trail=trail viewer=viewer>
            <PageHead
                title=title
                over=format!("{} · {}", row.reference, row.contract_number)
                badge=Some(view! { <Badge tone=tone text=state/> }.into_any())
                sub=Some(view! { <p>{row.supplier_name.clone()}</p> }.into_any())
            />
            <EscalationFacts data=data.clone()/>
            <div class="cols main-aside">
                <Mails rows=data.mails.clone()/>
                <div class="stack">
                    {open.then(|| view! { <Acknowledge id=row.id.to_string() may=may action=action/> })}
                    <Timeline data=data/>
                </div>
            </div>
        </Frame>
    }
}

#[component]
fn EscalationFacts(data: EscalationView) -> impl IntoView {
    let text = use_text();
    let row = data.row;
    let dash = || "–".to_owned();
    let target_href = format!("/targets/{}?period={}", row.target_id, row.period);
    let reached = data
        .attainment
        .map_or_else(dash, |reached| format::attainment(text.0, &reached));
    let credit = data
        .credit
        .map_or_else(dash, |amount| format::money(text.0, amount));
    view! {
        <section class="panel" aria-label=text.escalation_facts()>
            <div class="panel-b">
                <dl class="facts">
                    <Fact label=text.col_contract() basis=row.contract_number><a href=format!("/contracts/{}?period={}", row.contract_id, row.period)>{row.contract_title}</a></Fact>
                    <Fact label=text.col_target() basis=dates::period(text.0, row.period)><a href=target_href>{row.target_name}</a></Fact>
                    <Fact label=text.col_reached() basis=text.target_at_least(format::percent_ppm(text.0, data.threshold_ppm))>{reached}</Fact>
                    <Fact label=text.col_credit() basis=text.escalation_when_raised()>{credit}</Fact>
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Acknowledge(id: String, may: bool, action: ServerAction<AcknowledgeEscalation>) -> impl IntoView {
    let text = use_text();
    let failed = Signal::derive(move || action.value().get().and_then(Result::err));
    let pending = action.pending();
    let body = if may {
        view! {
            <ActionForm action=action attr:class="panel-b stack tight">
                <FormProblem error=failed/>
                <p>{text.escalation_acknowledge_reason()}</p>
                <input type="hidden" name="id" value=id/>
                <div class="btn-row"><button class="btn primary" aria-busy=move || pending.get().then_some("true")>{text.escalation_acknowledge()}</button></div>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <p class="panel-b">{text.escalation_acknowledge_others()}</p> }.into_any()
    };
    view! { <Panel id="acknowledge" heading=text.escalation_acknowledge_title()>{body}</Panel> }
}

/// What happened, oldest first.
#[component]
fn Timeline(data: EscalationView) -> impl IntoView {
    let text = use_text();
    let row = data.row;
    let sent = data
        .mails
        .iter()
        .filter_map(|mail| mail.sent_at.map(|at| (mail.recipient.clone(), at)))
        .collect::<Vec<_>>();
    let mails = sent
        .into_iter()
        .map(|(recipient, at)| view! {
            <li data-status="info"><span class="pt"><Icon name=IconName::Mail/></span><div><b>{text.escalation_mail_sent(recipient)}</b><p>{dates::date_time(text.0, at)}</p></div></li>
        })
        .collect_view();
    let end = match row.acknowledged_at {
        Some(at) => view! {
            <li data-status="ok"><span class="pt"><StateIcon tone=Tone::Ok/></span><div><b>{text.escalation_acknowledged()}</b><p>{row.acknowledged_by} " " {dates::date_time(text.0, at)}</p></div></li>
        }
        .into_any(),
        None => view! {
            <li data-status="breach" aria-current="step"><span class="pt">"!"</span><div><b>{text.escalation_waiting()}</b><p>{text.escalation_waiting_reason()}</p></div></li>
        }
        .into_any(),
    };
    view! {
        <Panel id="timeline" heading=text.escalation_timeline()>
            <ol class="ladder panel-b">
                <li data-status="breach"><span class="pt"><StateIcon tone=Tone::Breach/></span><div><b>{text.escalation_raised()}</b><p>{dates::date_time(text.0, row.raised_at)}</p></div></li>
                {mails}
                {end}
            </ol>
        </Panel>
    }
}

fn delivery(text: Text, mail: &MailRow) -> (Tone, String) {
    let when = mail
        .sent_at
        .map_or_else(String::new, |at| dates::date_time(text.0, at));
    match mail.status {
        MailStatus::Queued => (Tone::Unknown, text.mail_queued().to_owned()),
        MailStatus::Sent => (Tone::Ok, text.mail_sent(when)),
        MailStatus::Stored => (Tone::Info, text.mail_stored(when)),
        MailStatus::Failed => (Tone::Breach, text.mail_failed(i64::from(mail.attempts))),
    }
}

/// Every message with its delivery state and wording.
#[component]
fn Mails(rows: Vec<MailRow>) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if rows.is_empty() {
        view! { <Empty icon=IconName::Mail title=text.mail_none() reason=text.mail_none_reason()/> }
            .into_any()
    } else {
        let items = rows
            .into_iter()
            .map(|mail| {
                let (tone, state) = delivery(text, &mail);
                view! {
                    <li>
                        <Icon name=IconName::Mail/>
                        <div>
                            <b>{mail.subject}</b>
                            <p>{text.mail_to(mail.recipient)}</p>
                            <State tone=tone text=state/>
                            {mail.last_error.map(|error| view! { <p class="meta">{text.mail_server_said(error)}</p> })}
                            <details class="letter"><summary>{text.mail_show()}</summary><pre>{mail.text}</pre></details>
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="mails" heading=text.mail_title() meta=text.mail_count(count)>{body}</Panel> }
}
