//! Words about taking suppliers and contracts over from a table.

use domain::forms::intake::IntakeKind;
use domain::views::IntakeStatus;

use super::Text;

impl Text {
    /// What is taken over.
    pub const fn intake_title(self, kind: IntakeKind) -> &'static str {
        match kind {
            IntakeKind::Suppliers => self.intake_title_suppliers(),
            IntakeKind::Contracts => self.intake_title_contracts(),
        }
    }

    /// How it goes on.
    pub const fn intake_sub(self, kind: IntakeKind) -> &'static str {
        match kind {
            IntakeKind::Suppliers => self.intake_sub_suppliers(),
            IntakeKind::Contracts => self.intake_sub_contracts(),
        }
    }

    /// What must be in the table.
    pub const fn intake_columns_reason(self, kind: IntakeKind) -> &'static str {
        match kind {
            IntakeKind::Suppliers => self.intake_columns_suppliers(),
            IntakeKind::Contracts => self.intake_columns_contracts(),
        }
    }

    /// The way to what was written.
    pub const fn intake_to_list(self, kind: IntakeKind) -> &'static str {
        match kind {
            IntakeKind::Suppliers => self.intake_to_suppliers(),
            IntakeKind::Contracts => self.intake_to_contracts(),
        }
    }

    /// A row that changes nothing.
    pub const fn intake_is_same(self, kind: IntakeKind) -> &'static str {
        match kind {
            IntakeKind::Suppliers => self.intake_is_unchanged(),
            IntakeKind::Contracts => self.intake_is_known(),
        }
    }

    /// What is wrong with a cell: nobody chose it from a list.
    pub fn intake_problem(self, code: &str) -> &'static str {
        match code {
            "unknown" => self.intake_unknown_word(),
            other => self.field_problem(other),
        }
    }

    /// How it ended.
    pub const fn intake_over(self, status: IntakeStatus) -> &'static str {
        match status {
            IntakeStatus::Discarded => self.intake_over_discarded(),
            IntakeStatus::Open | IntakeStatus::Done => self.intake_over_done(),
        }
    }
}
