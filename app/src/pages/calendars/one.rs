//! One calendar.

use domain::forms::PreviewForm;
use domain::policy::{Action, allows};
use domain::views::{CalendarUse, CalendarView, Viewer};
use leptos::prelude::*;

use super::preview::{Months, SpecialDays, Week, due_sentence};
use crate::api::calendars::{RemoveCalendar, calendar};
use crate::i18n::use_text;
use crate::pages::{param, query};
use crate::ui::act::failure;
use crate::ui::form::{FormProblem, TextField};
use crate::ui::{Confirm, Crumb, Done, Empty, Fact, Frame, IconName, Loaded, PageHead, Panel, QueryForm};

/// A calendar's page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let id = param("id");
    let (year, day, time, goal) = (
        query("year"),
        query("report_date"),
        query("report_time"),
        query("goal_hours"),
    );
    let asked = Memo::new(move |_| PreviewForm {
        year: year.get().unwrap_or_default(),
        report_date: day.get().unwrap_or_default(),
        report_time: time.get().unwrap_or_default(),
        goal_hours: goal.get().unwrap_or_default(),
    });
    let data = Resource::new_blocking(move || (id.get(), asked.get()), |(id, asked)| calendar(id, asked));
    let remove = ServerAction::<RemoveCalendar>::new();
    let view = move |data, viewer| view! { <Calendar data=data remove=remove viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Calendar(data: CalendarView, remove: ServerAction<RemoveCalendar>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let may_write = allows(viewer.role, Action::CalendarWrite);
    let trail = vec![Crumb(text.calendar_title().to_owned(), "/calendars".to_owned())];
    let words = if row.always {
        text.calendar_always().to_owned()
    } else {
        text.week_hours(&row.week)
    };
    let holidays = row
        .region
        .map_or_else(|| text.calendar_no_holidays(), |region| text.region(region));
    let cutoff = data.spec.cutoff.clone();
    let actions = may_write.then(|| view! { <Actions data=data.clone() remove=remove/> }.into_any());
    let preview = data.preview;
    let (week_words, due) = (words.clone(), due_sentence(text, &preview));
    let asked = preview.asked.clone();
    let computing = format!("/calendars/{}#example", row.id);
    let description =
        (!row.description.is_empty()).then(|| view! { <p>{row.description.clone()}</p> }.into_any());
    view! {
        <Frame title=row.name.clone() trail=trail viewer=viewer>
            <Done/>
            <FormProblem error=failure(remove)/>
            <PageHead title=row.name.clone() sub=description actions=actions/>
            <Panel id="facts" heading=text.calendar_facts()>
                <div class="panel-b">
                    <dl class="facts">
                        <Fact label=text.calendar_hours()>{words}</Fact>
                        <Fact label=text.calendar_holidays()>{holidays}</Fact>
                        <Fact label=text.calendar_zone()>{row.time_zone.clone()}</Fact>
                        {cutoff.map(|cutoff| view! { <Fact label=text.calendar_cutoff() basis=text.calendar_cutoff_basis()>{cutoff}</Fact> })}
                    </dl>
                </div>
            </Panel>
            <div class="cols main-aside">
                <div class="stack">
                    <Week preview=preview.clone() words=week_words/>
                    <SpecialDays days=preview.days.clone() year=preview.year/>
                    <Months months=preview.months.clone() year=preview.year/>
                </div>
                <div class="stack">
                    <Panel id="example" heading=text.calendar_example()>
                        <div class="panel-b stack tight">
                            <p role="status">{due}</p>
                            <QueryForm action=computing>
                                <Questions asked=asked scope="example"/>
                                <button class="btn">{text.calendar_compute()}</button>
                            </QueryForm>
                        </div>
                    </Panel>
                    <Uses uses=data.uses/>
                </div>
            </div>
        </Frame>
    }
}

/// Year, report and goal of the preview.
#[component]
pub fn Questions(
    /// As they were understood.
    asked: PreviewForm,
    /// Put before the ids.
    scope: &'static str,
    /// What is wrong with them.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<crate::api::ApiError>>,
) -> impl IntoView {
    let text = use_text();
    view! {
        <TextField name="year" label=text.calendar_year() inputmode="numeric" value=asked.year scope=scope error=error/>
        <TextField name="report_date" label=text.calendar_report_date() placeholder=text.form_date() inputmode="numeric" value=asked.report_date scope=scope error=error/>
        <TextField name="report_time" label=text.calendar_report_time() placeholder=text.form_time() inputmode="numeric" value=asked.report_time scope=scope error=error/>
        <TextField name="goal_hours" label=text.calendar_goal_hours() inputmode="numeric" value=asked.goal_hours scope=scope error=error/>
    }
}

/// Changing, copying, removing.
#[component]
fn Actions(data: CalendarView, remove: ServerAction<RemoveCalendar>) -> impl IntoView {
    let text = use_text();
    let id = data.row.id.to_string();
    let (edit, copy) = (
        format!("/calendars/{id}/edit"),
        format!("/calendars/new?copy={id}"),
    );
    let removable = data.uses.is_empty().then(|| {
        view! {
            <Confirm
                action=remove
                id="calendar-remove".to_owned()
                open=text.calendar_remove()
                question=text.calendar_remove_question(&data.row.name)
                consequence=text.calendar_remove_consequence()
                button=text.calendar_remove()
            >
                <input type="hidden" name="id" value=id/>
            </Confirm>
        }
    });
    view! {
        <a class="btn" href=edit>{text.calendar_edit()}</a>
        <a class="btn" href=copy>{text.calendar_copy()}</a>
        {removable}
    }
}

/// Targets that are measured with it.
#[component]
fn Uses(uses: Vec<CalendarUse>) -> impl IntoView {
    let text = use_text();
    let body = if uses.is_empty() {
        view! { <Empty icon=IconName::Contract title=text.calendar_unused() reason=text.calendar_unused_reason()/> }.into_any()
    } else {
        let items = uses
            .into_iter()
            .map(|used| {
                view! {
                    <li>
                        <div>
                            <a href=format!("/targets/{}", used.target_id)><b>{used.target_name}</b></a>
                            <p><a href=format!("/contracts/{}", used.contract_id)>{format!("{} {}", used.contract_number, used.contract_title)}</a></p>
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    view! { <Panel id="uses" heading=text.calendar_uses()>{body}</Panel> }
}
