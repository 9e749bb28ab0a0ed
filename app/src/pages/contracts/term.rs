//! When the contract can end: the dates, how they come about, and what notice on a day would mean.

use domain::contract::term::{NextEnd, Notice};
use domain::ids::ContractId;
use domain::views::{NaiveDate, TermView};
use leptos::prelude::*;

use crate::i18n::{Text, dates, use_text};
use crate::ui::form::TextField;
use crate::ui::{Fact, Panel, QueryForm};

/// Term and notice.
#[component]
pub fn Term(
    /// The term on this day.
    term: TermView,
    /// Whose it is.
    contract: ContractId,
    /// The day of receipt as it was asked for.
    asked: Option<String>,
) -> impl IntoView {
    let text = use_text();
    let Some(next) = term.next.clone() else {
        return view! {
            <Panel id="term" heading=text.term_title()><p class="panel-b">{text.term_none()}</p></Panel>
        }
        .into_any();
    };
    let notice = term.term.and_then(|term| term.notice);
    let today = term.today;
    view! {
        <Panel id="term" heading=text.term_title()>
            <div class="panel-b stack">
                <Dates today=today notice=notice next=next.clone()/>
                <details class="letter">
                    <summary>{text.term_how()}</summary>
                    <Derivation next=next/>
                </details>
                {notice.map(|_| view! { <Question term=term contract=contract asked=asked/> })}
            </div>
        </Panel>
    }
    .into_any()
}

/// How far away a day is.
fn distance(text: Text, today: NaiveDate, day: NaiveDate) -> String {
    let days = (day - today).num_days();
    if days < 0 {
        text.term_days_over(-days)
    } else {
        text.term_days_left(days)
    }
}

/// The end, and by when notice must be decided and received.
#[component]
pub(super) fn Dates(
    /// The day it is looked at.
    today: NaiveDate,
    /// What was agreed; `None` where no notice can be given.
    notice: Option<Notice>,
    /// How the contract ends next.
    next: NextEnd,
) -> impl IntoView {
    let text = use_text();
    let day = move |day| dates::date(text.0, day);
    let agreed = notice.map_or_else(
        || text.term_no_notice().to_owned(),
        |notice| text.notice_rule(notice),
    );
    let receipt = next.notice.map(|notice| {
        view! {
            <Fact label=text.term_decide_by() basis=distance(text, today, notice.decide_by)>{day(notice.decide_by)}</Fact>
            <Fact label=text.term_safe_day() basis=distance(text, today, notice.last_safe_day)>{day(notice.last_safe_day)}</Fact>
            <Fact label=text.term_last_receipt()>{day(notice.last_receipt)}</Fact>
        }
    });
    view! {
        <dl class="facts">
            <Fact label=text.term_end() basis=agreed>{day(next.end)}</Fact>
            {receipt}
        </dl>
    }
}

/// The steps from the agreed term to the dates, each with its norm.
#[component]
pub(super) fn Derivation(
    /// How the contract ends next.
    next: NextEnd,
) -> impl IntoView {
    let text = use_text();
    let steps = next
        .steps
        .into_iter()
        .map(|step| {
            let norm = step.norm.citation().unwrap_or_else(|| text.term_agreed());
            view! { <li>{text.term_step(step)} " " <small class="meta">{norm}</small></li> }
        })
        .collect_view();
    view! { <ol class="steps">{steps}</ol> }
}

/// "If notice is received on …": a form and not a script.
#[component]
fn Question(term: TermView, contract: ContractId, asked: Option<String>) -> impl IntoView {
    let text = use_text();
    let answer = match (&term.what_if, &asked) {
        (Some(what_if), _) => {
            let received = dates::date(text.0, what_if.received_on);
            let end = dates::date(text.0, what_if.next.end);
            Some(text.term_answer(received, end))
        }
        (None, Some(_)) => Some(text.term_unreadable().to_owned()),
        (None, None) => None,
    };
    view! {
        <QueryForm action=format!("/contracts/{contract}#term")>
            <TextField name="received" label=text.term_what_if() value=asked.unwrap_or_default()/>
            <button class="btn">{text.term_ask()}</button>
        </QueryForm>
        <p role="status">{answer}</p>
    }
}
