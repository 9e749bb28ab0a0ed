//! Language, theme, tenant and account: plain forms and popovers, so that all of it works without WASM.

use domain::views::{Language, MembershipChoice, Viewer};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use server_fn::ServerFn;

use super::{Icon, IconName};
use crate::api::session::{SignOut, SwitchMembership};
use crate::i18n::use_text;
use crate::preferences::{Preferences, Theme};

/// The address to come back to.
pub(super) fn here() -> impl Fn() -> String + Clone {
    let location = use_location();
    move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        let query = search.trim_start_matches('?');
        if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        }
    }
}

/// Switches between the two languages.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let text = use_text();
    let (other, label, short) = match text.0 {
        Language::De => (Language::En, "English", "EN"),
        Language::En => (Language::De, "Deutsch", "DE"),
    };
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="next" value=here()/>
            <button class="btn quiet small lang" name="language" value=other.code() lang=other.code() title=label>
                <span aria-hidden="true">{short}</span>
                <span class="vh">{label}</span>
            </button>
        </form>
    }
}

/// Chooses light, dark or the system's theme.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let text = use_text();
    let current = use_context::<Preferences>().unwrap_or_default().theme;
    let choices = Theme::ALL
        .into_iter()
        .map(|theme| {
            let mark = (theme == current).then(|| view! { <Icon name=IconName::Check class="check-i"/> });
            view! {
                <button name="theme" value=theme.code() aria-current=(theme == current).then_some("true")>
                    <span>{text.theme(theme)}</span>
                    {mark}
                </button>
            }
        })
        .collect_view();
    view! {
        <button class="btn quiet icon" type="button" popovertarget="theme-menu" aria-label=text.shell_theme(text.theme(current))>
            <Icon name=IconName::Theme/>
        </button>
        <form class="menu from-top" id="theme-menu" popover="auto" method="post" action="/preferences" aria-label=text.shell_theme_choose()>
            <input type="hidden" name="next" value=here()/>
            {choices}
        </form>
    }
}

fn initials(name: &str) -> String {
    let letters: Vec<char> = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .collect();
    letters
        .first()
        .into_iter()
        .chain(letters.get(1..).and_then(<[char]>::last))
        .collect()
}

/// Who is signed in, where else they can work, and the way out.
#[component]
pub fn AccountMenu(
    /// Who is looking.
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let Viewer {
        name,
        email,
        role,
        tenant_name,
        memberships,
        ..
    } = viewer;
    let position = format!("{} · {tenant_name}", text.role(role));
    let avatar = initials(&name);
    let others = memberships.len() > 1;
    view! {
        <button class="who" type="button" popovertarget="account-menu">
            <span class="avatar" aria-hidden="true">{avatar}</span>
            <span class="vh">{text.shell_account()} " "</span>
            <span class="name">{name}</span>
        </button>
        <div class="menu from-top" id="account-menu" popover="auto" role="group" aria-label=text.shell_account_menu()>
            <p class="menu-h">{email}<br/>{position}</p>
            {others.then(|| view! { <hr/><p class="menu-h">{text.shell_switch()}</p><Memberships choices=memberships/> })}
            <hr/>
            <a href="/account"><Icon name=IconName::Account/><span>{text.account_title()}</span></a>
            <form method="post" action=SignOut::url()>
                <button><Icon name=IconName::SignOut/><span>{text.shell_sign_out()}</span></button>
            </form>
        </div>
    }
}

/// Everything the person can switch to.
#[component]
pub fn Memberships(
    /// The choices, the current one included.
    choices: Vec<MembershipChoice>,
) -> impl IntoView {
    let text = use_text();
    let buttons = choices
        .into_iter()
        .map(|choice| {
            let role = text.role(choice.role);
            let detail = choice.supplier_name.map_or_else(|| role.to_owned(), |supplier| format!("{role} · {supplier}"));
            let mark = choice.current.then(|| view! { <Icon name=IconName::Check class="check-i"/> });
            view! {
                <button name="membership_id" value=choice.id.to_string() aria-current=choice.current.then_some("true")>
                    <span>{choice.tenant_name}<small>{detail}</small></span>
                    {mark}
                </button>
            }
        })
        .collect_view();
    view! { <form method="post" action=SwitchMembership::url()>{buttons}</form> }
}
