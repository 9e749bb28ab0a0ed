//! Documents as bytes: pure functions from view models, without storage, clock or network.

mod audit_csv;
mod cell;
pub mod evidence;
mod ledger_csv;
mod sheet;

pub use audit_csv::audit_csv;
pub use ledger_csv::ledger_csv;
pub use sheet::{sheet_csv, sheet_xlsx};
