//! The credit schedule as steps from good to bad, with a pin where the period stands.

use domain::contract::ContractKind;
use domain::ratio::WHOLE_PPM;
use domain::views::{Attainment, Status, TierView};
use leptos::prelude::*;

use super::Tone;
use crate::i18n::{Text, format, use_text};

/// Where the pin stands in thousandths of the width: inside its step in proportion to the step's bounds.
fn pin(tiers: &[TierView], reached: &Attainment) -> Option<i64> {
    let index = tiers.iter().position(|tier| tier.current)?;
    let tier = tiers.get(index)?;
    let (upper, lower) = (
        tier.below_ppm.unwrap_or(WHOLE_PPM),
        tier.at_least_ppm.unwrap_or(0),
    );
    let ppm =
        i128::from(reached.ratio.numerator) * i128::from(WHOLE_PPM) / i128::from(reached.ratio.denominator);
    let span = i128::from(upper - lower).max(1);
    let within = ((i128::from(upper) - ppm) * 1000 / span).clamp(0, 1000);
    let count = i128::try_from(tiers.len()).ok()?;
    let at = (i128::try_from(index).ok()? * 1000 + within) / count;
    // Near the edges the pin's label would leave the picture.
    i64::try_from(at.clamp(80, 920)).ok()
}

fn bounds(text: Text, tier: &TierView) -> String {
    let percent = |ppm| format::percent_ppm(text.0, ppm);
    match (tier.at_least_ppm, tier.below_ppm) {
        (Some(at_least), None) => text.tiers_from(percent(at_least)),
        (Some(at_least), Some(below)) => text.tiers_between(percent(at_least), percent(below)),
        (None, Some(below)) => text.tiers_below(percent(below)),
        (None, None) => text.tiers_always().to_owned(),
    }
}

/// The steps.
#[component]
pub fn Tiers(
    /// Kind of contract: a customer's penalty or a supplier's credit.
    kind: ContractKind,
    /// From good to bad.
    tiers: Vec<TierView>,
    /// What was reached.
    attainment: Option<Attainment>,
    /// State of the period; colours the current step.
    status: Status,
) -> impl IntoView {
    let text = use_text();
    let (label, none) = match kind {
        ContractKind::Sla => (text.tiers_label_penalty(), text.tiers_none_penalty()),
        ContractKind::Ola | ContractKind::Uc => (text.tiers_label(), text.tiers_none()),
    };
    let standing = attainment.map(|reached| text.tiers_standing(format::attainment(text.0, &reached)));
    let pin_at = attainment.and_then(|reached| pin(&tiers, &reached));
    let picture = standing
        .clone()
        .zip(pin_at)
        .map(|(words, at)| view! { <Pin words=words at=at/> });
    let steps = tiers
        .into_iter()
        .enumerate()
        .map(|(step, tier)| {
            let amount = tier.amount.map_or_else(|| "–".to_owned(), |amount| format::money(text.0, amount));
            let credit = if tier.credit_ppm == 0 {
                none.to_owned()
            } else {
                format!("{} · {amount}", format::percent_ppm(text.0, tier.credit_ppm))
            };
            let name = if step == 0 { text.tiers_met().to_owned() } else { text.tiers_step(step) };
            let here = tier.current.then(|| standing.clone()).flatten();
            view! {
                <li class=if tier.current { "here" } else { "" } data-status=Tone::from(status).code() aria-current=tier.current.then_some("true")>
                    <span>{bounds(text, &tier)}</span>
                    <b>{credit}</b>
                    <span>{name}</span>
                    {here.map(|here| view! { <span>{here}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <div>{picture}<ol class="tiers" aria-label=label>{steps}</ol></div> }
}

/// The pin: a label and a tip, placed by SVG geometry because styles in the HTML are refused.
#[component]
fn Pin(words: String, at: i64) -> impl IntoView {
    // About seven units a letter at 12 px, and some air.
    let width = 16 + 7 * i64::try_from(words.chars().count()).unwrap_or(12);
    view! {
        <svg class="tiers-pin" height="30" aria-hidden="true">
            <svg x=format!("{}.{}%", at / 10, at % 10) overflow="visible">
                <rect x=-(width / 2) y="0" width=width height="21" rx="4"></rect>
                <path d="M-5 21h10l-5 6z"></path>
                <text x="0" y="15" text-anchor="middle">{words}</text>
            </svg>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use domain::ratio::Ratio;
    use domain::views::Unit;

    use super::*;

    fn tier(at_least_ppm: Option<i64>, below_ppm: Option<i64>, current: bool) -> TierView {
        TierView {
            at_least_ppm,
            below_ppm,
            credit_ppm: 0,
            amount: None,
            current,
        }
    }

    #[test]
    fn the_pin_stands_in_its_step() {
        let tiers = [
            tier(Some(950_000), None, false),
            tier(Some(900_000), Some(950_000), false),
            tier(Some(800_000), Some(900_000), true),
            tier(None, Some(800_000), false),
        ];
        let reached = Attainment {
            ratio: Ratio {
                numerator: 22,
                denominator: 26,
            },
            unit: Unit::Ticket,
        };
        let at = pin(&tiers, &reached).expect("one step is current");
        assert!((500..750).contains(&at), "{at}");
    }
}
