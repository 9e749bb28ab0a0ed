//! The chain from an offer down to the agreements it rests on.

pub mod composite;
