//! Contracts: the list and one contract in a period.

mod chain;
mod facts;
mod lists;
mod one;
mod overview;
mod schedule;
mod targets;
mod term;

pub use one::ContractPage;
pub use overview::{ContractTable, ContractsPage};
