//! Words for claims.

use domain::claim::{ClaimState, DeadlineSource};
use domain::contract::PenaltyNature;
use domain::views::{ClaimEventKind, ClaimRow};

use super::Text;

impl Text {
    /// Where a claim stands.
    pub const fn claim_state(self, state: ClaimState) -> &'static str {
        match state {
            ClaimState::Open => self.claims_state_open(),
            ClaimState::Submitted => self.claims_state_submitted(),
            ClaimState::Acknowledged => self.claims_state_acknowledged(),
            ClaimState::Disputed => self.claims_state_disputed(),
            ClaimState::Settled => self.claims_state_settled(),
            ClaimState::Waived => self.claims_state_waived(),
            ClaimState::Lapsed => self.claims_state_lapsed(),
        }
    }

    /// What happened to a claim.
    pub const fn claim_event(self, kind: ClaimEventKind) -> &'static str {
        match kind {
            ClaimEventKind::Moved(ClaimState::Open) => self.claims_event_open(),
            ClaimEventKind::Moved(ClaimState::Submitted) => self.claims_event_submitted(),
            ClaimEventKind::Moved(ClaimState::Acknowledged) => self.claims_event_acknowledged(),
            ClaimEventKind::Moved(ClaimState::Disputed) => self.claims_event_disputed(),
            ClaimEventKind::Moved(ClaimState::Settled) => self.claims_event_settled(),
            ClaimEventKind::Moved(ClaimState::Waived) => self.claims_event_waived(),
            ClaimEventKind::Moved(ClaimState::Lapsed) => self.claims_event_lapsed(),
            ClaimEventKind::Corrected => self.claims_event_corrected(),
            ClaimEventKind::Adopted => self.claims_event_adopted(),
        }
    }

    /// What takes a claim into a state: ours to say, or the other party's.
    pub const fn claim_step(self, to: ClaimState, answer: bool) -> &'static str {
        match to {
            ClaimState::Acknowledged if answer => self.claims_answer_acknowledged(),
            ClaimState::Disputed if answer => self.claims_answer_disputed(),
            ClaimState::Acknowledged => self.claims_step_acknowledged(),
            ClaimState::Disputed => self.claims_step_disputed(),
            ClaimState::Settled => self.claims_step_settled(),
            ClaimState::Waived => self.claims_step_waived(),
            // Nobody takes a claim back to its beginning or lets it lapse.
            ClaimState::Submitted | ClaimState::Open | ClaimState::Lapsed => self.claims_step_submitted(),
        }
    }

    /// What is asked for, in law.
    pub const fn claim_nature(self, nature: Option<PenaltyNature>) -> &'static str {
        match nature {
            Some(PenaltyNature::ServiceCredit) => self.claims_nature_service_credit(),
            Some(PenaltyNature::ContractPenalty) => self.claims_nature_contract_penalty(),
            Some(PenaltyNature::LiquidatedDamages) => self.claims_nature_liquidated_damages(),
            Some(PenaltyNature::MalusBonus) => self.claims_nature_malus_bonus(),
            None => self.claims_nature_none(),
        }
    }

    /// Where the deadline comes from.
    pub const fn claim_source(self, source: DeadlineSource) -> &'static str {
        match source {
            DeadlineSource::Rule => self.claims_source_rule(),
            DeadlineSource::Limitation => self.claims_source_limitation(),
        }
    }

    /// How long there is to ask; nothing once it was asked for.
    pub fn claim_left(self, row: &ClaimRow) -> Option<String> {
        match (row.state, row.days_left) {
            (ClaimState::Open, 0) => Some(self.claims_last_day().to_owned()),
            (ClaimState::Open, 1..) => Some(self.claims_days_left(row.days_left)),
            (ClaimState::Open | ClaimState::Lapsed, _) => Some(self.claims_days_over(-row.days_left)),
            _ => None,
        }
    }
}
