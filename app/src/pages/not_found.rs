//! The page for addresses that do not exist.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::i18n::use_text;
use crate::ui::{Brand, Empty, IconName};

/// Nothing lives at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    let text = use_text();
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=format!("{} · Tragwerk", text.error_not_found_title())/>
        <a class="skip" href="#main" rel="external">{text.shell_skip()}</a>
        <header class="top" aria-label=text.shell_top()>
            <a class="brand" href="/" aria-label=text.shell_home()><Brand/><span>"Tragwerk"</span></a>
        </header>
        <main id="main" tabindex="-1">
            <div class="page">
                <h1>{text.error_not_found_title()}</h1>
                <div class="panel">
                    <Empty icon=IconName::Nothing title=text.error_no_page() reason=text.error_no_page_reason()>
                        <a class="btn" href="/">{text.error_to_today()}</a>
                    </Empty>
                </div>
            </div>
        </main>
    }
    .into_any()
}
