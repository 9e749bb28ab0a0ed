//! The tenant's identity provider.

use domain::policy::Role;
use domain::views::{OidcSettings, SignInRules};
use leptos::prelude::*;

use super::sign_in::Actions;
use crate::i18n::use_text;
use crate::ui::act::failure;
use crate::ui::form::{AreaField, CheckField, TextField};
use crate::ui::{Act, Badge, Confirm, CopyButton, Fact, Panel, Tone};

/// One `value = role` a line.
fn role_lines(map: &[(String, Role)]) -> String {
    map.iter()
        .map(|(value, role)| format!("{value} = {}", role.code()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The provider as it is set up: to be changed by those who may, to be read by others.
#[component]
pub fn Provider(
    /// The settings.
    data: SignInRules,
    /// What changes them.
    actions: Actions,
) -> impl IntoView {
    let text = use_text();
    let (tone, word) = match &data.oidc {
        Some(oidc) if oidc.enabled => (Tone::Ok, text.provider_on()),
        Some(_) => (Tone::Unknown, text.provider_off()),
        None => (Tone::Unknown, text.provider_none()),
    };
    let exists = data.oidc.is_some();
    let may = data.manageable;
    let address = data.redirect_uri;
    let start = address.trim_end_matches("/callback").to_owned();
    let oidc = data.oidc.unwrap_or_default();
    let form = if may {
        view! { <ProviderForm oidc=oidc exists=exists actions=actions/> }.into_any()
    } else {
        view! { <Facts oidc=oidc exists=exists/> }.into_any()
    };
    view! {
        <Panel id="provider" heading=text.provider_title() aside=Some(view! { <Badge tone=tone text=word/> }.into_any())>
            <div class="panel-b stack">
                <p>{text.provider_reason()}</p>
                <dl class="facts wide">
                    <Fact label=text.provider_redirect() basis=text.provider_redirect_hint()><Address words=address/></Fact>
                    <Fact label=text.provider_start() basis=text.provider_start_hint()><Address words=start/></Fact>
                </dl>
                {form}
            </div>
        </Panel>
    }
}

/// An address to be carried over to the provider.
#[component]
fn Address(words: String) -> impl IntoView {
    view! { <span class="row"><code class="secret">{words.clone()}</code><CopyButton words=words look="btn small"/></span> }
}

#[component]
fn Facts(oidc: OidcSettings, exists: bool) -> impl IntoView {
    let text = use_text();
    exists.then(|| {
        view! {
            <dl class="facts">
                <Fact label=text.provider_label()>{oidc.label}</Fact>
                <Fact label=text.provider_issuer()>{oidc.issuer}</Fact>
                <Fact label=text.provider_claim()>{oidc.role_claim}</Fact>
                <Fact label=text.provider_map()>{role_lines(&oidc.role_map)}</Fact>
            </dl>
        }
    })
}

#[component]
fn ProviderForm(oidc: OidcSettings, exists: bool, actions: Actions) -> impl IntoView {
    let text = use_text();
    let failed = failure(actions.save);
    let roles = Role::ALL
        .iter()
        .filter(|role| role.is_person() && !role.is_vendor());
    let codes = roles.map(|role| format!("{} ({})", role.code(), text.role(*role)));
    let codes = codes.collect::<Vec<_>>().join(", ");
    let secret_hint = if exists {
        text.provider_secret_kept()
    } else {
        text.provider_secret_hint()
    };
    let remove = exists.then(|| {
        view! {
            <div class="btn-row">
                <Confirm
                    action=actions.remove
                    id="remove-provider".to_owned()
                    open=text.provider_remove()
                    question=text.provider_remove_question()
                    consequence=text.provider_remove_consequence()
                    button=text.provider_remove()
                />
            </div>
        }
    });
    view! {
        <Act action=actions.save button=text.provider_save()>
            <div class="form two">
                <TextField name="label" label=text.provider_label() hint=text.provider_label_hint() value=oidc.label error=failed/>
                <TextField name="issuer" label=text.provider_issuer() hint=text.provider_issuer_hint() inputmode="url" value=oidc.issuer error=failed/>
                <TextField name="client_id" label=text.provider_client() hint=text.provider_client_hint() value=oidc.client_id error=failed/>
                <TextField name="client_secret" label=text.provider_secret() hint=secret_hint kind="password" autocomplete="off" error=failed/>
                <TextField name="role_claim" label=text.provider_claim() hint=text.provider_claim_hint() value=oidc.role_claim error=failed/>
                <AreaField name="role_map" label=text.provider_map() hint=text.provider_map_hint(codes) value=role_lines(&oidc.role_map) error=failed/>
            </div>
            <CheckField name="just_in_time" label=text.provider_join() hint=text.provider_join_hint() checked=oidc.just_in_time/>
            <CheckField name="enabled" label=text.provider_enabled() hint=text.provider_enabled_hint() checked=oidc.enabled/>
        </Act>
        {remove}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_of_roles_is_written_as_it_is_typed() {
        let map = [
            ("sla-admins".to_owned(), Role::TenantAdmin),
            ("all".to_owned(), Role::Viewer),
        ];
        assert_eq!(role_lines(&map), "sla-admins = tenant_admin\nall = viewer");
        assert_eq!(role_lines(&[]), "");
    }
}
