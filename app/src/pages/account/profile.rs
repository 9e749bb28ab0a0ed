//! Name and language, password, address.

use domain::views::{AccountView, Language};
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::account::{ChangePassword, RequestEmailChange, UpdateProfile, WithdrawEmailChange};
use crate::i18n::{dates, use_text};
use crate::ui::act::failure;
use crate::ui::form::{SelectField, TextField, Username};
use crate::ui::{Act, Panel, StateIcon, Tone};

/// Both languages by their own names.
pub fn languages() -> Vec<(String, String)> {
    [(Language::De, "Deutsch"), (Language::En, "English")]
        .map(|(language, name)| (language.code().to_owned(), name.to_owned()))
        .to_vec()
}

/// Name and language.
#[component]
pub fn Profile(
    /// The account.
    data: AccountView,
    /// What saves it.
    action: ServerAction<UpdateProfile>,
) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    view! {
        <Panel id="profile" heading=text.account_profile()>
            <Act action=action button=text.account_save() scope="profile" class="panel-b stack tight">
                <TextField name="name" label=text.account_name() value=data.name autocomplete="name" scope="profile" error=failed/>
                <SelectField name="language" label=text.account_language() hint=text.account_language_hint() options=languages() chosen=data.language.code() scope="profile" error=failed/>
            </Act>
        </Panel>
    }
}

/// The password, which nobody changes without knowing it.
#[component]
pub fn Password(
    /// Whose it is.
    email: String,
    /// What replaces it.
    action: ServerAction<ChangePassword>,
) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    view! {
        <Panel id="password" heading=text.sign_in_password()>
            <Act action=action button=text.account_change_password() scope="change" class="panel-b stack tight">
                <Username email=email/>
                <TextField name="current" label=text.account_current_password() kind="password" autocomplete="current-password" scope="change" error=failed/>
                <TextField name="new" label=text.account_new_password() hint=text.account_password_hint() kind="password" autocomplete="new-password" scope="change" error=failed/>
                <p class="hint">{text.account_password_consequence()}</p>
            </Act>
        </Panel>
    }
}

/// The address, which changes when the new one is confirmed.
#[component]
pub fn Email(
    /// The account.
    data: AccountView,
    /// What writes to the new address.
    action: ServerAction<RequestEmailChange>,
    /// What takes an unconfirmed one back.
    withdraw: ServerAction<WithdrawEmailChange>,
) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let waiting = data.pending_email.map(|pending| {
        let words = text.account_email_waiting(pending.email, dates::date_time(text.0, pending.until));
        view! {
            <div class="panel-b stack tight">
                <div class="note" data-status="info"><StateIcon tone=Tone::Info/><div><p>{words}</p></div></div>
                <ActionForm action=withdraw>
                    <button class="btn small">{text.account_email_withdraw()}</button>
                </ActionForm>
            </div>
        }
    });
    view! {
        <Panel id="email" heading=text.sign_in_email() meta=data.email.clone()>
            {waiting}
            <Act action=action button=text.account_change_email() scope="address" class="panel-b stack tight">
                <Username email=data.email/>
                <TextField name="email" label=text.account_new_email() hint=text.account_email_hint() kind="email" autocomplete="email" scope="address" error=failed/>
                <TextField name="password" label=text.account_confirm_password() kind="password" autocomplete="current-password" scope="address" error=failed/>
            </Act>
        </Panel>
    }
}
