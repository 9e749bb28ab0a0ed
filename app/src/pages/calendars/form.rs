//! Creating and changing a calendar, with what it will mean beside it.

use std::time::Duration;

use domain::forms::{CalendarForm, FieldError, PreviewForm};
use domain::views::{CalendarPreview, CalendarStart, DraftStart, Viewer};
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FormData, HtmlFormElement, UrlSearchParams};
use leptos_router::hooks::use_query_map;

use super::fields::{Hours, Names};
use super::one::Questions;
use super::preview::{Months, SpecialDays, Week, due_sentence};
use crate::api::ApiError;
use crate::api::calendars::{ChangeCalendar, CreateCalendar, calendar_draft, preview_calendar};
use crate::i18n::use_text;
use crate::pages::{param, query};
use crate::ui::act::failure;
use crate::ui::form::FormProblem;
use crate::ui::{Crumb, Frame, Loaded, PageHead, Panel, StateIcon, Tone};

/// Typing pauses this long before the preview is computed anew.
const PAUSE: Duration = Duration::from_millis(350);

/// The fields as the form calls them.
fn named(error: ApiError) -> ApiError {
    let fields = error.fields.into_iter().map(|error| {
        let name = error.field.split('[').next().unwrap_or_default();
        FieldError::new(&format!("form[{name}]"), &error.code)
    });
    ApiError {
        fields: fields.collect(),
        ..error
    }
}

/// What stands in the address: a form that came back, or that asks for its preview.
fn typed() -> Memo<Option<CalendarForm>> {
    let map = use_query_map();
    Memo::new(move |_| {
        map.with(|map| {
            map.get("form[name]").or_else(|| map.get("typed"))?;
            Some(CalendarForm::collect(|name| map.get(&format!("form[{name}]"))))
        })
    })
}

fn asked() -> Memo<PreviewForm> {
    let map = use_query_map();
    Memo::new(move |_| {
        map.with(|map| {
            let text = |name| map.get(name).unwrap_or_default();
            PreviewForm {
                year: text("year"),
                report_date: text("report_date"),
                report_time: text("report_time"),
                goal_hours: text("goal_hours"),
            }
        })
    })
}

/// The page of a new calendar.
#[component]
pub fn NewCalendarPage() -> impl IntoView {
    let (copy, template) = (query("copy"), query("template"));
    let start = Memo::new(move |_| DraftStart {
        copy: copy.get().unwrap_or_default(),
        template: template.get().unwrap_or_default(),
    });
    let (typed, asked) = (typed(), asked());
    let data = Resource::new_blocking(
        move || (start.get(), typed.get(), asked.get()),
        |(start, typed, asked)| calendar_draft(String::new(), start, typed, asked),
    );
    let create = ServerAction::<CreateCalendar>::new();
    let view = move |draft: CalendarStart, viewer| {
        let text = use_text();
        let refused = failure(create);
        let form = draft.clone();
        let body = move |node, refresh| {
            view! {
                <ActionForm action=create node_ref=node attr:class="panel-b stack tight">
                    <Body draft=form refused=refused pending=create.pending() button=text.calendar_create() refresh=refresh/>
                </ActionForm>
            }
            .into_any()
        };
        view! { <Page title=text.calendar_new().to_owned() draft=draft viewer=viewer body=body/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The page of a calendar that is changed.
#[component]
pub fn EditCalendarPage() -> impl IntoView {
    let id = param("id");
    let (typed, asked) = (typed(), asked());
    let data = Resource::new_blocking(
        move || (id.get(), typed.get(), asked.get()),
        |(id, typed, asked)| calendar_draft(id, DraftStart::default(), typed, asked),
    );
    let change = ServerAction::<ChangeCalendar>::new();
    let view = move |draft: CalendarStart, viewer| {
        let text = use_text();
        let refused = failure(change);
        let form = draft.clone();
        let title = text.calendar_edit_title(&draft.form.name);
        let body = move |node, refresh| {
            view! {
                <ActionForm action=change node_ref=node attr:class="panel-b stack tight">
                    <input type="hidden" name="id" value=form.id.map(|id| id.to_string())/>
                    <input type="hidden" name="revision" value=form.revision/>
                    <Body draft=form refused=refused pending=change.pending() button=text.calendar_save() refresh=refresh/>
                </ActionForm>
            }
            .into_any()
        };
        view! { <Page title=title draft=draft viewer=viewer body=body/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// Problems, fields, buttons.
#[component]
fn Body(
    draft: CalendarStart,
    refused: Signal<Option<ApiError>>,
    pending: Memo<bool>,
    button: &'static str,
    refresh: Callback<()>,
) -> impl IntoView {
    let text = use_text();
    let error = Signal::derive(move || refused.get().map(named));
    let cancel = draft
        .id
        .map_or_else(|| "/calendars".to_owned(), |id| format!("/calendars/{id}"));
    let copy = draft.id.map(|id| format!("/calendars/new?copy={id}"));
    let fixed = draft.in_use;
    let hours = if fixed {
        let form = draft.form.clone();
        view! {
            <div class="note" data-status="info">
                <StateIcon tone=Tone::Info/>
                <div><p>{text.calendar_fixed()}</p><p><a href=copy>{text.calendar_copy()}</a></p></div>
            </div>
            <Kept form=form/>
        }
        .into_any()
    } else {
        let asked = draft
            .preview
            .as_ref()
            .map(|preview| preview.asked.clone())
            .unwrap_or_default();
        let page = draft.id.map_or_else(
            || "/calendars/new".to_owned(),
            |id| format!("/calendars/{id}/edit"),
        );
        view! {
            <Hours form=draft.form.clone() error=error lines=refused/>
            <fieldset class="stack tight">
                <legend>{text.calendar_try()}</legend>
                <p class="hint">{text.calendar_try_hint()}</p>
                <div class="form"><Questions asked=asked scope="preview"/></div>
                // Without a script the fields go into the address, and the page comes back with their preview.
                <div class="btn-row">
                    <button class="btn" formmethod="get" formaction=page on:click=move |event| { event.prevent_default(); refresh.run(()); }>{text.calendar_compute()}</button>
                </div>
            </fieldset>
        }
        .into_any()
    };
    view! {
        <FormProblem error=error/>
        <Names form=draft.form zones=draft.zones fixed=fixed error=error/>
        {hours}
        <div class="btn-row">
            <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{button}</button>
            <a class="btn" href=cancel>{text.form_cancel()}</a>
        </div>
    }
}

/// Hours that cannot be changed, sent along as they are.
#[component]
fn Kept(form: CalendarForm) -> impl IntoView {
    let flag =
        |name: &'static str, on: bool| on.then(|| view! { <input type="hidden" name=name value="true"/> });
    let days = form
        .days()
        .map(|(day, value)| (format!("form[{day}]"), value.to_owned()));
    let days = days
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <input type="hidden" name="form[time_zone]" value=form.time_zone.clone()/>
        {flag("form[always]", form.always)}
        {days}
        {flag("form[overnight]", form.overnight)}
        {flag("form[cut_at_midnight]", form.cut_at_midnight)}
        <input type="hidden" name="form[region]" value=form.region.clone()/>
        <textarea hidden name="form[closed_days]">{form.closed_days.clone()}</textarea>
        <textarea hidden name="form[extra_hours]">{form.extra_hours.clone()}</textarea>
        <input type="hidden" name="form[cutoff]" value=form.cutoff/>
    }
}

/// The fields as they stand in the page now.
fn read(form: &HtmlFormElement) -> Option<(CalendarForm, PreviewForm)> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let asked = PreviewForm {
        year: text("year"),
        report_date: text("report_date"),
        report_time: text("report_time"),
        goal_hours: text("goal_hours"),
    };
    Some((
        CalendarForm::collect(|name| fields.get(&format!("form[{name}]"))),
        asked,
    ))
}

/// Form and preview side by side. The preview follows what is typed; without a script a button asks for it.
#[component]
fn Page<F>(title: String, draft: CalendarStart, viewer: Viewer, body: F) -> impl IntoView
where
    F: FnOnce(NodeRef<html::Form>, Callback<()>) -> AnyView + Send + 'static,
{
    let text = use_text();
    let node = NodeRef::<html::Form>::new();
    let live = Action::new(|(form, asked): &(CalendarForm, PreviewForm)| {
        preview_calendar(form.clone(), asked.clone())
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let refresh = move || {
        // The page may have been left meanwhile.
        if let Some(form) = node.try_get_untracked().flatten().as_ref().and_then(read) {
            live.dispatch(form);
        }
    };
    let later = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(refresh, PAUSE).ok());
    };
    let first = draft.preview.clone();
    let shown = Memo::new(
        move |before: Option<&Option<CalendarPreview>>| match live.value().get() {
            Some(Ok(preview)) => Some(preview),
            Some(Err(_)) => before.cloned().flatten(),
            None => first.clone(),
        },
    );
    let problem = Signal::derive(move || live.value().get().and_then(Result::err).map(named));
    let trail = vec![Crumb(text.calendar_title().to_owned(), "/calendars".to_owned())];
    let fixed = draft.in_use;
    let preview = (!fixed).then(|| {
        view! {
            <div class="stack">
                <Panel id="example" heading=text.calendar_example()>
                    <div class="panel-b stack tight">
                        <FormProblem error=problem/>
                        <p role="status">{move || shown.get().map_or_else(|| text.calendar_no_preview().to_owned(), |preview| due_sentence(text, &preview))}</p>
                    </div>
                </Panel>
                {move || shown.get().map(|preview| {
                    let words = text.week_minutes(&preview.week);
                    view! {
                        <Week preview=preview.clone() words=words/>
                        <Months months=preview.months.clone() year=preview.year/>
                        <SpecialDays days=preview.days.clone() year=preview.year/>
                    }
                })}
            </div>
        }
    });
    view! {
        <Frame title=title.clone() trail=trail viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{text.calendar_form_sub()}</p> }.into_any())/>
            <div class=if fixed { "stack" } else { "cols half" }>
                <div on:input=move |_| later() on:change=move |_| later()>
                    <Panel id="form" heading=text.calendar_facts()>{body(node, Callback::new(move |()| refresh()))}</Panel>
                </div>
                {preview}
            </div>
        </Frame>
    }
}
