//! Words, numbers and dates in the reader's language.
//!
//! Everything here is a pure function of the language and the value, so that the server's and the browser's
//! rendering of a page agree to the letter.

mod access;
mod calendars;
pub mod chains;
mod changes;
mod claims;
pub mod dates;
mod documents;
mod drafting;
pub mod format;
mod intake;
mod parties;
mod problems;
mod terms;
mod words;

use domain::views::Language;
use leptos::prelude::use_context;

/// The catalogue in one language; its methods are generated from `locales/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(pub Language);

#[expect(
    clippy::match_same_arms,
    clippy::doc_markdown,
    reason = "generated: some texts are the same in both languages"
)]
mod catalogue {
    use domain::views::Language;

    use super::{Text, format};

    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// The catalogue of the current reader.
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or(Text(Language::De))
}
