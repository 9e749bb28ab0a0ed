//! Service chains: the list of SLAs, and one SLA with what it rests on.

mod deck;
mod editor;
mod fields;
mod level;
mod nodes;
mod one;
mod overview;
mod picture;
mod proof;
mod times;
mod tree;

use domain::chain::{Cover, Structure};
use domain::views::{ChainRow, ChainView};
pub use one::ChainPage;
pub use overview::ChainsPage;

use crate::i18n::Text;
use crate::i18n::chains::short_name;
use crate::ui::Tone;

/// How a verdict is drawn.
pub const fn tone(cover: Cover) -> Tone {
    match cover {
        Cover::Broken => Tone::Breach,
        Cover::NotAssessable => Tone::Unknown,
        Cover::IfIndependent => Tone::Risk,
        Cover::Proven => Tone::Ok,
    }
}

/// The last verdict on an SLA in words.
pub fn verdict(text: Text, row: &ChainRow) -> (Tone, &'static str) {
    match row.cover {
        Some(cover) => (tone(cover), text.cover(cover)),
        None if row.has_structure => (Tone::Unknown, text.chain_not_proven_yet()),
        None => (Tone::Unknown, text.chain_no_structure()),
    }
}

/// Why an SLA is not covered.
pub fn reason(text: Text, row: &ChainRow) -> Option<String> {
    if row.has_structure {
        text.chain_reason(&row.reason, row.weakest.as_ref())
    } else {
        Some(text.chain_no_structure_reason().to_owned())
    }
}

/// Number and title of a part.
fn part_name(data: &ChainView, part: usize) -> String {
    data.parts
        .get(part)
        .map_or_else(|| "–".to_owned(), |part| short_name(&part.contract))
}

/// How the parts of a group work together; nothing for a part.
fn group_label<T>(text: Text, group: &Structure<T>) -> Option<String> {
    match group {
        Structure::Part(_) => None,
        Structure::Series(_) => Some(text.chain_series().to_owned()),
        Structure::Parallel(_) => Some(text.chain_parallel().to_owned()),
        Structure::KOfN { needed, parts } => {
            Some(text.chain_k_of_n(needed.to_string(), parts.len().to_string()))
        }
    }
}
