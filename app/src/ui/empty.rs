//! Nothing to show: why, and what to do next.

use leptos::prelude::*;

use super::{Icon, IconName};

/// An empty state. `children` is the next step, if there is one.
#[component]
pub fn Empty(
    /// A picture of what is missing.
    #[prop(default = IconName::Inbox)]
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// Why, and what helps.
    #[prop(into)]
    reason: String,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="t-msg">
            <Icon name=icon/>
            <b>{title}</b>
            <p>{reason}</p>
            {children.map(|children| children())}
        </div>
    }
}
