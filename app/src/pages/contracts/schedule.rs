//! The credit schedule of one of the contract's targets.

use domain::views::{ContractView, ScheduleView, Status, TargetRow};
use leptos::prelude::*;

use crate::i18n::{format, use_text};
use crate::ui::form::SelectField;
use crate::ui::{Empty, Panel, QueryForm, Tiers};

/// The schedule asked for, or that of the first missed target, or the first.
fn choose<'a>(data: &'a ContractView, wanted: Option<&str>) -> Option<(&'a ScheduleView, &'a TargetRow)> {
    let with_target = |schedule: &'a ScheduleView| {
        data.targets
            .iter()
            .find(|row| row.id == schedule.target_id)
            .map(|row| (schedule, row))
    };
    let all: Vec<_> = data.schedules.iter().filter_map(with_target).collect();
    let asked = all
        .iter()
        .find(|(schedule, _)| wanted.is_some_and(|wanted| schedule.target_id.to_string() == wanted));
    asked
        .or_else(|| all.iter().find(|(_, row)| row.status == Status::Breached))
        .or_else(|| all.first())
        .copied()
}

/// The schedule's picture with a pin at the period's attainment.
#[component]
pub fn Schedule(
    /// The contract in its period.
    data: ContractView,
    /// The target whose schedule is wanted.
    chosen: Memo<Option<String>>,
) -> impl IntoView {
    let heading = use_text().schedule_name(data.row.kind);
    view! { <Panel id="schedule" heading=heading>{move || body(&data, chosen.get().as_deref())}</Panel> }
}

fn body(data: &ContractView, wanted: Option<&str>) -> AnyView {
    let text = use_text();
    let Some((schedule, row)) = choose(data, wanted) else {
        return view! { <Empty title=text.schedule_none() reason=text.schedule_none_reason()/> }.into_any();
    };
    let base = row
        .credit
        .map(|credit| text.schedule_base(format::money(text.0, credit.base)));
    let cap = schedule
        .cap_ppm
        .map(|cap| text.schedule_cap(format::percent_ppm(text.0, cap)));
    let basis = [base, cap].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (tiers, attainment, status, name) = (
        schedule.tiers.clone(),
        row.attainment,
        row.status,
        row.name.clone(),
    );
    let picker = (data.schedules.len() > 1)
        .then(|| view! { <Picker data=data.clone() chosen=schedule.target_id.to_string()/> });
    view! {
        <div class="panel-b stack tight">
            {picker}
            <p class="row"><b>{name}</b><span class="meta">{basis}</span></p>
            <Tiers kind=data.row.kind tiers=tiers attainment=attainment status=status/>
        </div>
    }
    .into_any()
}

#[component]
fn Picker(data: ContractView, chosen: String) -> impl IntoView {
    let text = use_text();
    let options = data
        .schedules
        .iter()
        .filter_map(|schedule| data.targets.iter().find(|row| row.id == schedule.target_id))
        .map(|row| (row.id.to_string(), row.name.clone()))
        .collect();
    view! {
        <QueryForm action=format!("/contracts/{}", data.row.id)>
            <input type="hidden" name="period" value=data.period.to_string()/>
            <SelectField name="schedule" label=text.schedule_target() options=options chosen=chosen/>
            <button class="btn">{text.schedule_show()}</button>
        </QueryForm>
    }
}
