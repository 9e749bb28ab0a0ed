//! One contract in a period.

use domain::contract::{ContractKind, ContractStatus};
use domain::policy::{Action, allows};
use domain::views::{ContractView, StatusCounts, Viewer};
use leptos::prelude::*;

use super::chain::ChainVerdict;
use super::facts::Facts;
use super::life::{Actions, DraftButton, Life, Refused, Standing, tone as badge_tone};
use super::lists::{Escalations, Outages, Versions};
use super::record::Record;
use super::schedule::Schedule;
use super::targets::Targets;
use super::term::Term;
use crate::api::contracts::contract;
use crate::i18n::{Text, dates, use_text};
use crate::pages::documents::ContractDocuments;
use crate::pages::{param, query};
use crate::ui::act::successes;
use crate::ui::form::SelectField;
use crate::ui::{Badge, Crumb, Done, Frame, Loaded, PageHead, QueryForm, Tone};

/// A contract's page.
#[component]
pub fn ContractPage() -> impl IntoView {
    let (id, period, schedule) = (param("id"), query("period"), query("schedule"));
    let received = query("received");
    let actions = Actions::new();
    let moved = successes(actions.move_on);
    let data = Resource::new_blocking(
        move || (id.get(), period.get(), received.get(), moved.get()),
        |(id, period, received, _)| contract(id, period, received),
    );
    let view = move |data, viewer| {
        let asked = received.get_untracked();
        view! { <Contract data=data schedule=schedule asked=asked actions=actions viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The worst state among the targets, in words.
fn summary(text: Text, counts: StatusCounts) -> (Tone, String) {
    if counts.breached > 0 {
        (Tone::Breach, text.contract_breached(i64::from(counts.breached)))
    } else if counts.at_risk > 0 {
        (Tone::Risk, text.contract_at_risk(i64::from(counts.at_risk)))
    } else if counts.no_data > 0 {
        (Tone::Unknown, text.contract_no_data(i64::from(counts.no_data)))
    } else if counts.met > 0 {
        (Tone::Ok, text.contract_all_met().to_owned())
    } else {
        (Tone::Unknown, text.contract_no_targets().to_owned())
    }
}

/// The states of the targets in the period shown; the row's counts are those of the current periods.
fn counts(data: &ContractView) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for target in &data.targets {
        counts.add(target.status);
    }
    counts
}

#[component]
fn Contract(
    data: ContractView,
    schedule: Memo<Option<String>>,
    asked: Option<String>,
    actions: Actions,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let (tone, state) = summary(text, counts(&data));
    let row = data.row.clone();
    let supplier = if allows(viewer.role, Action::SupplierRead) {
        view! { <a href=format!("/suppliers/{}", row.supplier_id)>{row.supplier_name.clone()}</a> }.into_any()
    } else {
        view! { <span>{row.supplier_name.clone()}</span> }.into_any()
    };
    let version = data
        .versions
        .iter()
        .find(|version| version.current)
        .map(|version| version.number);
    let over = match version {
        Some(number) => format!(
            "{} · {} · {}",
            row.number,
            text.kind(row.kind),
            text.contract_version(number)
        ),
        None => format!("{} · {}", row.number, text.kind(row.kind)),
    };
    let role = viewer.role;
    // Inside the house no money flows, so nothing is missing where an OLA has no schedule.
    let scheduled = row.kind != ContractKind::Ola || !data.schedules.is_empty();
    let may_write = allows(role, Action::ContractWrite);
    // Of a contract that was never in force nothing is measured.
    let measured = !matches!(row.status, ContractStatus::Draft | ContractStatus::InNegotiation);
    let badges = view! {
        <Badge tone=badge_tone(row.status) text=text.contract_status(row.status)/>
        {measured.then(|| view! { <Badge tone=tone text=state/> })}
    };
    let draft = may_write.then(|| view! { <DraftButton data=data.clone() actions=actions/> });
    let zone = (data.time_zone != viewer.time_zone)
        .then(|| view! { <p class="meta">{text.period_zone(&data.time_zone)}</p> });
    view! {
        <Frame title=row.number.clone() trail=vec![Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned())] viewer=viewer>
            <Done/>
            <Refused actions=actions/>
            <PageHead
                title=row.title
                over=over
                badge=Some(badges.into_any())
                sub=Some(view! { <p>{supplier}</p>{zone} }.into_any())
                actions=Some(view! { {measured.then(|| view! { <PeriodPicker data=data.clone()/> })} {draft} }.into_any())
            />
            <Standing data=data.clone() may_write=may_write/>
            <Facts data=data.clone()/>
            <div class="cols main-aside">
                <div class="stack">
                    <Targets data=data.clone()/>
                    {(scheduled && measured).then(|| view! { <Schedule data=data.clone() chosen=schedule/> })}
                    {(measured && allows(role, Action::FactRead)).then(|| view! { <Outages data=data.clone() role=role/> })}
                </div>
                <div class="stack">
                    {(row.kind == ContractKind::Sla && allows(role, Action::ChainRead)).then(|| view! { <ChainVerdict id=row.id role=role/> })}
                    {(measured && allows(role, Action::EscalationRead)).then(|| view! { <Escalations rows=data.escalations.clone()/> })}
                    {data.term.clone().map(|term| view! { <Term term=term contract=data.row.id asked=asked/> })}
                    <ContractDocuments id=data.row.id role=role/>
                    <Versions data=data.clone()/>
                    {(!data.steps.is_empty()).then(|| view! { <Life data=data.clone() actions=may_write.then_some(actions)/> })}
                    <Record data=data.clone() may_write=may_write/>
                </div>
            </div>
        </Frame>
    }
}

/// Chooses the period; a form and not a script.
#[component]
fn PeriodPicker(data: ContractView) -> impl IntoView {
    let text = use_text();
    let options = data
        .periods
        .iter()
        .map(|period| (period.to_string(), dates::period(text.0, *period)))
        .collect();
    view! {
        <QueryForm action=format!("/contracts/{}", data.row.id)>
            <SelectField name="period" label=text.period_label() options=options chosen=data.period.to_string()/>
            <button class="btn">{text.period_show()}</button>
        </QueryForm>
    }
}
