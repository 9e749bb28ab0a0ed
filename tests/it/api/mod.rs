//! `/api/v1`

mod calendars;
mod facts;
mod targets;
mod terms;
