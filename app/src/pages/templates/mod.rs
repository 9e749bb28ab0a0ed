//! The library of contract templates: the list, and one template with the form to make a contract from it.

mod form;
mod one;
mod overview;

pub use one::TemplatePage;
pub use overview::TemplatesPage;
