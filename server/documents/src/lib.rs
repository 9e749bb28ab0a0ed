//! Documents as bytes: pure functions from view models, without storage, clock or network.

mod ledger_csv;

pub use ledger_csv::ledger_csv;
