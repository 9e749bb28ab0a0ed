//! Availability: composite, service hours, windows, maintenance.

use super::check::{Check, Cover, Detail, Repair, Working, WorkingKind};
use super::{Ready, Setting, stretch};
use crate::chain::composite::{Composite, Share, Structure, StructureError};
use crate::chain::hours;
use crate::chain::part::Part;
use crate::chain::proof::{Gap, Link, Offer, ProofError, prove};
use crate::sla::availability::MaintenanceMethod;
use crate::time::Interval;
use crate::time::calendar::Calendar;
use crate::time::period::PeriodKind;

/// How many days a window has on average.
const fn windows_a_year(window: PeriodKind) -> (i64, i64) {
    match window {
        PeriodKind::Day => (1, 365),
        PeriodKind::Week => (7, 365),
        PeriodKind::Month => (1, 12),
        PeriodKind::Quarter => (1, 4),
        PeriodKind::HalfYear => (1, 2),
        PeriodKind::Year => (1, 1),
    }
}

/// Everything that availability rests on.
pub(super) fn checks(
    setting: &Setting<'_>,
    offer: &Ready<'_>,
    structure: &Structure<Part>,
) -> Result<Vec<Check>, ProofError> {
    let mut index = 0..;
    let carrying = structure.filter_map(&mut |part| index.next().filter(|_| part.carries.availability()));
    let Some(carrying) = carrying else {
        return Ok(vec![Check::unproven(no_carrier(offer))]);
    };
    let used: Vec<usize> = carrying.leaves().into_iter().copied().collect();
    // The proof counts the parts that are used; everything outside counts all.
    let mut place = 0..;
    let structure = carrying
        .filter_map(&mut |_| place.next())
        .ok_or(StructureError::Empty)?;
    let links: Vec<Link<'_>> = used.iter().map(|index| link(setting, offer, *index)).collect();
    let method = offer.maintenance().unwrap_or_default();
    let promise = Offer {
        availability_ppm: Some(offer.definition().threshold_ppm),
        calendar: &offer.calendar,
        window: offer.definition().window.into(),
        method,
        // Money is checked with what is not known about it.
        penalty_minor: 0,
        limit: None,
        handover_seconds: 0,
    };
    let proof = prove(&promise, &structure, &links, setting.horizon)?;
    let window_seconds = mean_window(&offer.calendar, setting.horizon, offer.definition().window)?;
    let chain = Chain {
        structure: &structure,
        links: &links,
        used: &used,
    };
    let mut checks = vec![chain.level(offer, proof.composite, &proof.gaps, window_seconds)?];
    let calendars: Vec<&Calendar> = links.iter().map(|link| link.calendar).collect();
    checks.push(chain.hours(offer, &calendars, setting.horizon)?);
    checks.push(chain.windows(setting, offer, &proof.gaps));
    checks.push(chain.maintenance(method, &proof.gaps));
    Ok(checks)
}

fn no_carrier(offer: &Ready<'_>) -> Detail {
    Detail::Availability {
        needed_ppm: offer.definition().threshold_ppm,
        given_ppm: None,
        worst_ppm: None,
        would_need_ppm: None,
        weakest_ppm: None,
        silent: Vec::new(),
        working: Vec::new(),
        window_seconds: 0,
        window: offer.definition().window,
        repairs: Vec::new(),
    }
}

/// What a part lends; one that promises no availability is known by that alone.
fn link<'a>(setting: &'a Setting<'_>, offer: &'a Ready<'_>, index: usize) -> Link<'a> {
    let promise = setting.members[index].availability();
    let terms = promise.unwrap_or(offer);
    Link {
        availability_ppm: promise.map(|promise| promise.definition().threshold_ppm),
        calendar: &terms.calendar,
        window: terms.definition().window.into(),
        method: terms.maintenance().unwrap_or_default(),
        credit_at_breach_minor: 0,
        limit: None,
    }
}

fn mean_window(calendar: &Calendar, horizon: Interval, window: PeriodKind) -> Result<i64, ProofError> {
    let open: i64 = calendar
        .open_periods(horizon)?
        .iter()
        .map(Interval::seconds)
        .sum();
    let (numerator, denominator) = windows_a_year(window);
    Ok(open * numerator / denominator)
}

struct Chain<'a> {
    /// Of indices into the links.
    structure: &'a Structure<usize>,
    links: &'a [Link<'a>],
    /// For each link, its place among all parts.
    used: &'a [usize],
}

impl Chain<'_> {
    fn level_ppm(&self, link: usize) -> i64 {
        self.links
            .get(link)
            .and_then(|link| link.availability_ppm)
            .unwrap_or(0)
    }

    fn share(&self, link: usize) -> Share {
        Share::from_ppm(self.level_ppm(link)).unwrap_or(Share::NONE)
    }

    /// The composite, if one part promised something else.
    fn with(&self, structure: &Structure<usize>, changed: usize, ppm: i64) -> Result<i64, ProofError> {
        let share = |link: &usize| {
            if *link == changed {
                Share::from_ppm(ppm).unwrap_or(Share::NONE)
            } else {
                self.share(*link)
            }
        };
        Ok(structure.composite(&share)?.independent.floor_ppm())
    }

    fn level(
        &self,
        offer: &Ready<'_>,
        composite: Option<Composite>,
        gaps: &[Gap],
        window_seconds: i64,
    ) -> Result<Check, ProofError> {
        let needed_ppm = offer.definition().threshold_ppm;
        let silent: Vec<usize> = gaps
            .iter()
            .filter_map(|gap| {
                if let Gap::NoAvailability { link } = gap {
                    Some(self.used[*link])
                } else {
                    None
                }
            })
            .collect();
        let shortfall = gaps.iter().find_map(|gap| match gap {
            Gap::Availability {
                weakest,
                would_need_ppm,
                ..
            } => Some((*weakest, *would_need_ppm)),
            _ => None,
        });
        let cover = match composite {
            None => Cover::Broken,
            Some(_) if shortfall.is_some() => Cover::Broken,
            Some(composite) if composite.lower >= Share::from_ppm(needed_ppm).unwrap_or(Share::WHOLE) => {
                Cover::Proven
            }
            Some(_) => Cover::IfIndependent,
        };
        let working = match composite {
            Some(_) => self.working(window_seconds)?,
            None => Vec::new(),
        };
        let weakest = shortfall
            .map(|(link, _)| self.used[link])
            .or(silent.first().copied());
        let repairs = match (shortfall, composite) {
            (Some((link, would_need)), Some(composite)) => {
                self.repairs(link, would_need, needed_ppm, composite)?
            }
            _ => Vec::new(),
        };
        let detail = Detail::Availability {
            needed_ppm,
            given_ppm: composite.map(|composite| composite.independent.floor_ppm()),
            worst_ppm: composite.map(|composite| composite.lower.floor_ppm()),
            would_need_ppm: shortfall.and_then(|(_, would_need)| would_need),
            weakest_ppm: shortfall.map(|(link, _)| self.level_ppm(link)),
            silent,
            working,
            window_seconds,
            window: offer.definition().window,
            repairs,
        };
        Ok(Check::new(cover, weakest, detail))
    }

    /// The elements in series one after the other; a single group is one element.
    fn working(&self, window_seconds: i64) -> Result<Vec<Working>, ProofError> {
        let elements = match self.structure {
            Structure::Series(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut product = Share::WHOLE;
        let mut rows = Vec::new();
        for element in elements {
            let level = element.composite(&|link| self.share(*link))?.independent;
            let before = product;
            product = product.times(level);
            rows.push(Working {
                kind: match element {
                    Structure::Part(_) => WorkingKind::Part,
                    Structure::Series(_) => WorkingKind::Series,
                    Structure::Parallel(_) => WorkingKind::Parallel,
                    Structure::KOfN { needed, .. } => WorkingKind::KOfN(*needed),
                },
                parts: element
                    .leaves()
                    .into_iter()
                    .map(|link| self.used[*link])
                    .collect(),
                level_ppm: level.floor_ppm(),
                product_ppm: product.floor_ppm(),
                cost_seconds: before.minus(product).of_seconds(window_seconds),
            });
        }
        Ok(rows)
    }

    fn repairs(
        &self,
        weakest: usize,
        would_need: Option<i64>,
        needed_ppm: i64,
        composite: Composite,
    ) -> Result<Vec<Repair>, ProofError> {
        let mut repairs = Vec::new();
        let part = self.used[weakest];
        if let Some(to_ppm) = would_need {
            repairs.push(Repair::Raise {
                part,
                to_ppm,
                then_ppm: self.with(self.structure, weakest, to_ppm)?,
            });
        }
        let alone = self.share(weakest).complement();
        let doubled = alone.times(alone).complement().floor_ppm();
        let then_ppm = self.with(self.structure, weakest, doubled)?;
        repairs.push(Repair::Double {
            part,
            then_ppm,
            closes: then_ppm >= needed_ppm,
        });
        let carried = composite.independent.floor_ppm();
        repairs.push(Repair::Lower {
            to_ppm: carried - carried % 100,
        });
        Ok(repairs)
    }

    fn hours(
        &self,
        offer: &Ready<'_>,
        calendars: &[&Calendar],
        horizon: Interval,
    ) -> Result<Check, ProofError> {
        let found = hours::uncovered(&offer.calendar, self.structure, calendars, horizon)?;
        let zone = offer.calendar.tz();
        Ok(match found {
            None => Check::new(
                Cover::Proven,
                None,
                Detail::ServiceHours {
                    uncovered_seconds: 0,
                    stretches: Vec::new(),
                },
            ),
            Some(found) => Check::new(
                Cover::Broken,
                Some(self.used[found.weakest]),
                Detail::ServiceHours {
                    uncovered_seconds: found.seconds,
                    stretches: stretch::by_weekday(&found.stretches, zone),
                },
            ),
        })
    }

    fn windows(&self, setting: &Setting<'_>, offer: &Ready<'_>, gaps: &[Gap]) -> Check {
        let misfits: Vec<_> = gaps
            .iter()
            .filter_map(|gap| {
                let Gap::Window { link } = gap else { return None };
                let part = self.used[*link];
                Some((part, setting.members[part].availability()?.definition().window))
            })
            .collect();
        fitting(misfits, |misfits| Detail::Windows {
            needed: offer.definition().window,
            misfits,
        })
    }

    fn maintenance(&self, needed: MaintenanceMethod, gaps: &[Gap]) -> Check {
        let misfits: Vec<_> = gaps
            .iter()
            .filter_map(|gap| {
                let Gap::Method { link } = gap else { return None };
                Some((self.used[*link], self.links[*link].method))
            })
            .collect();
        fitting(misfits, |misfits| Detail::Maintenance { needed, misfits })
    }
}

/// Holds without misfits; the first of them is the one to be named.
pub(super) fn fitting<T>(misfits: Vec<(usize, T)>, detail: impl FnOnce(Vec<(usize, T)>) -> Detail) -> Check {
    let weakest = misfits.first().map(|(part, _)| *part);
    let cover = if weakest.is_some() {
        Cover::Broken
    } else {
        Cover::Proven
    };
    Check::new(cover, weakest, detail(misfits))
}
