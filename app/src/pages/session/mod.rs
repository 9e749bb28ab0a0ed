//! Signing in.

mod picture;

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;

use self::picture::Structure;
use crate::api::session::SignIn;
use crate::i18n::use_text;
use crate::pages::query;
use crate::preferences::Preferences;
use crate::ui::Brand;
use crate::ui::form::{FormProblem, TextField};

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let text = use_text();
    #[cfg(feature = "ssr")]
    if use_context::<Option<services::Actor>>().flatten().is_some() {
        leptos_axum::redirect("/");
    }
    view! {
        <Title text=format!("{} · Tragwerk", text.sign_in_title())/>
        <a class="skip" href="#main" rel="external">{text.shell_skip()}</a>
        <div class="login">
            <aside class="login-art" aria-label=text.sign_in_about()>
                <a class="brand" href="/" aria-label=text.shell_home()><Brand/><span>"Tragwerk"</span></a>
                <Structure/>
                <p>{text.sign_in_claim()}</p>
            </aside>
            <main id="main" tabindex="-1">
                <div class="login-box">
                    <div><h1>{text.sign_in_title()}</h1><p class="sub">{text.sign_in_sub()}</p></div>
                    <SignInForm/>
                </div>
                <LanguageLink/>
            </main>
        </div>
    }
    .into_any()
}

#[component]
fn SignInForm() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<SignIn>::new();
    let next = query("next");
    let failed = Signal::derive(move || action.value().get().and_then(Result::err));
    let pending = action.pending();
    view! {
        <ActionForm action=action attr:class="stack tight">
            <FormProblem error=failed/>
            <input type="hidden" name="next" value=move || next.get().unwrap_or_default()/>
            <TextField name="email" label=text.sign_in_email() kind="email" autocomplete="username" error=failed/>
            <TextField name="password" label=text.sign_in_password() kind="password" autocomplete="current-password" error=failed/>
            <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{text.sign_in_button()}</button>
        </ActionForm>
    }
}

/// The other language, by a plain form as everywhere.
#[component]
fn LanguageLink() -> impl IntoView {
    use domain::views::Language;
    let language = use_context::<Preferences>().unwrap_or_default().language;
    let (code, name) = match language {
        Language::De => ("en", "English"),
        Language::En => ("de", "Deutsch"),
    };
    let next = query("next");
    let back = move || crate::pages::address("/login", &[("next", next.get().unwrap_or_default().as_str())]);
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="next" value=back/>
            <button class="linklike" name="language" value=code lang=code>{name}</button>
        </form>
    }
}
