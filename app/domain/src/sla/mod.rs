//! What an agreement measures: tickets against goals, availability of a period, key figures.

pub mod availability;
pub mod ledger;
pub mod result;
pub mod target;
pub mod ticket;
