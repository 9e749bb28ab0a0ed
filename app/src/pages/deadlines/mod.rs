//! Deadlines of all contracts, and the own calendar feed.

mod feed;

use domain::views::{DeadlineFilter, DeadlineKind, DeadlineRow, DeadlinesView, Viewer};
use leptos::prelude::*;

use self::feed::{Feed, FeedActions};
use crate::api::deadlines::deadlines;
use crate::i18n::{dates, use_text};
use crate::pages::{list_address, list_filter};
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::form::{FormProblem, SelectField, TextField};
use crate::ui::{
    Cell, Column, Done, Empty, Frame, IconName, ListTools, Loaded, PageHead, Panel, QueryForm, RowHead,
    State, Table, Tone,
};

/// All deadlines the viewer may see.
#[component]
pub fn DeadlinesPage() -> impl IntoView {
    let filter = list_filter::<DeadlineFilter>();
    let actions = FeedActions {
        renew: ServerAction::new(),
        revoke: ServerAction::new(),
    };
    let changes = [successes(actions.renew), successes(actions.revoke)];
    let data = Resource::new_blocking(
        move || (filter.get(), changes.map(|change| change.get())),
        |(filter, _)| deadlines(filter),
    );
    let view = move |(data, kept), viewer| {
        view! { <Deadlines data=data kept=kept filter=filter.get_untracked() actions=actions viewer=viewer/> }
            .into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Deadlines(
    data: DeadlinesView,
    kept: Option<String>,
    filter: DeadlineFilter,
    actions: FeedActions,
    viewer: Viewer,
) -> impl IntoView {
    let text = use_text();
    let refused = first_failure([failure(actions.renew), failure(actions.revoke)]);
    let count = i64::try_from(data.rows.len()).unwrap_or_default();
    let tools = view! { <ListTools here=list_address(&filter) views=viewer.saved_views.clone()/> };
    let body = if data.rows.is_empty() {
        let (title, reason) = if filter == DeadlineFilter::default() {
            (text.deadline_none(), text.deadline_none_reason())
        } else {
            (text.deadline_no_match(), text.deadline_no_match_reason())
        };
        view! { <Empty icon=IconName::Calendar title=title reason=reason/> }.into_any()
    } else {
        let columns = vec![
            Column::new(text.deadline_day()),
            Column::new(text.deadline_what()),
            Column::new(text.col_contract()),
            Column::new(text.deadline_left()),
        ];
        let rows = data
            .rows
            .into_iter()
            .map(|row| view! { <Row row=row/> })
            .collect_view();
        view! { <Table label=text.deadline_title() columns=columns>{rows}</Table> }.into_any()
    };
    view! {
        <Frame title=text.deadline_title() trail=Vec::new() viewer=viewer>
            <Done/>
            <FormProblem error=refused/>
            <PageHead title=text.deadline_title() sub=Some(view! { <p>{text.deadline_sub()}</p> }.into_any())/>
            <div class="cols main-aside">
                <Panel id="deadlines" heading=text.deadline_count(count)>
                    <div class="panel-b stack tight"><Filter filter=filter/>{tools}</div>
                    {body}
                </Panel>
                <Feed feed=data.feed kept=kept actions=actions/>
            </div>
        </Frame>
    }
}

#[component]
fn Filter(filter: DeadlineFilter) -> impl IntoView {
    let text = use_text();
    let any = || (String::new(), text.filter_any().to_owned());
    let kinds = std::iter::once(any())
        .chain(
            DeadlineKind::ALL
                .iter()
                .map(|kind| (kind.code().to_owned(), text.deadline_kind(*kind).to_owned())),
        )
        .collect();
    let horizons = std::iter::once(any())
        .chain([30, 90, 365].map(|days| (days.to_string(), text.deadline_within(i64::from(days)))))
        .collect();
    view! {
        <QueryForm action="/deadlines" search=text.deadline_filter()>
            <div class="field grow"><TextField name="search" label=text.contracts_search() kind="search" value=filter.search/></div>
            <SelectField name="kind" label=text.deadline_what() options=kinds chosen=filter.kind/>
            <SelectField name="within" label=text.deadline_horizon() options=horizons chosen=filter.within/>
            <button class="btn">{text.filter_apply()}</button>
        </QueryForm>
    }
}

#[component]
fn Row(row: DeadlineRow) -> impl IntoView {
    let text = use_text();
    let tone = match row.days_left {
        ..0 => Tone::Breach,
        0..=14 => Tone::Risk,
        _ => Tone::Info,
    };
    let left = if row.days_left < 0 {
        text.term_days_over(-row.days_left)
    } else {
        text.term_days_left(row.days_left)
    };
    let end = (row.kind != DeadlineKind::End).then(|| text.deadline_to_end(dates::date(text.0, row.end)));
    view! {
        <tr role="row">
            <RowHead>{dates::date(text.0, row.day)}<small>{dates::weekday(text.0, row.day)}</small></RowHead>
            <Cell label=text.deadline_what()>{text.deadline_kind(row.kind)}<small>{end}</small></Cell>
            <Cell label=text.col_contract()>
                <a href=format!("/contracts/{}#term", row.contract_id)>{format!("{} {}", row.contract_number, row.contract_title)}</a>
                <small>{row.supplier_name}</small>
            </Cell>
            <Cell label=text.deadline_left()><State tone=tone text=left/></Cell>
        </tr>
    }
}
