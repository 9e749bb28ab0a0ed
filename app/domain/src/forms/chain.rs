//! Editing what an SLA rests on, step by step.

use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::chain::draft::{GroupKind, Step, path};
use crate::chain::part::LONGEST_HANDOVER;
use crate::chain::{Carries, Part};

/// A draft and one step, as they stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChainStepForm {
    /// The structure before the step, as JSON; empty for what is stored.
    pub draft: String,
    /// The revision the draft began with.
    pub seen: String,
    /// What is done, with its place where a button says both: `up 0.1`; empty for nothing.
    pub step: String,
    /// Where, if the step does not say so.
    pub at: String,
    /// The contract of a part, with the service where it has several: `contract service`.
    pub contract: String,
    /// What the part lends.
    pub carries: String,
    /// Minutes lost on handing over.
    pub handover: String,
    /// Kind of a group.
    pub group: String,
    /// How many parts of a group are needed.
    pub needed: String,
}

impl ChainStepForm {
    /// Reads the step; `None` if there is none.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read.
    pub fn parse(&self) -> Result<Option<Step>, Vec<FieldError>> {
        if self.step.is_empty() {
            return Ok(None);
        }
        let (verb, place) = self.step.split_once(' ').unwrap_or((&self.step, &self.at));
        let at = path(place).ok_or_else(|| vec![FieldError::new("at", "chain_no_place")])?;
        Ok(Some(match verb {
            "add_part" => Step::AddPart {
                at,
                part: self.part()?,
            },
            "set_part" => Step::SetPart {
                at,
                part: self.part()?,
            },
            "add_group" => {
                let (kind, needed) = self.group()?;
                Step::AddGroup { at, kind, needed }
            }
            "set_group" => {
                let (kind, needed) = self.group()?;
                Step::SetGroup { at, kind, needed }
            }
            "up" => Step::Up { at },
            "down" => Step::Down { at },
            "remove" => Step::Remove { at },
            _ => return Err(vec![FieldError::new("step", "chain_no_place")]),
        }))
    }

    fn part(&self) -> Result<Part, Vec<FieldError>> {
        let mut errors = Vec::new();
        let (contract, service) = self.contract.split_once(' ').unwrap_or((&self.contract, ""));
        let contract_id = contract.parse().ok();
        let service_id = service.parse().ok();
        if contract_id.is_none() || (!service.is_empty() && service_id.is_none()) {
            errors.push(FieldError::new("contract", "required"));
        }
        let handover_minutes = number(&self.handover).filter(|minutes| *minutes <= LONGEST_HANDOVER);
        if handover_minutes.is_none() {
            errors.push(FieldError::new("handover", "chain_handover_too_long"));
        }
        match (contract_id, handover_minutes) {
            (Some(contract_id), Some(handover_minutes)) if errors.is_empty() => Ok(Part {
                contract_id,
                service_id,
                carries: Carries::parse(&self.carries).unwrap_or_default(),
                handover_minutes,
            }),
            _ => Err(errors),
        }
    }

    fn group(&self) -> Result<(GroupKind, usize), Vec<FieldError>> {
        let kind = GroupKind::parse(&self.group).ok_or_else(|| vec![FieldError::new("group", "required")])?;
        if kind != GroupKind::KOfN {
            return Ok((kind, 1));
        }
        let needed = number(&self.needed).filter(|needed| *needed > 0);
        let needed = needed.and_then(|needed| usize::try_from(needed).ok());
        needed
            .map(|needed| (kind, needed))
            .ok_or_else(|| vec![FieldError::new("needed", "chain_count_needed")])
    }
}

/// A whole number; nothing typed is none.
fn number(text: &str) -> Option<u32> {
    match text.trim() {
        "" => Some(0),
        text => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(step: &str) -> ChainStepForm {
        ChainStepForm {
            step: step.to_owned(),
            ..ChainStepForm::default()
        }
    }

    #[test]
    fn buttons_say_what_and_where() {
        assert_eq!(form("").parse(), Ok(None));
        assert_eq!(form("up 0.1").parse(), Ok(Some(Step::Up { at: vec![0, 1] })));
        assert_eq!(form("up x").parse().unwrap_err()[0].field, "at");
        assert_eq!(form("explode 0").parse().unwrap_err()[0].field, "step");
    }

    #[test]
    fn a_part_names_a_contract_and_maybe_a_service() {
        let id = uuid::Uuid::from_u128(7);
        let mut form = form("add_part");
        assert_eq!(form.parse().unwrap_err()[0].field, "contract");
        form.contract = format!("{id} {id}");
        form.handover = "15".to_owned();
        let Ok(Some(Step::AddPart { part, .. })) = form.parse() else {
            panic!("{:?}", form.parse());
        };
        assert_eq!(
            (
                part.contract_id.0,
                part.service_id.map(|id| id.0),
                part.handover_minutes
            ),
            (id, Some(id), 15)
        );
        form.handover = "9999".to_owned();
        assert_eq!(form.parse().unwrap_err()[0].code, "chain_handover_too_long");
        form.contract = format!("{id} nonsense");
        assert_eq!(form.parse().unwrap_err().len(), 2);
    }

    #[test]
    fn a_group_says_how_many_are_needed() {
        let mut form = form("set_group");
        assert_eq!(form.parse().unwrap_err()[0].field, "group");
        form.group = "k_of_n".to_owned();
        assert_eq!(form.parse().unwrap_err()[0].field, "needed");
        form.needed = "2".to_owned();
        let expected = Step::SetGroup {
            at: vec![],
            kind: GroupKind::KOfN,
            needed: 2,
        };
        assert_eq!(form.parse(), Ok(Some(expected)));
    }
}
