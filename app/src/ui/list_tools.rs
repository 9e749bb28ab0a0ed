//! What a list offers below its filter: views that the person keeps of it, and the list as a file.

use domain::views::SavedView;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::act::{Act, failure, successes};
use super::form::{FormProblem, TextField};
use super::{Icon, IconName, viewer_resource};
use crate::api::saved_views::{RemoveView, SaveView};
use crate::i18n::use_text;

/// Kept views, keeping this one, and downloads of what is listed.
#[component]
pub fn ListTools(
    /// The list's address as it is filtered and sorted.
    here: String,
    /// Everything the person keeps, of all lists.
    views: Vec<SavedView>,
) -> impl IntoView {
    let text = use_text();
    let (page, query) = match here.split_once('?') {
        Some((page, query)) => (page.to_owned(), query.to_owned()),
        None => (here.clone(), String::new()),
    };
    let save = ServerAction::<SaveView>::new();
    let remove = ServerAction::<RemoveView>::new();
    reload(save, remove);
    let views: Vec<_> = views.into_iter().filter(|view| view.page == page).collect();
    let links = views
        .iter()
        .map(|view| {
            let current = view.address() == here;
            view! { <a class="chip" href=view.address() aria-current=current.then_some("page")>{view.name.clone()}</a> }
        })
        .collect_view();
    let list = page.clone();
    let download = move |kind: &'static str, words: &'static str| {
        let file = here.replacen(&list, &format!("{list}.{kind}"), 1);
        view! { <a class="btn small" href=file rel="external" download=""><Icon name=IconName::Download/>{words}<span class="vh">" " {text.list_download()}</span></a> }
    };
    let kept =
        (!views.is_empty()).then(|| view! { <nav class="row" aria-label=text.list_views()>{links}</nav> });
    let rows = views
        .into_iter()
        .map(|view| view! { <Removal view=view action=remove/> })
        .collect_view();
    view! {
        <div class="row list-tools">
            {kept}
            <details class="letter">
                <summary>{text.list_keep()}</summary>
                <div class="stack tight">
                    <Act action=save button=text.list_keep_button() scope="view">
                        <input type="hidden" name="page" value=page/>
                        <input type="hidden" name="query" value=query/>
                        <TextField name="name" label=text.list_keep_name() hint=text.list_keep_hint() scope="view" error=failure(save)/>
                    </Act>
                    <FormProblem error=failure(remove)/>
                    <ul class="list">{rows}</ul>
                </div>
            </details>
            <span class="btn-row">{download("csv", "CSV")}{download("xlsx", "XLSX")}</span>
        </div>
    }
    .into_any()
}

/// The shell knows the person's views: after a change it asks anew, and the page goes where the change leads.
fn reload(save: ServerAction<SaveView>, remove: ServerAction<RemoveView>) {
    let viewer = viewer_resource();
    let changes = [successes(save), successes(remove)];
    let navigate = use_navigate();
    Effect::new(move |before: Option<u32>| {
        let count = changes.iter().map(|change| change.get()).sum();
        if before.is_some_and(|before| before < count) {
            if let Some(viewer) = viewer {
                viewer.refetch();
            }
            if let Some(Ok(address)) = save.value().get_untracked() {
                navigate(&address, leptos_router::NavigateOptions::default());
            }
        }
        count
    });
}

/// One kept view with its end.
#[component]
fn Removal(view: SavedView, action: ServerAction<RemoveView>) -> impl IntoView {
    let text = use_text();
    view! {
        <li>
            <span>{view.name.clone()}</span>
            <ActionForm action=action>
                <input type="hidden" name="id" value=view.id.to_string()/>
                <input type="hidden" name="page" value=view.page/>
                <button class="btn small" aria-label=text.list_forget_one(&view.name)>{text.list_forget()}</button>
            </ActionForm>
        </li>
    }
}
