//! The chain from an offer down to the agreements it rests on, and the proof that they carry it.
//!
//! An offer is carried if, and only if, the composite of the promised levels reaches it, the service hours of the
//! parts cover its own, measurement windows and maintenance methods fit, the response times add up on its own
//! calendar, and what the parts owe at the point of breach covers what it owes itself.

pub mod composite;
pub mod hours;
pub mod proof;
pub mod response;
pub mod share;

pub use composite::{Composite, Share, Structure, StructureError};
pub use proof::{Gap, Link, Offer, Proof, ProofError, Verdict, Window, prove};
