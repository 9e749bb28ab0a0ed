//! States: an icon, a word and a colour, always together.

use domain::views::{Status, StatusCounts};
use leptos::either::Either;
use leptos::prelude::*;

use super::StateIcon;
use crate::i18n::use_text;

/// What `data-status` can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Met, done.
    Ok,
    /// At risk.
    Risk,
    /// Missed, failed.
    Breach,
    /// Not known, not started.
    Unknown,
    /// Neutral.
    Info,
}

impl Tone {
    /// The value of `data-status`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Risk => "risk",
            Self::Breach => "breach",
            Self::Unknown => "unknown",
            Self::Info => "info",
        }
    }
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::Met => Self::Ok,
            Status::AtRisk => Self::Risk,
            Status::Breached => Self::Breach,
            Status::NoData => Self::Unknown,
        }
    }
}

/// A state inside tables and sentences.
#[component]
pub fn State(
    /// Which state.
    tone: Tone,
    /// Its word or figure.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class="state" data-status=tone.code()><StateIcon tone=tone/><span>{text}</span></span> }
}

/// A state beside a heading.
#[component]
pub fn Badge(
    /// Which state.
    tone: Tone,
    /// Its word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class="badge" data-status=tone.code()><StateIcon tone=tone/><span>{text}</span></span> }
}

/// States that occur, worst first, with their numbers.
fn present(counts: StatusCounts) -> Vec<(Status, u32)> {
    [
        (Status::Breached, counts.breached),
        (Status::AtRisk, counts.at_risk),
        (Status::NoData, counts.no_data),
        (Status::Met, counts.met),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect()
}

/// Numbers of targets by state, in words; a dash when there are no targets.
#[component]
pub fn CountsText(
    /// The numbers.
    counts: StatusCounts,
) -> impl IntoView {
    let text = use_text();
    let present = present(counts);
    if present.is_empty() {
        return Either::Left(view! { <span>"–"</span> });
    }
    let states = present
        .into_iter()
        .map(|(status, count)| view! { <State tone=Tone::from(status) text=format!("{count} {}", text.status(status))/> })
        .collect_view();
    Either::Right(view! { <span class="row">{states}</span> })
}

/// Numbers of targets by state, as one bar.
#[component]
pub fn CountShare(
    /// The numbers.
    counts: StatusCounts,
) -> impl IntoView {
    let text = use_text();
    let ordered = [
        (Status::Breached, counts.breached),
        (Status::AtRisk, counts.at_risk),
        (Status::NoData, counts.no_data),
        (Status::Met, counts.met),
    ];
    let total: u32 = ordered.iter().map(|(_, count)| count).sum();
    let label = ordered
        .iter()
        .map(|(status, count)| format!("{count} {}", text.status(*status)))
        .collect::<Vec<_>>()
        .join(", ");
    let mut before = 0;
    let bars = ordered
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| {
            let x = before * 1000 / total;
            before += count;
            // Two of a thousand units between the parts keep them apart without a border.
            let width = (before * 1000 / total).saturating_sub(x + 4).max(6);
            view! { <rect data-status=Tone::from(status).code() x=x y="0" width=width height="10"></rect> }
        })
        .collect_view();
    view! {
        <svg class="share" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=label>
            <defs><pattern id="share-hatch" width="16" height="10" patternUnits="userSpaceOnUse"><path d="M5 0v10"></path></pattern></defs>
            {bars}
        </svg>
    }
}
