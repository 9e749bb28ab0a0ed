//! How people sign in.

use domain::views::{SignInRules, Viewer};
use leptos::prelude::*;

use super::provider::Provider;
use crate::api::sign_in_settings::{RemoveOidc, RequireSecondFactor, SaveOidc, sign_in_settings};
use crate::i18n::use_text;
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{Administration, Badge, Confirm, Loaded, Panel, Tone};

/// What can be changed here.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Requires the second factor, or leaves it to everybody.
    pub require: ServerAction<RequireSecondFactor>,
    /// Saves the identity provider.
    pub save: ServerAction<SaveOidc>,
    /// Takes it away.
    pub remove: ServerAction<RemoveOidc>,
}

/// The page of the sign-in.
#[component]
pub fn SignInSettingsPage() -> impl IntoView {
    let actions = Actions {
        require: ServerAction::new(),
        save: ServerAction::new(),
        remove: ServerAction::new(),
    };
    let changes = [
        successes(actions.require),
        successes(actions.save),
        successes(actions.remove),
    ];
    let data = Resource::new_blocking(move || changes.map(|change| change.get()), |_| sign_in_settings());
    let view = move |data, viewer| view! { <Settings data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Settings(data: SignInRules, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let refused = first_failure([failure(actions.require), failure(actions.remove)]);
    view! {
        <Administration title=text.admin_sign_in() sub=text.settings_sub() viewer=viewer>
            <FormProblem error=refused/>
            <SecondFactor required=data.second_factor_required may=data.manageable action=actions.require/>
            <Provider data=data actions=actions/>
        </Administration>
    }
}

/// Whether everybody needs a second factor. The question says what follows.
#[component]
fn SecondFactor(required: bool, may: bool, action: ServerAction<RequireSecondFactor>) -> impl IntoView {
    let text = use_text();
    let (tone, word, reason) = if required {
        (
            Tone::Ok,
            text.settings_required(),
            text.settings_required_reason(),
        )
    } else {
        (
            Tone::Risk,
            text.settings_optional(),
            text.settings_optional_reason(),
        )
    };
    let (open, question, consequence, look) = if required {
        (
            text.settings_relax(),
            text.settings_relax_question(),
            text.settings_relax_consequence(),
            "btn danger",
        )
    } else {
        (
            text.settings_require(),
            text.settings_require_question(),
            text.settings_require_consequence(),
            "btn primary",
        )
    };
    let change = may.then(|| {
        view! {
            <div class="btn-row">
                <Confirm action=action id="require".to_owned() open=open question=question consequence=consequence button=open look=look>
                    <input type="hidden" name="required" value=(!required).to_string()/>
                </Confirm>
            </div>
        }
    });
    view! {
        <Panel id="second-factor" heading=text.factor_title() aside=Some(view! { <Badge tone=tone text=word/> }.into_any())>
            <div class="panel-b stack tight"><p>{reason}</p>{change}</div>
        </Panel>
    }
}
