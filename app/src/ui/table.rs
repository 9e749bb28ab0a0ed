//! Tables that turn into cards in narrow panels.
//!
//! The roles repeat what the elements say because `display: block` takes it away in some browsers. There is always
//! a `tbody`: the parser would insert one and hydration would no longer find its nodes.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::use_text;

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As it comes first.
    Ascending,
    /// The other way round.
    Descending,
}

/// A column's heading.
#[derive(Debug, Clone)]
pub struct Column {
    label: String,
    class: &'static str,
    /// The address that sorts by it or turns the order, and the order there is.
    sort: Option<(String, Option<Order>)>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            class: "",
            sort: None,
        }
    }

    /// A column of figures, aligned right.
    pub fn number(label: impl Into<String>) -> Self {
        Self {
            class: "n",
            ..Self::new(label)
        }
    }

    /// A column whose heading leads to the same table sorted by it.
    #[must_use]
    pub fn sortable(self, href: String, order: Option<Order>) -> Self {
        Self {
            sort: Some((href, order)),
            ..self
        }
    }

    fn head(self) -> AnyView {
        let Some((href, order)) = self.sort else {
            return view! { <th scope="col" role="columnheader" class=self.class>{self.label}</th> }
                .into_any();
        };
        let (state, icon) = match order {
            None => (None, IconName::Switch),
            Some(Order::Ascending) => (Some("ascending"), IconName::Up),
            Some(Order::Descending) => (Some("descending"), IconName::Down),
        };
        view! {
            <th scope="col" role="columnheader" class=self.class aria-sort=state>
                <a class="sort" href=href>{self.label}<Icon name=icon/></a>
            </th>
        }
        .into_any()
    }
}

/// A table in a region that scrolls sideways when it must.
#[component]
pub fn Table(
    /// What the table lists.
    #[prop(into)]
    label: String,
    /// Its columns.
    columns: Vec<Column>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(Column::head).collect_view();
    let table_class = format!("t cards {class}");
    let region = use_text().table_region(&label);
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <table class=table_class role="table" aria-label=label>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// The cell that names its row.
#[component]
pub fn RowHead(
    /// The name, usually a link.
    children: Children,
) -> impl IntoView {
    view! { <th scope="row" role="rowheader">{children()}</th> }
}

/// A cell; `label` is what a card shows above it.
#[component]
pub fn Cell(
    /// The column's heading.
    #[prop(into)]
    label: String,
    /// More classes, `n` for figures.
    #[prop(optional)]
    class: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <td role="cell" class=class data-l=label>{children()}</td> }
}
