//! `/api/v1`

mod calendars;
mod chains;
mod documents;
mod facts;
mod targets;
mod terms;
