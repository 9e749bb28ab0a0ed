//! Service hours: the list, a calendar, and the form with its preview.

mod fields;
mod form;
mod one;
mod overview;
mod preview;
mod week;

pub use form::{EditCalendarPage, NewCalendarPage};
pub use one::CalendarPage;
pub use overview::CalendarsPage;
