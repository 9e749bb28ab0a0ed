//! Escalations.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Attainment;
use crate::ids::{ContractId, EscalationId, TargetId};
use crate::money::Money;
use crate::time::period::Period;

/// An escalation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationRow {
    /// Which one.
    pub id: EscalationId,
    /// Reference, such as `ESK-2026-003`.
    pub reference: String,
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// The other party.
    pub supplier_name: String,
    /// The target missed.
    pub target_id: TargetId,
    /// Its name.
    pub target_name: String,
    /// The period.
    pub period: Period,
    /// When it was raised, in the tenant's zone.
    pub raised_at: NaiveDateTime,
    /// When it was acknowledged.
    pub acknowledged_at: Option<NaiveDateTime>,
    /// By whom.
    pub acknowledged_by: Option<String>,
}

/// An escalation's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationView {
    /// The list row's figures.
    pub row: EscalationRow,
    /// What had to be reached.
    pub threshold_ppm: i64,
    /// What was reached when it was raised.
    pub attainment: Option<Attainment>,
    /// The credit when it was raised.
    pub credit: Option<Money>,
    /// Everyone who was written to.
    pub mails: Vec<MailRow>,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailStatus {
    /// Waiting to be sent, or to be tried again.
    Queued,
    /// Accepted by the mail server.
    Sent,
    /// Written to the outbox folder, because no mail server is configured.
    Stored,
    /// Given up.
    Failed,
}

impl MailStatus {
    /// The stored and transmitted code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Stored => "stored",
            Self::Failed => "failed",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Queued, Self::Sent, Self::Stored, Self::Failed]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// One message of an escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// Who it went to.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// Where it stands.
    pub status: MailStatus,
    /// When the mail server accepted it.
    pub sent_at: Option<NaiveDateTime>,
    /// Attempts so far.
    pub attempts: i32,
    /// What the mail server said last, when it refused.
    pub last_error: Option<String>,
}
