//! What is measured, against what, and until when a credit is claimed.

use domain::forms::{GoalForm, TargetForm};
use domain::time::period::PeriodKind;
use domain::views::{TargetDraft, WINDOWS};
use leptos::prelude::*;

use super::super::draft::regions;
use crate::api::ApiError;
use crate::i18n::{Text, use_text};
use crate::ui::entry::{Entry, EntryRows, FixedField};
use crate::ui::form::{SelectField, TextField};

/// Rows of every list. Empty ones are left out.
pub const ROWS: usize = 6;

/// The list filled up with empty rows.
pub fn padded<T: Clone + Default>(rows: &[T]) -> Vec<T> {
    let mut rows = rows.to_vec();
    rows.resize(ROWS.max(rows.len()), T::default());
    rows
}

/// Codes and words as a choice.
pub fn options(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words
        .iter()
        .map(|(code, word)| ((*code).to_owned(), (*word).to_owned()))
        .collect()
}

fn windows(text: Text) -> Vec<(String, String)> {
    WINDOWS
        .map(|window| (window_code(window).to_owned(), text.window(window).to_owned()))
        .to_vec()
}

const fn window_code(window: PeriodKind) -> &'static str {
    match window {
        PeriodKind::Day => "day",
        PeriodKind::Week => "week",
        PeriodKind::Month => "month",
        PeriodKind::Quarter => "quarter",
        PeriodKind::HalfYear => "half_year",
        PeriodKind::Year => "year",
    }
}

/// The wording of the value that is chosen.
fn wording(options: &[(String, String)], value: &str) -> String {
    let found = options.iter().find(|(code, _)| code == value);
    found.map(|(_, word)| word.clone()).unwrap_or_default()
}

/// Name, service, hours, metric, threshold and window. What results already rest on stays.
#[component]
pub fn Measure(
    /// What can be chosen.
    draft: TargetDraft,
    /// As it stands.
    form: TargetForm,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let choose = || (String::new(), text.form_choose().to_owned());
    let services: Vec<_> = std::iter::once(choose())
        .chain(
            draft
                .services
                .into_iter()
                .map(|(id, name)| (id.to_string(), name)),
        )
        .collect();
    let calendars = std::iter::once(choose())
        .chain(
            draft
                .calendars
                .into_iter()
                .map(|row| (row.id.to_string(), row.name)),
        )
        .collect();
    let metrics = options(&[
        ("availability", text.metric_availability()),
        ("in_time_rate", text.metric_in_time_rate()),
    ]);
    let field = |name, label: &'static str, options: Vec<(String, String)>, value: String| {
        if draft.measured {
            let shown = wording(&options, &value);
            view! { <FixedField name=name label=label reason=text.target_form_fixed() value=value shown=shown error=error/> }.into_any()
        } else {
            view! { <SelectField name=name label=label options=options chosen=value error=error/> }.into_any()
        }
    };
    let service = field(
        "service_id",
        text.col_service(),
        services,
        form.service_id.clone(),
    );
    let metric = field("metric", text.metric_title(), metrics, form.metric.clone());
    let window = field("window", text.window_title(), windows(text), form.window.clone());
    let maintenance = options(&[
        ("counts_as_up", text.target_form_counts_as_up()),
        ("removed", text.target_form_removed()),
    ]);
    view! {
        <fieldset class="stack tight">
            <legend>{text.target_form_measure()}</legend>
            <div class="form">
                <TextField name="name" label=text.target_form_name() hint=text.target_form_name_hint() value=form.name error=error/>
                {service}
                {metric}
                <SelectField name="calendar_id" label=text.contract_calendar() hint=text.target_form_calendar_hint() options=calendars chosen=form.calendar_id error=error/>
                <TextField name="threshold" label=text.target_form_threshold() hint=text.target_form_threshold_hint() inputmode="decimal" value=form.threshold error=error/>
                {window}
                <div class="if-availability"><SelectField name="maintenance" label=text.target_form_maintenance() hint=text.target_form_maintenance_hint() options=maintenance chosen=form.maintenance error=error/></div>
            </div>
            <div class="if-in-time"><Goals goals=form.goals error=error/></div>
        </fieldset>
    }
}

#[component]
fn Goals(goals: Vec<GoalForm>, error: Signal<Option<ApiError>>) -> impl IntoView {
    let text = use_text();
    let rows = padded(&goals)
        .into_iter()
        .map(|goal| {
            let unit = if goal.unit.is_empty() {
                "hour".to_owned()
            } else {
                goal.unit
            };
            vec![
                Entry {
                    figure: false,
                    ..Entry::figure("priority", text.target_form_priority(), &goal.priority)
                },
                Entry::figure("count", text.target_form_goal(), &goal.count),
                Entry {
                    options: vec![
                        ("hour", text.target_form_hours()),
                        ("minute", text.target_form_minutes()),
                    ],
                    ..Entry::figure("unit", text.target_form_unit_of_time(), &unit)
                },
            ]
        })
        .collect();
    view! { <EntryRows name="goals" legend=text.target_form_goals() hint=text.target_form_goals_hint() row=Text::goal_row rows=rows error=error/> }
}

/// Until when a credit is claimed.
#[component]
pub fn Claim(
    /// As it stands.
    form: TargetForm,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let rules = options(&[
        ("none", text.claim_none()),
        ("end_of_billing_cycle", text.claim_end_of_billing_cycle()),
        (
            "months_after_billing_month",
            text.claim_months_after_billing_month(),
        ),
        ("days_after", text.claim_days_after()),
        ("working_days_after", text.claim_working_days_after()),
    ]);
    view! {
        <fieldset class="stack tight if-money">
            <legend>{text.claim_title()}</legend>
            <div class="form">
                <SelectField name="claim" label=text.claim_rule() hint=text.claim_hint() options=rules chosen=form.claim error=error/>
                <div class="if-claim"><TextField name="claim_count" label=text.claim_count() inputmode="numeric" value=form.claim_count error=error/></div>
                <div class="if-working-days"><SelectField name="claim_region" label=text.draft_region() options=regions(text) chosen=form.claim_region error=error/></div>
            </div>
        </fieldset>
    }
}
