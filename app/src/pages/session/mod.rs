//! Signing in.

mod second_factor;

use leptos::prelude::*;
pub use second_factor::SecondFactorPage;

use crate::api::ApiError;
use crate::api::session::SignIn;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::{failure, follow};
use crate::ui::form::{FormProblem, TextField};
use crate::ui::{Act, Done, Entrance};

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let text = use_text();
    #[cfg(feature = "ssr")]
    if use_context::<Option<services::Actor>>().flatten().is_some() {
        leptos_axum::redirect("/");
    }
    let refused = query("error");
    let problem = Signal::derive(move || refused.get().map(|code| ApiError::of(&code)));
    view! {
        <Entrance title=text.sign_in_title() sub=text.sign_in_sub()>
            <Done/>
            <FormProblem error=problem/>
            <PasswordForm/>
            <p class="row meta"><a href="/forgot">{text.sign_in_forgot()}</a></p>
            <CompanyForm/>
        </Entrance>
    }
}

#[component]
fn PasswordForm() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<SignIn>::new();
    follow(action);
    let next = query("next");
    let failed = failure(action);
    view! {
        <Act action=action button=text.sign_in_button()>
            <input type="hidden" name="next" value=move || next.get().unwrap_or_default()/>
            <TextField name="email" label=text.sign_in_email() kind="email" autocomplete="username" error=failed/>
            <TextField name="password" label=text.sign_in_password() kind="password" autocomplete="current-password" error=failed/>
        </Act>
    }
}

/// The way to the tenant's own identity provider.
#[component]
fn CompanyForm() -> impl IntoView {
    let text = use_text();
    let next = query("next");
    view! {
        <details class="letter">
            <summary>{text.sign_in_company()}</summary>
            <form class="stack tight" method="get" action="/login/oidc">
                <input type="hidden" name="next" value=move || next.get().unwrap_or_default()/>
                <TextField name="tenant" label=text.sign_in_tenant() hint=text.sign_in_tenant_hint() autocomplete="organization"/>
                <button class="btn">{text.sign_in_company_button()}</button>
            </form>
        </details>
    }
}
