//! The frame of pages for people who are not in yet: the picture, one task, the other language.

use domain::views::Language;
use leptos::prelude::*;
use leptos_meta::Title;

use super::Brand;
use super::account::here;
use super::structure::Structure;
use crate::i18n::use_text;

/// One task beside the picture.
#[component]
pub fn Entrance(
    /// What is to be done.
    #[prop(into)]
    title: String,
    /// How, or for what.
    #[prop(into)]
    sub: String,
    /// A line above the title.
    #[prop(optional, into)]
    over: Option<String>,
    /// The form.
    children: Children,
) -> impl IntoView {
    let text = use_text();
    view! {
        <Title text=format!("{title} · Tragwerk")/>
        <a class="skip" href="#main" rel="external">{text.shell_skip()}</a>
        <div class="login">
            <aside class="login-art" aria-label=text.sign_in_about()>
                <a class="brand" href="/" aria-label=text.shell_home()><Brand/><span>"Tragwerk"</span></a>
                <Structure/>
                <p>{text.sign_in_claim()}</p>
            </aside>
            <main id="main" tabindex="-1">
                <div class="login-box">
                    <div>
                        {over.map(|over| view! { <p class="meta">{over}</p> })}
                        <h1>{title}</h1>
                        <p class="sub">{sub}</p>
                    </div>
                    {children()}
                </div>
                <LanguageLink/>
            </main>
        </div>
    }
    .into_any()
}

/// The other language, by a plain form as everywhere.
#[component]
fn LanguageLink() -> impl IntoView {
    let (code, name) = match use_text().0 {
        Language::De => ("en", "English"),
        Language::En => ("de", "Deutsch"),
    };
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="next" value=here()/>
            <button class="linklike" name="language" value=code lang=code>{name}</button>
        </form>
    }
}
