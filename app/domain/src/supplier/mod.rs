//! What a supplier is to us, and what it can show.

pub mod certificate;
pub mod lei;

use crate::policy::coded;

coded! {
    /// How much depends on something.
    Criticality {
        /// Its failure stops the business.
        High = "high",
        /// Its failure hurts.
        Medium = "medium",
        /// Its failure can wait.
        Low = "low",
    }
}

coded! {
    /// How a supplier is managed (ITIL 4, supplier management).
    Tier {
        /// Shared plans, regular meetings of those who decide.
        Strategic = "strategic",
        /// Regular reviews of what was delivered.
        Tactical = "tactical",
        /// Managed by those who use it.
        Operational = "operational",
        /// Can be replaced at any time.
        Commodity = "commodity",
    }
}

coded! {
    /// Whether something is still in use.
    Standing {
        /// In use.
        Active = "active",
        /// Not any more; kept for what was.
        Ended = "ended",
    }
}
