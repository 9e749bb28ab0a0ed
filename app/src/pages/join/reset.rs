//! Choosing a new password.

use leptos::prelude::*;

use crate::api::join::ResetPassword;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::failure;
use crate::ui::form::{TextField, Username};
use crate::ui::{Act, Entrance};

/// Takes the new password. The link's token travels with the form.
#[component]
pub fn ResetPage() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<ResetPassword>::new();
    let failed = failure(action);
    let token = query("token");
    view! {
        <Entrance title=text.reset_title() sub=text.reset_sub()>
            <Act action=action button=text.reset_button()>
                <input type="hidden" name="token" value=move || token.get().unwrap_or_default()/>
                <Username/>
                <TextField name="password" label=text.account_new_password() hint=text.account_password_hint() kind="password" autocomplete="new-password" error=failed/>
            </Act>
            <p class="row meta"><a href="/forgot">{text.reset_again()}</a></p>
        </Entrance>
    }
}
