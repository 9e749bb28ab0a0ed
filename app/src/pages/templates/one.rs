//! One template: its targets, the published clause with what was verified, and contracts made from it.

use domain::views::{PublishedClause, TemplateTarget, TemplateUse, TemplateView, Viewer};
use leptos::prelude::*;

use super::form::UseForm;
use super::overview::{Verified, provider_words};
use crate::api::templates::{ContractFromTemplate, template};
use crate::i18n::use_text;
use crate::pages::param;
use crate::ui::{
    Cell, Column, Crumb, Empty, Fact, Frame, IconName, Loaded, PageHead, Panel, RowHead, StateIcon, Table,
    Tone,
};

/// A template's page.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let code = param("code");
    let data = Resource::new_blocking(move || code.get(), template);
    let make = ServerAction::<ContractFromTemplate>::new();
    let view = move |data, viewer| view! { <Template data=data make=make viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Template(data: TemplateView, make: ServerAction<ContractFromTemplate>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![
        Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned()),
        Crumb(text.template_library().to_owned(), "/templates".to_owned()),
    ];
    let over = format!(
        "{} · {}",
        provider_words(text, &row.provider),
        text.template_edition(row.edition)
    );
    let other_measure = data.clause.as_ref().is_some_and(|clause| !clause.measures_time);
    let note = other_measure.then(|| {
        view! {
            <div class="note" data-status="risk">
                <StateIcon tone=Tone::Risk/>
                <div><p>{text.template_other_measure()}</p></div>
            </div>
        }
    });
    let form = if row.usable {
        view! { <UseForm data=data.clone() make=make/> }.into_any()
    } else {
        view! { <Panel id="use" heading=text.template_use()><p class="panel-b">{text.template_unusable()}</p></Panel> }.into_any()
    };
    view! {
        <Frame title=row.title.clone() trail=trail viewer=viewer>
            <PageHead title=row.title over=over badge=Some(view! { <Verified verified=row.verified/> }.into_any())
                sub=Some(view! { <p>{row.clause}</p> }.into_any())/>
            {note}
            <div class="cols main-aside">
                <div class="stack">
                    <Targets targets=data.targets/>
                    {data.clause.map(|clause| view! { <Clause clause=clause/> })}
                </div>
                <div class="stack">
                    {form}
                    <Uses uses=data.used_by edition=row.edition/>
                </div>
            </div>
        </Frame>
    }
}

#[component]
fn Targets(targets: Vec<TemplateTarget>) -> impl IntoView {
    let text = use_text();
    let columns = vec![
        Column::new(text.col_target()),
        Column::new(text.contract_calendar()),
        Column::new(text.target_form_money()),
    ];
    let rows = targets
        .into_iter()
        .map(|row| {
            let (promise, model) = (
                text.promise(&row.definition),
                text.model(&row.definition.schedule),
            );
            view! {
                <tr role="row">
                    <RowHead><span>{row.name}</span><small>{promise}</small></RowHead>
                    <Cell label=text.contract_calendar()>{row.calendar}</Cell>
                    <Cell label=text.target_form_money()>{model}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Panel id="targets" heading=text.col_targets()><Table label=text.col_targets() columns=columns>{rows}</Table></Panel> }
}

/// What the provider published, in the provider's words.
#[component]
fn Clause(clause: PublishedClause) -> impl IntoView {
    let text = use_text();
    let fact = |label: &'static str, value: Option<String>| {
        value.map(|value| view! { <Fact label=label>{value}</Fact> })
    };
    let checked = |verified: bool| {
        if verified {
            text.template_verified()
        } else {
            text.template_unverified()
        }
    };
    let source = if clause.source.starts_with("https://") {
        // What was read there follows the address.
        let address = clause.source.split(' ').next().unwrap_or_default().to_owned();
        view! { <a href=address rel="external noreferrer">{clause.source}</a> }.into_any()
    } else {
        view! { <span>{clause.source}</span> }.into_any()
    };
    let exclusions = (!clause.exclusions.is_empty()).then(|| {
        let items = clause.exclusions.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view();
        view! { <Fact label=text.template_exclusions() basis=checked(clause.exclusions_verified).to_owned()><ul>{items}</ul></Fact> }
    });
    let claim = clause
        .claim
        .map(|claim| view! { <Fact label=text.claim_title() basis=checked(clause.claim_verified).to_owned()>{claim}</Fact> });
    let fields = clause.verified_fields.join(", ");
    view! {
        <Panel id="clause" heading=text.template_clause() meta=text.template_clause_meta().to_owned()>
            <div class="panel-b" lang="en">
                <dl class="facts wide">
                    <Fact label=text.template_source() basis=clause.evidence>{source}</Fact>
                    {fact(text.template_verified_fields(), (!fields.is_empty()).then_some(fields))}
                    {fact(text.template_metric(), Some(clause.metric))}
                    {fact(text.template_formula(), Some(clause.formula))}
                    {fact(text.template_conditions(), clause.conditions)}
                    {fact(text.template_base(), clause.credit_base)}
                    {exclusions}
                    {claim}
                    {fact(text.template_remedy(), clause.remedy)}
                    {fact(text.template_note(), clause.note)}
                </dl>
            </div>
        </Panel>
    }
}

#[component]
fn Uses(uses: Vec<TemplateUse>, edition: i32) -> impl IntoView {
    let text = use_text();
    let body = if uses.is_empty() {
        view! { <Empty icon=IconName::Contract title=text.template_unused() reason=text.template_unused_reason()/> }.into_any()
    } else {
        let items = uses
            .into_iter()
            .map(|used| {
                let older = (used.edition < edition).then(|| text.template_older(used.edition));
                view! {
                    <li><div>
                        <a href=format!("/contracts/{}", used.contract_id)><b>{used.title}</b></a>
                        <p>{used.number}</p>
                        {older.map(|older| view! { <p class="meta">{older}</p> })}
                    </div></li>
                }
            })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="uses" heading=text.template_uses()>{body}</Panel> }
}
