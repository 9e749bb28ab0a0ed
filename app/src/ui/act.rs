//! Forms that change something, with or without WASM.

use leptos::context::Provider;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FormData, KeyboardEvent};
use serde::de::DeserializeOwned;
use server_fn::client::Client;
use server_fn::codec::{Json, PostUrl};
use server_fn::request::ClientReq;
use server_fn::{Http, ServerFn};

use super::form::{FormProblem, Labels};
use crate::api::ApiError;
use crate::i18n::use_text;

/// What went wrong at the last attempt.
pub fn failure<S>(action: ServerAction<S>) -> Signal<Option<ApiError>>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// The first of several failures.
pub fn first_failure<const N: usize>(failures: [Signal<Option<ApiError>>; N]) -> Signal<Option<ApiError>> {
    Signal::derive(move || failures.iter().find_map(Signal::get))
}

/// How often an action has succeeded: what a page's data depends on. After a refusal nothing is drawn anew, so that
/// everything typed and chosen stays.
pub fn successes<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    Memo::new(move |before: Option<&u32>| {
        let succeeded = action.value().with(|answer| matches!(answer, Some(Ok(_))));
        before.copied().unwrap_or_default() + u32::from(succeeded)
    })
}

/// Loads the address that an action answers with. Loading and not navigating, because the language may change.
pub fn follow<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = String, Error = ApiError> + Clone + Send + Sync + 'static,
{
    Effect::new(move |_| {
        if let Some(Ok(address)) = action.value().get()
            && let Err(refused) = window().location().set_href(&address)
        {
            leptos::logging::error!("{refused:?}");
        }
    });
}

/// A form with its problems above and its button below. It is emptied when it has succeeded.
#[component]
pub fn Act<S>(
    /// What the form does.
    action: ServerAction<S>,
    /// The button.
    #[prop(into)]
    button: String,
    /// Put before the ids of the fields, where a page has several forms.
    #[prop(optional)]
    scope: &'static str,
    /// Looks of the form.
    #[prop(default = "stack tight")]
    class: &'static str,
    /// Looks of the button.
    #[prop(default = "btn primary")]
    look: &'static str,
    /// What stands beside the button.
    #[prop(optional_no_strip)]
    beside: Option<AnyView>,
    /// The fields.
    children: Children,
) -> impl IntoView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, Json>, Error = ApiError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Output: Clone + Send + Sync + 'static,
    S::Client: Client<ApiError>,
    <<S::Client as Client<ApiError>>::Request as ClientReq<ApiError>>::FormData: From<FormData>,
{
    let pending = action.pending();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if let (Some(Ok(_)), Some(form)) = (action.value().get(), form.get()) {
            form.reset();
        }
    });
    view! {
        <Provider value=Labels::default()>
        <ActionForm action=action node_ref=form attr:class=class>
            <FormProblem error=failure(action) scope=scope/>
            {children()}
            <div class="btn-row">
                <button class=look aria-busy=move || pending.get().then_some("true")>{button}</button>
                {beside}
            </div>
        </ActionForm>
        </Provider>
    }
    .into_any()
}

/// Keeps the keyboard inside a question: at its end it goes on at its beginning, and the other way round.
fn go_round(event: &KeyboardEvent, backwards: bool, to: NodeRef<html::Button>) {
    if event.key() != "Tab" || event.shift_key() != backwards {
        return;
    }
    if let Some(button) = to.get_untracked()
        && button.focus().is_ok()
    {
        event.prevent_default();
    }
}

/// A button that asks before it acts. The dialog is a native popover and needs no script; why an attempt was refused
/// is for the page to say.
#[component]
pub fn Confirm<S>(
    /// What is done.
    action: ServerAction<S>,
    /// Id of the dialog, unique on the page.
    id: String,
    /// The button that opens the dialog.
    #[prop(into)]
    open: String,
    /// Whom or what it is about, for those who do not see the row.
    #[prop(optional, into)]
    whom: String,
    /// The question.
    #[prop(into)]
    question: String,
    /// The consequence.
    #[prop(into)]
    consequence: String,
    /// The button that answers.
    #[prop(into)]
    button: String,
    /// Looks of the answering button.
    #[prop(default = "btn danger")]
    look: &'static str,
    /// Hidden fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, Json>, Error = ApiError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Output: Clone + Send + Sync + 'static,
    S::Client: Client<ApiError>,
    <<S::Client as Client<ApiError>>::Request as ClientReq<ApiError>>::FormData: From<FormData>,
{
    let text = use_text();
    let pending = action.pending();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let (Some(_), Some(dialog)) = (action.value().get(), dialog.get()) {
            // Refused when it is not open, which is what is wanted.
            drop(dialog.hide_popover());
        }
    });
    let (back_button, answer_button) = (NodeRef::<html::Button>::new(), NodeRef::new());
    let heading = format!("{id}-heading");
    let (target, back, labelled_by) = (id.clone(), id.clone(), heading.clone());
    view! {
        <button class="btn small" type="button" popovertarget=target on:click=move |_| action.clear()>{open}<span class="vh">" " {whom}</span></button>
        <dialog class="dlg" id=id popover="auto" aria-labelledby=labelled_by node_ref=dialog>
            <h3 id=heading>{question}</h3>
            <p>{consequence}</p>
            <ActionForm action=action>
                {children.map(|children| children())}
                <div class="btn-row">
                    <button class="btn" type="button" popovertarget=back popovertargetaction="hide" node_ref=back_button on:keydown=move |event| go_round(&event, true, answer_button)>{text.form_cancel()}</button>
                    <button class=look aria-busy=move || pending.get().then_some("true") node_ref=answer_button on:keydown=move |event| go_round(&event, false, back_button)>{button}</button>
                </div>
            </ActionForm>
        </dialog>
    }
    .into_any()
}
