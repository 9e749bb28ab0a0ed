//! `/api/v1`

mod calendars;
mod chains;
mod facts;
mod targets;
mod terms;
