//! Measurement windows, and which of them vouch for which.

use crate::time::period::PeriodKind;

/// Over which time a level must be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Window {
    /// In every calendar period of a kind.
    Period(PeriodKind),
    /// In every stretch of so many days, whenever it begins.
    Rolling {
        /// How many.
        days: u32,
    },
}

impl From<PeriodKind> for Window {
    fn from(kind: PeriodKind) -> Self {
        Self::Period(kind)
    }
}

impl Window {
    /// Whether a level kept in every such window is kept in every outer one: windows must tile each other, because the
    /// level of a whole is the weighted mean of its tiles.
    pub fn nests_in(self, outer: Self) -> bool {
        use PeriodKind::{Day, Week};
        match (self, outer) {
            // Whole days tile everything.
            (Self::Period(Day) | Self::Rolling { days: 1 }, _) => true,
            // Weeks tile nothing but themselves: months and years begin on any weekday.
            (Self::Period(inner), Self::Period(outer)) => inner == outer || (inner < outer && inner != Week),
            (Self::Rolling { days }, Self::Period(Week)) => days == 7,
            (Self::Rolling { days: inner }, Self::Rolling { days: outer }) => {
                inner > 0 && outer > 0 && outer.is_multiple_of(inner)
            }
            // Months and longer differ in length; a rolling window begins where no calendar period does.
            (Self::Rolling { .. }, Self::Period(_)) | (Self::Period(_), Self::Rolling { .. }) => false,
        }
    }
}
