//! One import: preview, progress, summary.

use std::time::Duration;

use domain::policy::{Action, allows};
use domain::views::{ImportRow, ImportStatus, ImportView, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::preview::{Columns, Errors, Tickets};
use super::tone;
use crate::api::ApiError;
use crate::api::imports::{CancelImport, ConfirmImport, import};
use crate::i18n::{dates, format, use_text};
use crate::pages::param;
use crate::ui::form::FormProblem;
use crate::ui::{Badge, Crumb, Fact, Frame, Icon, IconName, Loaded, PageHead, Panel, Stat, StateIcon, Tone};

/// How often a running import is looked at.
const POLL: Duration = Duration::from_millis(1500);

type ImportResource = Resource<Result<ImportView, ApiError>>;

/// An import's page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let id = param("id");
    let (confirm, cancel) = (
        ServerAction::<ConfirmImport>::new(),
        ServerAction::<CancelImport>::new(),
    );
    let data: ImportResource = Resource::new_blocking(
        move || (id.get(), confirm.version().get(), cancel.version().get()),
        |(id, _, _)| import(id),
    );
    let view = move |view, viewer| {
        view! { <Import data=view confirm=confirm cancel=cancel resource=data viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Import(
    data: ImportView,
    confirm: ServerAction<ConfirmImport>,
    cancel: ServerAction<CancelImport>,
    resource: ImportResource,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![Crumb(text.nav_imports().to_owned(), "/imports".to_owned())];
    let may_run = allows(viewer.role, Action::ImportRun);
    let over = text.import_uploaded(dates::date_time(text.0, row.created_at), &row.created_by);
    let step = match row.status {
        ImportStatus::Previewed if may_run => {
            view! { <Decide row=row.clone() confirm=confirm cancel=cancel/> }.into_any()
        }
        ImportStatus::Running => view! { <Progress row=row.clone() resource=resource/> }.into_any(),
        ImportStatus::Previewed | ImportStatus::Done | ImportStatus::Failed | ImportStatus::Cancelled => {
            view! { <Outcome status=row.status/> }.into_any()
        }
    };
    view! {
        <Frame title=row.file_name.clone() trail=trail viewer=viewer>
            <PageHead
                title=row.file_name.clone()
                over=over
                badge=Some(view! { <Badge tone=tone(row.status) text=text.import_status(row.status)/> }.into_any())
                sub=Some(view! { <p>{row.service_name.clone()}</p> }.into_any())
            />
            <Unmeasured rows=data.unmeasured.clone()/>
            {step}
            <Totals row=row.clone()/>
            <Detected data=data.clone()/>
            <Tickets rows=data.preview.clone()/>
            <Columns columns=data.columns.clone()/>
            <Errors errors=data.errors total=row.errors/>
        </Frame>
    }
}

/// Tickets that no target measures, because none has a time for their priority.
#[component]
fn Unmeasured(rows: Vec<(String, u32)>) -> impl IntoView {
    let text = use_text();
    let lines = rows
        .into_iter()
        .map(|(priority, tickets)| view! { <p>{text.import_unmeasured(i64::from(tickets), priority)}</p> })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <div class="note" data-status="risk"><StateIcon tone=Tone::Risk/><div>{lines}</div></div> }
    })
}

/// Read so far, and what became of it.
#[component]
fn Totals(row: ImportRow) -> impl IntoView {
    let text = use_text();
    let figure = |value| format::integer(text.0, value);
    // Nothing is stored before the confirmation, so nothing is new yet.
    let waits = row.status == ImportStatus::Previewed;
    let outcome = |value| {
        if waits { "–".to_owned() } else { figure(value) }
    };
    view! {
        <section class="panel" aria-label=text.import_totals()>
            <div class="stats">
                <Stat label=text.import_rows() value=figure(row.rows)/>
                <Stat label=text.import_tickets() value=figure(row.tickets)/>
                <Stat label=text.import_created() value=outcome(row.created)/>
                <Stat label=text.import_updated() value=outcome(row.updated)/>
                <Stat label=text.import_unchanged() value=outcome(row.unchanged)/>
                <Stat label=text.import_errors() value=figure(row.errors)/>
            </div>
        </section>
    }
}

#[component]
fn Detected(data: ImportView) -> impl IntoView {
    let text = use_text();
    view! {
        <section class="panel" aria-label=text.import_detected()>
            <div class="panel-b">
                <dl class="facts">
                    <Fact label=text.import_encoding()>{data.encoding}</Fact>
                    <Fact label=text.import_separator()>{text.separator(data.separator)}</Fact>
                    <Fact label=text.upload_zone()>{data.time_zone}</Fact>
                </dl>
            </div>
        </section>
    }
}

/// Confirm or discard what the preview shows.
#[component]
fn Decide(
    row: ImportRow,
    confirm: ServerAction<ConfirmImport>,
    cancel: ServerAction<CancelImport>,
) -> impl IntoView {
    let text = use_text();
    let failed = Signal::derive(move || {
        confirm
            .value()
            .get()
            .and_then(Result::err)
            .or_else(|| cancel.value().get().and_then(Result::err))
    });
    let pending = confirm.pending();
    let errors = format::integer(text.0, row.errors);
    let (confirmed, cancelled) = (row.id.to_string(), row.id.to_string());
    view! {
        <Panel id="decide" heading=text.import_decide()>
            <div class="panel-b stack tight">
                <FormProblem error=failed/>
                <p>{text.import_decide_reason(row.tickets, errors)}</p>
                <div class="btn-row">
                    <ActionForm action=confirm>
                        <input type="hidden" name="id" value=confirmed/>
                        <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{text.import_confirm()}</button>
                    </ActionForm>
                    <ActionForm action=cancel>
                        <input type="hidden" name="id" value=cancelled/>
                        <button class="btn">{text.import_cancel()}</button>
                    </ActionForm>
                </div>
            </div>
        </Panel>
    }
}

/// How far it is; looked at again and again until it is done.
#[component]
fn Progress(row: ImportRow, resource: ImportResource) -> impl IntoView {
    let text = use_text();
    Effect::new(move |_| {
        if let Ok(timer) = set_timeout_with_handle(move || resource.refetch(), POLL) {
            on_cleanup(move || timer.clear());
        }
    });
    let (done, all) = (
        format::integer(text.0, row.processed),
        format::integer(text.0, row.tickets),
    );
    view! {
        <Panel id="progress" heading=text.import_running()>
            <div class="panel-b stack tight">
                <p>{text.import_progress(done, all)}</p>
                <progress value=row.processed.to_string() max=row.tickets.max(1).to_string() aria-label=text.import_running()></progress>
                <div class="btn-row"><a class="btn small" href="" rel="external"><Icon name=IconName::Reload/>{text.import_reload()}</a></div>
            </div>
        </Panel>
    }
}

/// What became of it, and what to do next.
#[component]
fn Outcome(status: ImportStatus) -> impl IntoView {
    let text = use_text();
    let tone = tone(status);
    let action = matches!(status, ImportStatus::Done)
        .then(|| view! { <p><a href="/">{text.import_to_today()}</a></p> });
    let again = matches!(status, ImportStatus::Failed | ImportStatus::Cancelled)
        .then(|| view! { <p><a href="/imports">{text.import_again()}</a></p> });
    let role = if tone == Tone::Breach { "alert" } else { "status" };
    view! {
        <div class="note" data-status=tone.code() role=role>
            <StateIcon tone=tone/>
            <div><p>{text.import_outcome(status)}</p>{action}{again}</div>
        </div>
    }
}
