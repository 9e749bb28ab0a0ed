//! The pages, one folder per noun.

pub mod account;
pub mod administration;
pub mod calendars;
pub mod chains;
pub mod claims;
pub mod contracts;
pub mod deadlines;
pub mod documents;
pub mod escalations;
pub mod imports;
pub mod intake;
pub mod join;
mod not_found;
pub mod outages;
pub mod search;
pub mod services;
pub mod session;
pub mod suppliers;
pub mod targets;
pub mod templates;
pub mod today;

use domain::views::ListFilter;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
pub use not_found::NotFound;

/// A path parameter as a signal; empty when it is missing.
fn param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default())
}

/// A query parameter as a signal; an empty one counts as missing.
fn query(name: &'static str) -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| {
        query
            .with(|query| query.get(name))
            .filter(|value| !value.is_empty())
    })
}

/// What was typed into a form of the server function at `path`, when it came back refused without a script.
pub(crate) fn typed(path: &'static str) -> Option<impl Fn(&'static str) -> String> {
    let refused = query("__path").get_untracked().as_deref() == Some(path);
    refused.then_some(|name| query(name).get_untracked().unwrap_or_default())
}

/// A form that came back without a script, with everything typed.
fn typed_form<T: serde::de::DeserializeOwned>() -> Option<T> {
    let text = query("typed").get_untracked()?;
    crate::api::typed::read(&text)
}

/// What the address says about a list.
pub(crate) fn list_filter<F: ListFilter + PartialEq + Send + Sync + 'static>() -> Memo<F> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| F::read(&|part| query.get(part).filter(|value| !value.is_empty()))))
}

/// The address of a list with a filter.
pub(crate) fn list_address<F: ListFilter>(filter: &F) -> String {
    let pairs = filter.pairs();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    address(F::PAGE, &pairs)
}

/// An address with a query of those parameters that have a value.
pub(crate) fn address(path: &str, parameters: &[(&'static str, &str)]) -> String {
    let mut map = ParamsMap::new();
    for (name, value) in parameters {
        if !value.is_empty() {
            map.insert(*name, (*value).to_owned());
        }
    }
    format!("{path}{}", map.to_query_string())
}
