//! Suppliers and contracts taken over from a table.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::forms::FieldError;
use crate::forms::intake::IntakeKind;
use crate::ids::IntakeId;
use crate::policy::coded;

coded! {
    /// Where a take-over stands.
    IntakeStatus {
        /// Shown, and waiting for somebody's yes.
        Open = "open",
        /// Taken over.
        Done = "done",
        /// Thrown away.
        Discarded = "discarded",
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum IntakeOutcome {
    /// Something new.
    New,
    /// Something known changes.
    Changed {
        /// Which fields.
        fields: Vec<String>,
    },
    /// Known as it is; a contract that exists is never written over.
    Unchanged,
    /// Not taken over.
    Refused {
        /// Why.
        errors: Vec<FieldError>,
    },
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeRow {
    /// Line in the file.
    pub line: u64,
    /// What it is about.
    pub name: String,
    /// What becomes of it.
    pub outcome: IntakeOutcome,
}

/// How many rows have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeCounts {
    /// New ones.
    pub new: u32,
    /// Changed ones.
    pub changed: u32,
    /// Known as they are.
    pub unchanged: u32,
    /// Not taken over.
    pub refused: u32,
}

impl IntakeCounts {
    /// Counts rows.
    pub fn of(rows: &[IntakeRow]) -> Self {
        rows.iter().fold(Self::default(), |mut counts, row| {
            match row.outcome {
                IntakeOutcome::New => counts.new += 1,
                IntakeOutcome::Changed { .. } => counts.changed += 1,
                IntakeOutcome::Unchanged => counts.unchanged += 1,
                IntakeOutcome::Refused { .. } => counts.refused += 1,
            }
            counts
        })
    }

    /// Whether anything would be written.
    pub const fn writes(&self) -> bool {
        self.new + self.changed > 0
    }
}

/// The page of a take-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeView {
    /// Which one.
    pub id: IntakeId,
    /// What the table lists.
    pub kind: IntakeKind,
    /// Name of the file.
    pub file_name: String,
    /// Where it stands.
    pub status: IntakeStatus,
    /// Who uploaded it.
    pub created_by: String,
    /// When, in the tenant's zone.
    pub created_at: NaiveDateTime,
    /// What becomes, or became, of how many rows.
    pub counts: IntakeCounts,
    /// The rows, while it waits.
    pub rows: Vec<IntakeRow>,
    /// Stands for everything that is shown; to be given back with the yes.
    pub seen: String,
}
