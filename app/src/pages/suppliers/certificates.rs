//! What a supplier can show.

use domain::forms::CertificateForm;
use domain::supplier::certificate::{CertificateKind, CertificateState};
use domain::views::CertificateRow;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::actions::Place;
use crate::api::supplier_parts::SaveCertificate;
use crate::i18n::{dates, use_text};
use crate::pages::typed;
use crate::ui::act::failure;
use crate::ui::form::{SelectField, TextField};
use crate::ui::{Act, Confirm, Empty, IconName, Panel, State, StateIcon, Tone};

/// How a state looks; one that something follows is of the past.
pub fn tone(state: CertificateState, followed: bool) -> Tone {
    match state {
        _ if followed => Tone::Unknown,
        CertificateState::Expired => Tone::Breach,
        CertificateState::Expiring => Tone::Risk,
        CertificateState::Pending => Tone::Info,
        CertificateState::Valid => Tone::Ok,
    }
}

/// The list, and the form where the address asks for one.
#[component]
pub fn Certificates(
    /// Those that end first before the others.
    rows: Vec<CertificateRow>,
    /// Where it happens and what changes it.
    place: Place,
) -> impl IntoView {
    let text = use_text();
    let form = place.open("certificate").map(|open| {
        let known = rows.iter().find(|row| row.id.to_string() == open).cloned();
        view! { <Write known=known place=place.clone()/> }
    });
    let add = place.add_link("certificate", text.certificate_add());
    let body = if rows.is_empty() {
        view! { <Empty icon=IconName::Contract title=text.certificate_none() reason=text.certificate_none_reason()/> }.into_any()
    } else {
        let items = rows
            .into_iter()
            .map(|row| view! { <Item row=row place=place.clone()/> })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="certificates" heading=text.certificate_title() aside=add>{form}{body}</Panel> }
}

#[component]
fn Item(row: CertificateRow, place: Place) -> impl IntoView {
    let text = use_text();
    let tone = tone(row.state, row.followed);
    let name = text.certificate_name(row.kind, &row.title);
    let change = place.change_link("certificate", &row.id.to_string(), &name, text);
    let until = dates::date(text.0, row.valid_to);
    let standing = text.certificate_standing(row.state, row.followed, row.days_left, until);
    let issued: Vec<_> = [row.number, row.issuer]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    view! {
        <li data-status=tone.code()>
            <StateIcon tone=tone/>
            <div>
                <b>{name}</b>
                <p>{row.scope}</p>
                <p class="meta">{issued.join(" · ")}</p>
                <State tone=tone text=standing/>
            </div>
            {change}
        </li>
    }
}

#[component]
fn Write(known: Option<CertificateRow>, place: Place) -> impl IntoView {
    let text = use_text();
    let action = place.actions.certificate;
    let failed = failure(action);
    let stored = known
        .clone()
        .map_or_else(CertificateForm::default, |row| CertificateForm {
            kind: row.kind.code().to_owned(),
            title: row.title,
            number: row.number,
            issuer: row.issuer,
            scope: row.scope,
            valid_from: row.valid_from.map(dates::typed).unwrap_or_default(),
            valid_to: dates::typed(row.valid_to),
        });
    let form = typed(SaveCertificate::PATH).map_or(stored, CertificateForm::filled);
    let kinds = CertificateKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), text.certificate_kind(*kind).to_owned()));
    let kinds = std::iter::once((String::new(), text.form_choose().to_owned()))
        .chain(kinds)
        .collect();
    let (hidden, close) = (
        place.hidden(known.as_ref().map(|row| (row.id.to_string(), row.revision))),
        place.close_link(text),
    );
    let remove = known.map(|row| {
        let hidden = place.hidden(Some((row.id.to_string(), row.revision)));
        let name = text.certificate_name(row.kind, &row.title);
        view! {
            <Confirm action=place.actions.remove_certificate id="certificate-remove".to_owned() open=text.supplier_delete() question=text.contact_remove_question(name) consequence=text.certificate_remove_consequence() button=text.supplier_delete()>
                {hidden}
            </Confirm>
        }
    });
    view! {
        <div class="panel-b stack tight parted">
            <Act action=action button=text.supplier_save() scope="certificate" class="stack tight with-other" beside=Some(close)>
                {hidden}
                <SelectField name="kind" label=text.certificate_what() scope="certificate" options=kinds chosen=form.kind error=failed/>
                <div class="of-other"><TextField name="title" label=text.certificate_other_title() scope="certificate" value=form.title error=failed/></div>
                <TextField name="scope" label=text.certificate_scope() hint=text.certificate_scope_hint() scope="certificate" optional=true value=form.scope error=failed/>
                <TextField name="number" label=text.certificate_number() scope="certificate" optional=true value=form.number error=failed/>
                <TextField name="issuer" label=text.certificate_issuer() scope="certificate" optional=true value=form.issuer error=failed/>
                <div class="form">
                    <TextField name="valid_from" label=text.certificate_from() scope="certificate" placeholder=text.form_date() inputmode="numeric" optional=true value=form.valid_from error=failed/>
                    <TextField name="valid_to" label=text.certificate_to() scope="certificate" placeholder=text.form_date() inputmode="numeric" value=form.valid_to error=failed/>
                </div>
            </Act>
            {remove}
        </div>
    }
}
