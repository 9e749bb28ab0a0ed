//! One entry of the audit log.

use domain::views::AuditRow;
use leptos::prelude::*;
use leptos::serde_json::{Value, from_str, to_string_pretty};

use crate::i18n::{dates, format, use_text};
use crate::ui::Fact;

/// JSON on lines of its own; anything else as it is.
fn readable(detail: String) -> String {
    from_str::<Value>(&detail)
        .and_then(|value| to_string_pretty(&value))
        .unwrap_or(detail)
}

/// The last letters of an id: its beginning tells when it was made, and is the same for many.
fn mark(id: &str) -> String {
    id.chars().skip(id.len().saturating_sub(4)).collect()
}

/// A native disclosure, as in the ledger: when, what, who; opened, everything there is.
#[component]
pub fn Entry(
    /// The entry.
    row: AuditRow,
) -> impl IntoView {
    let text = use_text();
    let kind = text.audit_actor_kind(&row.actor_kind);
    let (actor, kind) = match row.actor_id {
        // Whoever was erased or has left stays tellable apart.
        Some(id) if row.actor.is_empty() => (text.members_gone(mark(&id.to_string())), Some(kind)),
        _ if row.actor.is_empty() => (kind.to_owned(), None),
        _ => (row.actor, Some(kind)),
    };
    let request = (!row.request_id.is_empty())
        .then(|| view! { <Fact label=text.audit_request()><code>{row.request_id}</code></Fact> });
    let kind_of_object = text.audit_object_kind(&row.object_kind);
    let object = match &row.object_name {
        Some(name) => format!("{kind_of_object}: {name}"),
        None if ["person", "membership"].contains(&row.object_kind.as_str()) => {
            format!("{kind_of_object}: {}", text.members_gone(mark(&row.object_id)))
        }
        None => kind_of_object,
    };
    let change = text.audit_change(&row.detail);
    let detail = (!row.detail.is_empty() && row.detail != "null" && row.detail != "{}")
        .then(|| view! { <pre tabindex="0" role="region" aria-label=text.audit_detail()>{readable(row.detail)}</pre> });
    view! {
        <li>
            <details>
                <summary>
                    <span><b>{dates::date_clock(text.0, row.at)}</b></span>
                    <span class="times">{change.unwrap_or_else(|| text.action(row.action).to_owned())}<small>{object}</small></span>
                    <span class="goal">{actor}<small>{kind}</small></span>
                    <span class="end meta">{text.audit_number(format::integer(text.0, row.seq))}</span>
                </summary>
                <div class="clock entry">
                    <dl class="facts">
                        <Fact label=text.audit_object() basis=row.object_kind><code>{row.object_id}</code></Fact>
                        {request}
                        <Fact label=text.audit_hash()><code>{row.hash}</code></Fact>
                    </dl>
                    {detail}
                </div>
            </details>
        </li>
    }
}
