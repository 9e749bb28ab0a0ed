//! The list of calendars.

use domain::forms::CalendarTemplate;
use domain::policy::{Action, allows};
use domain::views::{CalendarRow, Viewer};
use leptos::prelude::*;

use crate::api::calendars::calendars;
use crate::i18n::use_text;
use crate::ui::{Cell, Column, Done, Empty, Frame, Icon, IconName, Loaded, PageHead, Panel, RowHead, Table};

/// All calendars the viewer may see.
#[component]
pub fn CalendarsPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| calendars());
    let view = |rows, viewer| view! { <Calendars rows=rows viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Calendars(rows: Vec<CalendarRow>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let may_write = allows(viewer.role, Action::CalendarWrite);
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let body = if rows.is_empty() {
        let reason = if may_write {
            text.calendar_none_reason()
        } else {
            text.calendar_none_reason_reader()
        };
        view! { <Empty icon=IconName::Calendar title=text.calendar_none() reason=reason/> }.into_any()
    } else {
        let columns = vec![
            Column::new(text.calendar_name()),
            Column::new(text.calendar_hours()),
            Column::new(text.calendar_holidays()),
            Column::new(text.calendar_zone()),
            Column::number(text.calendar_targets()),
        ];
        let rows = rows
            .into_iter()
            .map(|row| view! { <Row row=row/> })
            .collect_view();
        view! { <Table label=text.calendar_title() columns=columns>{rows}</Table> }.into_any()
    };
    view! {
        <Frame title=text.calendar_title() trail=Vec::new() viewer=viewer>
            <Done/>
            <PageHead title=text.calendar_title() sub=Some(view! { <p>{text.calendar_sub()}</p> }.into_any())/>
            <div class=if may_write { "cols main-aside" } else { "stack" }>
                <Panel id="calendars" heading=text.calendar_count(count)>{body}</Panel>
                {may_write.then(|| view! { <Templates/> })}
            </div>
        </Frame>
    }
}

#[component]
fn Row(row: CalendarRow) -> impl IntoView {
    let text = use_text();
    let hours = if row.always {
        text.calendar_always().to_owned()
    } else {
        text.week_hours(&row.week)
    };
    let holidays = row
        .region
        .map_or_else(|| text.calendar_no_holidays(), |region| text.region(region));
    let special = i64::from(row.special_days);
    view! {
        <tr role="row">
            <RowHead><a href=format!("/calendars/{}", row.id)>{row.name}</a><small>{row.description}</small></RowHead>
            <Cell label=text.calendar_hours()>{hours}</Cell>
            <Cell label=text.calendar_holidays()>{holidays}{(special > 0).then(|| view! { <small>{text.calendar_special(special)}</small> })}</Cell>
            <Cell label=text.calendar_zone()>{row.time_zone}</Cell>
            <Cell label=text.calendar_targets() class="n">{row.targets}</Cell>
        </tr>
    }
}

/// What a new calendar can begin with.
#[component]
fn Templates() -> impl IntoView {
    let text = use_text();
    let links = CalendarTemplate::ALL
        .map(|template| {
            let href = format!("/calendars/new?template={}", template.code());
            view! {
                <li>
                    <Icon name=IconName::Add/>
                    <div><a href=href><b>{text.calendar_template(template)}</b></a><p>{text.calendar_template_reason(template)}</p></div>
                </li>
            }
        })
        .collect_view();
    view! { <Panel id="templates" heading=text.calendar_new()><ul class="list">{links}</ul></Panel> }
}
