//! Adding a document: a plain multipart form, so that it works without WASM and for large files.

use domain::document::{Confidentiality, DocumentKind};
use domain::policy::Role;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::i18n::use_text;
use crate::ui::form::{FormProblem, SelectField, TextField};
use crate::ui::{Icon, IconName};

/// File, kind, title, date, and for the tenant's own people who sees it.
#[component]
pub fn Upload(
    /// Where the form goes.
    action: String,
    /// What became of the last attempt.
    outcome: Memo<Option<String>>,
    /// Who adds.
    role: Role,
) -> impl IntoView {
    let text = use_text();
    let refused = Signal::derive(move || {
        outcome
            .get()
            .as_deref()
            .filter(|told| !["added", "removed"].contains(told))
            .map(ApiError::told)
    });
    let kinds = DocumentKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), text.document_kind(*kind).to_owned()))
        .collect();
    let seen = [Confidentiality::Internal, Confidentiality::Shared].map(|who| {
        (
            who.code().to_owned(),
            text.document_confidentiality(who).to_owned(),
        )
    });
    let seen = (!role.is_vendor()).then(|| {
        view! { <SelectField name="confidentiality" label=text.document_seen_by() options=seen.to_vec() scope="document" error=refused/> }
    });
    let problem = crate::ui::form::field_problem(text, "file", refused);
    view! {
        <details class="letter panel-b" open=move || refused.get().is_some()>
            <summary>{text.document_add()}</summary>
            <form class="stack tight upload" method="post" action=action enctype="multipart/form-data">
                <FormProblem error=refused scope="document"/>
                <div class="drop">
                    <Icon name=IconName::Import/>
                    <label for="document-file">{text.document_choose_file()}</label>
                    <p class="hint" id="document-file-hint">{text.document_file_hint()}</p>
                    <input id="document-file" name="file" type="file" required aria-describedby="document-file-hint"
                        aria-invalid=move || problem.get().is_some().then_some("true")/>
                </div>
                <SelectField name="kind" label=text.document_kind_label() options=kinds scope="document" error=refused/>
                <TextField name="title" label=text.document_name() hint=text.document_name_hint() optional=true scope="document" error=refused/>
                <TextField name="dated_on" label=text.document_dated_on() placeholder=text.form_date() inputmode="numeric" optional=true scope="document" error=refused/>
                {seen}
                <div class="btn-row"><button class="btn primary">{text.document_add()}</button></div>
            </form>
        </details>
    }
}
