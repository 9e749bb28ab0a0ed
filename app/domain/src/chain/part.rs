//! What a chain is made of: contracts, what of them is used, and what it costs to hand over to them.
//!
//! ```
//! use domain::chain::{ChainStructure, part};
//!
//! let read = |text: &str| serde_json::from_str::<ChainStructure>(text);
//! let chain = read(r#"{"series":[{"part":{"contract_id":"00000000-0000-0000-0000-000000000001"}}]}"#)?;
//! assert!(part::check(&chain).is_ok());
//! assert_eq!(part::check(&read(r#"{"parallel":[]}"#)?).unwrap_err()[0].code, "chain_empty_group");
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde::{Deserialize, Serialize};

use super::composite::Structure;
use crate::forms::FieldError;
use crate::ids::{ContractId, ServiceId};

/// Which of its promises a part lends to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carries {
    /// Availability and times.
    #[default]
    Everything,
    /// Availability alone; nobody waits for its answer.
    Availability,
    /// Times alone; without it the service still runs.
    Times,
}

impl Carries {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Everything, Self::Availability, Self::Times];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Availability => "availability",
            Self::Times => "times",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.code() == code)
    }

    /// Whether the availability of the whole rests on it.
    pub const fn availability(self) -> bool {
        !matches!(self, Self::Times)
    }

    /// Whether its times add to those of the whole.
    pub const fn times(self) -> bool {
        !matches!(self, Self::Availability)
    }
}

/// A contract that an SLA rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The OLA, the underpinning contract, or another SLA.
    pub contract_id: ContractId,
    /// Which of its services is used; needed where its targets measure several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// Which of its promises are used.
    #[serde(default)]
    pub carries: Carries,
    /// Time lost on handing a case over to it, in minutes of the SLA's service time.
    #[serde(default)]
    pub handover_minutes: u32,
}

/// What an SLA rests on, as it is stored.
pub type ChainStructure = Structure<Part>;

/// More than any service has; keeps every computation and every address short.
pub const MOST_PARTS: usize = 40;
/// Levels of groups within groups.
pub const DEEPEST: usize = 6;
/// A day: whoever needs longer to pass a case on has no chain.
pub const LONGEST_HANDOVER: u32 = 1_440;

/// Where a problem lies: `structure.0.2` is the third part of the first group.
fn place(path: &[usize]) -> String {
    path.iter()
        .fold("structure".to_owned(), |place, index| format!("{place}.{index}"))
}

/// The parts in order, each with its place, such as `structure.0.2`.
pub fn placed(structure: &ChainStructure) -> Vec<(String, &Part)> {
    fn collect<'a>(node: &'a ChainStructure, path: &mut Vec<usize>, found: &mut Vec<(String, &'a Part)>) {
        if let Structure::Part(part) = node {
            found.push((place(path), part));
        }
        for (index, part) in node.parts().iter().enumerate() {
            path.push(index);
            collect(part, path, found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    collect(structure, &mut Vec::new(), &mut found);
    found
}

/// Looks for everything that is wrong with a structure by itself.
///
/// # Errors
/// The places at fault: empty groups, counts that cannot be, contracts named twice, times within redundancy, too much.
pub fn check(structure: &ChainStructure) -> Result<(), Vec<FieldError>> {
    if structure.depth() > DEEPEST + 1 {
        return Err(vec![FieldError::new("structure", "chain_too_deep")]);
    }
    let parts = structure.leaves();
    let mut errors = Vec::new();
    if parts.len() > MOST_PARTS {
        errors.push(FieldError::new("structure", "chain_too_large"));
    }
    shape(structure, false, &mut Vec::new(), &mut errors);
    let twice = |(index, part): (usize, &&Part)| {
        parts.iter().take(index).any(|other| {
            // Without a service the whole contract is meant, with all its services.
            other.contract_id == part.contract_id
                && (other.service_id.is_none()
                    || part.service_id.is_none()
                    || other.service_id == part.service_id)
        })
    };
    if parts.iter().enumerate().any(twice) {
        errors.push(FieldError::new("structure", "chain_repeated"));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn shape(node: &ChainStructure, redundant: bool, path: &mut Vec<usize>, errors: &mut Vec<FieldError>) {
    let mut fault = |code| errors.push(FieldError::new(&place(path), code));
    if let Structure::Part(part) = node {
        if redundant && !part.carries.availability() {
            fault("chain_times_in_redundancy");
        }
        if part.handover_minutes > LONGEST_HANDOVER {
            fault("chain_handover_too_long");
        }
        return;
    }
    let parts = node.parts();
    if parts.is_empty() {
        fault("chain_empty_group");
    } else if let Structure::KOfN { needed, .. } = node
        && !(1..=parts.len()).contains(needed)
    {
        fault("chain_impossible_count");
    }
    let redundant = redundant || !matches!(node, Structure::Series(_));
    for (index, part) in parts.iter().enumerate() {
        path.push(index);
        shape(part, redundant, path, errors);
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(number: u128) -> ChainStructure {
        Structure::Part(Part {
            contract_id: ContractId(uuid::Uuid::from_u128(number)),
            service_id: None,
            carries: Carries::Everything,
            handover_minutes: 0,
        })
    }

    fn faults(structure: &ChainStructure) -> Vec<(String, String)> {
        let errors = check(structure).err().unwrap_or_default();
        errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect()
    }

    fn fault(field: &str, code: &str) -> Vec<(String, String)> {
        vec![(field.to_owned(), code.to_owned())]
    }

    #[test]
    fn a_fault_names_its_place() {
        let group = |parts| Structure::Series(vec![part(1), Structure::Parallel(parts)]);
        assert_eq!(faults(&group(vec![part(2), part(3)])), []);
        assert_eq!(faults(&group(vec![])), fault("structure.1", "chain_empty_group"));
        let most = |needed| Structure::KOfN {
            needed,
            parts: vec![part(1), part(2)],
        };
        assert_eq!(faults(&most(2)), []);
        assert_eq!(faults(&most(3)), fault("structure", "chain_impossible_count"));
        assert_eq!(faults(&most(0)), fault("structure", "chain_impossible_count"));
    }

    #[test]
    fn a_contract_stands_once_for_each_of_its_services() {
        let of_service = |service: u128| match part(1) {
            Structure::Part(part) => Structure::Part(Part {
                service_id: Some(ServiceId(uuid::Uuid::from_u128(service))),
                ..part
            }),
            group => group,
        };
        let both = |a, b| faults(&Structure::Parallel(vec![a, b]));
        assert_eq!(both(of_service(1), of_service(2)), []);
        assert_eq!(
            both(of_service(1), of_service(1)),
            fault("structure", "chain_repeated")
        );
        assert_eq!(both(of_service(1), part(1)), fault("structure", "chain_repeated"));
    }

    #[test]
    fn size_and_redundancy_have_limits() {
        let deep = |levels| (0..levels).fold(part(1), |inner, _| Structure::Series(vec![inner]));
        assert_eq!(faults(&deep(DEEPEST)), []);
        assert_eq!(faults(&deep(DEEPEST + 1)), fault("structure", "chain_too_deep"));
        let wide = Structure::Series((0..=MOST_PARTS as u128).map(part).collect());
        assert_eq!(faults(&wide), fault("structure", "chain_too_large"));
        let desk = Structure::Part(Part {
            contract_id: ContractId(uuid::Uuid::nil()),
            service_id: None,
            carries: Carries::Times,
            handover_minutes: LONGEST_HANDOVER + 1,
        });
        assert_eq!(
            faults(&Structure::Parallel(vec![desk, part(1)])),
            [
                ("structure.0".to_owned(), "chain_times_in_redundancy".to_owned()),
                ("structure.0".to_owned(), "chain_handover_too_long".to_owned()),
            ]
        );
    }
}
