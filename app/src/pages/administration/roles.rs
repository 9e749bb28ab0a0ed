//! Who may do what, from the rules that decide it.

use domain::policy::{Action, Role, allows};
use domain::views::Viewer;
use leptos::prelude::*;

use crate::api::session::current_viewer;
use crate::i18n::{Text, use_text};
use crate::ui::{Administration, Cell, Column, Icon, IconName, Loaded, Panel, RowHead, Table};

/// Roles that somebody can hold; the product itself is none of them.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::System)
}

/// The group an action is shown in; none for what only the product does.
const fn group(text: Text, action: Action) -> Option<&'static str> {
    match action {
        Action::TodayRead
        | Action::SupplierRead
        | Action::SupplierWrite
        | Action::ServiceRead
        | Action::ServiceWrite
        | Action::ContractRead
        | Action::ContractWrite
        | Action::CalendarRead
        | Action::CalendarWrite
        | Action::ChainRead
        | Action::ChainWrite
        | Action::DocumentRead
        | Action::DocumentWrite
        | Action::DocumentRemove
        | Action::TermRead
        | Action::PerformanceRead => Some(text.rights_contracts()),
        Action::FactRead
        | Action::FactWrite
        | Action::ValueReport
        | Action::ExclusionWrite
        | Action::PeriodManage
        | Action::PeriodSign
        | Action::ImportRead
        | Action::ImportRun => Some(text.rights_facts()),
        Action::EscalationRead | Action::EscalationAcknowledge => Some(text.rights_escalations()),
        Action::ClaimRead | Action::ClaimWrite | Action::ClaimAnswer => Some(text.rights_claims()),
        Action::SignIn | Action::Join | Action::AccountUpdate => Some(text.rights_account()),
        Action::MemberRead
        | Action::MemberManage
        | Action::AccessRead
        | Action::AccessManage
        | Action::AuditRead => Some(text.rights_access()),
        Action::Operate => None,
    }
}

/// The page of roles. It needs nothing but the viewer, whom the frame needs too.
#[component]
pub fn RolesPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| current_viewer());
    view! { <Loaded data=data view=|_, viewer| view! { <Roles viewer=viewer/> }.into_any()/> }.into_any()
}

#[component]
fn Roles(viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let descriptions = roles()
        .map(|role| view! { <div><dt>{text.role(role)}</dt><dd><span class="sub">{text.role_purpose(role)}</span></dd></div> })
        .collect_view();
    view! {
        <Administration title=text.admin_roles() sub=text.roles_sub() viewer=viewer>
            <Panel id="purposes" heading=text.roles_purposes()><dl class="facts panel-b">{descriptions}</dl></Panel>
            <Panel id="rights" heading=text.roles_rights() meta=text.roles_rights_meta()><Matrix/></Panel>
        </Administration>
    }
}

/// Actions by role, in groups.
#[component]
fn Matrix() -> impl IntoView {
    let text = use_text();
    let mut columns = vec![Column::new(text.roles_action())];
    columns.extend(roles().map(|role| Column::new(text.role(role))));
    let width = columns.len().to_string();
    let mut before = None;
    let rows = Action::ALL
        .iter()
        .filter_map(|action| group(text, *action).map(|group| (*action, group)))
        .map(|(action, group)| {
            let first = before.replace(group) != Some(group);
            view! {
                {first.then(|| view! { <tr role="row" class="group"><th role="rowheader" scope="rowgroup" colspan=width.clone()>{group}</th></tr> })}
                <Row action=action/>
            }
        })
        .collect_view();
    view! { <Table label=text.roles_rights() columns=columns class="wide rights">{rows}</Table> }
}

#[component]
fn Row(action: Action) -> impl IntoView {
    let text = use_text();
    let cells = roles()
        .map(|role| {
            let mark = if allows(role, action) {
                view! { <Icon name=IconName::Check/><span class="vh">{text.roles_yes()}</span> }.into_any()
            } else {
                view! { <span aria-hidden="true">"–"</span><span class="vh">{text.roles_no()}</span> }
                    .into_any()
            };
            view! { <Cell label=text.role(role)>{mark}</Cell> }
        })
        .collect_view();
    view! {
        <tr role="row">
            <RowHead>{text.action(action)}</RowHead>
            {cells}
        </tr>
    }
}
