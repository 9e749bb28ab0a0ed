//! Asking for a link to choose a new password.

use leptos::prelude::*;

use crate::api::join::RequestPasswordReset;
use crate::i18n::use_text;
use crate::ui::act::failure;
use crate::ui::form::TextField;
use crate::ui::{Act, Done, Entrance};

/// Asks for the address. The answer is the same whether it has an account or not.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<RequestPasswordReset>::new();
    let failed = failure(action);
    view! {
        <Entrance title=text.forgot_title() sub=text.forgot_sub()>
            <Done/>
            <Act action=action button=text.forgot_button()>
                <TextField name="email" label=text.sign_in_email() kind="email" autocomplete="username" error=failed/>
            </Act>
            <p class="row meta"><a href="/login">{text.second_factor_back()}</a></p>
        </Entrance>
    }
}
