//! The targets of a draft, each with what became of it.

use domain::ids::ContractId;
use domain::views::{DraftTarget, TargetChange, VersionDraft};
use leptos::prelude::*;

use crate::api::drafting::RemoveTarget;
use crate::i18n::use_text;
use crate::ui::{Cell, Column, Confirm, Empty, Icon, IconName, Panel, RowHead, State, Table, Tone};

/// The list, with the way to a new one.
#[component]
pub fn Targets(
    /// The draft.
    data: VersionDraft,
    /// What takes a target out.
    remove: ServerAction<RemoveTarget>,
) -> impl IntoView {
    let text = use_text();
    let new = format!("/contracts/{}/draft/targets/new", data.contract_id);
    let add = view! { <a class="btn small" href=new.clone()><Icon name=IconName::Add/>{text.draft_add_target()}</a> }.into_any();
    let amended = data.number > 1;
    let body = if data.targets.is_empty() {
        view! {
            <Empty icon=IconName::Contract title=text.draft_no_targets() reason=text.draft_no_targets_reason()>
                <a class="btn" href=new>{text.draft_add_target()}</a>
            </Empty>
        }
        .into_any()
    } else {
        let mut columns = vec![
            Column::new(text.col_target()),
            Column::new(text.col_service()),
            Column::new(text.target_form_money()),
        ];
        if amended {
            columns.push(Column::new(text.draft_change()));
        }
        columns.push(Column::new(text.draft_actions()));
        let (contract, revision) = (data.contract_id, data.revision);
        let rows = data
            .targets
            .into_iter()
            .map(|row| view! { <Row row=row contract=contract revision=revision remove=remove/> })
            .collect_view();
        view! { <Table label=text.col_targets() columns=columns>{rows}</Table> }.into_any()
    };
    view! { <Panel id="targets" heading=text.col_targets() aside=Some(add)>{body}</Panel> }
}

fn tone(change: TargetChange) -> Tone {
    match change {
        TargetChange::New => Tone::Ok,
        TargetChange::Changed => Tone::Info,
        TargetChange::Same => Tone::Unknown,
        TargetChange::Removed => Tone::Risk,
    }
}

#[component]
fn Row(
    row: DraftTarget,
    contract: ContractId,
    revision: i32,
    remove: ServerAction<RemoveTarget>,
) -> impl IntoView {
    let text = use_text();
    let edit = format!("/contracts/{contract}/draft/targets/{}", row.id);
    let change = row.change.map(|change| {
        view! { <Cell label=text.draft_change()><State tone=tone(change) text=text.target_change(change)/></Cell> }
    });
    let (promise, model) = (
        text.promise(&row.definition),
        text.model(&row.definition.schedule),
    );
    let (name, link) = (row.name.clone(), edit.clone());
    let consequence = if row.change.is_some_and(|change| change != TargetChange::New) {
        text.draft_remove_consequence_measured()
    } else {
        text.draft_remove_consequence()
    };
    let buttons = view! {
            <a class="btn small" href=edit>{text.draft_edit_target()}<span class="vh">" " {row.name.clone()}</span></a>
            <Confirm action=remove id=format!("remove-{}", row.id) open=text.draft_remove_target() whom=row.name.clone()
                question=text.draft_remove_question(&row.name) consequence=consequence button=text.draft_remove_target()>
                <input type="hidden" name="id" value=contract.to_string()/>
                <input type="hidden" name="target" value=row.id.to_string()/>
                <input type="hidden" name="revision" value=revision/>
            </Confirm>
    };
    view! {
        <tr role="row">
            <RowHead>
                <a href=link>{name}</a>
                <small>{promise}</small>
            </RowHead>
            <Cell label=text.col_service()>{row.service_name}<small>{row.calendar_name}</small></Cell>
            <Cell label=text.target_form_money()>{model}</Cell>
            {change}
            <Cell label=text.draft_actions() class="full">
                <div class="btn-row">{buttons}</div>
            </Cell>
        </tr>
    }
}
