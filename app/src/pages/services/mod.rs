//! The service catalogue: the list, one service, and the forms that write it.

mod duties;
mod edit;
mod one;
mod overview;
mod priorities;

pub use edit::{EditServicePage, NewServicePage};
pub use one::ServicePage;
pub use overview::ServicesPage;
