//! A usual week as a picture: a row a day, a bar a span.

use leptos::prelude::*;

use crate::i18n::use_text;

const LEFT: u32 = 44;
const HEIGHT: u32 = 24;
/// Minutes of a day shrink to this many units of the picture.
const WIDTH: u32 = 480;
const DAY_MINUTES: u32 = 1_440;

fn across(minutes: u32) -> u32 {
    LEFT + minutes * WIDTH / DAY_MINUTES
}

/// Service time from Monday to Sunday.
#[component]
pub fn WeekPicture(
    /// Spans in minutes since midnight.
    week: Vec<Vec<(u32, u32)>>,
    /// The same in words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let text = use_text();
    let foot = 7 * HEIGHT + 16;
    let hours = [0, 6, 12, 18, 24]
        .map(|hour| {
            let x = across(hour * 60);
            view! {
                <path class="c-grid" d=format!("M{x} 2V{}", 7 * HEIGHT + 2)></path>
                <text x=x y=foot text-anchor="middle">{hour.to_string()}</text>
            }
        })
        .collect_view();
    let days = week
        .into_iter()
        .zip(0_u32..)
        .map(|(spans, day)| {
            let top = day * HEIGHT;
            let bars = spans
                .into_iter()
                .map(|(from, to)| {
                    let (x, width) = (across(from), across(to) - across(from));
                    view! { <rect class="c-bar" x=x y=top + 5 width=width height=HEIGHT - 8 rx="2"></rect> }
                })
                .collect_view();
            view! {
                <rect class="c-soft" x=LEFT y=top + 5 width=WIDTH height=HEIGHT - 8 rx="2"></rect>
                <text class="strong" x="0" y=top + 17>{text.weekday_short(day)}</text>
                {bars}
            }
        })
        .collect_view();
    view! {
        <svg class="chart" viewBox=format!("0 0 {} {}", LEFT + WIDTH + 12, foot + 6) role="img" aria-label=words>
            {days}
            {hours}
        </svg>
    }
}
