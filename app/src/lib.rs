//! The pages of Tragwerk: rendered on the server, alive in the browser.

#![recursion_limit = "256"]
#![expect(
    clippy::needless_pass_by_value,
    reason = "the properties of a component belong to it"
)]

pub mod api;
pub mod i18n;
pub mod pages;
mod preferences;
#[cfg(feature = "ssr")]
mod sheets;
pub mod ui;

use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;
pub use preferences::{Preferences, Theme};

use crate::i18n::Text;
use crate::pages::{
    account, administration, calendars, chains, claims, contracts, deadlines, escalations, imports, intake,
    join, outages, search, services, session, suppliers, targets, templates, today,
};

/// The HTML document around the application.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let preferences = Preferences::current();
    view! {
        <!DOCTYPE html>
        <html lang=preferences.language.code() data-theme=preferences.theme.attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/assets/icon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/assets/fonts/ibm-plex-sans-latin-standard-normal.woff2" r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href="/pkg/tragwerk.css"/>
                <HydrationScripts options=options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The application: preferences, catalogue and routes.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let preferences = Preferences::current();
    provide_context(preferences);
    provide_context(Text(preferences.language));

    view! {
        <Title text="Tragwerk"/>
        <Router>
            <Routes fallback=pages::NotFound>
                <Route path=path!("/login") view=session::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/login/second-factor") view=session::SecondFactorPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=join::ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=join::ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation") view=join::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/confirm-email") view=join::ConfirmEmailPage ssr=SsrMode::Async/>
                <Route path=path!("/account/second-factor") view=account::SecondFactorSetupPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=ui::Shell ssr=SsrMode::Async>
                    <Route path=path!("/") view=today::TodayPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts") view=contracts::ContractsPage ssr=SsrMode::Async/>
                    <Route path=path!("/templates") view=templates::TemplatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/templates/:code") view=templates::TemplatePage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/new") view=contracts::NewContractPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/import") view=intake::ContractIntakePage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id") view=contracts::ContractPage ssr=SsrMode::Async/>
                    <Route path=path!("/deadlines") view=deadlines::DeadlinesPage ssr=SsrMode::Async/>
                    <Route path=path!("/search") view=search::SearchPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/chain") view=chains::ChainPage ssr=SsrMode::Async/>
                    <Route path=path!("/chains") view=chains::ChainsPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/edit") view=contracts::EditContractPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft") view=contracts::DraftPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/targets/new") view=contracts::NewTargetPage ssr=SsrMode::Async/>
                    <Route path=path!("/contracts/:id/draft/targets/:target") view=contracts::EditTargetPage ssr=SsrMode::Async/>
                    <Route path=path!("/calendars") view=calendars::CalendarsPage ssr=SsrMode::Async/>
                    <Route path=path!("/calendars/new") view=calendars::NewCalendarPage ssr=SsrMode::Async/>
                    <Route path=path!("/calendars/:id") view=calendars::CalendarPage ssr=SsrMode::Async/>
                    <Route path=path!("/calendars/:id/edit") view=calendars::EditCalendarPage ssr=SsrMode::Async/>
                    <Route path=path!("/targets/:id") view=targets::TargetPage ssr=SsrMode::Async/>
                    <Route path=path!("/suppliers") view=suppliers::SuppliersPage ssr=SsrMode::Async/>
                    <Route path=path!("/suppliers/new") view=suppliers::NewSupplierPage ssr=SsrMode::Async/>
                    <Route path=path!("/suppliers/import") view=intake::SupplierIntakePage ssr=SsrMode::Async/>
                    <Route path=path!("/intakes/:id") view=intake::IntakePage ssr=SsrMode::Async/>
                    <Route path=path!("/suppliers/:id") view=suppliers::SupplierPage ssr=SsrMode::Async/>
                    <Route path=path!("/suppliers/:id/edit") view=suppliers::EditSupplierPage ssr=SsrMode::Async/>
                    <Route path=path!("/services") view=services::ServicesPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/new") view=services::NewServicePage ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id") view=services::ServicePage ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id/edit") view=services::EditServicePage ssr=SsrMode::Async/>
                    <Route path=path!("/escalations") view=escalations::EscalationsPage ssr=SsrMode::Async/>
                    <Route path=path!("/escalations/:id") view=escalations::EscalationPage ssr=SsrMode::Async/>
                    <Route path=path!("/claims") view=claims::ClaimsPage ssr=SsrMode::Async/>
                    <Route path=path!("/claims/:id") view=claims::ClaimPage ssr=SsrMode::Async/>
                    <Route path=path!("/outages") view=outages::OutagesPage ssr=SsrMode::Async/>
                    <Route path=path!("/imports") view=imports::ImportsPage ssr=SsrMode::Async/>
                    <Route path=path!("/imports/:id") view=imports::ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=account::AccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration") view=administration::SecurityPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/members") view=administration::MembersPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/roles") view=administration::RolesPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/api-clients") view=administration::ApiClientsPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/sign-in") view=administration::SignInSettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/administration/audit") view=administration::AuditLogPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
