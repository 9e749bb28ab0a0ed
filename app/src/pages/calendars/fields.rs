//! The fields of the form.

use domain::forms::CalendarForm;
use domain::time::holiday::Region;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::i18n::use_text;
use crate::ui::form::{CheckField, FieldProblem, SelectField, TextField};

/// Weekdays and the names of their fields.
const DAYS: [&str; 7] = [
    "form[mon]",
    "form[tue]",
    "form[wed]",
    "form[thu]",
    "form[fri]",
    "form[sat]",
    "form[sun]",
];

/// Name, description, zone.
#[component]
pub fn Names(
    /// As it stands.
    form: CalendarForm,
    /// Zones to choose from.
    zones: Vec<String>,
    /// Whether the hours cannot be changed.
    fixed: bool,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let problem = crate::ui::form::field_problem(text, "form[time_zone]", error);
    let zones = zones
        .into_iter()
        .map(|zone| view! { <option value=zone></option> })
        .collect_view();
    let zone = (!fixed).then(|| {
        view! {
            <div class="field">
                <label for="form[time_zone]">{text.calendar_zone()}</label>
                <p class="hint" id="zone-hint">{text.calendar_zone_hint()}</p>
                <input class="in" id="form[time_zone]" name="form[time_zone]" value=form.time_zone list="zones" autocomplete="off"
                    aria-invalid=move || problem.get().is_some().then_some("true") aria-describedby="zone-hint"/>
                <datalist id="zones">{zones}</datalist>
                {move || problem.get().map(|problem| view! { <FieldProblem id="zone-error".to_owned() problem=problem/> })}
            </div>
        }
    });
    view! {
        <TextField name="form[name]" label=text.calendar_name() hint=text.calendar_name_hint() value=form.name error=error/>
        <TextField name="form[description]" label=text.calendar_description() optional=true value=form.description error=error/>
        {zone}
    }
}

/// Everything that decides when the clock runs.
#[component]
pub fn Hours(
    /// As it stands.
    form: CalendarForm,
    /// The answer to the last attempt, with the form's names.
    error: Signal<Option<ApiError>>,
    /// The same as the service gave it, with its lines.
    lines: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let values = form.days().map(|(_, value)| value.to_owned());
    let days = DAYS
        .into_iter()
        .zip(values)
        .zip(0_u32..)
        .map(|((name, value), day)| view! { <TextField name=name label=text.weekday_name(day) optional=true value=value error=error/> })
        .collect_view();
    let none = (String::new(), text.calendar_no_holidays().to_owned());
    let regions = Region::ALL
        .iter()
        .rev()
        .take(1)
        .chain(Region::ALL.iter().take(Region::ALL.len() - 1))
        .map(|region| (region.code().to_owned(), text.region(*region).to_owned()));
    let regions = std::iter::once(none).chain(regions).collect();
    view! {
        <CheckField name="form[always]" label=text.calendar_always_switch() hint=text.calendar_always_hint() checked=form.always/>
        <div class="stack tight unless-always">
            <fieldset class="stack tight">
                <legend>{text.calendar_weekly()}</legend>
                <p class="hint">{text.calendar_weekly_hint()}</p>
                <div class="form">{days}</div>
                <CheckField name="form[overnight]" label=text.calendar_overnight() hint=text.calendar_overnight_hint() checked=form.overnight/>
                <CheckField name="form[cut_at_midnight]" label=text.calendar_cut() hint=text.calendar_cut_hint() checked=form.cut_at_midnight/>
            </fieldset>
            <div class="form">
                <SelectField name="form[region]" label=text.calendar_holidays() hint=text.calendar_region_hint() options=regions chosen=form.region error=error/>
                <TextField name="form[cutoff]" label=text.calendar_cutoff() hint=text.calendar_cutoff_hint() placeholder=text.form_time() inputmode="numeric" optional=true value=form.cutoff error=error/>
            </div>
            <Lines name="form[closed_days]" field="closed_days" label=text.calendar_closed_days() hint=text.calendar_closed_days_hint() value=form.closed_days error=lines/>
            <Lines name="form[extra_hours]" field="extra_hours" label=text.calendar_extra_hours() hint=text.calendar_extra_hours_hint() value=form.extra_hours error=lines/>
        </div>
    }
}

/// A field with one entry a line; what is wrong names its line.
#[component]
fn Lines(
    /// Name in the form and id.
    name: &'static str,
    /// What the service calls it.
    field: &'static str,
    /// The visible label.
    label: &'static str,
    /// How to fill it.
    hint: &'static str,
    /// What stands in it at first.
    value: String,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let problems = Memo::new(move |_| {
        error.with(|error| {
            error
                .as_ref()
                .map(|error| text.line_problems(field, &error.fields))
                .unwrap_or_default()
        })
    });
    let (hint_id, error_id) = (format!("{field}-hint"), format!("{field}-error"));
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field">
            <label for=name>{label} <span class="opt">" " {text.form_optional()}</span></label>
            <p class="hint" id=hint_id>{hint}</p>
            <textarea class="area" id=name name=name rows="4" spellcheck="false"
                aria-invalid=move || (!problems.read().is_empty()).then_some("true") aria-describedby=described>{value}</textarea>
            <div id=error_id>
                {move || problems.get().into_iter().map(|problem| view! { <FieldProblem id=String::new() problem=problem/> }).collect_view()}
            </div>
        </div>
    }
}
