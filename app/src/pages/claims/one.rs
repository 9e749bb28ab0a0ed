//! One claim: what is owed and until when, the letter, what happened, and what comes next.

use domain::claim::ClaimState;
use domain::views::{ClaimEventKind, ClaimEventRow, ClaimView, LetterView, Viewer};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::next::{Actions, Next};
use super::{tone, tone_of};
use crate::api::claims::claim;
use crate::i18n::{dates, format, use_text};
use crate::pages::param;
use crate::ui::act::{failure, successes};
use crate::ui::form::FormProblem;
use crate::ui::{
    Badge, CopyButton, Crumb, Done, Fact, Frame, Icon, IconName, Loaded, PageHead, Panel, StateIcon, Tone,
};

/// A claim's page.
#[component]
pub fn ClaimPage() -> impl IntoView {
    let id = param("id");
    let actions = Actions::new();
    let changes = [
        successes(actions.move_on),
        successes(actions.answer),
        successes(actions.adopt),
    ];
    let data = Resource::new_blocking(
        move || (id.get(), changes.map(|change| change.get())),
        |(id, _)| claim(id),
    );
    let view = move |data, viewer| view! { <Claim data=data actions=actions viewer=viewer/> }.into_any();
    view! { <Loaded data=data view=view/> }.into_any()
}

#[component]
fn Claim(data: ClaimView, actions: Actions, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let row = data.row.clone();
    let trail = vec![Crumb(text.claims_title().to_owned(), "/claims".to_owned())];
    let title = text.claims_one(&row.target_name, dates::period(text.0, row.period));
    let badge = view! { <Badge tone=tone_of(&row) text=text.claim_state(row.state)/> };
    let letter = data
        .letter
        .clone()
        .map(|letter| view! { <Letter letter=letter/> });
    view! {
        <Frame title=row.reference.clone() trail=trail viewer=viewer.clone()>
            <Done/>
            <PageHead
                title=title
                over=format!("{} · {}", row.reference, row.contract_number)
                badge=Some(badge.into_any())
                sub=Some(view! { <p>{row.supplier_name.clone()}</p> }.into_any())
            />
            <Notes data=data.clone() actions=actions viewer=viewer.clone()/>
            <ClaimFacts data=data.clone()/>
            <div class="cols main-aside">
                <div class="stack">
                    <Next data=data.clone() actions=actions role=viewer.role/>
                    {letter}
                </div>
                <History events=data.events/>
            </div>
        </Frame>
    }
}

/// What one should know before acting: the period runs, or another amount was found.
#[component]
fn Notes(data: ClaimView, actions: Actions, viewer: Viewer) -> impl IntoView {
    use domain::policy::{Action, allows};

    let text = use_text();
    let row = data.row;
    let running = (row.running && row.state == ClaimState::Open).then(|| {
        view! { <div class="note" data-status="info"><StateIcon tone=Tone::Info/><div><p>{text.claims_running()}</p></div></div> }
    });
    let corrected = row.corrected.map(|corrected| {
        let open = row.state == ClaimState::Open;
        let (amount, new) = (
            format::money(text.0, row.amount),
            format::money(text.0, corrected),
        );
        let words = match (open, corrected.minor) {
            (true, 0) => text.claims_corrected_none(amount),
            (true, _) => text.claims_corrected_open(amount, &new),
            (false, _) => text.claims_corrected_later(amount, &new),
        };
        let adopt = (open && corrected.minor > 0 && allows(viewer.role, Action::ClaimWrite)).then(|| {
            view! {
                <ActionForm action=actions.adopt>
                    <input type="hidden" name="id" value=row.id.to_string()/>
                    <input type="hidden" name="revision" value=data.revision/>
                    <button class="btn">{text.claims_adopt(new)}</button>
                </ActionForm>
            }
        });
        view! {
            <div class="note" data-status="risk">
                <StateIcon tone=Tone::Risk/>
                <div><p><b>{text.claims_corrected_title()}</b></p><p>{words}</p>{adopt}</div>
            </div>
        }
    });
    view! {
        <FormProblem error=failure(actions.adopt)/>
        {running}
        {corrected}
    }
}

#[component]
fn ClaimFacts(data: ClaimView) -> impl IntoView {
    let text = use_text();
    let row = data.row;
    let share = data
        .share
        .map(|(ppm, base)| text.claims_share(format::percent_ppm(text.0, ppm), format::money(text.0, base)));
    let nature = text.claim_nature(row.nature);
    let basis = share.map_or_else(|| nature.to_owned(), |share| format!("{share} · {nature}"));
    let reached = data
        .attainment
        .map_or_else(|| "–".to_owned(), |reached| format::attainment(text.0, &reached));
    let deadline = text
        .claim_left(&row)
        .into_iter()
        .chain([text.claim_source(row.deadline_source).to_owned()])
        .collect::<Vec<_>>()
        .join(" · ");
    let target = format!("/targets/{}?period={}", row.target_id, row.period);
    let ledger = format!("/targets/{}/periods/{}/ledger.csv", row.target_id, row.period);
    let settled = row.settled.map(|settled| {
        let of = text.claims_received_of(format::money(text.0, row.amount));
        view! { <Fact label=text.claims_settled() basis=of>{format::money(text.0, settled)}</Fact> }
    });
    view! {
        <section class="panel" aria-label=text.claims_facts()>
            <div class="panel-b">
                <dl class="facts">
                    <Fact label=text.claims_col_amount() basis=basis>{format::money(text.0, row.amount)}</Fact>
                    {settled}
                    <Fact label=text.claims_col_deadline() basis=deadline>{dates::date(text.0, row.deadline)}</Fact>
                    <Fact label=text.col_contract() basis=row.contract_number><a href=format!("/contracts/{}?period={}", row.contract_id, row.period)>{row.contract_title}</a></Fact>
                    <Fact label=text.col_reached() basis=text.target_at_least(format::percent_ppm(text.0, data.threshold_ppm))>{reached}</Fact>
                </dl>
            </div>
            <div class="panel-f"><a href=target>{text.claims_evidence()}</a><a href=ledger rel="external" download="">{text.claims_ledger()}</a></div>
        </section>
    }
}

/// The letter, to be read, copied or printed.
#[component]
fn Letter(letter: LetterView) -> impl IntoView {
    let text = use_text();
    let wording = letter.text();
    let (shown, lang) = (wording.clone(), letter.language.code());
    view! {
        <Panel id="letter" heading=text.claims_letter() meta=text.claims_letter_meta() aside=Some(view! { <CopyButton words=wording look="btn small"/> }.into_any())>
            <div class="panel-b stack tight">
                <p><b lang=lang>{letter.subject}</b></p>
                <details class="letter"><summary>{text.claims_letter_show()}</summary><pre lang=lang>{shown}</pre></details>
            </div>
        </Panel>
    }
}

/// What happened, oldest first.
#[component]
fn History(events: Vec<ClaimEventRow>) -> impl IntoView {
    let last = events.len();
    let text = use_text();
    let items = events
        .into_iter()
        .enumerate()
        .map(|(at, event)| view! { <Event event=event current=at + 1 == last/> })
        .collect_view();
    view! { <Panel id="history" heading=text.claims_history()><ol class="ladder panel-b">{items}</ol></Panel> }
}

#[component]
fn Event(event: ClaimEventRow, current: bool) -> impl IntoView {
    let text = use_text();
    let mark = match event.kind {
        ClaimEventKind::Moved(ClaimState::Open) => Tone::Breach,
        ClaimEventKind::Moved(state) => tone(state, i64::MAX),
        ClaimEventKind::Corrected | ClaimEventKind::Adopted => Tone::Info,
    };
    let entered = dates::date_time(text.0, event.at);
    let who = match event.actor {
        Some(person) => text.claims_event_by(person, entered),
        None => text.claims_event_at(entered),
    };
    let amount = event.amount.map(|amount| format::money(text.0, amount));
    let invoice = (!event.invoice.is_empty()).then(|| text.claims_event_invoice(event.invoice));
    let figures: Vec<String> = std::iter::once(dates::date(text.0, event.on_day))
        .chain(amount)
        .chain(invoice)
        .collect();
    let point = if mark == Tone::Info {
        view! { <Icon name=IconName::Edit/> }.into_any()
    } else {
        view! { <StateIcon tone=mark/> }.into_any()
    };
    view! {
        <li data-status=mark.code() aria-current=current.then_some("step")>
            <span class="pt">{point}</span>
            <div>
                <b>{text.claim_event(event.kind)}</b>
                <p>{figures.join(" · ")}</p>
                {(!event.reason.is_empty()).then(|| view! { <p>{event.reason.clone()}</p> })}
                <p class="meta">{who}</p>
            </div>
        </li>
    }
}
