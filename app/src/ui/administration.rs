//! The frame of the administration's pages: where one is, and where else one may go there.

use domain::policy::{Action, Role, allows};
use domain::views::Viewer;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Crumb, Done, Frame, PageHead};
use crate::i18n::{Text, use_text};

/// The places that a role may see: address and name.
pub fn places(text: Text, role: Role) -> Vec<(&'static str, &'static str)> {
    let house = !role.is_vendor();
    let may = |action| allows(role, action);
    [
        ("/administration", text.admin_overview(), may(Action::AccessRead)),
        (
            "/administration/members",
            text.members_title(role),
            may(Action::MemberRead),
        ),
        (
            "/administration/roles",
            text.admin_roles(),
            house && may(Action::MemberRead),
        ),
        (
            "/administration/api-clients",
            text.admin_clients(),
            may(Action::AccessRead),
        ),
        (
            "/administration/sign-in",
            text.admin_sign_in(),
            may(Action::AccessRead),
        ),
        (
            "/administration/audit",
            text.admin_audit(),
            may(Action::AuditRead),
        ),
    ]
    .into_iter()
    .filter_map(|(href, name, seen)| seen.then_some((href, name)))
    .collect()
}

/// Top bar, sub-navigation, head and what has just been done.
#[component]
pub fn Administration(
    /// The page's name.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    sub: String,
    /// Who is looking.
    viewer: Viewer,
    /// What can be done, beside the title.
    #[prop(optional_no_strip)]
    actions: Option<AnyView>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let text = use_text();
    let places = places(text, viewer.role);
    let path = use_location().pathname;
    let trail = match places.first() {
        Some((first, _)) if places.len() > 1 => {
            vec![Crumb(text.nav_administration().to_owned(), (*first).to_owned())]
        }
        _ => Vec::new(),
    };
    let several = places.len() > 1;
    let links = places
        .into_iter()
        .map(|(href, name)| view! { <a href=href aria-current=move || (path.read().as_str() == href).then_some("page")>{name}</a> })
        .collect_view();
    view! {
        <Frame title=title.clone() trail=trail viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{sub}</p> }.into_any()) actions=actions/>
            {several.then(|| view! { <nav class="tabs" aria-label=text.nav_administration()>{links}</nav> })}
            <Done/>
            {children()}
        </Frame>
    }
    .into_any()
}
