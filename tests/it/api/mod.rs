//! `/api/v1`

mod facts;
mod targets;
mod terms;
