//! Setting up a second factor: scan, type a code, keep the recovery codes.

use domain::forms::safe_next;
use domain::views::SecondFactorProposal;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::api::account::{ConfirmSecondFactor, Setup, second_factor_setup};
use crate::api::session::SignOut;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::failure;
use crate::ui::form::{FormProblem, TextField, Username};
use crate::ui::{Act, Entrance, Once};

/// Quiet zone around a QR code, in modules (ISO/IEC 18004 section 6.3.8).
const QUIET: u32 = 4;

/// Outside the shell, because people without a required second factor are not in yet.
#[component]
pub fn SecondFactorSetupPage() -> impl IntoView {
    let text = use_text();
    let action = ServerAction::<ConfirmSecondFactor>::new();
    let data = Resource::new_blocking(|| (), |()| second_factor_setup());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(Setup::Proposal(setup)) => view! { <Steps setup=setup action=action/> }.into_any(),
                    Ok(Setup::Codes(codes)) => view! { <Codes codes=codes/> }.into_any(),
                    Err(error) => view! {
                        <Entrance title=text.setup_title() sub=text.setup_sub()>
                            <FormProblem error=Signal::stored(Some(error))/>
                            <p class="row meta"><a href="/account">{text.setup_back()}</a></p>
                        </Entrance>
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// First the proposal, then, in the same place, the codes.
#[component]
fn Steps(setup: SecondFactorProposal, action: ServerAction<ConfirmSecondFactor>) -> impl IntoView {
    move || match action.value().get() {
        Some(Ok(codes)) => view! { <Codes codes=codes/> }.into_any(),
        _ => view! { <Proposal setup=setup.clone() action=action/> }.into_any(),
    }
}

#[component]
fn Proposal(setup: SecondFactorProposal, action: ServerAction<ConfirmSecondFactor>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let side = setup.qr_size + 2 * QUIET;
    // Who has to set one up gets nowhere else but out.
    let (sub, way_back) = if setup.password_needed {
        let back = view! { <p class="row meta"><a href="/account">{text.setup_back()}</a></p> };
        (text.setup_sub(), back.into_any())
    } else {
        let out = view! { <form method="post" action=SignOut::url()><button class="linklike">{text.shell_sign_out()}</button></form> };
        (text.setup_required(), out.into_any())
    };
    let corner = format!("translate({QUIET} {QUIET})");
    view! {
        <Entrance title=text.setup_title() sub=sub>
            <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=text.setup_picture() shape-rendering="crispEdges">
                <rect width=side height=side></rect>
                <path d=setup.qr_path transform=corner></path>
            </svg>
            <details class="letter">
                <summary>{text.setup_by_hand()}</summary>
                <p class="hint">{text.setup_by_hand_hint()}</p>
                <code class="secret">{setup.secret}</code>
                <p><a href=setup.uri rel="external">{text.setup_open_app()}</a></p>
            </details>
            <Act action=action button=text.setup_confirm()>
                {setup.password_needed.then(|| view! {
                    <Username email=setup.email/>
                    <TextField name="password" label=text.setup_password() kind="password" autocomplete="current-password" error=failed/>
                })}
                <TextField name="code" label=text.second_factor_code() hint=text.setup_code_hint() inputmode="numeric" autocomplete="one-time-code" error=failed/>
            </Act>
            {way_back}
        </Entrance>
    }
}

/// The recovery codes and the way on. The way on is loaded anew: the session is another one now.
#[component]
fn Codes(codes: Vec<String>) -> impl IntoView {
    let text = use_text();
    let next = query("next");
    let on = move || {
        let next = next.get().unwrap_or_else(|| "/account".to_owned());
        safe_next(&next).to_owned()
    };
    view! {
        <Entrance title=text.codes_title() sub=text.codes_reason()>
            <Once label=text.codes_title() words=codes.join("\n") file="tragwerk-codes.txt"/>
            <a class="btn primary" href=on rel="external">{text.codes_kept()}</a>
        </Entrance>
    }
}
