//! Budgets of time, priority by priority, and the share of cases in time.

use super::availability::fitting;
use super::check::{Check, Cover, Detail, Part};
use super::{Ready, Setting};
use crate::chain::proof::{Gap, Link, Offer, Proof, ProofError, TimeLimit, Verdict, Window, prove_times};
use crate::chain::response::worst_case;
use crate::sla::availability::MaintenanceMethod;
use crate::time::Interval;
use crate::time::calendar::Calendar;

/// Everything that times rest on.
pub(super) fn checks(setting: &Setting<'_>, offer: &Ready<'_>) -> Result<Vec<Check>, ProofError> {
    let used: Vec<usize> = (0..setting.members.len())
        .filter(|index| setting.members[*index].part.carries.times())
        .collect();
    let mut goals: Vec<_> = offer.goals().into_iter().flatten().collect();
    goals.sort_by_key(|(_, seconds)| **seconds);
    let chain = Chain {
        setting,
        offer,
        used: &used,
    };
    let mut checks = Vec::new();
    let mut share = None;
    for (priority, seconds) in goals {
        let (check, proof) = chain.priority(priority, *seconds)?;
        checks.push(check);
        share = share.or_else(|| chain.share(&proof));
    }
    checks.extend(share);
    checks.push(chain.windows());
    Ok(checks)
}

struct Chain<'a> {
    setting: &'a Setting<'a>,
    offer: &'a Ready<'a>,
    used: &'a [usize],
}

impl Chain<'_> {
    fn links(&self, priority: &str) -> Vec<Link<'_>> {
        let link = |index: &usize| {
            let promise = self.setting.members[*index].times();
            let terms = promise.unwrap_or(self.offer);
            let goal = promise.and_then(|promise| promise.goals()?.get(priority));
            Link {
                availability_ppm: None,
                calendar: &terms.calendar,
                window: terms.definition().window.into(),
                method: MaintenanceMethod::default(),
                credit_at_breach_minor: 0,
                limit: goal.map(|seconds| TimeLimit {
                    seconds: *seconds,
                    share_ppm: terms.definition().threshold_ppm,
                }),
            }
        };
        self.used.iter().map(link).collect()
    }

    fn handover_seconds(&self) -> i64 {
        let minutes = |index: &usize| i64::from(self.setting.members[*index].part.handover_minutes);
        self.used.iter().map(minutes).sum::<i64>() * 60
    }

    fn priority(&self, priority: &str, promised_seconds: i64) -> Result<(Check, Proof), ProofError> {
        let links = self.links(priority);
        let handover_seconds = self.handover_seconds();
        let promise = Offer {
            availability_ppm: None,
            calendar: &self.offer.calendar,
            window: self.offer.definition().window.into(),
            method: MaintenanceMethod::default(),
            penalty_minor: 0,
            limit: Some(TimeLimit {
                seconds: promised_seconds,
                share_ppm: self.offer.definition().threshold_ppm,
            }),
            handover_seconds,
        };
        let proof = prove_times(&promise, &links, self.setting.horizon)?;
        let mut parts = Vec::new();
        let mut silent = Vec::new();
        for (place, link) in links.iter().enumerate() {
            match link.limit {
                None => silent.push(self.used[place]),
                Some(limit) => parts.push(Part {
                    part: self.used[place],
                    own_seconds: limit.seconds,
                    seconds: worst_case(
                        &self.offer.calendar,
                        link.calendar,
                        limit.seconds,
                        self.setting.horizon,
                    )?
                    .seconds,
                }),
            }
        }
        let needed_seconds = parts
            .iter()
            .fold(handover_seconds, |sum, part| sum.saturating_add(part.seconds));
        let excess = proof.gaps.iter().find_map(|gap| match gap {
            Gap::ResponseTime {
                weakest,
                would_need_seconds,
                ..
            } => Some((*weakest, *would_need_seconds)),
            _ => None,
        });
        let would_need_seconds = match excess {
            Some((place, Some(allowed))) => {
                let (link, own) = (&links[place], links[place].limit.map_or(0, |limit| limit.seconds));
                longest(
                    &self.offer.calendar,
                    link.calendar,
                    own,
                    allowed,
                    self.setting.horizon,
                )?
            }
            _ => None,
        };
        let weakest = excess
            .map(|(place, _)| self.used[place])
            .or(silent.first().copied());
        let cover = if weakest.is_some() {
            Cover::Broken
        } else if parts.is_empty() {
            Cover::NotAssessable
        } else {
            Cover::Proven
        };
        let detail = Detail::Time {
            priority: priority.to_owned(),
            promised_seconds,
            needed_seconds,
            handover_seconds,
            parts,
            silent,
            would_need_seconds,
        };
        Ok((Check::new(cover, weakest, detail), proof))
    }

    /// The share in time; nothing if no part promises one.
    fn share(&self, proof: &Proof) -> Option<Check> {
        let promised_ppm = self.offer.definition().threshold_ppm;
        let shares = self.used.iter().filter_map(|index| {
            let promise = self.setting.members[*index].times()?;
            Some(i128::from(promise.definition().threshold_ppm))
        });
        let given = shares.fold(None, |product: Option<i128>, share| {
            Some(product.map_or(share * 1_000_000, |product| product * share / 1_000_000))
        })?;
        let gap = proof.gaps.iter().find_map(|gap| match gap {
            Gap::InTimeShare {
                weakest,
                would_need_ppm,
                ..
            } => Some((*weakest, *would_need_ppm)),
            _ => None,
        });
        let worst: i64 = self
            .used
            .iter()
            .filter_map(|index| {
                let promise = self.setting.members[*index].times()?;
                Some(1_000_000 - promise.definition().threshold_ppm)
            })
            .sum();
        let cover = match gap {
            Some(_) => Cover::Broken,
            None if proof.verdict == Verdict::Proven || 1_000_000 - worst >= promised_ppm => Cover::Proven,
            None => Cover::IfIndependent,
        };
        let weakest = gap.map(|(place, _)| self.used[place]);
        let of_weakest = weakest.and_then(|index| self.setting.members[index].times());
        Some(Check::new(
            cover,
            weakest,
            Detail::InTimeShare {
                promised_ppm,
                given_ppm: i64::try_from(given / 1_000_000).unwrap_or(0),
                weakest_ppm: of_weakest.map(|promise| promise.definition().threshold_ppm),
                would_need_ppm: gap.and_then(|(_, would_need)| would_need),
            },
        ))
    }

    fn windows(&self) -> Check {
        let needed = self.offer.definition().window;
        let misfits: Vec<_> = self
            .used
            .iter()
            .filter_map(|index| {
                let window = self.setting.members[*index].times()?.definition().window;
                (!Window::from(window).nests_in(needed.into())).then_some((*index, window))
            })
            .collect();
        fitting(misfits, |misfits| Detail::Windows { needed, misfits })
    }
}

/// The longest limit in whole minutes, at most `own`, that never takes longer than `allowed` on the offer's calendar.
fn longest(
    offer: &Calendar,
    part: &Calendar,
    own: i64,
    allowed: i64,
    horizon: Interval,
) -> Result<Option<i64>, ProofError> {
    // A few months show every weekday and most holidays; the proof itself looks at the whole horizon.
    let (mut low, mut high) = (0, own / 60 + 1);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if worst_case(offer, part, middle * 60, horizon)?.seconds <= allowed {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok((low > 0).then_some(low * 60))
}
