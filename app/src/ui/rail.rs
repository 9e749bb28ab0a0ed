//! The rail: where one can go. On phones it is the bar at the bottom.

use domain::policy::{Action, Role, allows};
use domain::views::Viewer;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};

use super::account::Memberships;
use super::administration;
use super::load::ViewerResource;
use super::{Brand, Icon, IconName};
use crate::api::session;
use crate::i18n::{Text, dates, use_text};

/// One place in the navigation.
#[derive(Clone, Copy)]
struct Place {
    href: &'static str,
    icon: IconName,
    label: &'static str,
    /// Also on the phone's bar.
    primary: bool,
    needs: Action,
}

/// The places that a role may see.
fn all_places(text: Text, role: Role) -> Vec<Place> {
    let place = |href, icon, label, primary, needs| Place {
        href,
        icon,
        label,
        primary,
        needs,
    };
    let mut places = vec![
        place("/", IconName::Today, text.nav_today(), true, Action::TodayRead),
        place(
            "/contracts",
            IconName::Contract,
            text.nav_contracts(),
            true,
            Action::ContractRead,
        ),
        place(
            "/chains",
            IconName::Chain,
            text.nav_chains(),
            false,
            Action::ChainRead,
        ),
        place(
            "/suppliers",
            IconName::Supplier,
            text.suppliers_title(role),
            false,
            Action::SupplierRead,
        ),
        place(
            "/deadlines",
            IconName::Deadline,
            text.deadline_title(),
            false,
            Action::TermRead,
        ),
        place(
            "/calendars",
            IconName::Calendar,
            text.calendar_title(),
            false,
            Action::CalendarRead,
        ),
        place(
            "/services",
            IconName::Service,
            text.nav_services(),
            false,
            Action::ServiceRead,
        ),
        place(
            "/escalations",
            IconName::Escalation,
            text.nav_escalations(),
            true,
            Action::EscalationRead,
        ),
        place(
            "/claims",
            IconName::WeReceive,
            text.nav_claims(),
            false,
            Action::ClaimRead,
        ),
        place(
            "/outages",
            IconName::Outage,
            text.nav_outages(),
            false,
            Action::FactRead,
        ),
        place(
            "/imports",
            IconName::Import,
            text.nav_imports(),
            false,
            Action::ImportRead,
        ),
    ];
    if let Some((href, name)) = administration::places(text, role).first() {
        let label = if role.is_vendor() {
            name
        } else {
            text.nav_administration()
        };
        places.push(place(
            href,
            IconName::Administration,
            label,
            false,
            Action::MemberRead,
        ));
    }
    places.retain(|place| allows(role, place.needs));
    places
}

/// The same as address, icon and wording, for those who look for a page.
pub fn places(text: Text, role: Role) -> Vec<(&'static str, IconName, &'static str)> {
    let places = all_places(text, role).into_iter();
    places
        .map(|place| (place.href, place.icon, place.label))
        .collect()
}

/// Whether a path belongs to a place; targets belong to contracts, and what contracts rest on to chains.
fn is_at(path: &str, href: &str) -> bool {
    let below =
        |root: &str| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    match href {
        "/" => path == "/",
        "/chains" => below(href) || path.ends_with("/chain"),
        "/contracts" => (below(href) && !path.ends_with("/chain")) || below("/targets"),
        _ if href.starts_with("/administration") => below("/administration"),
        _ => below(href),
    }
}

/// The frame of all signed-in pages. Fetches the viewer once.
#[component]
pub fn Shell() -> impl IntoView {
    let text = use_text();
    let viewer = Resource::new_blocking(|| (), |()| session::current_viewer());
    provide_context(ViewerResource(viewer));
    // The way to the search from everywhere.
    let navigate = use_navigate();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key() == "k" {
            event.prevent_default();
            navigate("/search", NavigateOptions::default());
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <a class="skip" href="#main" rel="external">{text.shell_skip()}</a>
        <div class="shell">
            <aside class="side" aria-label=text.shell_side()>
                <a class="brand" href="/" aria-label=text.shell_home()><Brand/><span>"Tragwerk"</span></a>
                <Transition fallback=|| view! { <span class="skel"></span> }>
                    {move || Suspend::new(async move { viewer.await.ok().map(|viewer| view! { <Rail viewer=viewer/> }) })}
                </Transition>
            </aside>
            <Outlet/>
        </div>
    }
    .into_any()
}

#[component]
fn Rail(viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let role = viewer.role;
    let facts = match viewer.facts_until {
        Some(at) => text.shell_facts_until(dates::date_time(text.0, at)),
        None => text.shell_no_facts().to_owned(),
    };
    let open = viewer.open_escalations;
    let path = use_location().pathname;
    view! {
        <Tenant viewer=viewer/>
        <nav class="nav" aria-label=text.shell_nav()>
            <ul>
                {all_places(text, role).into_iter().map(|place| view! { <NavItem place=place open=open/> }).collect_view()}
                <li class="only-narrow" data-primary="">
                    <button type="button" popovertarget="more-menu"><Icon name=IconName::More/><span>{text.nav_more()}</span></button>
                </li>
            </ul>
        </nav>
        {allows(role, Action::FactRead).then(|| view! { <p class="side-foot">{facts}</p> })}
        // Drawn anew for every path, which closes it after a link was followed.
        {move || {
            path.track();
            view! { <MoreMenu role=role/> }
        }}
    }
}

#[component]
fn NavItem(place: Place, open: u32) -> impl IntoView {
    let text = use_text();
    let path = use_location().pathname;
    let badge = (place.href == "/escalations" && open > 0).then(|| {
        view! { <span class="count" data-status="breach">{open}<span class="vh">" " {text.nav_open()}</span></span> }
    });
    view! {
        <li data-primary=place.primary.then_some("")>
            <a href=place.href aria-current=move || is_at(&path.read(), place.href).then_some("page")>
                <Icon name=place.icon/>
                <span>{place.label}</span>
                {badge}
            </a>
        </li>
    }
}

/// The current tenant; a switch when there is another one to go to.
#[component]
fn Tenant(viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let supplier = viewer
        .supplier_name
        .map(|supplier| view! { <small>{supplier}</small> });
    let name = viewer.tenant_name;
    if viewer.memberships.len() < 2 {
        return view! { <div class="tenant"><Icon name=IconName::Tenant/><span>{name}{supplier}</span></div> }
            .into_any();
    }
    view! {
        <button class="tenant" type="button" popovertarget="tenant-menu">
            <Icon name=IconName::Tenant/>
            <span><span class="vh">{text.shell_tenant()} " "</span>{name}{supplier}</span>
            <Icon name=IconName::Switch/>
        </button>
        <div class="menu from-side" id="tenant-menu" popover="auto" role="group" aria-label=text.shell_switch()>
            <Memberships choices=viewer.memberships/>
        </div>
    }
    .into_any()
}

/// What the phone's bar has no room for.
#[component]
fn MoreMenu(role: Role) -> impl IntoView {
    let text = use_text();
    let links = all_places(text, role)
        .into_iter()
        .filter(|place| !place.primary)
        .map(|place| view! { <a href=place.href><Icon name=place.icon/><span>{place.label}</span></a> })
        .collect_view();
    view! { <nav class="menu from-bottom" id="more-menu" popover="auto" aria-label=text.nav_more_label()>{links}</nav> }
}
