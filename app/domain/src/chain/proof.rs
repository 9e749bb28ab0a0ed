//! The proof that the parts carry an offer: verdict, weakest link, and what it would need to be.

use super::composite::{Composite, Share, Structure, StructureError};
use super::{hours, response};
use crate::ratio::WHOLE_PPM;
use crate::sla::availability::MaintenanceMethod;
use crate::time::calendar::Calendar;
use crate::time::period::PeriodKind;
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
    pub window: PeriodKind,
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
    pub window: PeriodKind,
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
    /// A share is not within 0 to 100 %.
    #[error("{0}: not within 0 to 100 %")]
    NotAShare(&'static str),
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
    let chain = Chain {
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

struct Chain<'a> {
    offer: &'a Offer<'a>,
    structure: &'a Structure<usize>,
    links: &'a [Link<'a>],
    used: &'a [usize],
}

impl Chain<'_> {
    fn each(&self) -> impl Iterator<Item = (usize, &Link<'_>)> {
        self.used
            .iter()
            .filter_map(|index| Some((*index, self.links.get(*index)?)))
    }

    fn availability(&self, gaps: &mut Vec<Gap>) -> Result<(Verdict, Option<Composite>), ProofError> {
        let Some(needed_ppm) = self.offer.availability_ppm else {
            return Ok((Verdict::Proven, None));
        };
        let silent: Vec<Gap> = self
            .each()
            .filter(|(_, link)| link.availability_ppm.is_none())
            .map(|(link, _)| Gap::NoAvailability { link })
            .collect();
        if !silent.is_empty() {
            gaps.extend(silent);
            return Ok((Verdict::Broken, None));
        }
        let level = |index: usize| {
            self.links
                .get(index)
                .and_then(|link| link.availability_ppm)
                .unwrap_or(0)
        };
        let Level {
            verdict,
            composite,
            shortfall,
        } = self.level("availability_ppm", needed_ppm, self.structure, &level)?;
        gaps.extend(shortfall.map(|(weakest, would_need_ppm)| Gap::Availability {
            needed_ppm,
            composite_ppm: composite.independent.floor_ppm(),
            weakest,
            would_need_ppm,
        }));
        Ok((verdict, Some(composite)))
    }

    /// Shares of cases in time: every part must be in time, whatever the structure of the availability is.
    fn in_time_share(&self, gaps: &mut Vec<Gap>) -> Result<Verdict, ProofError> {
        let Some(limit) = self.offer.limit else {
            return Ok(Verdict::Proven);
        };
        let with_limit: Vec<Structure<usize>> = self
            .each()
            .filter(|(_, link)| link.limit.is_some())
            .map(|(index, _)| Structure::Part(index))
            .collect();
        if with_limit.is_empty() {
            return Ok(Verdict::Proven);
        }
        let share = |index: usize| {
            self.links
                .get(index)
                .and_then(|link| link.limit)
                .map_or(0, |limit| limit.share_ppm)
        };
        let series = Structure::Series(with_limit);
        let Level {
            verdict,
            composite,
            shortfall,
        } = self.level("share_ppm", limit.share_ppm, &series, &share)?;
        gaps.extend(shortfall.map(|(weakest, would_need_ppm)| Gap::InTimeShare {
            promised_ppm: limit.share_ppm,
            composite_ppm: composite.independent.floor_ppm(),
            weakest,
            would_need_ppm,
        }));
        Ok(verdict)
    }

    /// Compares a composite of levels with what is needed.
    fn level(
        &self,
        field: &'static str,
        needed_ppm: i64,
        structure: &Structure<usize>,
        level_ppm: &impl Fn(usize) -> i64,
    ) -> Result<Level, ProofError> {
        let needed = Share::from_ppm(needed_ppm).ok_or(ProofError::NotAShare(field))?;
        if self
            .used
            .iter()
            .any(|index| Share::from_ppm(level_ppm(*index)).is_none())
        {
            return Err(ProofError::NotAShare(field));
        }
        let with = |changed: Option<(usize, i64)>| {
            let share = |index: &usize| {
                let ppm = changed
                    .filter(|(link, _)| link == index)
                    .map_or_else(|| level_ppm(*index), |(_, ppm)| ppm);
                Share::from_ppm(ppm).unwrap_or(Share::NONE)
            };
            structure.composite(&share)
        };
        let composite = with(None)?;
        if composite.independent >= needed {
            let verdict = if composite.lower >= needed {
                Verdict::Proven
            } else {
                Verdict::IfIndependent
            };
            return Ok(Level {
                verdict,
                composite,
                shortfall: None,
            });
        }
        let mut weakest = (0, Share::NONE);
        for index in structure.leaves() {
            let best = with(Some((*index, WHOLE_PPM)))?.independent;
            if best > weakest.1 {
                weakest = (*index, best);
            }
        }
        let would_need = if weakest.1 >= needed {
            let enough = |ppm| with(Some((weakest.0, ppm))).map(|composite| composite.independent >= needed);
            Some(smallest(level_ppm(weakest.0), enough)?)
        } else {
            None
        };
        Ok(Level {
            verdict: Verdict::Broken,
            composite,
            shortfall: Some((weakest.0, would_need)),
        })
    }

    fn terms(&self, gaps: &mut Vec<Gap>) {
        if self.offer.availability_ppm.is_none() {
            return;
        }
        for (link, terms) in self.each() {
            if !nests(terms.window, self.offer.window) {
                gaps.push(Gap::Window { link });
            }
            if terms.method != self.offer.method {
                gaps.push(Gap::Method { link });
            }
        }
    }

    fn hours(&self, horizon: Interval, gaps: &mut Vec<Gap>) -> Result<(), ProofError> {
        let calendars: Vec<&Calendar> = self.links.iter().map(|link| link.calendar).collect();
        let found = hours::uncovered(self.offer.calendar, self.structure, &calendars, horizon)?;
        gaps.extend(found.map(|found| Gap::ServiceHours {
            weakest: found.weakest,
            uncovered_seconds: found.seconds,
            first: found.first,
        }));
        Ok(())
    }

    fn response(&self, horizon: Interval, gaps: &mut Vec<Gap>) -> Result<(), ProofError> {
        let Some(promised) = self.offer.limit else {
            return Ok(());
        };
        let mut needed_seconds = self.offer.handover_seconds.max(0);
        let mut longest: Option<(usize, response::WorstCase)> = None;
        for (index, link) in self.each() {
            let Some(limit) = link.limit else {
                gaps.push(Gap::NoLimit { link: index });
                continue;
            };
            let worst = response::worst_case(self.offer.calendar, link.calendar, limit.seconds, horizon)?;
            needed_seconds = needed_seconds.saturating_add(worst.seconds);
            if longest.is_none_or(|(_, known)| worst.seconds > known.seconds) {
                longest = Some((index, worst));
            }
        }
        let excess = needed_seconds.saturating_sub(promised.seconds);
        if let Some((weakest, worst)) = longest.filter(|_| excess > 0) {
            gaps.push(Gap::ResponseTime {
                promised_seconds: promised.seconds,
                needed_seconds,
                weakest,
                report: worst.report,
                would_need_seconds: Some(worst.seconds - excess).filter(|seconds| *seconds > 0),
            });
        }
        Ok(())
    }

    fn money(&self, gaps: &mut Vec<Gap>) {
        let covered_minor = self.each().fold(0_i64, |sum, (_, link)| {
            sum.saturating_add(link.credit_at_breach_minor)
        });
        let least = self.each().min_by_key(|(_, link)| link.credit_at_breach_minor);
        if let Some((weakest, _)) = least.filter(|_| covered_minor < self.offer.penalty_minor) {
            gaps.push(Gap::BackToBack {
                owed_minor: self.offer.penalty_minor,
                covered_minor,
                weakest,
            });
        }
    }
}

/// A composite compared with what is needed; a shortfall names the weakest part and what it would need.
struct Level {
    verdict: Verdict,
    composite: Composite,
    shortfall: Option<(usize, Option<i64>)>,
}

/// The smallest level above `low` that is enough, if the whole is.
fn smallest(low: i64, enough: impl Fn(i64) -> Result<bool, StructureError>) -> Result<i64, StructureError> {
    let (mut low, mut high) = (low, WHOLE_PPM);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if enough(middle)? {
            high = middle
        } else {
            low = middle
        }
    }
    Ok(high)
}

/// Whether a level kept in every inner window is kept in every outer one: windows must tile each other.
fn nests(inner: PeriodKind, outer: PeriodKind) -> bool {
    inner == outer || (inner < outer && inner != PeriodKind::Week)
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
