//! The second factor as it stands: set it up, renew its recovery codes, remove it.

use domain::views::AccountView;
use leptos::prelude::*;

use crate::api::account::{RemoveSecondFactor, RenewRecoveryCodes};
use crate::i18n::{dates, use_text};
use crate::ui::act::failure;
use crate::ui::form::{TextField, Username};
use crate::ui::{Act, Badge, Once, Panel, Tone};

/// Fewer codes than this are worth a warning.
const FEW_CODES: u32 = 3;

/// The panel of the second factor.
#[component]
pub fn Factor(
    /// The account.
    data: AccountView,
    /// What renews the codes.
    codes: ServerAction<RenewRecoveryCodes>,
    /// What goes back to the password alone.
    remove: ServerAction<RemoveSecondFactor>,
) -> impl IntoView {
    let text = use_text();
    let (tone, word) = match (data.second_factor_since, data.second_factor_required) {
        (Some(_), _) => (Tone::Ok, text.factor_active()),
        (None, true) => (Tone::Breach, text.factor_missing()),
        (None, false) => (Tone::Risk, text.factor_off()),
    };
    let body = match data.second_factor_since {
        None => view! {
            <div class="panel-b stack tight">
                <p>{text.factor_reason()}</p>
                <div class="btn-row"><a class="btn primary" href="/account/second-factor">{text.factor_set_up()}</a></div>
            </div>
        }
        .into_any(),
        Some(since) => {
            let left = data.recovery_codes_left;
            let tone = if left < FEW_CODES { Tone::Risk } else { Tone::Ok };
            view! {
                <div class="panel-b stack tight">
                    <p>{text.factor_since(dates::date_time(text.0, since))}</p>
                    <p><Badge tone=tone text=text.factor_codes_left(i64::from(left))/></p>
                    <Renew action=codes/>
                    {(!data.second_factor_required).then(|| view! { <Remove email=data.email action=remove/> })}
                    {data.second_factor_required.then(|| view! { <p class="hint">{text.factor_required_here()}</p> })}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Panel id="second-factor" heading=text.factor_title() aside=Some(view! { <Badge tone=tone text=word/> }.into_any())>
            {body}
        </Panel>
    }
}

/// New recovery codes; the ones before stop working.
#[component]
fn Renew(action: ServerAction<RenewRecoveryCodes>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let shown = move || {
        let codes = action.value().get().and_then(Result::ok)?;
        Some(view! {
            <div class="stack tight" role="status">
                <p>{text.codes_reason()}</p>
                <Once label=text.codes_title() words=codes.join("\n") file="tragwerk-codes.txt"/>
            </div>
        })
    };
    view! {
        {shown}
        <details class="letter" open=move || failed.get().is_some()>
            <summary>{text.codes_renew()}</summary>
            <Act action=action button=text.codes_renew() scope="renew" look="btn">
                <p class="hint">{text.codes_renew_consequence()}</p>
                <TextField name="code" label=text.second_factor_code() autocomplete="one-time-code" scope="renew" error=failed/>
            </Act>
        </details>
    }
}

/// Back to the password alone; asks for both, so that an unattended browser is not enough.
#[component]
fn Remove(email: String, action: ServerAction<RemoveSecondFactor>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    view! {
        <details class="letter" open=move || failed.get().is_some()>
            <summary>{text.factor_remove()}</summary>
            <Act action=action button=text.factor_remove() scope="remove" look="btn danger">
                <p class="hint">{text.factor_remove_consequence()}</p>
                <Username email=email/>
                <TextField name="password" label=text.sign_in_password() kind="password" autocomplete="current-password" scope="remove" error=failed/>
                <TextField name="code" label=text.second_factor_code() autocomplete="one-time-code" scope="remove" error=failed/>
            </Act>
        </details>
    }
}
