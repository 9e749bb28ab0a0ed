//! Smaller fields for forms with many: lengths, and rows of entries.

use domain::forms::LengthForm;
use leptos::prelude::*;

use super::form::FieldProblem;
use crate::api::ApiError;
use crate::i18n::use_text;

/// What is wrong with a field or row whose name is made while rendering.
pub fn row_problem(name: String, error: Signal<Option<ApiError>>) -> Signal<Option<String>> {
    let text = use_text();
    Signal::derive(move || {
        error.with(|error| {
            let code = error.as_ref()?.field(&name)?;
            Some(text.field_problem(code).to_owned())
        })
    })
}

/// How many of what, such as three months.
#[component]
pub fn LengthField(
    /// Name in the form and id.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// What it means.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What stands in it at first.
    value: LengthForm,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let problem = row_problem(name.to_owned(), error);
    let described = super::form::described(hint.is_some(), name, problem);
    let unit = if value.unit.is_empty() {
        "month".to_owned()
    } else {
        value.unit
    };
    let units = text
        .length_units()
        .into_iter()
        .map(|(code, word)| {
            let selected = code == unit;
            view! { <option value=code selected=selected>{word}</option> }
        })
        .collect_view();
    let unit_label = text.entry_unit_of(&label);
    view! {
        <div class="field">
            <label for=name>{label} {optional.then(|| view! { <span class="opt">" " {text.form_optional()}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <div class="pair">
                <input class="in n" id=name name=format!("{name}[count]") value=value.count inputmode="numeric" autocomplete="off"
                    aria-invalid=move || problem.get().is_some().then_some("true") aria-describedby=described/>
                <select class="sel" name=format!("{name}[unit]") aria-label=unit_label>{units}</select>
            </div>
            {move || problem.get().map(|problem| view! { <FieldProblem id=format!("{name}-error") problem=problem/> })}
        </div>
    }
}

/// One entry of a row.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Name in the row.
    pub name: &'static str,
    /// What it is, for those who do not see the column's head.
    pub label: &'static str,
    /// What stands in it at first.
    pub value: String,
    /// Whether it is a figure.
    pub figure: bool,
    /// Options to choose from instead of typing.
    pub options: Vec<(&'static str, &'static str)>,
}

impl Entry {
    /// A figure.
    pub fn figure(name: &'static str, label: &'static str, value: &str) -> Self {
        Self {
            name,
            label,
            value: value.to_owned(),
            figure: true,
            options: Vec::new(),
        }
    }
}

/// Rows of entries, some of which may stay empty. What is wrong with a row stands below it.
#[component]
pub fn EntryRows(
    /// Name of the list in the form and id.
    name: &'static str,
    /// What the rows are.
    legend: &'static str,
    /// How to fill them.
    hint: &'static str,
    /// What one row is called, by its number.
    row: fn(crate::i18n::Text, usize) -> String,
    /// The entries of each row.
    rows: Vec<Vec<Entry>>,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let heads = rows
        .first()
        .map(|entries| {
            let words = entries.iter().map(|entry| entry.label);
            words.map(|label| view! { <span>{label}</span> }).collect_view()
        })
        .unwrap_or_default();
    let whole = row_problem(name.to_owned(), error);
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(index, entries)| view! { <Line list=name index=index title=row(text, index + 1) entries=entries error=error/> })
        .collect_view();
    view! {
        <fieldset class="entries" id=name>
            <legend>{legend}</legend>
            <p class="hint">{hint}</p>
            <div class="entry-heads" aria-hidden="true"><span></span>{heads}</div>
            {lines}
            {move || whole.get().map(|problem| view! { <FieldProblem id=format!("{name}-error") problem=problem/> })}
        </fieldset>
    }
}

#[component]
fn Line(
    list: &'static str,
    index: usize,
    title: String,
    entries: Vec<Entry>,
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let id = format!("{list}.{}", index + 1);
    let problem = row_problem(id.clone(), error);
    let error_id = format!("{id}-error");
    let fields = entries
        .into_iter()
        .enumerate()
        .map(|(at, entry)| {
            // The error box leads to the first entry of the row.
            let field_id = if at == 0 { id.clone() } else { format!("{id}-{}", entry.name) };
            let name = format!("{list}[{index}][{}]", entry.name);
            let label = format!("{title}: {}", entry.label);
            let described = error_id.clone();
            let invalid = move || problem.get().is_some().then_some("true");
            let described = move || problem.get().map(|_| described.clone());
            if entry.options.is_empty() {
                let (class, mode) = if entry.figure { ("in n", "decimal") } else { ("in", "text") };
                view! { <input class=class id=field_id name=name value=entry.value inputmode=mode autocomplete="off" aria-label=label aria-invalid=invalid aria-describedby=described/> }.into_any()
            } else {
                let options = entry
                    .options
                    .into_iter()
                    .map(|(code, word)| view! { <option value=code selected=code == entry.value>{word}</option> })
                    .collect_view();
                view! { <select class="sel" id=field_id name=name aria-label=label aria-invalid=invalid aria-describedby=described>{options}</select> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="entry-row">
            <span class="entry-no">{title.clone()}</span>
            {fields}
            {move || problem.get().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem/> })}
        </div>
    }
}

/// What can no longer change: shown with the reason, and sent along.
#[component]
pub fn FixedField(
    /// Name in the form; also makes the ids.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// Why it stays.
    #[prop(into)]
    reason: String,
    /// What is sent.
    value: String,
    /// What is shown.
    shown: String,
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let problem = row_problem(name.to_owned(), error);
    let described = super::form::described(true, name, problem);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{reason}</p>
            <input type="hidden" name=name value=value/>
            <input class="in" id=name value=shown readonly aria-describedby=described/>
            {move || problem.get().map(|problem| view! { <FieldProblem id=format!("{name}-error") problem=problem/> })}
        </div>
    }
}

/// That somebody else was faster, and what to do with what was typed.
#[component]
pub fn Overtaken(
    /// The answer to the last attempt.
    error: Signal<Option<ApiError>>,
    /// The page that shows the present state.
    page: String,
) -> impl IntoView {
    let text = use_text();
    let stale = move || error.with(|error| error.as_ref().is_some_and(|error| error.code == "stale"));
    view! {
        {move || stale().then(|| view! {
            <p class="meta">{text.entry_kept()} " " <a href=page.clone() rel="external" target="_blank">{text.entry_present()}</a></p>
        })}
    }
}
