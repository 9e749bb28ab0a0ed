//! Changing one person's access.

use domain::views::{MemberRow, MembersView};
use leptos::prelude::*;

use super::invite::{role_options, supplier_options};
use super::members::position;
use crate::api::access::{ChangeMemberRole, RemoveMember, ResetMemberSecondFactor, SetMemberDisabled};
use crate::i18n::use_text;
use crate::ui::act::failure;
use crate::ui::form::SelectField;
use crate::ui::{Act, Confirm, Icon, IconName, Panel};

/// Everything that can be done to a person's access.
#[derive(Clone, Copy)]
pub struct MemberActions {
    /// Another role.
    pub role: ServerAction<ChangeMemberRole>,
    /// Off, or on again.
    pub disable: ServerAction<SetMemberDisabled>,
    /// The lost second factor off.
    pub reset_factor: ServerAction<ResetMemberSecondFactor>,
    /// Away.
    pub remove: ServerAction<RemoveMember>,
}

impl MemberActions {
    /// None of them under way.
    pub fn new() -> Self {
        Self {
            role: ServerAction::new(),
            disable: ServerAction::new(),
            reset_factor: ServerAction::new(),
            remove: ServerAction::new(),
        }
    }
}

/// The panel of the person that the address names.
#[component]
pub fn Member(
    /// The person.
    row: MemberRow,
    /// Roles and suppliers to choose from.
    data: MembersView,
    /// What can be done.
    actions: MemberActions,
) -> impl IntoView {
    let text = use_text();
    let close = view! {
        <a class="btn small quiet" href="/administration/members"><Icon name=IconName::Remove/>{text.members_close()}</a>
    };
    view! {
        <Panel id="member" heading=row.name.clone() meta=position(text, row.role, row.supplier_name.as_deref()) aside=Some(close.into_any())>
            <div class="panel-b cols half">
                <ChangeRole row=row.clone() data=data action=actions.role/>
                <div class="stack">
                    {row.second_factor.unwrap_or_default().then(|| view! { <ResetFactor row=row.clone() actions=actions/> })}
                    <EndAccess row=row actions=actions/>
                </div>
            </div>
        </Panel>
    }
}

#[component]
fn ChangeRole(row: MemberRow, data: MembersView, action: ServerAction<ChangeMemberRole>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let roles = role_options(text, &data.grantable);
    let supplier = (data.suppliers.len() > 1).then(|| {
        let current = data
            .suppliers
            .iter()
            .find(|supplier| Some(&supplier.name) == row.supplier_name.as_ref());
        let current = current.map_or_else(String::new, |supplier| supplier.id.to_string());
        let options = supplier_options(text, data.suppliers);
        view! {
            <div class="of-vendor">
                <SelectField name="supplier_id" label=text.col_supplier() hint=text.invite_supplier_hint() options=options chosen=current scope="member" error=failed/>
            </div>
        }
    });
    view! {
        <Act action=action button=text.members_change_role() scope="member" class="stack tight with-role">
            <input type="hidden" name="id" value=row.id.to_string()/>
            <SelectField name="role" label=text.members_role() hint=text.members_role_hint() options=roles chosen=row.role.code() scope="member" error=failed/>
            {supplier}
        </Act>
    }
}

/// The way back for somebody who has lost telephone and recovery codes.
#[component]
fn ResetFactor(row: MemberRow, actions: MemberActions) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="stack tight">
            <p class="hint">{text.members_reset_factor_hint()}</p>
            <div class="btn-row">
                <Confirm
                    action=actions.reset_factor
                    id="member-reset-factor".to_owned()
                    open=text.members_reset_factor()
                    question=text.members_reset_factor_question(&row.name)
                    consequence=text.members_reset_factor_consequence()
                    button=text.members_reset_factor()
                >
                    <input type="hidden" name="id" value=row.id.to_string()/>
                </Confirm>
            </div>
        </div>
    }
}

/// Switching off for a while, or removing for good; each says what follows.
#[component]
fn EndAccess(row: MemberRow, actions: MemberActions) -> impl IntoView {
    let text = use_text();
    let (id, removed) = (row.id.to_string(), row.id.to_string());
    let (open, question, consequence) = if row.disabled {
        (
            text.members_enable(),
            text.members_enable_question(&row.name),
            text.members_enable_consequence(),
        )
    } else {
        (
            text.members_disable(),
            text.members_disable_question(&row.name),
            text.members_disable_consequence(),
        )
    };
    let look = if row.disabled { "btn primary" } else { "btn danger" };
    view! {
        <div class="stack tight">
            <p class="hint">{text.members_end_hint()}</p>
            <div class="btn-row">
                <Confirm action=actions.disable id="member-disable".to_owned() open=open question=question consequence=consequence button=open look=look>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="disabled" value=(!row.disabled).to_string()/>
                </Confirm>
                <Confirm
                    action=actions.remove
                    id="member-remove".to_owned()
                    open=text.members_remove()
                    question=text.members_remove_question(&row.name)
                    consequence=text.members_remove_consequence()
                    button=text.members_remove()
                >
                    <input type="hidden" name="id" value=removed/>
                </Confirm>
            </div>
        </div>
    }
}
