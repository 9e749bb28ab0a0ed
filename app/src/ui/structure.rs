//! The load-bearing structure: an SLA is the deck, OLAs are its members, underpinning contracts its supports.

use leptos::prelude::*;

use crate::i18n::{format, use_text};

/// The picture beside the sign-in form; one support is about to give way.
#[component]
pub fn Structure() -> impl IntoView {
    let text = use_text();
    let percent = |ppm| format::percent_ppm(text.0, ppm);
    let foot = |x: i32, ppm: i64| {
        let shape = format!("m{x} 270-18 24h36z");
        view! { <path class="foot" d=shape></path><text x=x y="318" text-anchor="middle">{format!("UC {}", percent(ppm))}</text> }
    };
    view! {
        <svg class="chart" viewBox="0 0 560 330" role="img" aria-label=text.sign_in_picture()>
            <text class="strong big" x="20" y="38">{format!("SLA {}", percent(999_000))}</text>
            <text x="540" y="38" text-anchor="end">{text.sign_in_promise()}</text>
            <path class="deck" d="M20 60H540"></path>
            <path class="strut" d="M20 60 150 165 280 60 410 165 540 60M150 165H410M150 165 85 270M150 165l65 105M410 165l65 105M20 294.5H540"></path>
            <path class="weak" d="M410 165 345 270"></path>
            <g class="joint">
                <circle cx="20" cy="60" r="6"></circle>
                <circle cx="280" cy="60" r="6"></circle>
                <circle cx="540" cy="60" r="6"></circle>
                <circle cx="150" cy="165" r="7"></circle>
                <circle cx="410" cy="165" r="7"></circle>
            </g>
            <text class="strong" x="150" y="150" text-anchor="middle">"OLA"</text>
            <text class="strong" x="410" y="150" text-anchor="middle">"OLA"</text>
            {foot(85, 999_900)}
            {foot(215, 999_800)}
            {foot(475, 999_900)}
            <path class="foot weak-foot" d="m345 270-18 24h36z"></path>
            <g data-status="breach"><text class="st" x="345" y="318" text-anchor="middle">{format!("UC {}", percent(995_000))}</text></g>
        </svg>
    }
}
