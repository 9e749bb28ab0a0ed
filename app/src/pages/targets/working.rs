//! The result with its working: every derived figure has its basis beside it.

use std::cmp::Ordering;

use domain::ratio::Ppm;
use domain::views::{Attainment, TargetRow, TargetView, Unit};
use leptos::prelude::*;

use crate::i18n::{Text, dates, format, use_text};
use crate::ui::{Budget, Direction, Empty, IconName, Panel, State, Tone, downtime_seconds};

/// What was reached, how it was computed, and what it costs.
#[component]
pub fn Result(
    /// The target in its period.
    data: TargetView,
) -> impl IntoView {
    let text = use_text();
    let period = dates::period(text.0, data.row.period);
    let body = if let Some(reached) = data.row.attainment {
        view! { <Working data=data reached=reached/> }.into_any()
    } else {
        view! {
            <Empty icon=IconName::Nothing title=text.target_no_data(&period) reason=text.target_no_data_reason()>
                <a class="btn" href="/imports">{text.target_no_data_action()}</a>
            </Empty>
        }
        .into_any()
    };
    view! { <Panel id="result" heading=text.target_result() meta=period>{body}</Panel> }
}

/// The division in full: „2.668.080 s von 2.678.400 s Servicezeit“ or „22 von 26 Tickets“.
fn division(text: Text, reached: &Attainment) -> String {
    let (up, whole) = (reached.ratio.numerator, reached.ratio.denominator);
    match reached.unit {
        Unit::Second => text.working_seconds(format::seconds(text.0, up), format::seconds(text.0, whole)),
        Unit::Ticket => text.working_tickets(format::integer(text.0, up), format::integer(text.0, whole)),
    }
}

/// What was missed: downtime as a duration and in seconds, or late tickets.
fn missed(text: Text, reached: &Attainment) -> (&'static str, String) {
    let missed = downtime_seconds(reached);
    match reached.unit {
        Unit::Second => (
            text.working_downtime(),
            format!(
                "{} = {}",
                format::duration(text.0, missed),
                format::seconds(text.0, missed)
            ),
        ),
        Unit::Ticket => (text.working_late(), format::integer(text.0, missed)),
    }
}

/// The comparison is made on the exact fraction; the words say how it came out.
fn comparison(text: Text, row: &TargetRow, reached: &Attainment) -> String {
    let threshold = format::percent_ppm(text.0, row.threshold_ppm);
    match reached.ratio.cmp_ppm(Ppm(row.threshold_ppm)) {
        Ordering::Less => text.working_below(threshold),
        Ordering::Equal => text.working_exactly(threshold),
        Ordering::Greater => text.working_above(threshold),
    }
}

#[component]
fn Working(data: TargetView, reached: Attainment) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let (missed_label, missed) = missed(text, &reached);
    let exact = format::attainment_exact(text.0, &reached);
    let credit = row.credit.map(|credit| {
        let share = text.target_share_of(
            format::percent_ppm(text.0, credit.percent_ppm),
            format::money(text.0, credit.base),
        );
        format!("{share} = {}", format::money(text.0, credit.amount))
    });
    view! {
        <div class="panel-b stack tight">
            <p class="result" data-status=Tone::from(row.status).code()>
                <b>{format::attainment(text.0, &reached)}</b>
                <State tone=Tone::from(row.status) text=text.status(row.status)/>
            </p>
            <dl class="working">
                <dt>{text.working_result()}</dt>
                <dd>{format!("{} = ", division(text, &reached))}<b>{exact}</b><small>{text.working_rounding()}</small></dd>
                <dt>{missed_label}</dt>
                <dd>{missed}</dd>
                <dt>{text.working_comparison()}</dt>
                <dd>{comparison(text, &row, &reached)}<small>{text.working_exact_comparison()}</small></dd>
                <dt>{text.col_budget()}</dt>
                <dd><Budget status=row.status budget=row.budget/></dd>
                <dt>{text.credit_word(row.contract_kind)}</dt>
                <dd>{credit.unwrap_or_else(|| "–".to_owned())}<div><Direction direction=row.direction/></div></dd>
                {row.claim_by.map(|day| view! { <dt>{text.col_claim_by()}</dt><dd>{text.claim(day, row.claim_open)}</dd> })}
                <Basis data=data/>
            </dl>
        </div>
    }
}

/// Contract version, calendar, zone and time of evaluation: what is needed to compute it again.
#[component]
fn Basis(data: TargetView) -> impl IntoView {
    let text = use_text();
    let goals = data
        .goals
        .iter()
        .map(|(name, seconds)| format!("{name}: {}", format::duration(text.0, *seconds)))
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <dt>{text.working_basis()}</dt>
        <dd>
            {text.working_version(data.contract_version)}
            <small>{format!("{}, {}", data.calendar_name, data.time_zone)}</small>
            {data.evaluated_at.map(|at| view! { <small>{format!("{}, {}", text.working_evaluated(dates::date_time(text.0, at)), data.time_zone)}</small> })}
        </dd>
        {(!goals.is_empty()).then(|| view! { <dt>{text.working_goals()}</dt><dd>{goals}</dd> })}
    }
}
