//! The frame of a page: top bar with breadcrumbs, then the content.

use domain::views::Viewer;
use leptos::prelude::*;
use leptos_meta::Title;

use super::account::{AccountMenu, LanguageSwitch, ThemeMenu};
use super::{Icon, IconName};
use crate::i18n::use_text;

/// A step on the way to the page: wording and address.
#[derive(Debug, Clone)]
pub struct Crumb(pub String, pub String);

/// Top bar and content. The page itself is the last breadcrumb.
#[component]
pub fn Frame(
    /// The page's name, in the browser's title and as last breadcrumb.
    #[prop(into)]
    title: String,
    /// The steps between the tenant and the page.
    trail: Vec<Crumb>,
    /// Who is looking.
    viewer: Viewer,
    /// The content.
    children: Children,
) -> impl IntoView {
    let text = use_text();
    let steps = trail
        .into_iter()
        .map(|Crumb(wording, href)| view! { <li><a href=href>{wording}</a></li> })
        .collect_view();
    view! {
        <div class="stage">
            <Title text=format!("{title} · Tragwerk")/>
            <header class="top" aria-label=text.shell_top()>
                <nav class="crumbs" aria-label=text.shell_crumbs()>
                    <ol>
                        <li><a href="/">{viewer.tenant_name.clone()}</a></li>
                        {steps}
                        <li><span aria-current="page">{title}</span></li>
                    </ol>
                </nav>
                <a class="btn quiet icon" href="/search" title=text.search_open() aria-label=text.search_open()><Icon name=IconName::Search/></a>
                <LanguageSwitch/>
                <ThemeMenu/>
                <AccountMenu viewer=viewer/>
            </header>
            <main id="main" tabindex="-1">
                <div class="page">{children()}</div>
            </main>
        </div>
    }
}
