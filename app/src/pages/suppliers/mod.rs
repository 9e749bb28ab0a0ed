//! Suppliers and internal teams: the list and one supplier.

mod one;
mod overview;
mod parts;

pub use one::SupplierPage;
pub use overview::SuppliersPage;
