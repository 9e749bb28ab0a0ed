//! Page heads, panels and figures.

use leptos::prelude::*;

/// The head of a page: a line above, the only `h1`, a line below, and what can be done.
#[component]
pub fn PageHead(
    /// The page's title.
    #[prop(into)]
    title: String,
    /// Ids above the title.
    #[prop(optional, into)]
    over: Option<String>,
    /// A badge beside the title.
    #[prop(optional_no_strip)]
    badge: Option<AnyView>,
    /// The sentence below.
    #[prop(optional_no_strip)]
    sub: Option<AnyView>,
    /// Buttons and pickers.
    #[prop(optional_no_strip)]
    actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <div class="page-h">
            <div>
                {over.map(|over| view! { <p class="meta">{over}</p> })}
                <h1><span>{title}</span>{badge}</h1>
                {sub.map(|sub| view! { <div class="sub">{sub}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="btn-row">{actions}</div> })}
        </div>
    }
}

/// A group of things under one heading.
#[component]
pub fn Panel(
    /// Anchor, unique on the page.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    heading: String,
    /// What the heading needs to be understood.
    #[prop(optional, into)]
    meta: Option<String>,
    /// A count or an action at the right end.
    #[prop(optional_no_strip)]
    aside: Option<AnyView>,
    /// The body.
    children: Children,
) -> impl IntoView {
    let heading_id = format!("{id}-heading");
    let labelled_by = heading_id.clone();
    view! {
        <section class="panel" id=id aria-labelledby=labelled_by>
            <div class="panel-h">
                <h2 id=heading_id>{heading}</h2>
                {meta.map(|meta| view! { <p class="meta">{meta}</p> })}
                {aside.map(|aside| view! { <div class="push">{aside}</div> })}
            </div>
            {children()}
        </section>
    }
}

/// A key figure.
#[component]
pub fn Stat(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The figure.
    #[prop(into)]
    value: String,
    /// What it rests on.
    #[prop(optional, into)]
    basis: Option<String>,
) -> impl IntoView {
    view! {
        <div class="stat">
            <span>{label}</span>
            <b>{value}</b>
            {basis.map(|basis| view! { <small>{basis}</small> })}
        </div>
    }
}

/// A fact in a `dl.facts`.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    label: String,
    /// What more there is to say.
    #[prop(optional, into)]
    basis: Option<String>,
    /// The fact.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{children()} {basis.map(|basis| view! { <small>{basis}</small> })}</dd>
        </div>
    }
}
