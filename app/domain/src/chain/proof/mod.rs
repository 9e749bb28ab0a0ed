//! The proof that the parts carry an offer: verdict, weakest link, and what it would need to be.

mod checks;
mod window;

pub use window::Window;

use std::collections::HashSet;

use super::composite::{Composite, Structure, StructureError};
use crate::sla::availability::MaintenanceMethod;
use crate::time::calendar::Calendar;
use crate::time::{Instant, Interval, TimeError};

/// A time limit and the share of cases that must keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimit {
    /// Seconds of service time.
    pub seconds: i64,
    /// Share of the cases; 100 % is a hard limit.
    pub share_ppm: i64,
}

/// One OLA or underpinning contract.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// The promised availability; `None` if it promises none.
    pub availability_ppm: Option<i64>,
    /// The service hours.
    pub calendar: &'a Calendar,
    /// The measurement window.
    pub window: Window,
    /// What maintenance does to the figure.
    pub method: MaintenanceMethod,
    /// What it owes us at the point at which the offer is breached, in minor units.
    pub credit_at_breach_minor: i64,
    /// Its part of the response or restoration time.
    pub limit: Option<TimeLimit>,
}

/// What is promised to the business.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The promised availability, if any.
    pub availability_ppm: Option<i64>,
    /// The service hours.
    pub calendar: &'a Calendar,
    /// The measurement window.
    pub window: Window,
    /// What maintenance does to the figure.
    pub method: MaintenanceMethod,
    /// What we owe at the point of breach, in minor units of the same currency.
    pub penalty_minor: i64,
    /// The promised response or restoration time, if any.
    pub limit: Option<TimeLimit>,
    /// Time lost between the parts, in seconds of the offer's service time.
    pub handover_seconds: i64,
}

/// How well an offer is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// At least one gap.
    Broken,
    /// Only if the parts fail independently of each other.
    IfIndependent,
    /// Without any assumption.
    Proven,
}

/// Why an offer is not carried. `link` and `weakest` are indices into the links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A part promises no availability.
    NoAvailability {
        /// The part.
        link: usize,
    },
    /// The composite availability is too low.
    Availability {
        /// What is needed.
        needed_ppm: i64,
        /// What the parts give if they fail independently, cut off.
        composite_ppm: i64,
        /// The part whose improvement helps most.
        weakest: usize,
        /// What it would have to promise; `None` if not even 100 % would be enough.
        would_need_ppm: Option<i64>,
    },
    /// Service hours of the offer in which too few parts are on duty.
    ServiceHours {
        /// The part that leaves most uncovered.
        weakest: usize,
        /// Seconds in the horizon.
        uncovered_seconds: i64,
        /// The first uncovered stretch.
        first: Interval,
    },
    /// A part is measured over a window that hides a bad period of the offer.
    Window {
        /// The part.
        link: usize,
    },
    /// A part treats maintenance differently.
    Method {
        /// The part.
        link: usize,
    },
    /// A part has no time limit of its own.
    NoLimit {
        /// The part.
        link: usize,
    },
    /// The time limits add up to more than was promised.
    ResponseTime {
        /// What was promised, in seconds of the offer's service time.
        promised_seconds: i64,
        /// What the parts and handovers can take.
        needed_seconds: i64,
        /// The part that can take longest.
        weakest: usize,
        /// The report for which it does.
        report: Instant,
        /// What it could take at most on the offer's calendar; `None` if the others alone take too long.
        would_need_seconds: Option<i64>,
    },
    /// Fewer cases are in time than was promised.
    InTimeShare {
        /// What was promised.
        promised_ppm: i64,
        /// What the parts give if they are late independently, cut off.
        composite_ppm: i64,
        /// The part with the lowest share.
        weakest: usize,
        /// What it would have to promise; `None` if not even 100 % would be enough.
        would_need_ppm: Option<i64>,
    },
    /// The parts owe less than we owe.
    BackToBack {
        /// What we owe.
        owed_minor: i64,
        /// What the parts owe us together.
        covered_minor: i64,
        /// The part that owes least.
        weakest: usize,
    },
}

/// The result of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The verdict over everything.
    pub verdict: Verdict,
    /// The composite availability with its bounds, if all parts promise one.
    pub composite: Option<Composite>,
    /// Everything that is missing.
    pub gaps: Vec<Gap>,
}

/// Why nothing could be proven.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The structure is not valid.
    #[error(transparent)]
    Structure(#[from] StructureError),
    /// The structure names a link that is not there.
    #[error("the structure names link {0}, which does not exist")]
    UnknownLink(usize),
    /// A link that stands twice would count as two that fail independently.
    #[error("the structure names link {0} twice")]
    RepeatedLink(usize),
    /// A share is not within 0 to 100 %.
    #[error("{0}: not within 0 to 100 %")]
    NotAShare(&'static str),
    /// A calendar is not valid.
    #[error("a calendar is not valid")]
    Calendar,
    /// A calendar or the horizon cannot be computed.
    #[error(transparent)]
    Time(#[from] TimeError),
}

/// Proves an offer against its links over a horizon, usually the coming year.
pub fn prove(
    offer: &Offer<'_>,
    structure: &Structure<usize>,
    links: &[Link<'_>],
    horizon: Interval,
) -> Result<Proof, ProofError> {
    structure.validate()?;
    let used: Vec<usize> = structure.leaves().into_iter().copied().collect();
    if let Some(unknown) = used.iter().find(|link| **link >= links.len()) {
        return Err(ProofError::UnknownLink(*unknown));
    }
    let mut seen = HashSet::new();
    if let Some(repeated) = used.iter().find(|link| !seen.insert(**link)) {
        return Err(ProofError::RepeatedLink(*repeated));
    }
    let chain = checks::Chain {
        offer,
        structure,
        links,
        used: &used,
    };
    let mut gaps = Vec::new();
    let (levels, composite) = chain.availability(&mut gaps)?;
    let in_time = chain.in_time_share(&mut gaps)?;
    chain.terms(&mut gaps);
    chain.hours(horizon, &mut gaps)?;
    chain.response(horizon, &mut gaps)?;
    chain.money(&mut gaps);
    let verdict = if gaps.is_empty() {
        levels.min(in_time)
    } else {
        Verdict::Broken
    };
    Ok(Proof {
        verdict,
        composite,
        gaps,
    })
}

/// Proves that the links' times add up to no more than the offer's, and their shares in time to no less; every link
/// takes part, one after the other. Hours in which nobody works lengthen the times and are no gap of their own.
pub fn prove_times(offer: &Offer<'_>, links: &[Link<'_>], horizon: Interval) -> Result<Proof, ProofError> {
    let used: Vec<usize> = (0..links.len()).collect();
    let structure = Structure::Series(used.iter().copied().map(Structure::Part).collect());
    structure.validate()?;
    let chain = checks::Chain {
        offer,
        structure: &structure,
        links,
        used: &used,
    };
    let mut gaps = Vec::new();
    let levels = chain.in_time_share(&mut gaps)?;
    chain.response(horizon, &mut gaps)?;
    let verdict = if gaps.is_empty() { levels } else { Verdict::Broken };
    Ok(Proof {
        verdict,
        composite: None,
        gaps,
    })
}

#[cfg(test)]
mod tests;
