//! People to turn to at a supplier.

use domain::forms::ContactForm;
use domain::views::ContactView;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::actions::Place;
use crate::api::supplier_parts::SaveContact;
use crate::i18n::use_text;
use crate::pages::typed;
use crate::ui::act::failure;
use crate::ui::form::{CheckField, SelectField, TextField};
use crate::ui::{Act, Confirm, Empty, Icon, IconName, Panel};

/// The list, and the form where the address asks for one.
#[component]
pub fn Contacts(
    /// Those for escalations first.
    contacts: Vec<ContactView>,
    /// Where it happens and what changes it.
    place: Place,
) -> impl IntoView {
    let text = use_text();
    let form = place.open("contact").map(|open| {
        let known = contacts.iter().find(|row| row.id.to_string() == open).cloned();
        let place = place.clone();
        view! { <Write known=known place=place/> }
    });
    let add = place.add_link("contact", text.contact_add());
    let body = if contacts.is_empty() {
        view! { <Empty icon=IconName::Mail title=text.supplier_no_contacts() reason=text.supplier_no_contacts_reason()/> }.into_any()
    } else {
        let items = contacts
            .into_iter()
            .map(|row| view! { <Item row=row place=place.clone()/> })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="contacts" heading=text.supplier_contacts() aside=add>{form}{body}</Panel> }
}

#[component]
fn Item(row: ContactView, place: Place) -> impl IntoView {
    let text = use_text();
    let escalation = row
        .escalation
        .then(|| text.supplier_gets_escalations().to_owned());
    let words: Vec<_> = [Some(row.function), escalation]
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    let mail = (!row.email.is_empty()).then(|| view! { <a class="line" href=format!("mailto:{}", row.email) rel="external">{row.email.clone()}</a> });
    let phone = (!row.phone.is_empty()).then(|| {
        let dialled: String = row
            .phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        view! { <a class="line" href=format!("tel:{dialled}") rel="external">{row.phone.clone()}</a> }
    });
    let change = place.change_link("contact", &row.id.to_string(), &row.name, text);
    view! {
        <li>
            <Icon name=IconName::Mail/>
            <div>
                <b>{row.name}</b>
                <p>{words.join(" · ")}</p>
                {mail}
                {phone}
            </div>
            {change}
        </li>
    }
}

#[component]
fn Write(known: Option<ContactView>, place: Place) -> impl IntoView {
    let text = use_text();
    let action = place.actions.contact;
    let failed = failure(action);
    let stored = known.clone().map_or_else(
        || ContactForm {
            language: text.0.code().to_owned(),
            ..ContactForm::default()
        },
        |row| ContactForm {
            name: row.name,
            function: row.function,
            email: row.email,
            phone: row.phone,
            language: row.language.code().to_owned(),
            escalation: row.escalation.to_string(),
        },
    );
    let form = typed(SaveContact::PATH).map_or(stored, ContactForm::filled);
    let languages = crate::pages::account::languages();
    let (hidden, close) = (
        place.hidden(known.as_ref().map(|row| (row.id.to_string(), row.revision))),
        place.close_link(text),
    );
    let remove = known.map(|row| {
        let hidden = place.hidden(Some((row.id.to_string(), row.revision)));
        view! {
            <Confirm action=place.actions.remove_contact id="contact-remove".to_owned() open=text.supplier_delete() question=text.contact_remove_question(&row.name) consequence=text.contact_remove_consequence() button=text.supplier_delete()>
                {hidden}
            </Confirm>
        }
    });
    view! {
        <div class="panel-b stack tight parted">
            <Act action=action button=text.supplier_save() scope="contact" beside=Some(close)>
                {hidden}
                <TextField name="name" label=text.contact_name() scope="contact" value=form.name error=failed/>
                <TextField name="function" label=text.contact_function() scope="contact" optional=true value=form.function error=failed/>
                <TextField name="email" label=text.contact_email() scope="contact" inputmode="email" value=form.email error=failed/>
                <TextField name="phone" label=text.contact_phone() hint=text.contact_phone_hint() scope="contact" inputmode="tel" optional=true value=form.phone error=failed/>
                <SelectField name="language" label=text.contact_language() scope="contact" options=languages chosen=form.language error=failed/>
                <CheckField name="escalation" label=text.contact_escalation() hint=text.contact_escalation_hint() checked=form.escalation == "true"/>
            </Act>
            {remove}
        </div>
    }
}
