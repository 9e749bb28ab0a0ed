//! Taking suppliers and contracts over from a table: the upload, and the preview with its yes.

mod one;
mod upload;

pub use one::IntakePage;
pub use upload::{ContractIntakePage, SupplierIntakePage};
