//! Contracts: the list, one contract in a period, and writing them.

mod chain;
mod draft;
mod facts;
mod form;
mod life;
mod lists;
mod one;
mod overview;
mod record;
mod schedule;
mod target;
mod targets;
mod term;

pub use draft::DraftPage;
pub use draft::notice_days;
pub use form::{EditContractPage, NewContractPage};
pub use one::ContractPage;
pub use overview::{ContractTable, ContractsPage};
pub use target::{EditTargetPage, NewTargetPage};
