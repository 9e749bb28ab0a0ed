//! Words for contract terms: lengths, notice rules, and each step of a derivation.

use domain::contract::period_rules::{Length, Unit};
use domain::contract::term::{Notice, Rule, Step};

use domain::views::DeadlineKind;

use super::{Text, dates};

impl Text {
    /// What happens on the day of a deadline.
    pub const fn deadline_kind(self, kind: DeadlineKind) -> &'static str {
        match kind {
            DeadlineKind::Decision => self.deadline_decision(),
            DeadlineKind::Receipt => self.deadline_receipt(),
            DeadlineKind::End => self.deadline_end(),
        }
    }

    /// A length such as "3 months".
    pub fn length(self, length: Length) -> String {
        let count = i64::from(length.count);
        match length.unit {
            Unit::Day => self.length_day(count),
            Unit::Week => self.length_week(count),
            Unit::Month => self.length_month(count),
            Unit::Quarter => self.length_quarter(count),
            Unit::HalfYear => self.length_half_year(count),
            Unit::Year => self.length_year(count),
        }
    }

    /// A rule such as "3 months to the end of a quarter, in text form".
    pub fn notice_rule(self, notice: Notice) -> String {
        let (to, form) = (self.notice_to(notice.to), self.notice_form(notice.form));
        self.term_rule(self.length(notice.length), to, form)
    }

    /// What a step of a derivation says. Arguments stand in the order in which the German sentence names them.
    pub fn term_step(self, step: Step) -> String {
        let (from, to) = (dates::date(self.0, step.from), dates::date(self.0, step.to));
        let length = step.length.map(|length| self.length(length)).unwrap_or_default();
        match step.rule {
            Rule::FixedTerm => self.term_fixed_term(from, to),
            Rule::Renewed => self.term_renewed(from, to),
            Rule::MinimumTerm => self.term_minimum_term(from, to),
            Rule::EndsByItself => self.term_ends_by_itself(to),
            Rule::TooLate => self.term_too_late(to, from),
            Rule::PossibleEnd => self.term_possible_end(to),
            Rule::LastReceipt => self.term_receipt(length, from, to),
            Rule::NotExtended => self.term_not_extended(from),
            Rule::SafeDay => self.term_safe(to),
            Rule::LeadTime => {
                let days = step.length.map_or(0, |length| length.count);
                self.term_lead(days, to)
            }
        }
    }
}
