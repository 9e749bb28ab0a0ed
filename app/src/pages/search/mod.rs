//! Searching: a field and what it finds. With a script the list follows what is typed and the arrow keys walk through
//! it; without one the form asks for it.

use std::time::Duration;

use domain::search::fit;
use domain::views::{HitKind, SearchHit, Viewer};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::search::search;
use crate::i18n::{Text, use_text};
use crate::pages::query;
use crate::ui::{Empty, Frame, Icon, IconName, Loaded, PageHead, Panel, places};

/// Typing pauses this long before it is searched for.
const PAUSE: Duration = Duration::from_millis(150);

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    icon: IconName,
    kind: &'static str,
    title: String,
    detail: String,
    href: String,
}

/// The page of the search.
#[component]
pub fn SearchPage() -> impl IntoView {
    let asked = query("q");
    let data = Resource::new_blocking(move || asked.get().unwrap_or_default(), search);
    let view = move |hits, viewer| {
        let asked = asked.get_untracked().unwrap_or_default();
        view! { <Search hits=hits asked=asked viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

const fn icon(kind: HitKind) -> IconName {
    match kind {
        HitKind::Contract => IconName::Contract,
        HitKind::Supplier => IconName::Supplier,
        HitKind::Service => IconName::Outage,
        HitKind::Document => IconName::Download,
        HitKind::Calendar => IconName::Calendar,
    }
}

/// What was found, and below it the pages of the product that fit.
fn lines(text: Text, role: domain::policy::Role, asked: &str, hits: &[SearchHit]) -> Vec<Line> {
    let hits = hits.iter().map(|hit| Line {
        icon: icon(hit.kind),
        kind: text.hit_kind(hit.kind),
        title: hit.title.clone(),
        detail: hit.detail.clone(),
        href: hit.href.clone(),
    });
    let pages = places(text, role).into_iter().filter_map(|(href, icon, label)| {
        fit(asked, "", label)?;
        Some(Line {
            icon,
            kind: text.search_page(),
            title: label.to_owned(),
            detail: String::new(),
            href: href.to_owned(),
        })
    });
    hits.chain(pages).collect()
}

#[component]
fn Search(hits: Vec<SearchHit>, asked: String, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let role = viewer.role;
    let navigate = use_navigate();
    let live = Action::new(|q: &String| {
        let q = q.clone();
        async move { (q.clone(), search(q).await) }
    });
    let typed = asked.clone();
    let shown = Memo::new(move |_| match live.value().get() {
        Some((q, Ok(found))) => (q.clone(), lines(text, role, &q, &found)),
        _ => (typed.clone(), lines(text, role, &typed, &hits)),
    });
    let active = RwSignal::new(None::<usize>);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            drop(field.focus());
        }
    });
    let ask = move || {
        // The page may have been left meanwhile.
        if let Some(field) = field.try_get_untracked().flatten() {
            live.dispatch(field.value());
        }
    };
    let later = move |_| {
        active.set(None);
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    let key = move |event: KeyboardEvent| {
        let count = shown.with(|(_, lines)| lines.len());
        let step = |from: Option<usize>, down: bool| match (from, down) {
            _ if count == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at + count - 1) % count),
        };
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                active.update(|at| *at = step(*at, event.key() == "ArrowDown"));
            }
            "Enter" => {
                let chosen = active.get_untracked().unwrap_or(0);
                let href = shown.with_untracked(|(_, lines)| lines.get(chosen).map(|line| line.href.clone()));
                if let Some(href) = href.filter(|_| active.get_untracked().is_some()) {
                    event.prevent_default();
                    navigate(&href, NavigateOptions::default());
                }
            }
            "Escape" => {
                active.set(None);
                if let Some(field) = field.get_untracked() {
                    field.set_value("");
                    ask();
                }
            }
            _ => {}
        }
    };
    view! {
        <Frame title=text.search_title() trail=Vec::new() viewer=viewer>
            <PageHead title=text.search_title() sub=Some(view! { <p>{text.search_sub()}</p> }.into_any())/>
            <Panel id="search" heading=text.search_heading()>
                <form class="panel-b filter" method="get" action="/search" role="search">
                    <div class="field grow">
                        <label for="q">{text.search_label()}</label>
                        <input class="in" id="q" name="q" type="search" value=asked autocomplete="off" node_ref=field
                            role="combobox" aria-expanded=move || (!shown.read().1.is_empty()).to_string() aria-controls="hits" aria-autocomplete="list"
                            aria-activedescendant=move || active.get().map(|at| format!("hit-{at}"))
                            on:input=later on:keydown=key/>
                    </div>
                    <button class="btn">{text.search_button()}</button>
                </form>
                {move || {
                    let (asked, lines) = shown.get();
                    view! { <Found asked=asked lines=lines active=active/> }
                }}
            </Panel>
        </Frame>
    }
}

#[component]
fn Found(asked: String, lines: Vec<Line>, active: RwSignal<Option<usize>>) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(lines.len()).unwrap_or_default();
    let status = if asked.trim().is_empty() {
        String::new()
    } else {
        text.search_count(count)
    };
    let empty = (lines.is_empty() && !asked.trim().is_empty()).then(|| {
        view! { <Empty icon=IconName::Nothing title=text.search_none() reason=text.search_none_reason()/> }
    });
    let items = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let detail = if line.detail.is_empty() {
                line.kind.to_owned()
            } else {
                format!("{} · {}", line.kind, line.detail)
            };
            view! {
                <a class="hit" role="option" id=format!("hit-{index}") href=line.href
                    aria-selected=move || (active.get() == Some(index)).to_string()>
                    <Icon name=line.icon/>
                    <span><b>{line.title}</b><small>{detail}</small></span>
                </a>
            }
        })
        .collect_view();
    view! {
        <p class="vh" role="status">{status}</p>
        <div class="hits" id="hits" role="listbox" aria-label=text.search_heading()>{items}</div>
        {empty}
    }
}
