//! The service catalogue: how urgent something is, and who answers for what.

pub mod priority;

use crate::policy::coded;

coded! {
    /// What somebody has to do with a service (RACI).
    Duty {
        /// Answers for it; exactly one.
        Accountable = "accountable",
        /// Does the work.
        Responsible = "responsible",
        /// Is asked before.
        Consulted = "consulted",
        /// Is told afterwards.
        Informed = "informed",
    }
}
