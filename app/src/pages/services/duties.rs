//! Who is responsible, accountable, consulted and informed.

use domain::service::Duty;
use domain::views::{RaciRow, RaciWho, ServiceChoices, ServiceView};
use leptos::prelude::*;

use crate::api::services::PutRaci;
use crate::i18n::{Text, use_text};
use crate::ui::act::failure;
use crate::ui::{Act, Cell, Column, Empty, IconName, Panel, RowHead, Table};

/// Lines for more parties in the form.
const SPARE: usize = 3;

/// The table, to read or to write as a whole.
#[component]
pub fn Duties(
    /// The service.
    data: ServiceView,
    /// Whom a duty can be given to.
    choices: ServiceChoices,
    /// What writes it.
    action: ServerAction<PutRaci>,
    /// Whether the viewer may write it.
    may: bool,
    /// Whether the address asks for the form.
    open: bool,
) -> impl IntoView {
    let text = use_text();
    let id = data.row.id;
    let edit = (may && !open).then(|| {
        let href = format!("/services/{id}?edit=raci#raci");
        view! { <a class="btn small" href=href>{text.supplier_change()}</a> }.into_any()
    });
    let body = if may && open {
        view! { <Write data=data choices=choices action=action/> }.into_any()
    } else if data.raci.is_empty() {
        view! { <Empty icon=IconName::People title=text.raci_none() reason=text.raci_none_reason()/> }
            .into_any()
    } else {
        let columns = vec![Column::new(text.raci_duty()), Column::new(text.raci_who())];
        let rows = data
            .raci
            .into_iter()
            .map(|row| {
                let who = named(text, &row);
                let supplier = row.supplier_name.map(|name| view! { <small>{name}</small> });
                view! { <tr role="row"><RowHead>{text.duty(row.duty)}</RowHead><Cell label=text.raci_who()><div>{who}{supplier}</div></Cell></tr> }
            })
            .collect_view();
        view! { <Table label=text.raci_title() columns=columns>{rows}</Table> }.into_any()
    };
    view! { <Panel id="raci" heading=text.raci_title() aside=edit>{body}</Panel> }
}

fn named(text: Text, row: &RaciRow) -> String {
    if row.name.is_empty() {
        text.service_owner_left().to_owned()
    } else {
        row.name.clone()
    }
}

/// What a line of the form chooses for somebody.
fn party(who: &RaciWho) -> String {
    match who {
        RaciWho::Person(id) => format!("person:{id}"),
        RaciWho::Contact(id) => format!("contact:{id}"),
        RaciWho::Function => String::new(),
    }
}

#[component]
fn Write(data: ServiceView, choices: ServiceChoices, action: ServerAction<PutRaci>) -> impl IntoView {
    let text = use_text();
    let failed = failure(action);
    let id = data.row.id;
    let people = choices
        .people
        .into_iter()
        .map(|(id, name)| (format!("person:{id}"), name));
    let contacts = choices
        .contacts
        .into_iter()
        .map(|(id, name, supplier)| (format!("contact:{id}"), format!("{name}, {supplier}")));
    let parties: Vec<_> = std::iter::once((String::new(), text.raci_nobody().to_owned()))
        .chain(people)
        .chain(contacts)
        .collect();
    let problem = move || {
        failed.with(|error| {
            let code = error.as_ref()?.field("entries")?;
            Some(view! { <p class="err" id="entries-error">{text.field_problem(code)}</p> })
        })
    };
    let known = data.raci.into_iter().map(Some);
    let lines = known
        .chain(std::iter::repeat_n(None, SPARE))
        .enumerate()
        .map(|(index, row)| view! { <Line index=index row=row parties=parties.clone()/> })
        .collect_view();
    let cancel = view! { <a class="btn" href=format!("/services/{id}")>{text.form_cancel()}</a> };
    view! {
        <Act action=action button=text.supplier_save() class="stack tight panel-b" beside=Some(cancel.into_any())>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="revision" value=data.revision.to_string()/>
            <p class="hint">{text.raci_hint()}</p>
            <fieldset id="entries" tabindex="-1" class="stack tight">
                <legend class="vh">{text.raci_title()}</legend>
                {lines}
                {problem}
            </fieldset>
        </Act>
    }
}

#[component]
fn Line(index: usize, row: Option<RaciRow>, parties: Vec<(String, String)>) -> impl IntoView {
    let text = use_text();
    let (duty, chosen, function) = row.map_or_else(
        || (Duty::Responsible, String::new(), String::new()),
        |row| {
            let function = if row.who == RaciWho::Function {
                row.name.clone()
            } else {
                String::new()
            };
            (row.duty, party(&row.who), function)
        },
    );
    let duties = Duty::ALL
        .iter()
        .map(
            |value| view! { <option value=value.code() selected=*value == duty>{text.duty(*value)}</option> },
        )
        .collect_view();
    let parties = parties
        .into_iter()
        .map(|(value, name)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{name}</option> }
        })
        .collect_view();
    let number = (index + 1).to_string();
    view! {
        <div class="form">
            <select class="sel" name=format!("entries[{index}][duty]") aria-label=text.raci_line_duty(&number)>{duties}</select>
            <select class="sel" name=format!("entries[{index}][party]") aria-label=text.raci_line_party(&number)>{parties}</select>
            <input class="in" name=format!("entries[{index}][function]") value=function placeholder=text.raci_function() aria-label=text.raci_line_function(&number)/>
        </div>
    }
}
