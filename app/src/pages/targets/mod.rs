//! A target in one period: the result with its working, its history, and the ledger behind it.

mod history;
mod ledger;
mod one;
mod tickets;
mod working;

pub use one::TargetPage;
