//! Confirming a new address.

use leptos::prelude::*;

use crate::api::join::ConfirmEmail;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::{Act, Entrance};

/// A button and not the link itself: mail scanners follow links.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<ConfirmEmail>::new();
    let token = query("token");
    view! {
        <Entrance title=text.confirm_email_title() sub=text.confirm_email_sub()>
            <Act action=action button=text.confirm_email_button()>
                <input type="hidden" name="token" value=move || token.get().unwrap_or_default()/>
            </Act>
        </Entrance>
    }
}
