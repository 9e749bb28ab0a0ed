//! The panel of documents on the pages of contracts and suppliers.

mod upload;

use domain::document::Confidentiality;
use domain::ids::{ContractId, SupplierId};
use domain::policy::{Action, Role, allows};
use domain::views::DocumentRow;
use leptos::prelude::*;

use self::upload::Upload;
use crate::api::ApiError;
use crate::api::documents::{RemoveDocument, contract_documents, supplier_documents};
use crate::i18n::{dates, format, use_text};
use crate::pages::query;
use crate::ui::act::{failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{Confirm, Empty, Icon, IconName, Panel, StateIcon, Tone};

/// Documents of a contract.
#[component]
pub fn ContractDocuments(
    /// Whose.
    id: ContractId,
    /// Who is looking.
    role: Role,
) -> impl IntoView {
    if !allows(role, Action::DocumentRead) {
        return ().into_any();
    }
    let remove = ServerAction::<RemoveDocument>::new();
    let changes = successes(remove);
    let data = Resource::new_blocking(move || changes.get(), move |_| contract_documents(id.to_string()));
    let add = allows(role, Action::DocumentWrite).then(|| format!("/contracts/{id}/documents"));
    view! { <Documents data=data remove=remove add=add role=role/> }.into_any()
}

/// Documents of a supplier as a whole. They are the customer's own file on the supplier.
#[component]
pub fn SupplierDocuments(
    /// Whose.
    id: SupplierId,
    /// Who is looking.
    role: Role,
) -> impl IntoView {
    if !allows(role, Action::DocumentRead) || role.is_vendor() {
        return ().into_any();
    }
    let remove = ServerAction::<RemoveDocument>::new();
    let changes = successes(remove);
    let data = Resource::new_blocking(move || changes.get(), move |_| supplier_documents(id.to_string()));
    let add = allows(role, Action::DocumentWrite).then(|| format!("/suppliers/{id}/documents"));
    view! { <Documents data=data remove=remove add=add role=role/> }.into_any()
}

#[component]
fn Documents(
    data: Resource<Result<Vec<DocumentRow>, ApiError>>,
    remove: ServerAction<RemoveDocument>,
    add: Option<String>,
    role: Role,
) -> impl IntoView {
    let text = use_text();
    let outcome = query("document");
    let done = move || {
        let words = match outcome.get().as_deref() {
            Some("added") => text.document_added(),
            Some("removed") => text.document_removed(),
            _ => return None,
        };
        Some(
            view! { <div class="note" data-status="ok"><StateIcon tone=Tone::Ok/><div><p>{words}</p></div></div> },
        )
    };
    view! {
        <Panel id="documents" heading=text.document_title()>
            <div role="status">{done}</div>
            <FormProblem error=failure(remove)/>
            <Transition fallback=|| view! { <span class="skel"></span> }>
                {move || Suspend::new(async move {
                    data.await.ok().map(|rows| view! { <List rows=rows remove=remove role=role/> })
                })}
            </Transition>
            {add.map(|action| view! { <Upload action=action outcome=outcome role=role/> })}
        </Panel>
    }
}

#[component]
fn List(rows: Vec<DocumentRow>, remove: ServerAction<RemoveDocument>, role: Role) -> impl IntoView {
    let text = use_text();
    if rows.is_empty() {
        return view! { <Empty icon=IconName::Contract title=text.document_none() reason=text.document_none_reason()/> }
            .into_any();
    }
    let items = rows
        .into_iter()
        .map(|row| view! { <Item row=row remove=remove role=role/> })
        .collect_view();
    view! { <ul class="list">{items}</ul> }.into_any()
}

#[component]
fn Item(row: DocumentRow, remove: ServerAction<RemoveDocument>, role: Role) -> impl IntoView {
    let text = use_text();
    let href = format!("/documents/{}/content", row.id);
    let dated = row.dated_on.map(|day| dates::date(text.0, day));
    let facts = [
        Some(text.document_kind(row.kind).to_owned()),
        dated,
        Some(format::file_size(text.0, row.bytes)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let added = text.document_added_on(dates::date_time(text.0, row.added_at), &row.added_by);
    // Vendors see nothing else, so it would tell them nothing.
    let shared = (row.confidentiality == Confidentiality::Shared && !role.is_vendor())
        .then(|| view! { <span class="tag">{text.document_shared()}</span> });
    let id = row.id.to_string();
    let removable = allows(role, Action::DocumentRemove).then(|| {
        view! {
            <Confirm
                action=remove
                id=format!("document-{id}")
                open=text.document_remove()
                whom=row.title.clone()
                question=text.document_remove_question(&row.title)
                consequence=text.document_remove_consequence()
                button=text.document_remove()
            >
                <input type="hidden" name="id" value=id/>
            </Confirm>
        }
    });
    view! {
        <li>
            <Icon name=IconName::Download/>
            <div>
                <a href=href rel="external" download=row.file_name.clone()><b>{row.title}</b></a> {shared}
                <p>{facts}</p>
                <p class="meta">{added}</p>
                {removable}
            </div>
        </li>
    }
}
