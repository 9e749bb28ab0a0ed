//! The second step of signing in.

use leptos::prelude::*;

use crate::api::session::SignInWithSecondFactor;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::{failure, follow};
use crate::ui::form::TextField;
use crate::ui::{Act, Entrance};

/// Asks for a code of the authenticator, or a recovery code.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let text = use_text();
    #[cfg(feature = "ssr")]
    send_elsewhere();
    let action = ServerAction::<SignInWithSecondFactor>::new();
    follow(action);
    let next = query("next");
    let failed = failure(action);
    view! {
        <Entrance title=text.second_factor_title() sub=text.second_factor_sub() over=text.second_factor_step()>
            <Act action=action button=text.sign_in_button()>
                <input type="hidden" name="next" value=move || next.get().unwrap_or_default()/>
                <TextField name="code" label=text.second_factor_code() hint=text.second_factor_code_hint() autocomplete="one-time-code" error=failed/>
            </Act>
            <p class="hint">{text.second_factor_lost()}</p>
            <p class="row meta"><a href="/login">{text.second_factor_back()}</a></p>
        </Entrance>
    }
}

/// Only who has given the password has a second step before them.
#[cfg(feature = "ssr")]
fn send_elsewhere() {
    use domain::views::SessionStage;
    let session = use_context::<Option<services::SessionInfo>>().flatten();
    match session.map(|session| session.stage) {
        Some(SessionStage::SecondFactor) => {}
        Some(SessionStage::Enrolment) => leptos_axum::redirect("/account/second-factor"),
        Some(SessionStage::Full) => leptos_axum::redirect("/"),
        None => leptos_axum::redirect("/login"),
    }
}
