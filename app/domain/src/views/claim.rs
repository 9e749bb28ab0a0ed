//! Claims: the desk, one claim, and the letter that asks for it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Attainment, Language};
use crate::claim::{ClaimState, DeadlineSource};
use crate::contract::PenaltyNature;
use crate::ids::{BreachId, ClaimId, ContractId, SupplierId, TargetId};
use crate::money::Money;
use crate::time::period::Period;

/// What is looked for at the claim desk; codes as they stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimFilter {
    /// A code of [`ClaimState`]; empty for all.
    pub state: String,
    /// A supplier's id; empty for all.
    pub supplier: String,
    /// Only claims whose deadline comes within so many days; empty for all.
    pub within: String,
}

/// A claim in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// Which one.
    pub id: ClaimId,
    /// Reference, such as `ANS-2026-003`.
    pub reference: String,
    /// The breach it comes from.
    pub breach_id: BreachId,
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// Its title.
    pub contract_title: String,
    /// The other party.
    pub supplier_id: SupplierId,
    /// Its name.
    pub supplier_name: String,
    /// The target missed.
    pub target_id: TargetId,
    /// Its name.
    pub target_name: String,
    /// The period missed.
    pub period: Period,
    /// Whether that period still runs, so that the amount may grow.
    pub running: bool,
    /// Where it stands.
    pub state: ClaimState,
    /// What is asked for.
    pub amount: Money,
    /// What the present evaluation would owe, where that is something else.
    pub corrected: Option<Money>,
    /// What was credited or paid.
    pub settled: Option<Money>,
    /// What it is in law.
    pub nature: Option<PenaltyNature>,
    /// The last day to ask.
    pub deadline: NaiveDate,
    /// Where that day comes from.
    pub deadline_source: DeadlineSource,
    /// Whole days until then; negative when it has passed.
    pub days_left: i64,
}

/// What became of the claims of one supplier and year, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTotals {
    /// The year in which the missed periods ended.
    pub year: i32,
    /// The supplier.
    pub supplier_id: SupplierId,
    /// Its name.
    pub supplier_name: String,
    /// Not yet asked for.
    pub open: Money,
    /// Asked for, settled or not.
    pub claimed: Money,
    /// Credited or paid.
    pub received: Money,
    /// Given up.
    pub waived: Money,
    /// Not asked for in time.
    pub lapsed: Money,
}

/// The claim desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsView {
    /// Those that fit the filter: what waits for us first, by deadline.
    pub rows: Vec<ClaimRow>,
    /// Of all claims, the latest year first.
    pub totals: Vec<ClaimTotals>,
    /// Suppliers with claims, for the filter.
    pub suppliers: Vec<(SupplierId, String)>,
}

/// What happened to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "state", rename_all = "snake_case")]
pub enum ClaimEventKind {
    /// It went into a state.
    Moved(ClaimState),
    /// The evaluation found another amount.
    Corrected,
    /// The other amount was taken over.
    Adopted,
}

/// One line of a claim's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimEventRow {
    /// What happened.
    pub kind: ClaimEventKind,
    /// The day it happened.
    pub on_day: NaiveDate,
    /// When it was entered, in the tenant's zone.
    pub at: NaiveDateTime,
    /// Who entered it; `None` for the product itself.
    pub actor: Option<String>,
    /// Why.
    pub reason: String,
    /// Number of the invoice or credit note.
    pub invoice: String,
    /// The amount it is about.
    pub amount: Option<Money>,
}

/// A claim's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// The list row's figures.
    pub row: ClaimRow,
    /// To be given back with a change.
    pub revision: i32,
    /// What had to be reached.
    pub threshold_ppm: i64,
    /// What was reached.
    pub attainment: Option<Attainment>,
    /// Share of the fee, parts per million, and that fee.
    pub share: Option<(i64, Money)>,
    /// Number of the contract's version that was used.
    pub contract_version: i32,
    /// Where the clause was published, if it was.
    pub clause_source: Option<String>,
    /// Today in the tenant's zone.
    pub today: NaiveDate,
    /// What happened, oldest first.
    pub events: Vec<ClaimEventRow>,
    /// The letter in the contract's language; `None` for the other party.
    pub letter: Option<LetterView>,
}

/// A letter, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterView {
    /// Its language.
    pub language: Language,
    /// Who writes.
    pub sender: String,
    /// Lines of the address.
    pub recipient: Vec<String>,
    /// The day, in words.
    pub date: String,
    /// What it is about.
    pub subject: String,
    /// The address.
    pub salutation: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Figures: what, and how much.
    pub facts: Vec<(String, String)>,
    /// The words at its end.
    pub closing: String,
}

impl LetterView {
    /// The letter as plain text.
    pub fn text(&self) -> String {
        let facts: Vec<String> = self
            .facts
            .iter()
            .map(|(what, figure)| format!("{what}: {figure}"))
            .collect();
        let (first, rest) = self.paragraphs.split_at(1.min(self.paragraphs.len()));
        let blocks = [self.sender.clone(), self.recipient.join("\n"), self.date.clone()]
            .into_iter()
            .chain([self.subject.clone(), self.salutation.clone()])
            .chain(first.iter().cloned())
            .chain([facts.join("\n")])
            .chain(rest.iter().cloned())
            .chain([self.closing.clone(), self.sender.clone()]);
        blocks.collect::<Vec<_>>().join("\n\n")
    }
}

/// A missed target in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachRecord {
    /// Which one.
    pub id: BreachId,
    /// The contract.
    pub contract_id: ContractId,
    /// Its number.
    pub contract_number: String,
    /// The other party.
    pub supplier_name: String,
    /// The target missed.
    pub target_id: TargetId,
    /// Its name.
    pub target_name: String,
    /// The period missed.
    pub period: Period,
    /// When that was found, in the tenant's zone.
    pub opened_at: NaiveDateTime,
    /// What was reached then.
    pub attainment: Option<Attainment>,
    /// What had to be reached.
    pub threshold_ppm: i64,
    /// What it was worth then.
    pub credit: Option<Money>,
    /// The claim it opened.
    pub claim_id: Option<ClaimId>,
}
