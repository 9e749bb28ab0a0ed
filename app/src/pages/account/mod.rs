//! The own account: profile, password, address, second factor, signed-in browsers.

mod factor;
mod profile;
mod sessions;
mod setup;

use domain::views::{AccountView, SignInMethod, Viewer};
use leptos::prelude::*;
pub use profile::languages;
pub use setup::SecondFactorSetupPage;

use self::factor::Factor;
use self::profile::{Email, Password, Profile};
use self::sessions::Sessions;
use crate::api::account::{
    ChangePassword, RemoveSecondFactor, RenewRecoveryCodes, RequestEmailChange, RevokeOtherSessions,
    RevokeSession, UpdateProfile, WithdrawEmailChange, account,
};
use crate::i18n::use_text;
use crate::ui::act::{failure, first_failure, follow, successes};
use crate::ui::form::FormProblem;
use crate::ui::{Done, Frame, Loaded, PageHead, StateIcon, Tone};

/// Everything the person can do to their account here.
#[derive(Clone, Copy)]
struct Actions {
    profile: ServerAction<UpdateProfile>,
    password: ServerAction<ChangePassword>,
    email: ServerAction<RequestEmailChange>,
    withdraw_email: ServerAction<WithdrawEmailChange>,
    codes: ServerAction<RenewRecoveryCodes>,
    remove_factor: ServerAction<RemoveSecondFactor>,
    sign_out: ServerAction<RevokeSession>,
    sign_out_others: ServerAction<RevokeOtherSessions>,
}

/// The account's page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let actions = Actions {
        profile: ServerAction::new(),
        password: ServerAction::new(),
        email: ServerAction::new(),
        withdraw_email: ServerAction::new(),
        codes: ServerAction::new(),
        remove_factor: ServerAction::new(),
        sign_out: ServerAction::new(),
        sign_out_others: ServerAction::new(),
    };
    follow(actions.profile);
    let changes = [
        successes(actions.password),
        successes(actions.email),
        successes(actions.withdraw_email),
        successes(actions.codes),
        successes(actions.remove_factor),
        successes(actions.sign_out),
        successes(actions.sign_out_others),
    ];
    let data = Resource::new_blocking(move || changes.map(|change| change.get()), |_| account());
    let view = move |data, viewer| view! { <Account data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Account(data: AccountView, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let refused = first_failure([
        failure(actions.sign_out),
        failure(actions.sign_out_others),
        failure(actions.withdraw_email),
    ]);
    let sub = format!("{} · {}", text.role(data.role), viewer.tenant_name);
    let foreign = data.method == SignInMethod::Oidc;
    let body = if foreign {
        view! {
            <div class="note" data-status="info"><StateIcon tone=Tone::Info/><div><p>{text.account_foreign()}</p></div></div>
        }
        .into_any()
    } else {
        view! {
            <div class="cols half">
                <div class="stack">
                    <Profile data=data.clone() action=actions.profile/>
                    <Email data=data.clone() action=actions.email withdraw=actions.withdraw_email/>
                </div>
                <div class="stack">
                    <Password email=data.email.clone() action=actions.password/>
                    <Factor data=data.clone() codes=actions.codes remove=actions.remove_factor/>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <Frame title=text.account_title() trail=Vec::new() viewer=viewer>
            <PageHead title=text.account_title() sub=Some(view! { <p>{sub}</p> }.into_any())/>
            <Done/>
            <FormProblem error=refused/>
            {body}
            <Sessions rows=data.sessions may=!foreign one=actions.sign_out others=actions.sign_out_others/>
        </Frame>
    }
}
