//! The upload form: a plain multipart form, so that it works without WASM and for files of any size.

use domain::views::{ServiceChoice, TicketField};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::i18n::use_text;
use crate::ui::form::{FormProblem, SelectField, TextField};
use crate::ui::{Empty, Icon, IconName, Panel};

/// Zones offered first; any other IANA name can be typed.
const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/London",
    "UTC",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Singapore",
];

/// File, service, mapping, zone.
#[component]
pub fn Upload(
    /// The services a file can belong to.
    choices: Vec<ServiceChoice>,
    /// Why the last upload was refused.
    refused: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    if choices.is_empty() {
        return view! {
            <Panel id="upload" heading=text.upload_title()>
                <Empty icon=IconName::Import title=text.outage_no_services() reason=text.upload_no_services_reason()/>
            </Panel>
        }
        .into_any();
    }
    let options = choices
        .into_iter()
        .map(|choice| (choice.id.to_string(), choice.name))
        .collect();
    view! {
        <Panel id="upload" heading=text.upload_title()>
            <form class="panel-b stack tight upload" method="post" action="/imports/upload" enctype="multipart/form-data">
                <FormProblem error=refused/>
                <div class="drop">
                    <Icon name=IconName::Import/>
                    <label for="file">{text.upload_file()}</label>
                    <p class="hint" id="file-hint">{text.upload_file_hint()}</p>
                    <input id="file" name="file" type="file" accept=".csv,text/csv" required aria-describedby="file-hint"/>
                </div>
                <div class="form">
                    <SelectField name="service_id" label=text.col_service() options=options error=refused/>
                    <ZoneField/>
                </div>
                <Mapping refused=refused/>
                <div class="btn-row"><button class="btn primary">{text.upload_button()}</button></div>
            </form>
        </Panel>
    }
    .into_any()
}

#[component]
fn ZoneField() -> impl IntoView {
    let text = use_text();
    view! {
        <div class="field">
            <label for="time_zone">{text.upload_zone()}</label>
            <input class="in" id="time_zone" name="time_zone" value="Europe/Berlin" list="zones" autocomplete="off" required/>
            <datalist id="zones">{ZONES.map(|zone| view! { <option value=zone></option> }).collect_view()}</datalist>
        </div>
    }
}

/// Built-in columns or own ones; the stylesheet shows the fields of the latter when they are chosen.
#[component]
fn Mapping(refused: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let own = move || {
        refused.with(|error| {
            error.as_ref().is_some_and(|error| {
                TicketField::ALL
                    .iter()
                    .any(|field| error.field(field.code()).is_some())
            })
        })
    };
    let fields = TicketField::ALL
        .map(|field| {
            let optional = !matches!(
                field,
                TicketField::ExternalId | TicketField::ReportedAt | TicketField::Priority
            );
            view! { <TextField name=field.code() label=text.ticket_field(field) optional=optional error=refused/> }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{text.upload_mapping()}</legend>
            <label class="check">
                <input type="radio" name="mapping" value="servicenow" checked=move || !own()/>
                <span>"ServiceNow"<small>{text.upload_servicenow_hint()}</small></span>
            </label>
            <label class="check">
                <input type="radio" name="mapping" value="custom" checked=own/>
                <span>{text.upload_custom()}<small>{text.upload_custom_hint()}</small></span>
            </label>
        </fieldset>
        <fieldset class="own-columns">
            <legend>{text.upload_columns()}</legend>
            <div class="form">{fields}</div>
        </fieldset>
    }
}
