//! The decisions: when, what, how much, act.

use domain::contract::MoneyDirection;
use domain::views::{Decision, DecisionSubject, NaiveDateTime};
use leptos::prelude::*;

use crate::i18n::{Text, dates, format, use_text};
use crate::ui::{Empty, IconName, Panel, StateIcon, Tone};

/// All decisions, most urgent first.
#[component]
pub fn Decisions(
    /// In this order.
    decisions: Vec<Decision>,
    /// The present moment in the tenant's zone.
    now: NaiveDateTime,
    /// Whether the viewer's role decides anything here.
    decides: bool,
    /// Whether the viewer is the supplier, who pays credits.
    vendor: bool,
) -> impl IntoView {
    let text = use_text();
    let reason = if decides {
        text.today_no_decisions_reason()
    } else {
        text.today_no_decisions_reader()
    };
    let body = if decisions.is_empty() {
        view! {
            <Empty icon=IconName::Check title=text.today_no_decisions() reason=reason>
                <a class="btn" href="/contracts">{text.today_see_contracts()}</a>
            </Empty>
        }
        .into_any()
    } else {
        let items = decisions
            .into_iter()
            .enumerate()
            .map(|(index, decision)| view! { <Item decision=decision now=now first=index == 0 vendor=vendor/> })
            .collect_view();
        view! { <ol class="decide">{items}</ol> }.into_any()
    };
    view! { <Panel id="decisions" heading=text.today_decide() meta=text.today_by_deadline()>{body}</Panel> }
}

/// What a decision says and where it leads.
struct Words {
    title: String,
    reason: String,
    href: String,
    action: &'static str,
}

fn words(text: Text, decision: &Decision) -> Words {
    let supplier = &decision.supplier_name;
    let number = decision.contract.as_ref().map_or("", |(_, number, _)| number);
    match &decision.subject {
        DecisionSubject::AcknowledgeEscalation {
            escalation_id,
            reference,
            target_name,
            raised_at,
        } => Words {
            title: text.today_acknowledge(reference, target_name),
            reason: text.today_acknowledge_reason(supplier, number, dates::date_time(text.0, *raised_at)),
            href: format!("/escalations/{escalation_id}"),
            action: text.today_acknowledge_action(),
        },
        DecisionSubject::ClaimCredit {
            claim_id,
            target_name,
            period,
            attainment,
            threshold_ppm,
        } => Words {
            title: text.today_claim(target_name, dates::period(text.0, *period)),
            reason: text.today_claim_reason(
                supplier,
                attainment.map_or_else(|| "–".to_owned(), |reached| format::attainment(text.0, &reached)),
                format::percent_ppm(text.0, *threshold_ppm),
                number,
            ),
            href: format!("/claims/{claim_id}"),
            action: text.today_claim_action(),
        },
        DecisionSubject::ChainBroken { reason, weakest, .. } => Words {
            title: text.today_chain(number),
            reason: text.chain_reason(reason, weakest.as_ref()).unwrap_or_default(),
            href: decision.contract.as_ref().map_or_else(
                || "/chains".to_owned(),
                |(id, ..)| format!("/contracts/{id}/chain"),
            ),
            action: text.today_chain_action(),
        },
        DecisionSubject::CertificateEnds {
            supplier_id,
            certificate,
            title,
        } => {
            let name = text.certificate_name(*certificate, title);
            Words {
                title: if decision.days_left.is_some_and(|days| days < 0) {
                    text.today_certificate_ended(name, supplier)
                } else {
                    text.today_certificate(name, supplier)
                },
                reason: text.today_certificate_reason().to_owned(),
                href: format!("/suppliers/{supplier_id}#certificates"),
                action: text.today_certificate_action(),
            }
        }
        DecisionSubject::MissingData {
            target_id,
            target_name,
            period,
        } => Words {
            title: text.today_missing(target_name, number),
            reason: text.today_missing_reason(supplier, dates::period(text.0, *period)),
            href: format!("/targets/{target_id}?period={period}"),
            action: text.today_missing_action(),
        },
    }
}

/// How urgent: passed or today is loud, later is not.
fn tone(decision: &Decision) -> Tone {
    match (&decision.subject, decision.days_left) {
        (DecisionSubject::AcknowledgeEscalation { .. } | DecisionSubject::ChainBroken { .. }, _) => {
            Tone::Breach
        }
        (_, Some(days)) if days <= 0 => Tone::Breach,
        (_, Some(_)) => Tone::Risk,
        (_, None) => Tone::Unknown,
    }
}

fn time_left(text: Text, decision: &Decision, now: NaiveDateTime) -> String {
    match (decision.days_left, &decision.subject) {
        (Some(0), _) => text.today_due_today().to_owned(),
        (Some(days), _) if days < 0 => text.today_overdue(-days),
        (Some(days), _) => text.today_days_left(days),
        (None, DecisionSubject::AcknowledgeEscalation { raised_at, .. }) => waited(text, *raised_at, now),
        (None, _) => text.today_no_deadline().to_owned(),
    }
}

/// How long something has waited: minutes, hours or days; seconds would only be noise.
pub(super) fn waited(text: Text, since: NaiveDateTime, now: NaiveDateTime) -> String {
    let minutes = (now - since).num_minutes().max(0);
    match minutes {
        0 => text.today_just_now().to_owned(),
        1..2880 => format::duration(text.0, minutes * 60),
        _ => text.today_days_left(minutes / 1440),
    }
}

/// The line below: the deadline, or since when it waits.
fn deadline(text: Text, decision: &Decision, now: NaiveDateTime) -> Option<String> {
    match (decision.due, &decision.subject) {
        (Some(due), _) => Some(text.today_until(dates::date(text.0, due))),
        (None, DecisionSubject::AcknowledgeEscalation { raised_at, .. }) => {
            Some(waits_since(text, *raised_at, now))
        }
        (None, DecisionSubject::ChainBroken { found_at, .. }) => Some(waits_since(text, *found_at, now)),
        (None, _) => None,
    }
}

/// Since when: a time today, a date before.
pub(super) fn waits_since(text: Text, since: NaiveDateTime, now: NaiveDateTime) -> String {
    let today = since.date() == now.date();
    text.today_since(if today {
        dates::time(text.0, since)
    } else {
        dates::date(text.0, since.date())
    })
}

#[component]
fn Item(decision: Decision, now: NaiveDateTime, first: bool, vendor: bool) -> impl IntoView {
    let text = use_text();
    let Words {
        title,
        reason,
        href,
        action,
    } = words(text, &decision);
    let tone = tone(&decision);
    let (left, below) = (time_left(text, &decision, now), deadline(text, &decision, now));
    let stake = decision.amount.map(|(_, direction)| match direction {
        MoneyDirection::Receivable => text.today_stake_credit(),
        MoneyDirection::Payable if vendor => text.today_stake_owed(),
        MoneyDirection::Payable => text.today_stake_penalty(),
        MoneyDirection::Internal => text.today_stake_none(),
    });
    let amount = decision.amount.map_or_else(
        || "–".to_owned(),
        |(amount, _)| format::money_whole(text.0, amount),
    );
    let button = if first { "btn small primary" } else { "btn small" };
    view! {
        <li data-status=tone.code()>
            <div class="when"><b><StateIcon tone=tone/><span>{left}</span></b><span>{below}</span></div>
            <div class="what"><h3><a href=href.clone()>{title.clone()}</a></h3><p>{reason}</p></div>
            <div class="worth"><b>{amount}</b><span>{stake}</span></div>
            <div class="act"><a class=button href=href>{action}<span class="vh">": " {title}</span></a></div>
        </li>
    }
}
