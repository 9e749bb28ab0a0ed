//! Inviting somebody.

use domain::policy::Role;
use domain::views::{MembersView, SupplierChoice};
use leptos::prelude::*;

use crate::api::access::Invite as SendInvitation;
use crate::i18n::{Text, use_text};
use crate::ui::act::failure;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Act, Panel};

/// Roles as a choice. A placeholder first, so that nobody becomes administrator by inattention.
pub fn role_options(text: Text, roles: &[Role]) -> Vec<(String, String)> {
    roles
        .iter()
        .map(|role| (role.code().to_owned(), text.role(*role).to_owned()))
        .collect()
}

/// Suppliers as a choice, with a placeholder first.
pub fn supplier_options(text: Text, suppliers: Vec<SupplierChoice>) -> Vec<(String, String)> {
    let suppliers = suppliers
        .into_iter()
        .map(|supplier| (supplier.id.to_string(), supplier.name));
    std::iter::once((String::new(), text.form_choose().to_owned()))
        .chain(suppliers)
        .collect()
}

/// Address, role, for vendors the supplier, and the language of the mail.
#[component]
pub fn Invite(
    /// Roles and suppliers to choose from.
    data: MembersView,
    /// What sends it.
    action: ServerAction<SendInvitation>,
    /// Who invites: vendors invite colleagues at their own supplier.
    role: Role,
) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let mut roles = vec![(String::new(), text.form_choose().to_owned())];
    roles.extend(role_options(text, &data.grantable));
    let languages = crate::pages::account::languages();
    let (heading, reason) = if role.is_vendor() {
        (text.invite_colleague(), text.invite_reason_vendor())
    } else {
        (text.invite_title(), text.invite_reason())
    };
    let supplier = (!role.is_vendor()).then(|| {
        let options = supplier_options(text, data.suppliers);
        view! {
            <div class="of-vendor">
                <SelectField name="supplier_id" label=text.col_supplier() hint=text.invite_supplier_hint() options=options scope="invite" error=failed/>
            </div>
        }
    });
    view! {
        <Panel id="invite" heading=heading>
            <Act action=action button=text.invite_button() scope="invite" class="panel-b stack tight with-role">
                <p class="hint">{reason}</p>
                <TextField name="email" label=text.sign_in_email() kind="email" scope="invite" error=failed/>
                <SelectField name="role" label=text.members_role() options=roles scope="invite" error=failed/>
                {supplier}
                <SelectField name="language" label=text.invite_language() options=languages chosen=data.language.code() scope="invite" error=failed/>
            </Act>
        </Panel>
    }
}
