//! Impact and urgency to priority.

use domain::service::priority::{LEAST, PriorityMatrix, SIZES};
use domain::views::ServiceView;
use leptos::prelude::*;

use crate::api::services::PutPriorities;
use crate::i18n::use_text;
use crate::ui::act::failure;
use crate::ui::form::SelectField;
use crate::ui::{Act, Cell, Column, Panel, QueryForm, RowHead, Table};

/// The matrix, as a table to read or to write. Another size starts from the usual priorities.
#[component]
pub fn Priorities(
    /// The service.
    data: ServiceView,
    /// What writes it.
    action: ServerAction<PutPriorities>,
    /// Whether the viewer may write it.
    may: bool,
    /// Whether the address asks for the form.
    open: bool,
    /// The size the address asks for.
    size: Option<usize>,
) -> impl IntoView {
    let text = use_text();
    let id = data.row.id;
    let writing = may && open;
    let edit = (may && !open).then(|| {
        let href = format!("/services/{id}?edit=priorities#priorities");
        view! { <a class="btn small" href=href>{text.supplier_change()}</a> }.into_any()
    });
    let matrix = match size.filter(|size| writing && *size != data.matrix.size()) {
        Some(size) => PriorityMatrix::usual(size),
        None => data.matrix.clone(),
    };
    let columns = std::iter::once(Column::new(text.priority_impact()))
        .chain((1..=matrix.size()).map(|urgency| Column::new(text.priority_urgency(urgency.to_string()))))
        .collect();
    let rows = matrix
        .rows()
        .iter()
        .enumerate()
        .map(|(impact, cells)| {
            let cells = cells
                .iter()
                .enumerate()
                .map(|(urgency, priority)| {
                    let label = text.priority_urgency((urgency + 1).to_string());
                    let cell = if writing {
                        let name = text.priority_cell((impact + 1).to_string(), (urgency + 1).to_string());
                        view! { <Choice label=name priority=*priority/> }.into_any()
                    } else {
                        view! { <span class="tag" data-priority=priority.to_string()>{format!("P{priority}")}</span> }.into_any()
                    };
                    view! { <Cell label=label>{cell}</Cell> }
                })
                .collect_view();
            view! { <tr role="row"><RowHead>{text.priority_level((impact + 1).to_string())}</RowHead>{cells}</tr> }
        })
        .collect_view();
    let size = matrix.size();
    let table = view! { <Table label=text.priority_title() columns=columns>{rows}</Table> };
    let body = if writing {
        let cancel = view! { <a class="btn" href=format!("/services/{id}")>{text.form_cancel()}</a> };
        let sizes = SIZES
            .map(|size| (size.to_string(), text.priority_size(size.to_string())))
            .collect();
        view! {
            <div class="panel-b">
                <QueryForm action=format!("/services/{id}")>
                    <input type="hidden" name="edit" value="priorities"/>
                    <SelectField name="size" label=text.priority_levels() options=sizes chosen=size.to_string()/>
                    <button class="btn">{text.priority_resize()}</button>
                </QueryForm>
            </div>
            <Act action=action button=text.supplier_save() class="stack tight panel-b" beside=Some(cancel.into_any())>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="revision" value=data.revision.to_string()/>
                {table}
            </Act>
        }
        .into_any()
    } else {
        table.into_any()
    };
    let _ = failure(action);
    view! { <Panel id="priorities" heading=text.priority_title() meta=text.priority_meta() aside=edit>{body}</Panel> }
}

#[component]
fn Choice(label: String, priority: u8) -> impl IntoView {
    let options = (1..=LEAST)
        .map(|value| view! { <option value=value.to_string() selected=value == priority>{format!("P{value}")}</option> })
        .collect_view();
    view! { <select class="sel" name="cells[]" aria-label=label>{options}</select> }
}
