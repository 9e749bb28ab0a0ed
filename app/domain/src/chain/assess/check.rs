//! The results of a proof, as pages and the API show them. Parts are indices into the leaves of the structure.

use serde::{Deserialize, Serialize};

use super::{Promise, Stretch};
use crate::ids::TargetId;
use crate::money::Money;
use crate::sla::availability::MaintenanceMethod;
use crate::time::period::PeriodKind;

/// How well something is carried, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// At least one gap.
    Broken,
    /// Something is missing, so nothing is proven.
    NotAssessable,
    /// Only if the parts fail independently of each other.
    IfIndependent,
    /// Without any assumption.
    Proven,
}

impl Cover {
    /// Every value, worst first.
    pub const ALL: [Self; 4] = [
        Self::Broken,
        Self::NotAssessable,
        Self::IfIndependent,
        Self::Proven,
    ];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::NotAssessable => "not_assessable",
            Self::IfIndependent => "if_independent",
            Self::Proven => "proven",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cover| cover.code() == code)
    }

    /// Whether the promise is covered; what cannot be assessed is not.
    pub const fn is_sufficient(self) -> bool {
        matches!(self, Self::IfIndependent | Self::Proven)
    }
}

/// Why a chain cannot be assessed, or no longer holds at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// The SLA itself is not in force.
    SlaNotInForce,
    /// The SLA has no targets.
    SlaPromisesNothing,
    /// A part's contract is not in force; what it promised carries nothing.
    NotInForce {
        /// Which one.
        part: usize,
    },
    /// A part has no target for the service used.
    PromisesNothing {
        /// Which one.
        part: usize,
    },
    /// A part's targets measure several services, and none was chosen.
    ServiceNotChosen {
        /// Which one.
        part: usize,
    },
}

impl Fault {
    /// What it makes of the verdict.
    pub const fn cover(self) -> Cover {
        match self {
            Self::NotInForce { .. } => Cover::Broken,
            _ => Cover::NotAssessable,
        }
    }

    /// The part at fault.
    pub const fn part(self) -> Option<usize> {
        match self {
            Self::SlaNotInForce | Self::SlaPromisesNothing => None,
            Self::NotInForce { part } | Self::PromisesNothing { part } | Self::ServiceNotChosen { part } => {
                Some(part)
            }
        }
    }
}

/// What a row of the working stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkingKind {
    /// One part.
    Part,
    /// All of them are needed.
    Series,
    /// One is enough.
    Parallel,
    /// So many are needed.
    KOfN(usize),
}

/// One element in series, with the product up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    /// What it is.
    pub kind: WorkingKind,
    /// The parts within.
    pub parts: Vec<usize>,
    /// Its availability, cut off.
    pub level_ppm: i64,
    /// The product so far, cut off.
    pub product_ppm: i64,
    /// What it takes from a mean window of the SLA; these add up to the chain's downtime.
    pub cost_seconds: i64,
}

/// A way to close a gap of availability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "repair", rename_all = "snake_case")]
pub enum Repair {
    /// The weakest part promises more.
    Raise {
        /// Which one.
        part: usize,
        /// What it would have to promise.
        to_ppm: i64,
        /// What the chain then carries.
        then_ppm: i64,
    },
    /// A second of its kind stands beside the weakest part.
    Double {
        /// Which one.
        part: usize,
        /// What the chain then carries.
        then_ppm: i64,
        /// Whether that is enough.
        closes: bool,
    },
    /// The SLA promises less.
    Lower {
        /// What the chain carries, to a hundredth of a percent.
        to_ppm: i64,
    },
}

/// A part's share of a budget of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which one.
    pub part: usize,
    /// Its limit on its own service hours.
    pub own_seconds: i64,
    /// The longest this can take on the SLA's.
    pub seconds: i64,
}

/// What was checked, with needed, given and working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "snake_case")]
pub enum Detail {
    /// The composite availability.
    Availability {
        /// What the SLA promises.
        needed_ppm: i64,
        /// The product, if the parts fail independently; cut off. `None` if a part promises nothing.
        given_ppm: Option<i64>,
        /// The worst case without that assumption.
        worst_ppm: Option<i64>,
        /// What the weakest part would have to promise; `None` if not even 100 % would do.
        would_need_ppm: Option<i64>,
        /// What the weakest part promises.
        weakest_ppm: Option<i64>,
        /// Parts without any promise of availability.
        silent: Vec<usize>,
        /// Elements in series.
        working: Vec<Working>,
        /// The SLA's mean service time in a window.
        window_seconds: i64,
        /// The window.
        window: PeriodKind,
        /// What would close a gap.
        repairs: Vec<Repair>,
    },
    /// Whether enough parts are on duty whenever the SLA is.
    ServiceHours {
        /// Service time without cover in the coming year.
        uncovered_seconds: i64,
        /// When that is, the longest first.
        stretches: Vec<Stretch>,
    },
    /// Whether the parts' windows vouch for the SLA's.
    Windows {
        /// The SLA's.
        needed: PeriodKind,
        /// Parts whose windows hide a bad period.
        misfits: Vec<(usize, PeriodKind)>,
    },
    /// Whether maintenance counts in the same way.
    Maintenance {
        /// The SLA's method.
        needed: MaintenanceMethod,
        /// Parts with another one.
        misfits: Vec<(usize, MaintenanceMethod)>,
    },
    /// The budget of time of one priority.
    Time {
        /// Which one.
        priority: String,
        /// What the SLA promises.
        promised_seconds: i64,
        /// What parts and handovers can take.
        needed_seconds: i64,
        /// Time lost between the parts.
        handover_seconds: i64,
        /// What each part can take.
        parts: Vec<Part>,
        /// Parts without a limit for this priority.
        silent: Vec<usize>,
        /// The longest limit, on its own service hours, that the weakest part could have; `None` if none is short enough.
        would_need_seconds: Option<i64>,
    },
    /// The share of cases in time.
    InTimeShare {
        /// What the SLA promises.
        promised_ppm: i64,
        /// The product of the parts' shares, cut off.
        given_ppm: i64,
        /// What the weakest part promises.
        weakest_ppm: Option<i64>,
        /// What it would have to promise.
        would_need_ppm: Option<i64>,
    },
    /// What we owe at the point of breach against what we are owed.
    Money {
        /// What we owe; `None` if no fee is fixed.
        owed: Option<Money>,
        /// What the parts owe us together, as far as it is known.
        covered: Option<Money>,
        /// What each part owes; `None` if its fee is not known or in another currency.
        parts: Vec<(usize, Option<Money>)>,
    },
    /// Nothing in the chain can vouch for a measure of this kind.
    Unsupported,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How it came out.
    pub cover: Cover,
    /// The part that keeps it from holding.
    pub weakest: Option<usize>,
    /// The figures.
    #[serde(flatten)]
    pub detail: Detail,
}

impl Check {
    pub(super) const fn new(cover: Cover, weakest: Option<usize>, detail: Detail) -> Self {
        Self {
            cover,
            weakest,
            detail,
        }
    }

    pub(super) const fn unproven(detail: Detail) -> Self {
        Self::new(Cover::NotAssessable, None, detail)
    }
}

/// The proof of one target of the SLA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseProof {
    /// The target.
    pub target_id: TargetId,
    /// Its name.
    pub name: String,
    /// What it promises.
    pub threshold_ppm: i64,
    /// The worst of its checks.
    pub cover: Cover,
    /// What was checked.
    pub checks: Vec<Check>,
}

impl PromiseProof {
    pub(super) fn new(promise: &Promise, checks: Vec<Check>) -> Self {
        let covers = checks.iter().map(|check| check.cover);
        Self {
            target_id: promise.target_id,
            name: promise.name.clone(),
            threshold_ppm: promise.definition.threshold_ppm,
            cover: covers.min().unwrap_or(Cover::NotAssessable),
            checks,
        }
    }
}

/// The proof of an SLA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The worst of everything below.
    pub cover: Cover,
    /// What kept the proof from being tried.
    pub faults: Vec<Fault>,
    /// The SLA's targets.
    pub promises: Vec<PromiseProof>,
}

impl Assessment {
    pub(super) fn of_faults(faults: Vec<Fault>) -> Self {
        let covers = faults.iter().map(|fault| fault.cover());
        Self {
            cover: covers.min().unwrap_or(Cover::NotAssessable),
            faults,
            promises: Vec::new(),
        }
    }

    pub(super) fn of_promises(promises: Vec<PromiseProof>) -> Self {
        let covers = promises.iter().map(|promise| promise.cover);
        Self {
            cover: covers.min().unwrap_or(Cover::NotAssessable),
            faults: Vec::new(),
            promises,
        }
    }

    /// The first of the worst checks, with the promise it belongs to.
    pub fn worst(&self) -> Option<(&PromiseProof, &Check)> {
        let checks = self
            .promises
            .iter()
            .flat_map(|promise| promise.checks.iter().map(move |check| (promise, check)));
        checks
            .filter(|(_, check)| !check.cover.is_sufficient())
            .min_by_key(|(_, check)| check.cover)
    }

    /// The part that most keeps the chain from holding.
    pub fn weakest(&self) -> Option<usize> {
        let at_fault = self.faults.iter().find_map(|fault| fault.part());
        at_fault.or_else(|| self.worst().and_then(|(_, check)| check.weakest))
    }
}
