//! Signed-in browsers.

use domain::views::{SessionRow, SignInMethod};
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::account::{RevokeOtherSessions, RevokeSession};
use crate::i18n::{Text, dates, use_text};
use crate::ui::{Cell, Column, Confirm, Panel, RowHead, State, Table, Tone};

/// A browser and its system in two words, of what it calls itself; all of it where the words are unknown.
fn browser(text: Text, agent: &str) -> String {
    let name = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(sign, _)| agent.contains(sign))
            .map(|(_, name)| *name)
    };
    // Each calls itself what came before it too, so the newest comes first.
    let program = name(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = name(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => text.sessions_browser(program, system),
        (Some(program), None) => program.to_owned(),
        _ if agent.is_empty() => text.sessions_unknown().to_owned(),
        _ => agent.to_owned(),
    }
}

/// Every browser, with a way out for each but this one.
#[component]
pub fn Sessions(
    /// The last used first.
    rows: Vec<SessionRow>,
    /// Whether this session may end others.
    may: bool,
    /// What ends one.
    one: ServerAction<RevokeSession>,
    /// What ends all others.
    others: ServerAction<RevokeOtherSessions>,
) -> impl IntoView {
    let text = use_text();
    let several = rows.len() > 1 && may;
    let mut columns = vec![
        Column::new(text.sessions_where()),
        Column::new(text.sessions_place()),
        Column::new(text.sessions_began()),
        Column::new(text.sessions_last()),
    ];
    if may {
        columns.push(Column::new(text.sessions_end()));
    }
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row=row may=may action=one/> })
        .collect_view();
    let aside = several.then(|| {
        view! {
            <Confirm
                action=others
                id="end-others".to_owned()
                open=text.sessions_end_others()
                question=text.sessions_end_others_question()
                consequence=text.sessions_end_others_consequence()
                button=text.sessions_end_others()
            />
        }
        .into_any()
    });
    view! {
        <Panel id="sessions" heading=text.sessions_title() meta=text.sessions_count(count) aside=aside>
            <Table label=text.sessions_title() columns=columns>{rows}</Table>
        </Panel>
    }
}

#[component]
fn Row(row: SessionRow, may: bool, action: ServerAction<RevokeSession>) -> impl IntoView {
    let text = use_text();
    let name = browser(text, &row.agent);
    let method = match row.method {
        SignInMethod::Password => text.sessions_by_password(),
        SignInMethod::Oidc => text.sessions_by_provider(),
    };
    let whom = name.clone();
    let end = if row.current {
        view! { <State tone=Tone::Ok text=text.sessions_this()/> }.into_any()
    } else {
        view! {
            <ActionForm action=action>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <button class="btn small">{text.shell_sign_out()}<span class="vh">" " {whom}</span></button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <tr role="row">
            <RowHead><span title=row.agent>{name}</span><small>{row.address}</small></RowHead>
            <Cell label=text.sessions_place()>{row.place}<small>{method}</small></Cell>
            <Cell label=text.sessions_began()>{dates::date_time(text.0, row.created_at)}</Cell>
            <Cell label=text.sessions_last()>{dates::date_time(text.0, row.last_seen_at)}</Cell>
            {may.then(|| view! { <Cell label=text.sessions_end()>{end}</Cell> })}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use domain::views::Language;

    use super::*;

    #[test]
    fn browsers_are_named_by_what_they_are_and_not_by_what_they_imitate() {
        let text = Text(Language::De);
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0";
        assert_eq!(browser(text, edge), text.sessions_browser("Edge", "Windows"));
        assert_eq!(browser(text, "curl/8.0"), "curl/8.0");
        assert_eq!(browser(text, ""), text.sessions_unknown());
    }
}
