//! How both sides come to one result of a period.
//!
//! ```text
//! open -> provisional -> proposed -> agreed | disputed -> closed -> corrected -> proposed ...
//! ```
//!
//! A period is open until it is over. What is proposed is a figure: if a later fact changes it, it has to be proposed
//! again. A closed period keeps its figure; a later fact opens a new revision beside it, which takes its place when it
//! is closed itself.
//!
//! ```
//! use domain::sla::sign_off::{PeriodState, Side, SignOff};
//!
//! let state = PeriodState::of(true, Some(SignOff::Propose));
//! assert!(state.allows(SignOff::Agree, Side::Supplier) && !state.allows(SignOff::Agree, Side::Customer));
//! assert!(!PeriodState::of(false, None).allows(SignOff::Propose, Side::Customer));
//! ```

use crate::policy::coded;

coded! {
    /// What can be done with the result of a period.
    SignOff {
        /// We send it to the supplier.
        Propose = "proposed",
        /// The supplier agrees.
        Agree = "agreed",
        /// The supplier does not.
        Dispute = "disputed",
        /// We lock it.
        Close = "closed",
        /// A later fact changes what is locked.
        Correct = "corrected",
    }
}

coded! {
    /// Where the result of a period stands.
    PeriodState {
        /// The period is not over.
        Open = "open",
        /// It is over, and nobody has proposed its result.
        Provisional = "provisional",
        /// The supplier is asked.
        Proposed = "proposed",
        /// The supplier agreed.
        Agreed = "agreed",
        /// The supplier did not.
        Disputed = "disputed",
        /// Locked.
        Closed = "closed",
        /// Locked, with another figure since.
        Corrected = "corrected",
    }
}

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those who receive the service.
    Customer,
    /// Those who deliver it.
    Supplier,
    /// The product itself.
    Product,
}

impl PeriodState {
    /// The state after the last step.
    pub const fn of(over: bool, last: Option<SignOff>) -> Self {
        match last {
            None if over => Self::Provisional,
            None => Self::Open,
            Some(SignOff::Propose) => Self::Proposed,
            Some(SignOff::Agree) => Self::Agreed,
            Some(SignOff::Dispute) => Self::Disputed,
            Some(SignOff::Close) => Self::Closed,
            Some(SignOff::Correct) => Self::Corrected,
        }
    }

    /// Whether a side can take a step from here.
    pub const fn allows(self, step: SignOff, side: Side) -> bool {
        match (side, step) {
            // A proposal may be made anew: after a dispute, or because the figure changed meanwhile.
            (Side::Customer, SignOff::Propose) => !matches!(self, Self::Open | Self::Closed),
            (Side::Customer, SignOff::Close) => {
                matches!(self, Self::Proposed | Self::Agreed | Self::Disputed)
            }
            (Side::Supplier, SignOff::Agree | SignOff::Dispute) => matches!(self, Self::Proposed),
            (Side::Product, SignOff::Correct) => !matches!(self, Self::Open | Self::Provisional),
            _ => false,
        }
    }

    /// Whether a step from here must be explained: a dispute, and closing what the supplier did not agree to.
    pub const fn needs_reason(self, step: SignOff) -> bool {
        match step {
            SignOff::Dispute => true,
            SignOff::Close => !matches!(self, Self::Agreed),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_the_step_of_the_other_side() {
        for state in PeriodState::ALL {
            for step in SignOff::ALL {
                let sides = [Side::Customer, Side::Supplier, Side::Product];
                let allowed = sides
                    .into_iter()
                    .filter(|side| state.allows(*step, *side))
                    .count();
                assert!(allowed <= 1, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn what_is_locked_only_the_product_corrects() {
        for step in SignOff::ALL {
            for side in [Side::Customer, Side::Supplier] {
                assert!(!PeriodState::Closed.allows(*step, side), "{step:?}");
            }
        }
        assert!(PeriodState::Closed.allows(SignOff::Correct, Side::Product));
        assert!(PeriodState::Corrected.allows(SignOff::Propose, Side::Customer));
    }

    #[test]
    fn an_agreement_speaks_for_itself() {
        assert!(!PeriodState::Agreed.needs_reason(SignOff::Close));
        assert!(PeriodState::Disputed.needs_reason(SignOff::Close));
        assert!(PeriodState::Proposed.needs_reason(SignOff::Dispute));
    }
}
