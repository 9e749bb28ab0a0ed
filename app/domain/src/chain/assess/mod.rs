//! What a chain proves about an SLA: promise by promise, with needed, given, gap and working.
//!
//! The inputs are the terms in force of the SLA and of every part. What is missing makes a proof impossible and is never
//! taken for good.
//!
//! Units: parts per million, seconds of the SLA's service time, minor units of money. Source: the rules of
//! [`super::prove`].

mod availability;
mod check;
mod money;
mod stretch;
mod times;

pub use check::{
    Assessment, Check, Cover, Detail, Fault, Part as TimePart, PromiseProof, Repair, Working, WorkingKind,
};
use serde::Serialize;
pub use stretch::Stretch;

use super::composite::Structure;
use super::part::Part;
use super::proof::ProofError;
use crate::contract::ContractKind;
use crate::ids::{ServiceId, TargetId};
use crate::money::Money;
use crate::sla::availability::MaintenanceMethod;
use crate::sla::target::{Metric, TargetDefinition};
use crate::time::Interval;
use crate::time::calendar::{Calendar, CalendarSpec};

/// One target of a contract in force.
#[derive(Debug, Clone, Serialize)]
pub struct Promise {
    /// The target.
    pub target_id: TargetId,
    /// Its name.
    pub name: String,
    /// The service it measures.
    pub service_id: ServiceId,
    /// Its terms.
    pub definition: TargetDefinition,
    /// Its service hours.
    pub calendar: CalendarSpec,
}

/// What a contract promises on the day of the proof.
#[derive(Debug, Clone, Serialize)]
pub struct Promises {
    /// Which way it points.
    pub kind: ContractKind,
    /// Whether it is in force.
    pub in_force: bool,
    /// The fee of a month; `None` if none is fixed.
    pub fee: Option<Money>,
    /// Its targets.
    pub targets: Vec<Promise>,
}

/// A promise with its calendar compiled.
pub(super) struct Ready<'a> {
    promise: &'a Promise,
    calendar: Calendar,
}

impl Ready<'_> {
    fn definition(&self) -> &TargetDefinition {
        &self.promise.definition
    }

    fn maintenance(&self) -> Option<MaintenanceMethod> {
        if let Metric::Availability { maintenance } = self.definition().metric {
            Some(maintenance)
        } else {
            None
        }
    }

    fn goals(&self) -> Option<&std::collections::BTreeMap<String, i64>> {
        if let Metric::InTimeRate { goals } = &self.definition().metric {
            Some(goals)
        } else {
            None
        }
    }
}

/// A part with those of its promises that the chain uses.
pub(super) struct Member<'a> {
    part: &'a Part,
    terms: &'a Promises,
    promises: Vec<Ready<'a>>,
}

impl Member<'_> {
    /// The lowest promise of a sort: only it is certain.
    fn lowest(&self, sort: impl Fn(&Ready<'_>) -> bool) -> Option<&Ready<'_>> {
        let of_sort = self.promises.iter().filter(|ready| sort(ready));
        of_sort.min_by_key(|ready| ready.definition().threshold_ppm)
    }

    fn availability(&self) -> Option<&Ready<'_>> {
        self.lowest(|ready| ready.maintenance().is_some())
    }

    fn times(&self) -> Option<&Ready<'_>> {
        self.lowest(|ready| ready.goals().is_some())
    }
}

/// The SLA's side with everything the checks look at.
pub(super) struct Setting<'a> {
    sla: &'a Promises,
    members: &'a [Member<'a>],
    horizon: Interval,
}

/// Proves an SLA against the parts it rests on over a horizon, usually the coming year. `parts` holds the terms of the
/// structure's leaves, in their order.
///
/// # Errors
/// The structure is not valid, or a calendar cannot be computed.
pub fn assess(
    sla: &Promises,
    structure: &Structure<Part>,
    parts: &[Promises],
    horizon: Interval,
) -> Result<Assessment, ProofError> {
    structure.validate()?;
    let leaves = structure.leaves();
    if let Some(unknown) = (0..leaves.len()).find(|index| *index >= parts.len()) {
        return Err(ProofError::UnknownLink(unknown));
    }
    let faults = faults(sla, &leaves, parts);
    if !faults.is_empty() {
        return Ok(Assessment::of_faults(faults));
    }
    let members = leaves
        .iter()
        .zip(parts)
        .map(|(part, terms)| {
            let of_service = terms
                .targets
                .iter()
                .filter(|promise| part.service_id.is_none_or(|id| id == promise.service_id));
            Ok(Member {
                part,
                terms,
                promises: of_service.map(ready).collect::<Result<_, ProofError>>()?,
            })
        })
        .collect::<Result<Vec<_>, ProofError>>()?;
    let setting = Setting {
        sla,
        members: &members,
        horizon,
    };
    let proofs = sla.targets.iter().map(|promise| {
        let offer = ready(promise)?;
        let mut checks = if offer.maintenance().is_some() {
            availability::checks(&setting, &offer, structure)?
        } else if offer.goals().is_some() {
            times::checks(&setting, &offer)?
        } else {
            vec![Check::unproven(Detail::Unsupported)]
        };
        checks.extend(money::check(&setting, &offer));
        Ok(PromiseProof::new(promise, checks))
    });
    Ok(Assessment::of_promises(
        proofs.collect::<Result<_, ProofError>>()?,
    ))
}

fn ready(promise: &Promise) -> Result<Ready<'_>, ProofError> {
    Ok(Ready {
        promise,
        calendar: Calendar::new(&promise.calendar).map_err(|_| ProofError::Calendar)?,
    })
}

/// What keeps a proof from being tried.
fn faults(sla: &Promises, leaves: &[&Part], parts: &[Promises]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !sla.in_force {
        faults.push(Fault::SlaNotInForce);
    }
    if sla.targets.is_empty() {
        faults.push(Fault::SlaPromisesNothing);
    }
    for (part, (leaf, terms)) in leaves.iter().zip(parts).enumerate() {
        let mut services: Vec<_> = terms.targets.iter().map(|promise| promise.service_id).collect();
        services.sort_unstable();
        services.dedup();
        if !terms.in_force {
            faults.push(Fault::NotInForce { part });
        } else if services.is_empty() || leaf.service_id.is_some_and(|id| !services.contains(&id)) {
            faults.push(Fault::PromisesNothing { part });
        } else if leaf.service_id.is_none() && services.len() > 1 {
            faults.push(Fault::ServiceNotChosen { part });
        }
    }
    faults
}

#[cfg(test)]
mod tests;
