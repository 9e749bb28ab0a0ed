//! What service hours mean: the week, the days and hours of a year, and when an example falls due.

use domain::views::{CalendarPreview, SpecialDayRow};
use leptos::prelude::*;

use super::week::WeekPicture;
use crate::i18n::{Text, dates, format, use_text};
use crate::ui::{Cell, Column, Empty, IconName, Panel, RowHead, State, Table, Tone};

/// The picture of a usual week.
#[component]
pub fn Week(
    /// What the hours mean.
    preview: CalendarPreview,
    /// The week in words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let text = use_text();
    view! {
        <Panel id="week" heading=text.calendar_week() meta=preview.time_zone>
            <div class="panel-b stack tight">
                <WeekPicture week=preview.week words=words.clone()/>
                <p class="meta">{words}</p>
            </div>
        </Panel>
    }
}

/// When the example falls due, in a sentence.
pub fn due_sentence(text: Text, preview: &CalendarPreview) -> String {
    let example = &preview.example;
    let reported = dates::date_time(text.0, example.reported);
    let goal = text.calendar_goal(example.goal_hours);
    match example.due {
        None => text.calendar_never_due(reported, goal),
        Some((starts, due)) => {
            let moment = |at: domain::views::NaiveDateTime| {
                format!(
                    "{}, {}",
                    dates::weekday(text.0, at.date()),
                    dates::date_time(text.0, at)
                )
            };
            if starts == example.reported {
                text.calendar_due(reported, goal, moment(due))
            } else {
                text.calendar_due_later(reported, goal, moment(starts), moment(due))
            }
        }
    }
}

/// The days of the year that are not like their weekday.
#[component]
pub fn SpecialDays(
    /// In order.
    days: Vec<SpecialDayRow>,
    /// The year.
    year: i32,
) -> impl IntoView {
    let text = use_text();
    let body = if days.is_empty() {
        view! { <Empty icon=IconName::Calendar title=text.calendar_no_special() reason=text.calendar_no_special_reason()/> }.into_any()
    } else {
        let columns = vec![
            Column::new(text.calendar_day()),
            Column::new(text.calendar_reason()),
            Column::new(text.calendar_effect()),
        ];
        let rows = days
            .into_iter()
            .map(|day| view! { <Day day=day/> })
            .collect_view();
        view! { <Table label=text.calendar_special_days() columns=columns>{rows}</Table> }.into_any()
    };
    view! { <Panel id="days" heading=text.calendar_special_days() meta=year.to_string()>{body}</Panel> }
}

#[component]
fn Day(day: SpecialDayRow) -> impl IntoView {
    let text = use_text();
    let name = day.holiday.map(|name| text.holiday(name).to_owned());
    let (tone, effect) = if !day.hours.is_empty() {
        (Tone::Info, text.calendar_own_hours(text.spans(&day.hours)))
    } else if day.on_service_time {
        (Tone::Risk, text.calendar_falls_out().to_owned())
    } else {
        (Tone::Unknown, text.calendar_closed_anyway().to_owned())
    };
    view! {
        <tr role="row">
            <RowHead>{dates::date(text.0, day.date)}<small>{dates::weekday(text.0, day.date)}</small></RowHead>
            <Cell label=text.calendar_reason()>{name.or(day.reason)}</Cell>
            <Cell label=text.calendar_effect()><State tone=tone text=effect/></Cell>
        </tr>
    }
}

/// Service time of each month, and of the year.
#[component]
pub fn Months(
    /// Seconds from January to December.
    months: Vec<i64>,
    /// The year.
    year: i32,
) -> impl IntoView {
    let text = use_text();
    let total: i64 = months.iter().sum();
    let hours = move |seconds: i64| format::duration_hours(text.0, seconds);
    let rows = months
        .into_iter()
        .zip(1_u32..)
        .map(|(seconds, month)| {
            let first = domain::views::NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
            view! {
                <tr role="row">
                    <RowHead>{dates::month(text.0, first)}</RowHead>
                    <Cell label=text.calendar_service_time() class="n">{hours(seconds)}</Cell>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(text.calendar_month()),
        Column::number(text.calendar_service_time()),
    ];
    view! {
        <Panel id="months" heading=text.calendar_months() meta=year.to_string()>
            <Table label=text.calendar_months() columns=columns>{rows}</Table>
            <p class="panel-f">{text.calendar_year_total(hours(total))}</p>
        </Panel>
    }
}
