//! Targets with everything that the versions of their contract promised for them over time.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::sla::target::TargetDefinition;
use domain::time::period::Period;
use storage::{ContractVersion, Target};
use uuid::Uuid;

use crate::{Error, Result};

/// What a target promises from a day on.
#[derive(Debug, Clone)]
pub struct TargetEra {
    /// The first day.
    pub from: NaiveDate,
    /// The row of the version that says so.
    pub target: Target,
    /// Its terms.
    pub definition: TargetDefinition,
}

/// A target through all versions of its contract.
#[derive(Debug, Clone)]
pub struct TargetTerms {
    /// The row in force today, else the last, else the first to come.
    pub target: Target,
    /// Its terms.
    pub definition: TargetDefinition,
    /// What it promised when, the oldest first; never empty.
    pub eras: Vec<TargetEra>,
    /// The day on which the contract drops it, if a version does.
    pub dropped_on: Option<NaiveDate>,
    /// Whether the contract had it from the beginning.
    pub from_the_start: bool,
}

/// A stored target definition.
pub fn definition(target: &Target) -> Result<TargetDefinition> {
    serde_json::from_value(target.definition.clone()).map_err(Error::internal)
}

/// Whether two versions promise the same for a target.
pub fn same_promise(old: &Target, new: &Target) -> bool {
    (&old.name, old.calendar_id, &old.definition) == (&new.name, new.calendar_id, &new.definition)
}

impl TargetTerms {
    /// What a period is judged by: the promise on its first day.
    pub fn in_period(&self, period: Period) -> &TargetEra {
        self.on(period.first_day())
    }

    /// The promise on a day, before the first one the first.
    pub fn on(&self, day: NaiveDate) -> &TargetEra {
        let begun = self.eras.iter().rev().find(|era| era.from <= day);
        begun.unwrap_or(&self.eras[0])
    }

    /// Whether the contract has the target on a day; one that had it from the beginning also before that.
    pub fn is_promised_on(&self, day: NaiveDate) -> bool {
        (self.from_the_start || self.eras[0].from <= day) && self.dropped_on.is_none_or(|end| day < end)
    }

    /// The first and the last day for which the contract has it, where that is less than the contract's life.
    pub fn measured(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let first = (!self.from_the_start).then(|| self.eras[0].from);
        (first, self.dropped_on.and_then(|day| day.pred_opt()))
    }
}

/// Puts the rows of all versions together, target by target, in the order of their contracts and positions.
pub fn assemble(
    versions: &[ContractVersion],
    rows: Vec<Target>,
    today: NaiveDate,
) -> Result<Vec<TargetTerms>> {
    let mut by_contract: HashMap<Uuid, Vec<&ContractVersion>> = HashMap::new();
    for version in versions {
        by_contract.entry(version.contract_id).or_default().push(version);
    }
    // Of several versions from the same day the last holds; the others never did.
    for versions in by_contract.values_mut() {
        let starts: Vec<NaiveDate> = versions.iter().map(|version| version.valid_from).collect();
        let mut index = 0;
        versions.retain(|version| {
            index += 1;
            starts.get(index).is_none_or(|next| *next > version.valid_from)
        });
    }
    let mut by_target: HashMap<Uuid, HashMap<Uuid, Target>> = HashMap::new();
    let mut order = Vec::new();
    for row in rows {
        let known = by_target.entry(row.id).or_default();
        if known.is_empty() {
            order.push((row.contract_id, row.id));
        }
        known.insert(row.contract_version_id, row);
    }
    let mut targets = Vec::with_capacity(order.len());
    for (contract_id, target_id) in order {
        let versions = by_contract.get(&contract_id).map_or(&[][..], Vec::as_slice);
        let rows = by_target.remove(&target_id).unwrap_or_default();
        targets.extend(terms(versions, rows, today)?);
    }
    targets.sort_by_key(|terms| (terms.target.contract_id, terms.target.position));
    Ok(targets)
}

/// `None` if no version that ever holds has the target.
fn terms(
    versions: &[&ContractVersion],
    mut rows: HashMap<Uuid, Target>,
    today: NaiveDate,
) -> Result<Option<TargetTerms>> {
    let mut eras: Vec<TargetEra> = Vec::new();
    let mut dropped_on = None;
    let mut from_the_start = false;
    for (index, version) in versions.iter().enumerate() {
        match rows.remove(&version.id) {
            Some(target) => {
                from_the_start |= index == 0;
                eras.push(TargetEra {
                    from: version.valid_from,
                    definition: definition(&target)?,
                    target,
                });
            }
            None if !eras.is_empty() => {
                dropped_on = Some(version.valid_from);
                break;
            }
            None => {}
        }
    }
    let begun = eras.iter().rev().find(|era| era.from <= today);
    let Some(now) = begun.or(eras.first()) else {
        return Ok(None);
    };
    Ok(Some(TargetTerms {
        target: now.target.clone(),
        definition: now.definition.clone(),
        dropped_on,
        from_the_start,
        eras,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn version(number: i32, from: &str) -> ContractVersion {
        ContractVersion {
            tenant_id: Uuid::nil(),
            id: Uuid::from_u128(u128::from(number.unsigned_abs())),
            contract_id: Uuid::nil(),
            number,
            valid_from: day(from),
            monthly_fee_minor: None,
            note: String::new(),
            term: None,
            created_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            sealed_at: None,
        }
    }

    fn row(target: u128, version: i32, name: &str) -> Target {
        Target {
            tenant_id: Uuid::nil(),
            id: Uuid::from_u128(target),
            contract_id: Uuid::nil(),
            contract_version_id: Uuid::from_u128(u128::from(version.unsigned_abs())),
            service_id: Uuid::nil(),
            calendar_id: Uuid::nil(),
            position: 1,
            name: name.to_owned(),
            definition: serde_json::json!({
                "metric": {"kind": "availability"}, "threshold_ppm": 999_000, "window": "month",
                "schedule": {"model": "none"}, "caps": {}, "claim": {"rule": "none"}
            }),
        }
    }

    #[test]
    fn a_target_lives_from_the_version_that_brings_it_to_the_one_that_drops_it() {
        let versions = [
            version(1, "2026-01-01"),
            version(2, "2026-04-01"),
            version(3, "2026-07-01"),
        ];
        let rows = vec![row(7, 1, "a"), row(7, 2, "b"), row(8, 2, "new"), row(8, 3, "new")];
        let targets = assemble(&versions, rows, day("2026-05-10")).unwrap();
        let [first, second] = targets.as_slice() else {
            panic!("{targets:?}")
        };
        assert_eq!(
            (first.target.name.as_str(), first.dropped_on),
            ("b", Some(day("2026-07-01")))
        );
        assert_eq!(first.in_period("2026-03".parse().unwrap()).target.name, "a");
        assert!(first.is_promised_on(day("2025-12-31")) && !first.is_promised_on(day("2026-07-01")));
        assert_eq!(first.measured(), (None, Some(day("2026-06-30"))));
        assert_eq!(second.measured(), (Some(day("2026-04-01")), None));
        assert!(!second.is_promised_on(day("2026-03-31")));
    }

    #[test]
    fn a_version_replaced_on_its_first_day_never_held() {
        let versions = [
            version(1, "2026-01-01"),
            version(2, "2026-04-01"),
            version(3, "2026-04-01"),
        ];
        let rows = vec![
            row(7, 1, "a"),
            row(7, 2, "typo"),
            row(7, 3, "b"),
            row(8, 2, "never"),
        ];
        let targets = assemble(&versions, rows, day("2026-05-10")).unwrap();
        assert_eq!(targets.len(), 1);
        let names: Vec<_> = targets[0]
            .eras
            .iter()
            .map(|era| era.target.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
    }
}
