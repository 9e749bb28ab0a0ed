//! Fields with label, hint and error.

use leptos::prelude::*;

use super::{StateIcon, Tone};
use crate::api::ApiError;
use crate::i18n::use_text;

/// What is wrong with a field, below it.
#[component]
fn FieldProblem(id: String, problem: String) -> impl IntoView {
    view! { <p class="err" id=id><StateIcon tone=Tone::Breach/><span>{problem}</span></p> }
}

/// A labelled one-line text field.
#[component]
pub fn TextField(
    /// Name in the form; also makes the ids.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// How to fill it, above the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `email`, `password` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: &'static str,
    /// An example inside the empty field.
    #[prop(optional)]
    placeholder: &'static str,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// The answer to the last attempt.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let problem = move || {
        error.with(|error| {
            error
                .as_ref()
                .and_then(|error| error.field(name).map(|code| text.field_problem(code)))
        })
    };
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let has_hint = hint.is_some();
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || match (has_hint, problem().is_some()) {
            (true, true) => Some(format!("{hint_id} {error_id}")),
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (false, false) => None,
        }
    };
    let given = |value: &'static str| (!value.is_empty()).then_some(value);
    view! {
        <div class="field">
            <label for=name>{label} {optional.then(|| view! { <span class="opt">" " {text.form_optional()}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                class="in"
                id=name
                name=name
                type=kind
                value=value
                autocomplete=given(autocomplete)
                inputmode=given(inputmode)
                placeholder=given(placeholder)
                aria-invalid=move || problem().is_some().then_some("true")
                aria-describedby=described
            />
            {move || problem().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem.to_owned()/> })}
        </div>
    }
}

/// A labelled choice; options are value and wording.
#[component]
pub fn SelectField(
    /// Name in the form and id.
    name: &'static str,
    /// The visible label.
    #[prop(into)]
    label: String,
    /// Value and wording of each option.
    options: Vec<(String, String)>,
    /// The value chosen at first.
    #[prop(optional, into)]
    chosen: String,
    /// The answer to the last attempt.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let problem = move || {
        error.with(|error| {
            error
                .as_ref()
                .and_then(|error| error.field(name).map(|code| text.field_problem(code)))
        })
    };
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    let options = options
        .into_iter()
        .map(move |(value, wording)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{wording}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                class="sel"
                id=name
                name=name
                aria-invalid=move || problem().is_some().then_some("true")
                aria-describedby=move || problem().map(|_| described.clone())
            >
                {options}
            </select>
            {move || problem().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem.to_owned()/> })}
        </div>
    }
}

/// Every field at fault, as links that lead there.
#[component]
fn FieldLinks(error: ApiError) -> impl IntoView {
    let text = use_text();
    if error.fields.is_empty() {
        return ().into_any();
    }
    let links = error
        .fields
        .into_iter()
        .map(|field| view! { <li><a href=format!("#{}", field.field) rel="external">{text.field_problem(&field.code)}</a></li> })
        .collect_view();
    view! { <ul>{links}</ul> }.into_any()
}

/// What went wrong with the whole form, announced at once.
#[component]
pub fn FormProblem(
    /// The answer to the last attempt.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    view! {
        <div role="alert">
            {move || error.get().map(|error| view! {
                <div class="note" data-status="breach">
                    <StateIcon tone=Tone::Breach/>
                    <div>
                        <p>{text.problem(&error.code)}</p>
                        <FieldLinks error=error.clone()/>
                        {error.reference().map(|id| view! { <p class="meta">{text.error_reference(id)}</p> })}
                    </div>
                </div>
            })}
        </div>
    }
}
