//! Lists: what their addresses say, views that people keep of them, and lists as tables for spreadsheets.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SavedViewId;
use crate::money::Money;

/// A list's filter and order, as they stand in the address of its page.
pub trait ListFilter: Sized {
    /// The page.
    const PAGE: &'static str;
    /// The names of the parts.
    const PARTS: &'static [&'static str];

    /// Reads the parts; what is no filter counts as none.
    fn read(part: &dyn Fn(&str) -> Option<String>) -> Self;

    /// The parts again, empty ones included.
    fn pairs(&self) -> Vec<(&'static str, String)>;
}

/// Reads `name` or, the other way round, `-name`.
pub(super) fn read_sort<T>(part: Option<String>, parse: fn(&str) -> Option<T>) -> (Option<T>, bool) {
    let part = part.unwrap_or_default();
    (parse(part.trim_start_matches('-')), part.starts_with('-'))
}

/// Writes what [`read_sort`] reads.
pub(super) fn write_sort(code: Option<&str>, reversed: bool) -> String {
    let sign = if reversed { "-" } else { "" };
    code.map(|code| format!("{sign}{code}")).unwrap_or_default()
}

/// A filter and an order that somebody kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Which one.
    pub id: SavedViewId,
    /// The page of the list.
    pub page: String,
    /// What the person calls it.
    pub name: String,
    /// The parts of the address.
    pub query: String,
}

impl SavedView {
    /// Where it is seen.
    pub fn address(&self) -> String {
        if self.query.is_empty() {
            self.page.clone()
        } else {
            format!("{}?{}", self.page, self.query)
        }
    }
}

/// A cell of a table for spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A count.
    Count(i64),
    /// A day.
    Day(NaiveDate),
    /// An amount.
    Amount(Money),
}

impl SheetCell {
    /// Words, if there are any.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A day, if there is one.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// An amount, if there is one.
    pub fn amount(amount: Option<Money>) -> Self {
        amount.map_or(Self::Empty, Self::Amount)
    }
}

/// A list as a table for spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it lists.
    pub name: String,
    /// Headings.
    pub columns: Vec<String>,
    /// As many cells each as there are headings.
    pub rows: Vec<Vec<SheetCell>>,
}
