//! The target's page.

use domain::contract::ContractKind;
use domain::policy::{Action, allows};
use domain::views::{LedgerFilter, LedgerQuery, TargetView, Viewer};
use leptos::prelude::*;

use super::history::History;
use super::ledger::Ledger;
use super::working::Result as ResultPanel;
use crate::api::targets::target;
use crate::i18n::{dates, format, use_text};
use crate::pages::{param, query};
use crate::ui::form::SelectField;
use crate::ui::{Badge, Crumb, Frame, Loaded, PageHead, Panel, QueryForm, Tiers, Tone};

/// The codes of the filter in the address.
pub(super) const FILTERS: [(LedgerFilter, &str); 4] = [
    (LedgerFilter::All, "all"),
    (LedgerFilter::Missed, "missed"),
    (LedgerFilter::Met, "met"),
    (LedgerFilter::Pending, "pending"),
];

/// A target in the period and with the part of the ledger that the address asks for.
#[component]
pub fn TargetPage() -> impl IntoView {
    let (id, period) = (param("id"), query("period"));
    let (filter, search, page) = (query("filter"), query("q"), query("page"));
    let ledger = Memo::new(move |_| LedgerQuery {
        filter: filter
            .get()
            .and_then(|code| FILTERS.into_iter().find(|(_, known)| *known == code))
            .map_or_else(LedgerFilter::default, |(filter, _)| filter),
        search: search.get().unwrap_or_default(),
        page: page.get().and_then(|page| page.parse().ok()).unwrap_or(1),
    });
    let data = Resource::new_blocking(
        move || (id.get(), period.get(), ledger.get()),
        |(id, period, ledger)| target(id, period, ledger),
    );
    let view = move |data, viewer| {
        view! { <Target data=data ledger=ledger.get_untracked() viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Target(data: TargetView, ledger: LedgerQuery, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![
        Crumb(text.nav_contracts().to_owned(), "/contracts".to_owned()),
        Crumb(
            row.contract_number.clone(),
            format!("/contracts/{}?period={}", row.contract_id, row.period),
        ),
    ];
    let state = text.status(row.status);
    // Inside the house no money flows, so nothing is missing where an OLA has no schedule.
    let scheduled = row.contract_kind != ContractKind::Ola || !data.tiers.is_empty();
    let zone = (data.time_zone != viewer.time_zone)
        .then(|| view! { <p class="meta">{text.period_zone(&data.time_zone)}</p> });
    let ledger_zone = (data.time_zone != viewer.time_zone).then(|| data.time_zone.clone());
    let sub = view! {
        <p>
            <a href=format!("/contracts/{}?period={}", row.contract_id, row.period)>{row.contract_title.clone()}</a>
            {format!(" · {} · {}", row.supplier_name, data.service_name)}
        </p>
        {zone}
    };
    view! {
        <Frame title=row.name.clone() trail=trail viewer=viewer.clone()>
            <PageHead
                title=row.name.clone()
                over=format!("{} · {}", row.contract_number, text.target_at_least(format::percent_ppm(text.0, row.threshold_ppm)))
                badge=Some(view! { <Badge tone=Tone::from(row.status) text=state/> }.into_any())
                sub=Some(sub.into_any())
                actions=Some(view! { <PeriodPicker data=data.clone()/> }.into_any())
            />
            <div class=if scheduled { "cols half" } else { "stack" }>
                <ResultPanel data=data.clone()/>
                {scheduled.then(|| view! { <Steps data=data.clone()/> })}
            </div>
            <History row=row/>
            {allows(viewer.role, Action::PerformanceRead).then(|| view! { <Ledger data=data query=ledger zone=ledger_zone/> })}
        </Frame>
    }
}

#[component]
fn PeriodPicker(data: TargetView) -> impl IntoView {
    let text = use_text();
    let options = data
        .periods
        .iter()
        .map(|period| (period.to_string(), dates::period(text.0, *period)))
        .collect();
    view! {
        <QueryForm action=format!("/targets/{}", data.row.id)>
            <SelectField name="period" label=text.period_label() options=options chosen=data.row.period.to_string()/>
            <button class="btn">{text.period_show()}</button>
        </QueryForm>
    }
}

/// The credit schedule with today's position.
#[component]
fn Steps(data: TargetView) -> impl IntoView {
    let text = use_text();
    let row = data.row;
    let base = row
        .credit
        .map(|credit| text.schedule_base(format::money(text.0, credit.base)));
    let cap = data
        .cap_ppm
        .map(|cap| text.schedule_cap(format::percent_ppm(text.0, cap)));
    let basis = [base, cap].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let body = if data.tiers.is_empty() {
        view! { <crate::ui::Empty title=text.schedule_none() reason=text.schedule_none_reason()/> }.into_any()
    } else {
        view! {
            <div class="panel-b stack tight">
                <p class="meta">{basis}</p>
                <Tiers kind=row.contract_kind tiers=data.tiers attainment=row.attainment status=row.status/>
            </div>
        }
        .into_any()
    };
    view! { <Panel id="schedule" heading=text.schedule_name(row.contract_kind)>{body}</Panel> }
}
