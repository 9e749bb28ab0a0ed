//! The form to record an outage.

use domain::views::ServiceChoice;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::outages::ReportOutage;
use crate::i18n::use_text;
use crate::pages::query;
use crate::ui::form::{FormProblem, SelectField, TextField};
use crate::ui::{Empty, IconName, Panel};

/// Service, beginning, end, cause. Without WASM the same form posts and comes back.
#[component]
pub fn Record(
    /// What an outage can be recorded for.
    choices: Vec<ServiceChoice>,
    /// What happened to the last attempt.
    action: ServerAction<ReportOutage>,
) -> impl IntoView {
    let text = use_text();
    let body = if choices.is_empty() {
        view! { <Empty icon=IconName::Outage title=text.outage_no_services() reason=text.outage_no_services_reason()/> }.into_any()
    } else {
        view! { <RecordForm choices=choices action=action/> }.into_any()
    };
    view! { <Panel id="record" heading=text.outage_record()>{body}</Panel> }
}

#[component]
fn RecordForm(choices: Vec<ServiceChoice>, action: ServerAction<ReportOutage>) -> impl IntoView {
    let text = use_text();
    let failed = Signal::derive(move || action.value().get().and_then(Result::err));
    let pending = action.pending();
    let form = NodeRef::<leptos::html::Form>::new();
    // The next outage must not inherit this one's number: that would supersede it.
    Effect::new(move |_| {
        if let (Some(Ok(())), Some(form)) = (action.value().get(), form.get()) {
            form.reset();
        }
    });
    let choices = choices
        .into_iter()
        .map(|choice| (choice.id.to_string(), choice.name));
    let options = std::iter::once((String::new(), text.form_choose().to_owned()))
        .chain(choices)
        .collect();
    // Without a script a refused form comes back with what was typed in its address.
    let typed = |name| query(name).get_untracked().unwrap_or_default();
    view! {
        <ActionForm action=action node_ref=form attr:class="panel-b stack tight">
            <FormProblem error=failed/>
            <SelectField name="service_id" label=text.col_service() options=options chosen=typed("service_id") error=failed/>
            <div class="form">
                <TextField name="start_date" label=text.outage_start_date() placeholder=text.form_date() inputmode="numeric" value=typed("start_date") error=failed/>
                <TextField name="start_time" label=text.outage_start_time() placeholder=text.form_time() inputmode="numeric" value=typed("start_time") error=failed/>
                <TextField name="end_date" label=text.outage_end_date() hint=text.outage_end_hint() placeholder=text.form_date() inputmode="numeric" optional=true value=typed("end_date") error=failed/>
                <TextField name="end_time" label=text.outage_end_time() hint=text.outage_end_hint() placeholder=text.form_time() inputmode="numeric" optional=true value=typed("end_time") error=failed/>
            </div>
            <TextField name="external_id" label=text.outage_reference() hint=text.outage_reference_hint() optional=true value=typed("external_id") error=failed/>
            <TextField name="cause" label=text.outage_cause() optional=true value=typed("cause") error=failed/>
            <div class="btn-row"><button class="btn primary" aria-busy=move || pending.get().then_some("true")>{text.outage_record()}</button></div>
        </ActionForm>
    }
}
