//! Documents as bytes: pure functions from view models, without storage, clock or network.

mod audit_csv;
mod cell;
mod deadlines_csv;
mod ledger_csv;

pub use audit_csv::audit_csv;
pub use deadlines_csv::deadlines_csv;
pub use ledger_csv::ledger_csv;
