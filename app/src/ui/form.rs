//! Fields with label, hint and error.

use std::collections::BTreeMap;

use domain::forms::FieldError;
use leptos::prelude::*;

pub use super::choice::{AreaField, CheckField, SelectField};
use super::{StateIcon, Tone};
use crate::api::ApiError;
use crate::i18n::{Text, use_text};

/// The id of a field; `scope` tells it from its namesakes in other forms of the page.
pub(super) fn scoped(scope: &str, name: &str) -> String {
    if scope.is_empty() {
        name.to_owned()
    } else {
        format!("{scope}-{name}")
    }
}

/// How a field's problem is put into words.
type Wording = fn(Text, &str) -> &'static str;

/// What the fields of a form are called, for whoever names them from afar. Fields enter themselves; what is said about
/// all of them is drawn afterwards.
#[derive(Clone, Copy, Default)]
pub struct Labels(StoredValue<BTreeMap<&'static str, (String, Wording)>>);

impl Labels {
    /// Enters a field of the form around.
    pub fn enter(name: &'static str, label: &str, wording: Wording) {
        if let Some(labels) = use_context::<Self>() {
            labels.0.update_value(|known| {
                known.insert(name, (label.to_owned(), wording));
            });
        }
    }

    /// A field's name and what is wrong with it.
    fn describe(self, text: Text, error: &FieldError) -> Option<String> {
        self.0.with_value(|known| {
            let (label, wording) = known.get(error.field.as_str())?;
            Some(text.form_field_problem(label, wording(text, &error.code)))
        })
    }
}

/// What is wrong with a field.
pub fn field_problem(
    text: Text,
    name: &'static str,
    error: Signal<Option<ApiError>>,
) -> Signal<Option<String>> {
    worded_problem(text, name, Text::field_problem, error)
}

/// What is wrong with a field, in words of its own.
pub(super) fn worded_problem(
    text: Text,
    name: &'static str,
    wording: Wording,
    error: Signal<Option<ApiError>>,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        error.with(|error| {
            error
                .as_ref()
                .and_then(|error| error.field(name).map(|code| wording(text, code).to_owned()))
        })
    })
}

/// The ids of what describes a field: its hint, and what is wrong with it.
pub(super) fn described(
    has_hint: bool,
    id: &str,
    problem: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (hint, error) = (format!("{id}-hint"), format!("{id}-error"));
    move || match (has_hint, problem.get().is_some()) {
        (true, true) => Some(format!("{hint} {error}")),
        (true, false) => Some(hint.clone()),
        (false, true) => Some(error.clone()),
        (false, false) => None,
    }
}

/// What is wrong with a field, below it.
#[component]
pub fn FieldProblem(
    /// Id that the field refers to.
    id: String,
    /// In words.
    problem: String,
) -> impl IntoView {
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
    /// Put before the id, where a page has several forms.
    #[prop(optional)]
    scope: &'static str,
    /// The answer to the last attempt.
    #[prop(into, default = Signal::stored(None))]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let text = use_text();
    let id = scoped(scope, name);
    Labels::enter(name, &label, Text::field_problem);
    let problem = field_problem(text, name, error);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = described(hint.is_some(), &id, problem);
    let given = |value: &'static str| (!value.is_empty()).then_some(value);
    view! {
        <div class="field">
            <label for=id.clone()>{label} {optional.then(|| view! { <span class="opt">" " {text.form_optional()}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                class="in"
                id=id
                name=name
                type=kind
                value=value
                autocomplete=given(autocomplete)
                inputmode=given(inputmode)
                placeholder=given(placeholder)
                aria-invalid=move || problem.get().is_some().then_some("true")
                aria-describedby=described
            />
            {move || problem.get().map(|problem| view! { <FieldProblem id=error_id.clone() problem=problem/> })}
        </div>
    }
}

/// Whose password a form asks for: not shown and not sent, but password managers store the pair.
#[component]
pub fn Username(
    /// The sign-in address; empty where only the link knows it.
    #[prop(optional, into)]
    email: String,
) -> impl IntoView {
    view! { <input type="text" autocomplete="username" value=email hidden readonly/> }
}

/// Every field at fault, as links that lead there.
#[component]
fn FieldLinks(error: ApiError, labels: Option<Labels>, scope: &'static str) -> impl IntoView {
    let text = use_text();
    if error.fields.is_empty() {
        return ().into_any();
    }
    let words = move |field: &FieldError| {
        labels
            .and_then(|labels| labels.describe(text, field))
            .unwrap_or_else(|| text.field_problem_of(field))
    };
    let links = error
        .fields
        .into_iter()
        .map(|field| view! { <li><a href=format!("#{}", scoped(scope, &field.field)) rel="external">{words(&field)}</a></li> })
        .collect_view();
    view! { <ul>{links}</ul> }.into_any()
}

/// What went wrong with the whole form, announced at once.
#[component]
pub fn FormProblem(
    /// The answer to the last attempt.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// Put before the ids of the fields, where a page has several forms.
    #[prop(optional)]
    scope: &'static str,
) -> impl IntoView {
    let text = use_text();
    let labels = use_context::<Labels>();
    view! {
        <div role="alert">
            {move || error.get().map(|error| view! {
                <div class="note" data-status="breach">
                    <StateIcon tone=Tone::Breach/>
                    <div>
                        <p>{text.form_problem(&error.code, error.fields.len())}</p>
                        <FieldLinks error=error.clone() labels=labels scope=scope/>
                        {error.reference().map(|id| view! { <p class="meta">{text.error_reference(id)}</p> })}
                    </div>
                </div>
            })}
        </div>
    }
}
