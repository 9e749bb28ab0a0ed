//! Forms whose fields become the address: filters, searches, pickers.

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A GET form. The browser sends it by itself without WASM; with it, only what has a value gets into the address and
/// the page stays where it is.
#[component]
pub fn QueryForm(
    /// The page whose query the fields are.
    #[prop(into)]
    action: String,
    /// What the form is for, when it searches or filters.
    #[prop(optional, into)]
    search: Option<String>,
    /// The fields and the button.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let page = action.clone();
    let submit = move |event: SubmitEvent| {
        let Some(query) = query_of(&event) else { return };
        event.prevent_default();
        navigate(
            &with_query(&page, &query),
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    };
    view! {
        <form method="get" action=action class="filter" role=search.is_some().then_some("search") aria-label=search on:submit=submit>
            {children()}
        </form>
    }
}

/// The form's fields as a query; `None` leaves the sending to the browser.
fn query_of(event: &SubmitEvent) -> Option<String> {
    let data = form_data_from_event(event).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(filled(&String::from(fields.to_string())))
}

/// The page with its query; a fragment stays at the end, as the browser itself keeps it.
fn with_query(page: &str, query: &str) -> String {
    match page.split_once('#') {
        Some((path, fragment)) => format!("{path}?{query}#{fragment}"),
        None => format!("{page}?{query}"),
    }
}

/// The pairs of a query that have a name and a value.
fn filled(query: &str) -> String {
    let has_both = |pair: &&str| {
        pair.split_once('=')
            .is_some_and(|(name, value)| !name.is_empty() && !value.is_empty())
    };
    query.split('&').filter(has_both).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn empty_fields_and_nameless_buttons_stay_out_of_the_address() {
        assert_eq!(
            filled("q=nord%26licht&kind=uc&state=&="),
            "q=nord%26licht&kind=uc"
        );
        assert_eq!(filled(""), "");
    }
}
