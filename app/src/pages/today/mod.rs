//! „Heute“: what must be decided today.

mod decisions;
mod radar;
mod waiting;

use domain::policy::{Action, allows};
use domain::views::{TodayView, Viewer};
use leptos::prelude::*;

use self::decisions::Decisions;
use self::radar::Radar;
use self::waiting::Waiting;
use crate::api::today::today;
use crate::i18n::{dates, use_text};
use crate::ui::{Frame, Loaded, PageHead};

/// The start page.
#[component]
pub fn TodayPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| today());
    view! { <Loaded data=data view=|data, viewer| view! { <Today data=data viewer=viewer/> }.into_any()/> }
        .into_any()
}

#[component]
fn Today(data: TodayView, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let escalations = allows(viewer.role, Action::EscalationRead);
    let waiting = i64::try_from(data.decisions.len()).unwrap_or_default();
    let moment = format!(
        "{}, {}",
        dates::weekday(text.0, data.now.date()),
        dates::date_time(text.0, data.now)
    );
    let decides = allows(viewer.role, Action::EscalationAcknowledge);
    let vendor = viewer.role.is_vendor();
    let open = i64::try_from(data.escalations.len()).unwrap_or_default();
    let sentence = if !decides && escalations && open > 0 {
        format!("{} {}", text.today_reader(), text.today_reader_waiting(open))
    } else if !decides {
        text.today_reader().to_owned()
    } else if waiting == 0 {
        text.today_nothing_waits().to_owned()
    } else {
        text.today_waiting(waiting)
    };
    let period = text.today_period(dates::period(text.0, data.period), data.elapsed_percent);
    view! {
        <Frame title=text.nav_today() trail=Vec::new() viewer=viewer>
            <PageHead
                title=text.nav_today()
                sub=Some(view! { <p>{moment} ". " <b>{sentence}</b></p> }.into_any())
                actions=Some(view! { <p class="meta">{period}</p> }.into_any())
            />
            <div class=if escalations { "cols main-aside" } else { "stack" }>
                <Decisions decisions=data.decisions now=data.now decides=decides vendor=vendor/>
                {escalations.then(|| view! { <Waiting escalations=data.escalations now=data.now/> })}
            </div>
            <Radar targets=data.targets counts=data.counts receivable=data.receivable payable=data.payable vendor=vendor/>
        </Frame>
    }
}
