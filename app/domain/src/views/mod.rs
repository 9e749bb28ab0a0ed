//! What pages and the API show: plain data, no wording, no formatting.
//!
//! Times that people read are already in the zone they are to be read in ([`NaiveDateTime`]), so that the
//! browser needs no time zone tables and both renderings of a page agree.

mod access;
mod account;
mod audit;
mod calendar;
mod chain;
mod claim;
mod contract;
mod deadline;
mod document;
mod drafting;
mod escalation;
mod import;
mod intake;
mod list;
mod search;
mod service;
mod session;
mod supplier;
mod supplier_parts;
mod target;
mod template;
mod term;
mod today;

pub use access::*;
pub use account::*;
pub use audit::*;
pub use calendar::*;
pub use chain::*;
pub use chrono::{NaiveDate, NaiveDateTime};
pub use claim::*;
pub use contract::*;
pub use deadline::*;
pub use document::*;
pub use drafting::*;
pub use escalation::*;
pub use import::*;
pub use intake::*;
pub use list::*;
pub use search::*;
pub use service::*;
pub use session::*;
pub use supplier::*;
pub use supplier_parts::*;
pub use target::*;
pub use template::*;
pub use term::*;
pub use today::*;
