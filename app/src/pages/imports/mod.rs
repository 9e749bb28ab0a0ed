//! Imports: the list with the upload form, and one import from preview to summary.

mod one;
mod preview;
mod upload;

use domain::forms::FieldError;
use domain::policy::{Action, allows};
use domain::views::{ImportRow, ImportStatus, ServiceChoice, Viewer};
use leptos::prelude::*;
pub use one::ImportPage;

use self::upload::Upload;
use crate::api::ApiError;
use crate::api::imports::imports;
use crate::i18n::{dates, format, use_text};
use crate::pages::query;
use crate::ui::{Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, RowHead, State, Table, Tone};

/// The tone of an import's state.
const fn tone(status: ImportStatus) -> Tone {
    match status {
        ImportStatus::Previewed => Tone::Risk,
        ImportStatus::Running => Tone::Info,
        ImportStatus::Done => Tone::Ok,
        ImportStatus::Failed => Tone::Breach,
        ImportStatus::Cancelled => Tone::Unknown,
    }
}

/// Why an upload was refused, as the address of the redirect says it.
fn refusal(code: String, field: Option<String>) -> ApiError {
    match field {
        Some(field) => ApiError {
            fields: vec![FieldError { field, code }],
            ..ApiError::of("invalid")
        },
        None => ApiError::of(&code),
    }
}

/// All imports.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let (code, field) = (query("error"), query("field"));
    let refused = Signal::derive(move || code.get().map(|code| refusal(code, field.get())));
    let data = Resource::new_blocking(|| (), |()| imports());
    let view = move |(rows, choices), viewer| {
        view! { <Imports rows=rows choices=choices refused=refused viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Imports(
    rows: Vec<ImportRow>,
    choices: Vec<ServiceChoice>,
    refused: Signal<Option<ApiError>>,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let may_run = allows(viewer.role, Action::ImportRun);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if rows.is_empty() {
        let reason = if may_run {
            text.import_none_reason()
        } else {
            text.import_none_reason_reader()
        };
        view! { <Empty icon=IconName::Import title=text.import_none() reason=reason/> }.into_any()
    } else {
        let columns = vec![
            Column::new(text.col_file()),
            Column::new(text.col_service()),
            Column::new(text.col_state()),
            Column::number(text.import_tickets()),
            Column::number(text.import_errors()),
        ];
        let rows = rows
            .into_iter()
            .map(|row| view! { <Row row=row/> })
            .collect_view();
        view! { <Table label=text.nav_imports() columns=columns>{rows}</Table> }.into_any()
    };
    view! {
        <Frame title=text.nav_imports() trail=Vec::new() viewer=viewer>
            <PageHead title=text.nav_imports() sub=Some(view! { <p>{text.import_sub()}</p> }.into_any())/>
            <div class=if may_run { "cols half" } else { "stack" }>
                {may_run.then(|| view! { <Upload choices=choices refused=refused/> })}
                <Panel id="imports" heading=text.import_count(count)>{body}</Panel>
            </div>
        </Frame>
    }
}

#[component]
fn Row(row: ImportRow) -> impl IntoView {
    let text = use_text();
    let when = format!(
        "{} · {}",
        dates::date_time(text.0, row.created_at),
        row.created_by
    );
    view! {
        <tr role="row">
            <RowHead><a href=format!("/imports/{}", row.id)>{row.file_name}</a><small>{when}</small></RowHead>
            <Cell label=text.col_service()>{row.service_name}</Cell>
            <Cell label=text.col_state()><State tone=tone(row.status) text=text.import_status(row.status)/></Cell>
            <Cell label=text.import_tickets() class="n">{format::integer(text.0, row.tickets)}</Cell>
            <Cell label=text.import_errors() class="n">{format::integer(text.0, row.errors)}</Cell>
        </tr>
    }
}
