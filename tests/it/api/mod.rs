//! `/api/v1`

mod calendars;
mod chains;
mod documents;
mod drafting;
mod facts;
mod feed;
mod measurements;
mod search;
mod services;
mod sign_off;
mod suppliers;
mod targets;
mod templates;
mod terms;
