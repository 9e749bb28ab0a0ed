//! The steps of a contract's life, and those that can come next.

use domain::contract::ContractStatus;
use domain::forms::StepForm;
use domain::views::{ContractView, StepRow};
use leptos::prelude::*;

use crate::api::drafting::{BeginAmendment, MoveContract, RemoveContract};
use crate::i18n::{dates, use_text};
use crate::pages::typed_form;
use crate::ui::act::{failure, first_failure};
use crate::ui::form::{FormProblem, TextField};
use crate::ui::{Act, Confirm, Icon, IconName, Panel, StateIcon, Tone};

/// What can be done to a contract from its page.
#[derive(Clone, Copy)]
pub struct Actions {
    /// A step further.
    pub move_on: ServerAction<MoveContract>,
    /// An amendment begun.
    pub amend: ServerAction<BeginAmendment>,
    /// The draft removed.
    pub remove: ServerAction<RemoveContract>,
}

impl Actions {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self {
            move_on: ServerAction::new(),
            amend: ServerAction::new(),
            remove: ServerAction::new(),
        }
    }
}

/// How a status looks.
pub fn tone(status: ContractStatus) -> Tone {
    match status {
        ContractStatus::Draft | ContractStatus::Expired => Tone::Unknown,
        ContractStatus::InNegotiation => Tone::Info,
        ContractStatus::Active => Tone::Ok,
        ContractStatus::Terminated => Tone::Risk,
    }
}

/// Why a button on this page did not do what it says.
#[component]
pub fn Refused(
    /// What was tried.
    actions: Actions,
) -> impl IntoView {
    let error = first_failure([failure(actions.amend), failure(actions.remove)]);
    view! { <FormProblem error=error/> }
}

/// Beside the title: the way to the draft, or to a new one.
#[component]
pub fn DraftButton(
    /// The contract.
    data: ContractView,
    /// What begins an amendment.
    actions: Actions,
) -> impl IntoView {
    let text = use_text();
    let here = format!("/contracts/{}/draft", data.row.id);
    match (data.draft, data.row.status) {
        (Some(1), _) => view! { <a class="btn primary" href=here>{text.life_edit_draft()}</a> }.into_any(),
        (Some(number), _) => {
            view! { <a class="btn primary" href=here>{text.life_continue(number)}</a> }.into_any()
        }
        (None, ContractStatus::Active) => view! {
            <leptos::form::ActionForm action=actions.amend>
                <input type="hidden" name="id" value=data.row.id.to_string()/>
                <input type="hidden" name="revision" value=data.record.revision/>
                <button class="btn"><Icon name=IconName::Add/>{text.life_amend()}</button>
            </leptos::form::ActionForm>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// What a contract still needs before it can come into force.
#[component]
pub fn Standing(
    /// The contract.
    data: ContractView,
    /// Whether the viewer may change it.
    may_write: bool,
) -> impl IntoView {
    let text = use_text();
    let status = data.row.status;
    if !matches!(status, ContractStatus::Draft | ContractStatus::InNegotiation) {
        return ().into_any();
    }
    let missing = may_write.then(|| {
        let has_term = data.term.as_ref().is_some_and(|term| term.term.is_some());
        let lacks = [
            (!has_term, text.draft_lacks_term()),
            (data.targets.is_empty(), text.draft_lacks_targets()),
        ];
        lacks
            .into_iter()
            .filter(|(missing, _)| *missing)
            .map(|(_, words)| view! { <li>{words}</li> })
            .collect_view()
    });
    view! {
        <div class="note" data-status="info">
            <StateIcon tone=Tone::Info/>
            <div><p><b>{text.life_not_in_force()}</b></p><p>{text.life_not_in_force_reason()}</p><ul>{missing}</ul></div>
        </div>
    }
    .into_any()
}

/// The ladder of steps, and forms for the next ones.
#[component]
pub fn Life(
    /// The contract.
    data: ContractView,
    /// What can be done; `None` for those who only read.
    actions: Option<Actions>,
) -> impl IntoView {
    let text = use_text();
    let last = data.steps.len();
    let steps = data
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| view! { <Step number=last - at step=step.clone() current=at == 0/> })
        .collect_view();
    let next = actions.map(|actions| view! { <Next data=data actions=actions/> });
    view! {
        <Panel id="life" heading=text.life_title()>
            <div class="panel-b stack">
                <ol class="ladder">{steps}</ol>
                {next}
            </div>
        </Panel>
    }
}

#[component]
fn Step(number: usize, step: StepRow, current: bool) -> impl IntoView {
    let text = use_text();
    let day = dates::date(text.0, step.on_day);
    let when = if step.status.is_end() {
        text.life_ends(day)
    } else {
        text.life_since(day)
    };
    let who = step
        .actor
        .map(|name| text.life_entered(name, dates::date(text.0, step.at.date())));
    view! {
        <li data-status=tone(step.status).code() aria-current=current.then_some("step")>
            <span class="pt">{number}</span>
            <div>
                <b>{text.contract_status(step.status)}</b>
                <p>{when}</p>
                {(!step.reason.is_empty()).then(|| view! { <p>{step.reason.clone()}</p> })}
                {who.map(|who| view! { <p class="meta">{who}</p> })}
            </div>
        </li>
    }
}

#[component]
fn Next(data: ContractView, actions: Actions) -> impl IntoView {
    let text = use_text();
    let status = data.row.status;
    let (id, revision) = (data.row.id.to_string(), data.record.revision);
    // Ready is who has terms: what else is missing, the draft's page says.
    let ready = data.term.as_ref().is_some_and(|term| term.term.is_some());
    let forms = status
        .next()
        .iter()
        .filter(|next| ready || **next != ContractStatus::Active || status.is_end())
        .map(|next| view! { <StepForms id=id.clone() revision=revision from=status to=*next actions=actions/> })
        .collect_view();
    let removable = matches!(status, ContractStatus::Draft | ContractStatus::InNegotiation).then(|| {
        view! {
            <Confirm action=actions.remove id="contract-remove".to_owned() open=text.life_remove() question=text.life_remove_question(&data.row.number)
                consequence=text.life_remove_consequence() button=text.life_remove()>
                <input type="hidden" name="id" value=id.clone()/>
                <input type="hidden" name="revision" value=revision/>
            </Confirm>
        }
    });
    view! {
        <section class="stack tight" aria-labelledby="life-next">
            <h3 id="life-next">{text.life_next()}</h3>
            <FormProblem error=failure(actions.move_on)/>
            {forms}
            <div>{removable}</div>
        </section>
    }
}

/// A step that ends something, or takes an end back, asks for day and reason; the others are a button.
#[component]
fn StepForms(
    id: String,
    revision: i32,
    from: ContractStatus,
    to: ContractStatus,
    actions: Actions,
) -> impl IntoView {
    let text = use_text();
    let same = move || {
        let id = id.clone();
        view! {
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="revision" value=revision/>
            <input type="hidden" name="status" value=to.code()/>
        }
    };
    let words = text.life_step(from, to);
    if !to.is_end() && !from.is_end() {
        let question = text.life_step_question(to);
        return view! {
            <div><Confirm action=actions.move_on id=format!("to-{}", to.code()) open=words question=question
                consequence=text.life_step_consequence(to) button=words look="btn primary">{same()}</Confirm></div>
        }
        .into_any();
    }
    let came_back = typed_form::<StepForm>().filter(|form| form.status == to.code());
    let open = came_back.is_some();
    let form = came_back.unwrap_or_default();
    let scope = to.code();
    let refused = failure(actions.move_on);
    let day = to.is_end().then(|| {
        view! { <TextField name="on_day" label=text.life_last_day() placeholder=text.form_date() inputmode="numeric" value=form.on_day.clone() scope=scope error=refused/> }
    });
    view! {
        <details class="letter" open=open>
            <summary>{words}</summary>
            <Act action=actions.move_on button=words scope=scope look="btn">
                {same()}
                {day}
                <TextField name="reason" label=text.life_reason() hint=text.life_reason_hint() value=form.reason scope=scope error=refused/>
            </Act>
        </details>
    }
    .into_any()
}
