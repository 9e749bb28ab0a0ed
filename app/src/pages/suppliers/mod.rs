//! Suppliers and internal teams: the lists, one supplier, and the forms that write it.

mod actions;
mod certificates;
mod contacts;
mod edit;
mod facts;
mod filter;
mod one;
mod overview;
mod parts;
mod passing_on;

pub use edit::{EditSupplierPage, NewSupplierPage};
pub use one::SupplierPage;
pub use overview::SuppliersPage;
