//! A step in the life of a claim, and what is looked for at the claim desk.

use chrono::NaiveDate;

use super::reader::{LINE, Reader, TEXT};
use super::text_form::text_form;
use super::{FieldError, parse_amount};
use crate::claim::ClaimState;

text_form! {
    /// A step as typed.
    ClaimStepForm {
        /// Code of the state to come.
        status,
        /// The day it happened, `TT.MM.JJJJ`; today if empty.
        on_day,
        /// Why; needed to dispute and to waive.
        reason,
        /// Number of the invoice or credit note; needed to settle.
        invoice,
        /// What was credited or paid; needed to settle.
        amount,
    }
}

/// A step as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimStepInput {
    /// The state to come.
    pub state: ClaimState,
    /// The day it happened.
    pub on_day: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// Number of the invoice or credit note.
    pub invoice: String,
    /// What was credited or paid, in minor units.
    pub amount_minor: Option<i64>,
}

impl ClaimStepInput {
    /// A step today that says nothing more.
    pub const fn new(state: ClaimState) -> Self {
        Self {
            state,
            on_day: None,
            reason: String::new(),
            invoice: String::new(),
            amount_minor: None,
        }
    }
}

impl ClaimStepForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field at fault.
    pub fn parse(&self) -> Result<ClaimStepInput, Vec<FieldError>> {
        let mut fields = Reader::default();
        // The clock alone lets claims lapse, and nobody makes one anew.
        let chosen = |code: &str| {
            ClaimState::parse(code).filter(|state| !matches!(state, ClaimState::Open | ClaimState::Lapsed))
        };
        let state = fields.chosen("status", &self.status, chosen);
        let settles = state == Some(ClaimState::Settled);
        let on_day = fields.date_if_any("on_day", &self.on_day);
        let reason = fields.prose("reason", &self.reason, TEXT);
        if reason.is_empty() && matches!(state, Some(ClaimState::Disputed | ClaimState::Waived)) {
            fields.refuse("reason", "required");
        }
        let invoice = if settles {
            fields.line("invoice", &self.invoice)
        } else {
            fields.prose("invoice", &self.invoice, LINE)
        };
        let amount_minor = parse_amount(&self.amount);
        let nothing_typed = self.amount.trim().is_empty();
        if nothing_typed && settles {
            fields.refuse("amount", "required");
        } else if amount_minor.is_none() && !nothing_typed {
            fields.refuse("amount", "amount_unreadable");
        }
        if !settles && (!nothing_typed || !invoice.is_empty()) {
            fields.refuse(if nothing_typed { "invoice" } else { "amount" }, "only_settled");
        }
        fields.into_result(state.map(|state| ClaimStepInput {
            state,
            on_day,
            reason,
            invoice,
            amount_minor,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(status: &str) -> ClaimStepForm {
        ClaimStepForm {
            status: status.to_owned(),
            ..ClaimStepForm::default()
        }
    }

    fn refused(form: &ClaimStepForm) -> Vec<(String, String)> {
        let errors = form.parse().unwrap_err().into_iter();
        errors.map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn a_settlement_says_how_much_and_where() {
        let settled = ClaimStepForm {
            amount: "1.234,50".to_owned(),
            invoice: "GS-4711".to_owned(),
            on_day: "24.11.2026".to_owned(),
            ..form("settled")
        };
        let input = settled.parse().unwrap();
        assert_eq!(input.amount_minor, Some(123_450));
        assert_eq!(input.on_day, "2026-11-24".parse().ok());
        let missing = refused(&form("settled"));
        let wanted = [("invoice", "required"), ("amount", "required")];
        assert_eq!(
            missing,
            wanted.map(|(field, code)| (field.to_owned(), code.to_owned()))
        );
    }

    #[test]
    fn who_refuses_or_gives_up_says_why() {
        for status in ["disputed", "waived"] {
            assert_eq!(
                refused(&form(status)),
                [("reason".to_owned(), "required".to_owned())]
            );
        }
        assert!(form("submitted").parse().is_ok());
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for status in ["lapsed", "open", "paid"] {
            assert_eq!(
                refused(&form(status)),
                [("status".to_owned(), "unknown".to_owned())]
            );
        }
        let early = ClaimStepForm {
            amount: "100".to_owned(),
            ..form("submitted")
        };
        assert_eq!(
            refused(&early),
            [("amount".to_owned(), "only_settled".to_owned())]
        );
        let unreadable = ClaimStepForm {
            amount: "-5".to_owned(),
            invoice: "GS-1".to_owned(),
            on_day: "31.02.2026".to_owned(),
            ..form("settled")
        };
        assert_eq!(refused(&unreadable).len(), 2);
    }
}
