//! The single checks of a proof.

use super::{Gap, Link, Offer, ProofError, Verdict};
use crate::chain::composite::{Composite, Share, Structure, StructureError};
use crate::chain::{hours, response};
use crate::ratio::WHOLE_PPM;
use crate::time::Interval;
use crate::time::calendar::Calendar;

/// An offer with the links it names.
pub(super) struct Chain<'a> {
    pub(super) offer: &'a Offer<'a>,
    pub(super) structure: &'a Structure<usize>,
    pub(super) links: &'a [Link<'a>],
    pub(super) used: &'a [usize],
}

impl Chain<'_> {
    fn each(&self) -> impl Iterator<Item = (usize, &Link<'_>)> {
        self.used
            .iter()
            .filter_map(|index| Some((*index, self.links.get(*index)?)))
    }

    pub(super) fn availability(
        &self,
        gaps: &mut Vec<Gap>,
    ) -> Result<(Verdict, Option<Composite>), ProofError> {
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
    pub(super) fn in_time_share(&self, gaps: &mut Vec<Gap>) -> Result<Verdict, ProofError> {
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

    pub(super) fn terms(&self, gaps: &mut Vec<Gap>) {
        if self.offer.availability_ppm.is_none() {
            return;
        }
        for (link, terms) in self.each() {
            if !terms.window.nests_in(self.offer.window) {
                gaps.push(Gap::Window { link });
            }
            if terms.method != self.offer.method {
                gaps.push(Gap::Method { link });
            }
        }
    }

    pub(super) fn hours(&self, horizon: Interval, gaps: &mut Vec<Gap>) -> Result<(), ProofError> {
        let calendars: Vec<&Calendar> = self.links.iter().map(|link| link.calendar).collect();
        let found = hours::uncovered(self.offer.calendar, self.structure, &calendars, horizon)?;
        gaps.extend(found.map(|found| Gap::ServiceHours {
            weakest: found.weakest,
            uncovered_seconds: found.seconds,
            first: found.first,
        }));
        Ok(())
    }

    pub(super) fn response(&self, horizon: Interval, gaps: &mut Vec<Gap>) -> Result<(), ProofError> {
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

    pub(super) fn money(&self, gaps: &mut Vec<Gap>) {
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
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(high)
}
