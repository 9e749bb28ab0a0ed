//! Choosing a new password.

use leptos::prelude::*;

use crate::api::join::{ResetPassword, check_password_link};
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::failure;
use crate::ui::form::{FormProblem, TextField, Username};
use crate::ui::{Act, Entrance};

/// Takes the new password; a link that is used or too old is told before anybody thinks of one.
#[component]
pub fn ResetPage() -> impl IntoView {
    let text = use_text();
    let token = query("token");
    let data = Resource::new_blocking(move || token.get().unwrap_or_default(), check_password_link);
    let action = ServerAction::<ResetPassword>::new();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(()) => view! { <Choose token=token action=action/> }.into_any(),
                    Err(error) => view! {
                        <Entrance title=text.reset_title() sub=text.reset_broken()>
                            <FormProblem error=Signal::stored(Some(error))/>
                            <p class="row meta"><a href="/forgot">{text.reset_again()}</a></p>
                        </Entrance>
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// The form. The link's token travels with it.
#[component]
fn Choose(token: Memo<Option<String>>, action: ServerAction<ResetPassword>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
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
