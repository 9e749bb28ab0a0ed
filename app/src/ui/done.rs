//! What has just been done, as the address of the redirect says it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{StateIcon, Tone};
use crate::i18n::use_text;

/// Announced at once; silent after a later attempt that was refused.
#[component]
pub fn Done() -> impl IntoView {
    let text = use_text();
    let query = use_query_map();
    let words = move || {
        query.with(|query| {
            let code = query.get("done").filter(|_| query.get("__err").is_none())?;
            text.done(&code)
        })
    };
    view! {
        <div role="status">
            {move || words().map(|words| view! {
                <div class="note" data-status="ok"><StateIcon tone=Tone::Ok/><div><p>{words}</p></div></div>
            })}
        </div>
    }
}
