//! The history strip: twelve periods at a glance.

use domain::views::PeriodCell;
use leptos::prelude::*;

use super::Tone;
use crate::i18n::{dates, format, use_text};

/// The strip. Its cells are too small to be pressed; the target's page leads to each period.
#[component]
pub fn Heat(
    /// What the strip belongs to.
    #[prop(into)]
    label: String,
    /// Oldest first; the last is the period shown.
    cells: Vec<PeriodCell>,
) -> impl IntoView {
    let text = use_text();
    let last = cells.len().saturating_sub(1);
    let cells = cells
        .into_iter()
        .enumerate()
        .map(move |(index, cell)| {
            let figure = cell.attainment.map_or_else(|| text.target_no_value().to_owned(), |reached| format::attainment(text.0, &reached));
            let words = format!("{}: {figure}, {}", dates::period_short(text.0, cell.period), text.status(cell.status));
            let class = if index == last { "now" } else { "" };
            view! {
                <li data-status=Tone::from(cell.status).code() class=class title=words.clone()><span class="vh">{words.clone()}</span></li>
            }
        })
        .collect_view();
    view! { <ol class="heat" aria-label=text.target_history_of(label)>{cells}</ol> }
}

/// Initials of the periods over a column of strips.
#[component]
pub fn HeatMonths(
    /// Any strip of the table; they all show the same periods.
    cells: Vec<PeriodCell>,
) -> impl IntoView {
    let text = use_text();
    let initials = cells
        .into_iter()
        .map(|cell| view! { <li>{dates::period_initial(text.0, cell.period)}</li> })
        .collect_view();
    view! { <ol class="heat months" aria-hidden="true">{initials}</ol> }
}
