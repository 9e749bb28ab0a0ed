//! The preview of a take-over: what becomes of each row, and the yes.

use domain::forms::intake::IntakeKind;
use domain::views::{IntakeCounts, IntakeOutcome, IntakeRow, IntakeStatus, IntakeView, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::upload::trail;
use crate::api::intake::{ConfirmIntake, DiscardIntake, intake};
use crate::i18n::{Text, dates, format, use_text};
use crate::pages::param;
use crate::ui::act::{failure, first_failure};
use crate::ui::form::FormProblem;
use crate::ui::{
    Cell, Column, Empty, Frame, IconName, Loaded, PageHead, Panel, RowHead, Stat, State, Table, Tone,
};

#[derive(Clone, Copy)]
struct Actions {
    confirm: ServerAction<ConfirmIntake>,
    discard: ServerAction<DiscardIntake>,
}

/// A take-over's page.
#[component]
pub fn IntakePage() -> impl IntoView {
    let id = param("id");
    let actions = Actions {
        confirm: ServerAction::new(),
        discard: ServerAction::new(),
    };
    // After a refusal the rows may have become others.
    let tries = move || (actions.confirm.version().get(), actions.discard.version().get());
    let data = Resource::new_blocking(move || (id.get(), tries()), |(id, _)| intake(id));
    let view = move |data, viewer| view! { <Intake data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Intake(data: IntakeView, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let over = text.import_uploaded(dates::date_time(text.0, data.created_at), &data.created_by);
    let refused = first_failure([failure(actions.confirm), failure(actions.discard)]);
    let kind = data.kind;
    let rows = match data.status {
        IntakeStatus::Open => view! { <Rows kind=kind rows=data.rows.clone()/> }.into_any(),
        IntakeStatus::Done | IntakeStatus::Discarded => {
            let list = format!("/{}", kind.code());
            let title = text.intake_over(data.status);
            view! {
                <Panel id="rows" heading=text.intake_rows()>
                    <Empty icon=IconName::Import title=title reason=text.intake_over_reason()>
                        <a class="btn" href=list>{text.intake_to_list(kind)}</a>
                    </Empty>
                </Panel>
            }
            .into_any()
        }
    };
    let decide =
        (data.status == IntakeStatus::Open).then(|| view! { <Decide data=data.clone() actions=actions/> });
    view! {
        <Frame title=data.file_name.clone() trail=trail(text, kind) viewer=viewer>
            <PageHead title=data.file_name.clone() over=over sub=Some(view! { <p>{text.intake_title(kind)}</p> }.into_any())/>
            <FormProblem error=refused/>
            <Totals counts=data.counts/>
            {decide}
            {rows}
        </Frame>
    }
}

#[component]
fn Totals(counts: IntakeCounts) -> impl IntoView {
    let text = use_text();
    let figure = |value: u32| format::integer(text.0, value.into());
    view! {
        <section class="panel" aria-label=text.import_totals()>
            <div class="stats">
                <Stat label=text.intake_new() value=figure(counts.new)/>
                <Stat label=text.intake_changed() value=figure(counts.changed)/>
                <Stat label=text.intake_unchanged() value=figure(counts.unchanged)/>
                <Stat label=text.intake_refused() value=figure(counts.refused)/>
            </div>
        </section>
    }
}

/// What is written, all at once, or thrown away.
#[component]
fn Decide(data: IntakeView, actions: Actions) -> impl IntoView {
    let text = use_text();
    let counts = data.counts;
    let id = data.id.to_string();
    let seen = data.seen;
    let pending = actions.confirm.pending();
    let yes = counts.writes().then(|| {
        let words = text.intake_confirm(i64::from(counts.new + counts.changed));
        view! {
            <ActionForm action=actions.confirm>
                <input type="hidden" name="id" value=id.clone()/>
                <input type="hidden" name="seen" value=seen.clone()/>
                <button class="btn primary" aria-busy=move || pending.get().then_some("true")>{words}</button>
            </ActionForm>
        }
    });
    let reason = if counts.refused > 0 {
        text.intake_without(i64::from(counts.refused))
    } else if counts.writes() {
        text.intake_at_once().to_owned()
    } else {
        text.intake_nothing().to_owned()
    };
    view! {
        <Panel id="decide" heading=text.intake_decide()>
            <div class="panel-b stack tight">
                <p>{reason}</p>
                <div class="btn-row">
                    {yes}
                    <ActionForm action=actions.discard>
                        <input type="hidden" name="id" value=data.id.to_string()/>
                        <button class="btn">{text.intake_discard()}</button>
                    </ActionForm>
                </div>
            </div>
        </Panel>
    }
}

/// Refused rows first: somebody has to do something about them.
#[component]
fn Rows(kind: IntakeKind, mut rows: Vec<IntakeRow>) -> impl IntoView {
    let text = use_text();
    rows.sort_by_key(|row| !matches!(row.outcome, IntakeOutcome::Refused { .. }));
    let columns = vec![
        Column::number(text.intake_line()),
        Column::new(text.intake_what()),
        Column::new(text.intake_outcome()),
    ];
    let rows = rows
        .into_iter()
        .map(|row| {
            let (tone, words, detail) = outcome(text, kind, row.outcome);
            let detail = detail
                .into_iter()
                .map(|line| view! { <small>{line}</small> })
                .collect_view();
            view! {
                <tr role="row">
                    <Cell label=text.intake_line() class="n">{row.line.to_string()}</Cell>
                    <RowHead>{row.name}</RowHead>
                    <Cell label=text.intake_outcome()><State tone=tone text=words/>{detail}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Panel id="rows" heading=text.intake_rows()><Table label=text.intake_rows() columns=columns>{rows}</Table></Panel> }
}

fn outcome(text: Text, kind: IntakeKind, outcome: IntakeOutcome) -> (Tone, &'static str, Vec<String>) {
    match outcome {
        IntakeOutcome::New => (Tone::Ok, text.intake_is_new(), Vec::new()),
        IntakeOutcome::Unchanged => (Tone::Unknown, text.intake_is_same(kind), Vec::new()),
        IntakeOutcome::Changed { fields } => {
            let fields: Vec<_> = fields.iter().map(|field| kind.heading(field, text.0)).collect();
            (Tone::Info, text.intake_is_changed(), vec![fields.join(", ")])
        }
        IntakeOutcome::Refused { errors } => {
            let lines = errors.into_iter().map(|error| {
                text.intake_column(
                    kind.heading(&error.field, text.0),
                    text.intake_problem(&error.code),
                )
            });
            (Tone::Breach, text.intake_is_refused(), lines.collect())
        }
    }
}
