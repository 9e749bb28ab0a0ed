//! What can be done with a claim next, by us or by the one it is made to.

use domain::claim::ClaimState;
use domain::forms::ClaimStepForm;
use domain::policy::{Action, Role, allows};
use domain::views::ClaimView;
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::api::claims::{AdoptClaim, AnswerClaim, MoveClaim};
use crate::i18n::{format, use_text};
use crate::pages::typed;
use crate::ui::act::failure;
use crate::ui::entry::Overtaken;
use crate::ui::form::TextField;
use crate::ui::{Act, Panel};

/// What can be done to a claim from its page.
#[derive(Clone, Copy)]
pub struct Actions {
    /// A step further.
    pub move_on: ServerAction<MoveClaim>,
    /// The other party's answer.
    pub answer: ServerAction<AnswerClaim>,
    /// Another amount taken over.
    pub adopt: ServerAction<AdoptClaim>,
}

impl Actions {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self {
            move_on: ServerAction::new(),
            answer: ServerAction::new(),
            adopt: ServerAction::new(),
        }
    }
}

/// Forms for the next steps; the most likely one is open.
#[component]
pub fn Next(
    /// The claim.
    data: ClaimView,
    /// What can be done.
    actions: Actions,
    /// Who is looking.
    role: Role,
) -> impl IntoView {
    let text = use_text();
    let state = data.row.state;
    let answers = allows(role, Action::ClaimAnswer);
    let may = answers || allows(role, Action::ClaimWrite);
    let steps: Vec<ClaimState> = state
        .next()
        .iter()
        .copied()
        .filter(|to| !answers || to.is_answer())
        .collect();
    let body = if steps.is_empty() {
        view! { <p>{text.claims_next_done()}</p> }.into_any()
    } else if may {
        let likely = likely(state);
        steps
            .into_iter()
            .map(|to| view! { <Step data=data.clone() to=to open=to == likely && !answers actions=actions answers=answers/> })
            .collect_view()
            .into_any()
    } else {
        view! { <p>{text.claims_next_others()}</p> }.into_any()
    };
    let lapsed = (state == ClaimState::Lapsed && may).then(|| view! { <p>{text.claims_next_lapsed()}</p> });
    view! { <Panel id="next" heading=text.claims_next()><div class="panel-b stack">{lapsed}{body}</div></Panel> }
}

/// What usually comes next.
const fn likely(state: ClaimState) -> ClaimState {
    match state {
        ClaimState::Open | ClaimState::Lapsed => ClaimState::Submitted,
        _ => ClaimState::Settled,
    }
}

#[component]
fn Step(data: ClaimView, to: ClaimState, open: bool, actions: Actions, answers: bool) -> impl IntoView {
    let text = use_text();
    let words = text.claim_step(to, answers);
    let path = if answers {
        AnswerClaim::PATH
    } else {
        MoveClaim::PATH
    };
    let came_back = typed(path).filter(|typed| typed("status") == to.code());
    let first = open;
    let open = open || came_back.is_some();
    let form = came_back.map_or_else(ClaimStepForm::default, ClaimStepForm::filled);
    let fields =
        move || view! { <Fields data=data.clone() to=to form=form.clone() actions=actions answers=answers/> };
    let scope = to.code();
    let look = if first { "btn primary" } else { "btn" };
    let act = if answers {
        view! { <Act action=actions.answer button=words scope=scope look="btn">{fields()}</Act> }.into_any()
    } else {
        view! { <Act action=actions.move_on button=words scope=scope look=look>{fields()}</Act> }.into_any()
    };
    view! {
        <details class="letter" open=open>
            <summary>{words}</summary>
            {act}
        </details>
    }
}

#[component]
fn Fields(
    data: ClaimView,
    to: ClaimState,
    form: ClaimStepForm,
    actions: Actions,
    answers: bool,
) -> impl IntoView {
    let text = use_text();
    let scope = to.code();
    let refused = if answers {
        failure(actions.answer)
    } else {
        failure(actions.move_on)
    };
    let hint = match to {
        ClaimState::Submitted => Some(text.claims_hint_submitted()),
        ClaimState::Waived => Some(text.claims_hint_waived()),
        _ => None,
    };
    let needs_reason = matches!(to, ClaimState::Disputed | ClaimState::Waived);
    let reason = if needs_reason {
        text.claims_reason_needed()
    } else {
        text.claims_reason()
    };
    let settles = (to == ClaimState::Settled).then(|| {
        let amount = if form.amount.is_empty() {
            format::money_figure(text.0, data.row.amount)
        } else {
            form.amount.clone()
        };
        view! {
            <TextField name="amount" label=text.claims_settled_amount() inputmode="decimal" value=amount scope=scope error=refused/>
            <TextField name="invoice" label=text.claims_invoice() value=form.invoice.clone() scope=scope error=refused/>
        }
    });
    view! {
        {hint.map(|hint| view! { <p class="meta">{hint}</p> })}
        <Overtaken error=refused page=format!("/claims/{}", data.row.id)/>
        <input type="hidden" name="id" value=data.row.id.to_string()/>
        <input type="hidden" name="revision" value=data.revision/>
        <input type="hidden" name="status" value=to.code()/>
        {settles}
        <TextField name="on_day" label=text.claims_day() hint=text.claims_day_hint() placeholder=text.form_date() inputmode="numeric" value=form.on_day scope=scope optional=true error=refused/>
        <TextField name="reason" label=reason hint=text.claims_reason_hint() value=form.reason scope=scope optional=!needs_reason error=refused/>
    }
}
