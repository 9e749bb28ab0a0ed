//! The rules of Tragwerk: pure and total.
//!
//! Data goes in, data comes out. There is no IO, no clock, no randomness and no async code in this crate;
//! the present moment is always a parameter. The same code runs on the server and in the browser.

pub mod calc;
pub mod chain;
pub mod claim;
pub mod contract;
pub mod country;
pub mod credit;
pub mod document;
pub mod escalation;
pub mod exact;
pub mod exclusion;
pub mod fact;
pub mod forms;
pub mod gdpr;
pub mod graph;
pub mod ical;
pub mod ids;
pub mod money;
pub mod policy;
pub mod ratio;
pub mod risk;
pub mod search;
pub mod service;
pub mod sla;
pub mod supplier;
pub mod time;
pub mod views;
