//! The audit log: who did what, when, and whether the log is whole.

use domain::policy::Action;
use domain::views::{AuditFilter, AuditPage, Viewer};
use leptos::context::Provider;
use leptos::prelude::*;

use super::entry::Entry;
use crate::api::ApiError;
use crate::api::audit::audit;
use crate::i18n::{Text, format, use_text};
use crate::pages::{address, query};
use crate::ui::form::{FormProblem, Labels, SelectField, TextField};
use crate::ui::{Administration, Badge, Empty, Icon, IconName, Loaded, Panel, QueryForm, Tone};

const PAGE: &str = "/administration/audit";

/// A filter that cannot be read leaves the page, with the reason beside the field.
type Answer = Result<AuditPage, ApiError>;

async fn page(filter: AuditFilter) -> Result<Answer, ApiError> {
    match audit(filter).await {
        Err(error) if error.code == "invalid" => Ok(Err(error)),
        answer => answer.map(Ok),
    }
}

/// The filter as the address has it, with or without the cursor.
fn parameters(filter: &AuditFilter) -> [(&'static str, &str); 5] {
    [
        ("action", filter.action.as_str()),
        ("actor", filter.actor.as_str()),
        ("object", filter.object.as_str()),
        ("from", filter.from.as_str()),
        ("to", filter.to.as_str()),
    ]
}

/// The log's page.
#[component]
pub fn AuditLogPage() -> impl IntoView {
    let (action, actor, object) = (query("action"), query("actor"), query("object"));
    let (from, to, before) = (query("from"), query("to"), query("before"));
    let filter = Memo::new(move |_| AuditFilter {
        action: action.get().unwrap_or_default(),
        actor: actor.get().unwrap_or_default(),
        object: object.get().unwrap_or_default(),
        from: from.get().unwrap_or_default(),
        to: to.get().unwrap_or_default(),
        before: before.get().and_then(|before| before.parse().ok()),
    });
    let data = Resource::new_blocking(move || filter.get(), page);
    let view = move |answer, viewer| {
        view! { <Log answer=answer filter=filter.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Log(answer: Answer, filter: AuditFilter, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let filtered = filter.before.is_some() || parameters(&filter).iter().any(|(_, value)| !value.is_empty());
    let refused = Signal::stored(answer.as_ref().err().cloned());
    let heading = answer.as_ref().map_or_else(
        |_| text.admin_audit().to_owned(),
        |page| text.audit_count(page.total),
    );
    // The chain is checked with the first page.
    let verdict = match &answer {
        Ok(page) if filter.before.is_none() => Some(view! { <Verdict broken_at=page.broken_at/> }.into_any()),
        _ => None,
    };
    let export = |kind: &str, name: &'static str| {
        let href = address(&format!("{PAGE}.{kind}"), &parameters(&filter));
        view! { <a class="btn" href=href rel="external" download=""><Icon name=IconName::Download/>{name}</a> }
    };
    let exports =
        view! { {export("csv", text.audit_export_csv())} {export("ndjson", text.audit_export_ndjson())} };
    let list = match answer {
        Ok(page) if !page.rows.is_empty() => view! { <Entries page=page filter=filter.clone()/> }.into_any(),
        Err(_) => view! { <Empty icon=IconName::Nothing title=text.audit_refused() reason=text.audit_refused_reason()/> }
            .into_any(),
        Ok(_) if filtered => view! {
            <Empty icon=IconName::Nothing title=text.audit_no_match() reason=text.audit_no_match_reason()>
                <a class="btn" href=PAGE>{text.filter_reset()}</a>
            </Empty>
        }
        .into_any(),
        Ok(_) => view! { <Empty title=text.audit_none() reason=text.audit_none_reason()/> }.into_any(),
    };
    view! {
        <Administration title=text.admin_audit() sub=text.audit_sub() viewer=viewer actions=Some(exports.into_any())>
            <Panel id="log" heading=heading meta=text.audit_meta() aside=verdict>
                <Provider value=Labels::default()>
                    <div class="panel-b stack tight">
                        <FormProblem error=refused/>
                        <Filter filter=filter refused=refused/>
                    </div>
                </Provider>
                {list}
            </Panel>
        </Administration>
    }
}

/// Whether every entry is there as it was written.
#[component]
fn Verdict(broken_at: Option<i64>) -> impl IntoView {
    let text = use_text();
    match broken_at {
        None => view! { <Badge tone=Tone::Ok text=text.security_log_whole()/> }.into_any(),
        Some(entry) => {
            let words = text.security_log_broken(format::integer(text.0, entry));
            view! { <Badge tone=Tone::Breach text=words/> }.into_any()
        }
    }
}

fn action_options(text: Text) -> Vec<(String, String)> {
    let actions = Action::ALL
        .iter()
        .map(|action| (action.code().to_owned(), text.action(*action).to_owned()));
    std::iter::once((String::new(), text.filter_any().to_owned()))
        .chain(actions)
        .collect()
}

#[component]
fn Filter(filter: AuditFilter, refused: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    view! {
        <QueryForm action=PAGE search=text.audit_filter()>
            <TextField name="from" label=text.clock_from() placeholder=text.form_date() inputmode="numeric" value=filter.from error=refused/>
            <TextField name="to" label=text.clock_to() placeholder=text.form_date() inputmode="numeric" value=filter.to error=refused/>
            <SelectField name="action" label=text.audit_action() options=action_options(text) chosen=filter.action error=refused/>
            <TextField name="actor" label=text.audit_actor() kind="search" value=filter.actor error=refused/>
            <TextField name="object" label=text.audit_object() kind="search" value=filter.object error=refused/>
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

/// The entries and the ways to newer and older ones.
#[component]
fn Entries(page: AuditPage, filter: AuditFilter) -> impl IntoView {
    let text = use_text();
    let figure = |value: i64| format::integer(text.0, value);
    let range = match (page.rows.first(), page.rows.last()) {
        (Some(first), Some(last)) => text.audit_range(figure(last.seq), figure(first.seq)),
        _ => String::new(),
    };
    let newest = filter.before.map(|_| {
        view! { <a class="btn small" href=address(PAGE, &parameters(&filter))><Icon name=IconName::Previous/>{text.audit_newest()}</a> }
    });
    let older = page.next.map(|next| {
        let next = next.to_string();
        let mut wanted = parameters(&filter).to_vec();
        wanted.push(("before", &next));
        view! { <a class="btn small" href=address(PAGE, &wanted)>{text.audit_older()}<Icon name=IconName::Next/></a> }
    });
    let entries = page
        .rows
        .into_iter()
        .map(|row| view! { <Entry row=row/> })
        .collect_view();
    view! {
        <ul class="ledger">{entries}</ul>
        <nav class="panel-f pager" aria-label=text.pager_label()><span>{range}</span>{newest}{older}</nav>
    }
}
