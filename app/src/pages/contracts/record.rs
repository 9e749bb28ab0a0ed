//! The contract's master data beyond its key facts.

use domain::views::ContractView;
use leptos::prelude::*;

use crate::i18n::use_text;
use crate::ui::{Fact, Panel};

/// What is known of owner, accounting and law; those who may change it see the way to the form.
#[component]
pub fn Record(
    /// The contract.
    data: ContractView,
    /// Whether the viewer may change it.
    may_write: bool,
) -> impl IntoView {
    let text = use_text();
    let record = data.record;
    let edit = may_write.then(|| {
        let form = format!("/contracts/{}/edit", data.row.id);
        view! { <a class="btn small" href=form>{text.record_edit()}</a> }.into_any()
    });
    let fact = |label: &'static str, value: Option<String>| {
        value.map(|value| view! { <Fact label=label>{value}</Fact> })
    };
    let tags = (!record.tags.is_empty()).then(|| {
        let tags = record
            .tags
            .iter()
            .map(|tag| view! { <span class="tag">{tag.clone()}</span> })
            .collect_view();
        view! { <Fact label=text.record_tags()><span class="row">{tags}</span></Fact> }
    });
    let template = record.template.filter(|_| may_write).map(|(code, then, now)| {
        let newer = (now > then).then(|| text.template_newer(now, then));
        view! {
            <Fact label=text.template_title() basis=newer.unwrap_or_default()>
                <a href=format!("/templates/{code}")>{text.template_edition(then)}</a>
            </Fact>
        }
    });
    view! {
        <Panel id="record" heading=text.record_title() aside=edit>
            <div class="panel-b">
                <dl class="facts">
                    {fact(text.record_owner(), record.owner_name)}
                    {fact(text.record_cost_centre(), record.cost_centre)}
                    {fact(text.record_nature(), record.penalty_nature.map(|nature| text.nature(nature).to_owned()))}
                    {fact(text.record_law(), record.governing_law)}
                    {fact(text.record_currency(), Some(record.currency.code().to_owned()))}
                    {fact(text.record_language(), Some(text.language_name(record.language).to_owned()))}
                    {tags}
                    {template}
                </dl>
            </div>
        </Panel>
    }
}
