//! What the target would mean in the present period, computed from the form as it stands.

use domain::forms::TargetForm;
use domain::sla::example::{Example as Figures, Incident};
use domain::sla::result::{Attainment, Unit};
use domain::time::period::Period;
use domain::views::{Status, TargetDraft, TierView};
use leptos::prelude::*;

use crate::i18n::{Text, dates, format, use_text};
use crate::ui::{Panel, State, Tiers, Tone};

/// The budget, an incident and what it costs, and the picture of the steps.
#[component]
pub fn Example(
    /// Hours, fee and present period.
    draft: TargetDraft,
    /// The form as it stands.
    shown: RwSignal<TargetForm>,
) -> impl IntoView {
    let text = use_text();
    let kind = draft.contract_kind;
    view! {
        <Panel id="example" heading=text.example_title()>
            <div class="panel-b stack tight">{move || {
                let form = shown.get();
                match draft.example(&form) {
                    Some((period, figures)) => view! {
                        <Sentences text=text draft=draft.clone() period=period figures=figures/>
                        {steps(&draft, &form, &figures).map(|tiers| {
                            let (attainment, status) = (reached(&figures), state(&figures));
                            view! { <Tiers kind=kind tiers=tiers attainment=Some(attainment) status=status/> }
                        })}
                    }.into_any(),
                    None => view! { <p>{text.example_unreadable()}</p> }.into_any(),
                }
            }}</div>
        </Panel>
    }
}

fn reached(figures: &Figures) -> Attainment {
    Attainment {
        ratio: figures.attainment,
        unit: match figures.incident {
            Incident::Outage { .. } => Unit::Second,
            Incident::Tickets { .. } => Unit::Ticket,
        },
    }
}

fn state(figures: &Figures) -> Status {
    if figures.met {
        Status::Met
    } else {
        Status::Breached
    }
}

/// The steps priced with the fee of the window; nothing for other models.
fn steps(draft: &TargetDraft, form: &TargetForm, figures: &Figures) -> Option<Vec<TierView>> {
    let definition = form.example()?;
    let fee = draft.fee_of(definition.window);
    let steps = TierView::steps(&definition, fee, Some(figures.attainment)).ok()?;
    (!steps.is_empty()).then_some(steps)
}

/// What happens, in words.
fn incident(text: Text, figures: &Figures, period: &str) -> String {
    match figures.incident {
        Incident::Outage { seconds } => {
            let length = format::duration(text.0, seconds);
            text.example_outage(length, period)
        }
        Incident::Tickets { in_time, all } => {
            let count = |count| format::integer(text.0, count);
            text.example_tickets(count(in_time), count(all), period)
        }
    }
}

/// How much the target bears, in words.
fn budget(text: Text, figures: &Figures, period: &str) -> String {
    match figures.incident {
        Incident::Outage { .. } => {
            text.example_bears_outage(format::duration(text.0, figures.budget), period)
        }
        Incident::Tickets { all, .. } => {
            text.example_bears_tickets(figures.budget, format::integer(text.0, all))
        }
    }
}

/// What it costs, in words.
fn cost(text: Text, draft: &TargetDraft, period: Period, figures: &Figures) -> String {
    let share = format::percent_ppm(text.0, figures.percent_ppm);
    let fee = draft.fee_of(period.kind());
    match (figures.amount, fee) {
        _ if !draft.has_money => text.example_no_money().to_owned(),
        _ if figures.percent_ppm == 0 => text.example_costs_nothing().to_owned(),
        (Some(amount), Some(fee)) => {
            let (amount, fee) = (format::money(text.0, amount), format::money(text.0, fee));
            if figures.limited {
                text.example_costs_limited(amount, share, fee)
            } else {
                text.example_costs(amount, share, fee)
            }
        }
        _ => text.example_costs_share(share),
    }
}

#[component]
fn Sentences(text: Text, draft: TargetDraft, period: Period, figures: Figures) -> impl IntoView {
    let name = dates::period(text.0, period);
    let (tone, verdict) = if figures.met {
        (Tone::Ok, text.example_met())
    } else {
        (Tone::Breach, text.example_missed())
    };
    let attained = format::attainment(text.0, &reached(&figures));
    view! {
        <p>{budget(text, &figures, &name)}</p>
        <p>{incident(text, &figures, &name)}</p>
        <p class="row"><b>{attained}</b><State tone=tone text=verdict/></p>
        <p><b>{cost(text, &draft, period, &figures)}</b></p>
    }
}
