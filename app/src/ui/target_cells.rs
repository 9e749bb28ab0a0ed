//! What tables say about a target in a period: reached, budget, direction, credit. Each with its basis.

use domain::contract::MoneyDirection;
use domain::ratio::WHOLE_PPM;
use domain::views::{Attainment, Budget as BudgetView, CreditView, Status, Unit};
use leptos::prelude::*;

use super::{Icon, IconName, State, Tone};
use crate::i18n::{Text, format, use_text};

/// Seconds that were missed, of an attainment that counts seconds.
pub fn downtime_seconds(reached: &Attainment) -> i64 {
    reached.ratio.denominator - reached.ratio.numerator
}

/// The basis of an attainment: „22 von 26“ or the downtime.
fn basis(text: Text, reached: &Attainment) -> String {
    match reached.unit {
        Unit::Ticket => {
            let count = |value| format::integer(text.0, value);
            text.target_tickets_of(count(reached.ratio.numerator), count(reached.ratio.denominator))
        }
        Unit::Second => text.target_downtime(format::minutes(text.0, downtime_seconds(reached))),
    }
}

/// What was reached, with the state's icon.
#[component]
pub fn Reached(
    /// State of the period.
    status: Status,
    /// What was reached.
    attainment: Option<Attainment>,
) -> impl IntoView {
    let text = use_text();
    let figure = attainment.map_or_else(
        || text.target_no_value().to_owned(),
        |reached| format::attainment(text.0, &reached),
    );
    let word = text.status(status);
    view! {
        <div>
            <State tone=Tone::from(status) text=figure/>
            <span class="vh">", " {word}</span>
            <small>{attainment.map(|reached| basis(text, &reached))}</small>
        </div>
    }
}

/// Thousandths of the beam's width.
fn thousandths(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return if part > 0 { 1000 } else { 0 };
    }
    (part.saturating_mul(1000) / whole).clamp(0, 1000)
}

/// A share of the width for an SVG attribute: `14.4%`.
fn share(thousandths: i64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// What may still go wrong, as a beam with the elapsed time as its notch, and in words.
#[component]
pub fn Budget(
    /// State of the period.
    status: Status,
    /// The budget; none without data.
    budget: Option<BudgetView>,
) -> impl IntoView {
    let text = use_text();
    let Some(budget) = budget else {
        return view! { <small>{text.target_no_budget()}</small> }.into_any();
    };
    let used = thousandths(budget.used, budget.allowed);
    let elapsed = thousandths(budget.elapsed_ppm, WHOLE_PPM);
    let label = text.target_budget_label(used / 10, elapsed / 10);
    let words = budget_words(text, &budget);
    view! {
        <div class="beam-row">
            <svg class="beam" height="14" role="img" aria-label=label data-status=Tone::from(status).code()>
                <rect class="track" x="0" y="3" width="100%" height="8" rx="4"></rect>
                <rect class="fill" x="0" y="3" width=share(used) height="8" rx="4"></rect>
                <rect class="now" x=share(elapsed.min(995)) y="0" width="2.5" height="14"></rect>
            </svg>
            <small>{words}</small>
        </div>
    }
    .into_any()
}

fn budget_words(text: Text, budget: &BudgetView) -> String {
    let left = budget.allowed - budget.used;
    match budget.unit {
        Unit::Ticket => {
            let count = |value| format::integer(text.0, value);
            text.target_budget_tickets(count(budget.used), count(budget.allowed))
        }
        Unit::Second if left < 0 => text.target_budget_over(format::minutes(text.0, -left)),
        Unit::Second => text.target_budget_left(
            format::minutes(text.0, left),
            format::minutes(text.0, budget.allowed),
        ),
    }
}

/// Who pays whom.
#[component]
pub fn Direction(
    /// The way money flows.
    direction: MoneyDirection,
) -> impl IntoView {
    let text = use_text();
    let icon = match direction {
        MoneyDirection::Receivable => Some(IconName::WeReceive),
        MoneyDirection::Payable => Some(IconName::WePay),
        MoneyDirection::Internal => None,
    };
    view! { <span class="tag">{icon.map(|name| view! { <Icon name=name/> })}<span>{text.direction(direction)}</span></span> }
}

/// The credit so far and what it is taken of.
#[component]
pub fn Credit(
    /// Amount, share and base; none without data or without money.
    credit: Option<CreditView>,
    /// Without cents, for the overview.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let text = use_text();
    let money = if whole { format::money_whole } else { format::money };
    let figure = credit.map_or_else(|| "–".to_owned(), |credit| money(text.0, credit.amount));
    let basis = credit.filter(|credit| credit.amount.minor != 0).map(|credit| {
        text.target_share_of(
            format::percent_ppm(text.0, credit.percent_ppm),
            money(text.0, credit.base),
        )
    });
    view! { <div><b>{figure}</b><small>{basis}</small></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beam_stays_inside_its_track() {
        assert_eq!(share(thousandths(31, 216)), "14.3%");
        assert_eq!(share(thousandths(500, 216)), "100.0%");
        assert_eq!(share(thousandths(1, 0)), "100.0%");
        assert_eq!(share(thousandths(0, 0)), "0.0%");
    }
}
