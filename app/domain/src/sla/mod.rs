//! What an agreement measures: tickets against goals, availability of a period, key figures.

pub mod availability;
pub mod evaluate;
pub mod example;
pub mod kpi;
pub mod ledger;
pub mod measure;
pub mod result;
pub mod sign_off;
pub mod target;
pub mod ticket;
pub mod timeline;
