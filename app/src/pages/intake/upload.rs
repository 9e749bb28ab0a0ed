//! The upload: what a table may look like, an empty one to fill in, the file.

use domain::forms::intake::{IntakeKind, MOST_ROWS};
use domain::views::Viewer;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::intake::{contract_columns, supplier_columns};
use crate::i18n::{Text, use_text};
use crate::pages::query;
use crate::ui::form::FormProblem;
use crate::ui::{Crumb, Done, Frame, Icon, IconName, Loaded, PageHead, Panel};

/// Suppliers from a table.
#[component]
pub fn SupplierIntakePage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| supplier_columns());
    let view = |columns, viewer| {
        view! { <Upload kind=IntakeKind::Suppliers columns=columns viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// Contracts from a table.
#[component]
pub fn ContractIntakePage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| contract_columns());
    let view = |columns, viewer| {
        view! { <Upload kind=IntakeKind::Contracts columns=columns viewer=viewer/> }.into_any()
    };
    view! { <Loaded data=data view=view/> }.into_any()
}

/// The list that a take-over adds to.
pub fn trail(text: Text, kind: IntakeKind) -> Vec<Crumb> {
    let words = match kind {
        IntakeKind::Suppliers => text.nav_suppliers(),
        IntakeKind::Contracts => text.nav_contracts(),
    };
    vec![Crumb(words.to_owned(), format!("/{}", kind.code()))]
}

#[component]
fn Upload(kind: IntakeKind, columns: Vec<String>, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let told = query("refused");
    let refused = Signal::derive(move || told.get().as_deref().map(ApiError::told));
    let headings = move || refused.get().map_or_else(Vec::new, |error| error.fields);
    let missing = move || {
        let missing = headings().into_iter().filter(|error| error.field != "file");
        missing
            .map(|error| {
                let heading = kind.heading(&error.field, text.0);
                view! { <p>{text.intake_column(heading, text.field_problem(&error.code))}</p> }
            })
            .collect_view()
    };
    let page = format!("/{}/import", kind.code());
    let title = text.intake_title(kind);
    let (empty, here) = (format!("{page}.xlsx"), format!("{page}/upload"));
    let columns = columns
        .into_iter()
        .map(|heading| view! { <li><span class="tag">{heading}</span></li> })
        .collect_view();
    view! {
        <Frame title=title trail=trail(text, kind) viewer=viewer>
            <PageHead title=title sub=Some(view! { <p>{text.intake_sub(kind)}</p> }.into_any())/>
            <Done/>
            <div class="cols main-aside">
                <Panel id="upload" heading=text.intake_upload()>
                    <form class="panel-b stack tight upload" method="post" action=here enctype="multipart/form-data">
                        <FormProblem error=refused/>
                        {missing}
                        <div class="drop">
                            <Icon name=IconName::Import/>
                            <label for="file">{text.intake_file()}</label>
                            <p class="hint" id="file-hint">{text.intake_file_hint(i64::try_from(MOST_ROWS).unwrap_or_default())}</p>
                            <input id="file" name="file" type="file" accept=".csv,.xlsx,text/csv" required aria-describedby="file-hint"/>
                        </div>
                        <div class="btn-row"><button class="btn primary">{text.intake_preview()}</button></div>
                    </form>
                </Panel>
                <Panel id="columns" heading=text.intake_columns()>
                    <div class="panel-b stack tight">
                        <p>{text.intake_columns_reason(kind)}</p>
                        <ul class="row plain">{columns}</ul>
                        <a class="btn" href=empty rel="external" download=""><Icon name=IconName::Download/>{text.intake_template()}</a>
                    </div>
                </Panel>
            </div>
        </Frame>
    }
}
