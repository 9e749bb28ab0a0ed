//! Following an invitation.

use domain::views::Offer;
use leptos::prelude::*;

use crate::api::join::{AcceptInvitation, invitation_offer};
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::act::{failure, follow};
use crate::ui::form::{FormProblem, TextField, Username};
use crate::ui::{Act, Entrance, Fact};

/// What is offered, and the form to take it.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let text = use_text();
    let token = query("token");
    let data = Resource::new_blocking(move || token.get().unwrap_or_default(), invitation_offer);
    let action = ServerAction::<AcceptInvitation>::new();
    follow(action);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(offer) => view! { <Offer offer=offer token=token action=action/> }.into_any(),
                    Err(error) => view! {
                        <Entrance title=text.invitation_title() sub=text.invitation_broken()>
                            <FormProblem error=Signal::stored(Some(error).filter(|error| error.code != "link_invalid"))/>
                            <p class="row meta"><a href="/login">{text.second_factor_back()}</a></p>
                        </Entrance>
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Offer(offer: Offer, token: Memo<Option<String>>, action: ServerAction<AcceptInvitation>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let known = offer.has_account;
    let (email, user) = (offer.email.clone(), offer.email);
    let role = offer.supplier_name.map_or_else(
        || text.role(offer.role).to_owned(),
        |supplier| format!("{} · {supplier}", text.role(offer.role)),
    );
    let (sub, button) = if known {
        (text.invitation_known(), text.invitation_accept_known())
    } else {
        (text.invitation_new(), text.invitation_accept())
    };
    view! {
        <Entrance title=text.invitation_to(&offer.tenant_name) sub=sub over=text.invitation_by(offer.invited_by)>
            <dl class="facts">
                <Fact label=text.sign_in_email()>{email}</Fact>
                <Fact label=text.members_role()>{role}</Fact>
            </dl>
            <Act action=action button=button>
                <input type="hidden" name="token" value=move || token.get().unwrap_or_default()/>
                <Username email=user/>
                {(!known).then(|| view! { <TextField name="name" label=text.account_name() autocomplete="name" error=failed/> })}
                {if known {
                    view! { <TextField name="password" label=text.sign_in_password() kind="password" autocomplete="current-password" error=failed/> }.into_any()
                } else {
                    view! { <TextField name="password" label=text.account_new_password() hint=text.account_password_hint() kind="password" autocomplete="new-password" error=failed/> }.into_any()
                }}
            </Act>
        </Entrance>
    }
}
