//! What a supplier says it reached.

use super::{Decimal, Problem, text_problem};
use crate::ids::TargetId;
use crate::time::period::Period;

/// Reported values are no larger.
const LARGEST: i64 = 1_000_000_000_000;

/// A period's value as its supplier reports it, in the unit of the target: percent for shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The target.
    pub target_id: TargetId,
    /// The period.
    pub period: Period,
    /// What was reached.
    pub value: Decimal,
    /// What the supplier says about it.
    pub note: Option<String>,
}

impl Value {
    /// What cannot be accepted. Whether the target has such a period is not known here.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.value < Decimal::ZERO || self.value > Decimal::whole(LARGEST) {
            problems.push(Problem("value", "out_of_range"));
        }
        problems.extend(
            self.note
                .as_ref()
                .and_then(|text| text_problem("note", text, false)),
        );
        problems
    }
}
