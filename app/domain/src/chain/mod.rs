//! The chain from an offer down to the agreements it rests on, and the proof that they carry it.
//!
//! An offer is carried if, and only if, the composite of the promised levels reaches it, the service hours of the
//! parts cover its own, measurement windows and maintenance methods fit, the response times add up on its own
//! calendar, and what the parts owe at the point of breach covers what it owes itself.
//!
//! ```
//! use domain::chain::{Link, Offer, Structure, Verdict, Window, prove};
//! use domain::sla::availability::MaintenanceMethod;
//! use domain::time::calendar::{Calendar, CalendarSpec};
//! use domain::time::period::PeriodKind;
//! use domain::time::Interval;
//!
//! let calendar = Calendar::new(&CalendarSpec::always("UTC"))?;
//! let (window, method) = (Window::Period(PeriodKind::Month), MaintenanceMethod::CountsAsUp);
//! let link = |ppm| Link { availability_ppm: Some(ppm), calendar: &calendar, window, method, credit_at_breach_minor: 0, limit: None };
//! let links = [link(999_500), link(999_000), link(999_000)];
//! let chain = Structure::Series((0..3).map(Structure::Part).collect());
//! let year = Interval::new("2026-01-01T00:00:00Z".parse()?, "2027-01-01T00:00:00Z".parse()?)?;
//! let verdict = |ppm| {
//!     let offer = Offer {
//!         availability_ppm: Some(ppm), calendar: &calendar, window, method, penalty_minor: 0, limit: None, handover_seconds: 0,
//!     };
//!     prove(&offer, &chain, &links, year).map(|proof| proof.verdict)
//! };
//! // The product is 99.7501 %, but without independence only 99.75 % are certain.
//! assert_eq!(verdict(997_500)?, Verdict::Proven);
//! assert_eq!(verdict(997_501)?, Verdict::IfIndependent);
//! assert_eq!(verdict(998_000)?, Verdict::Broken);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assess;
pub mod composite;
pub mod draft;
pub mod hours;
pub mod part;
pub mod proof;
pub mod response;
pub mod share;

pub use assess::{Assessment, Cover, Promise, Promises, assess};
pub use composite::{Composite, Share, Structure, StructureError};
pub use part::{Carries, ChainStructure, Part};
pub use proof::{Gap, Link, Offer, Proof, ProofError, Verdict, Window, prove, prove_times};
