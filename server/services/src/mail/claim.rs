//! What a reminder of a claim's deadline says, in the recipient's language.

use domain::views::{ClaimRow, Language};

use super::letter::{Letter, greeting};
use super::{Composed, Recipient};
use crate::Result;
use crate::wording::{amount, day, month};

/// Writes a reminder.
pub fn compose_claim_reminder(row: &ClaimRow, recipient: &Recipient, link: &str) -> Result<Composed> {
    let german = recipient.language == Language::De;
    let until = day(row.deadline, german);
    let (owed, period) = (amount(row.amount, german), month(row.period, german));
    let left = match (row.days_left, german) {
        (0, true) => "heute".to_owned(),
        (1, true) => "morgen".to_owned(),
        (days, true) => format!("in {days} Tagen"),
        (0, false) => "today".to_owned(),
        (1, false) => "tomorrow".to_owned(),
        (days, false) => format!("in {days} days"),
    };
    let (headline, paragraphs, button, closing) = if german {
        (
            format!(
                "[Frist] {}: Anspruch über {owed} bis {until} stellen",
                row.reference
            ),
            vec![
                format!(
                    "Der letzte Tag ist {left}, am {until}. Bis dahin müssen Sie {owed} von {} fordern: Das Ziel „{}“ des Vertrags {} „{}“ wurde verfehlt ({period}).",
                    row.supplier_name, row.target_name, row.contract_number, row.contract_title
                ),
                "Danach verfällt der Anspruch.".to_owned(),
            ],
            "Anspruch ansehen",
            "Sie erhalten diese Nachricht, weil Sie für den Vertrag verantwortlich sind.",
        )
    } else {
        (
            format!("[Deadline] {}: claim {owed} by {until}", row.reference),
            vec![
                format!(
                    "The last day is {left}, {until}. By then {owed} must be claimed from {}: the target “{}” of contract {} “{}” was missed ({period}).",
                    row.supplier_name, row.target_name, row.contract_number, row.contract_title
                ),
                "After that the claim lapses.".to_owned(),
            ],
            "See the claim",
            "You receive this message because you are responsible for the contract.",
        )
    };
    Letter {
        language: recipient.language.code(),
        greeting: greeting(&recipient.name, german),
        headline,
        paragraphs,
        button: Some((button, link.to_owned())),
        closing,
    }
    .compose()
}
