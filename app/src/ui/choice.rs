//! Fields to choose in, and fields of several lines.

use leptos::prelude::*;

use super::form::{FieldProblem, Labels, described, field_problem, scoped, worded_problem};
use crate::api::ApiError;
use crate::i18n::{Text, use_text};

/// A labelled choice; options are value and wording.
#[component]
pub fn SelectField(
    /// Name in the form; also makes the ids.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What to know before choosing.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Value and wording of each option.
    options: Vec<(String, String)>,
    /// The value chosen at first.
    #[prop(optional, into)]
    chosen: String,
    /// Put before the id, where a page has several forms.
    #[prop(optional)]
    scope: &'static str,
    /// The answer to the last attempt.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let id = scoped(scope, name);
    Labels::enter(name, &label, Text::choice_problem);
    let problem = worded_problem(text, name, Text::choice_problem, error);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = described(hint.is_some(), &id, problem);
    let options = options
        .into_iter()
        .map(move |(value, wording)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{wording}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <select
                class="sel"
                id=id
                name=name
                aria-invalid=move || problem.get().is_some().then_some("true")
                aria-describedby=described
            >
                {options}
            </select>
            {move || problem.get().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem/> })}
        </div>
    }
}

/// A labelled field of several lines.
#[component]
pub fn AreaField(
    /// Name in the form and id.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// How to fill it.
    #[prop(into)]
    hint: String,
    /// What stands in it at first.
    value: String,
    /// The answer to the last attempt.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    Labels::enter(name, &label, Text::field_problem);
    let problem = field_problem(text, name, error);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = described(true, name, problem);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            <textarea
                class="area"
                id=name
                name=name
                rows="4"
                spellcheck="false"
                aria-invalid=move || problem.get().is_some().then_some("true")
                aria-describedby=described
            >
                {value}
            </textarea>
            {move || problem.get().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem/> })}
        </div>
    }
}

/// A box to tick; sends `value` when ticked and nothing otherwise.
#[component]
pub fn CheckField(
    /// Name in the form.
    name: &'static str,
    /// What it sends.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What it means, below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value=value checked=checked/>
            <span>{label}{hint.map(|hint| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
