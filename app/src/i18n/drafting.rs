//! Words for contracts that are being written.

use domain::contract::period_rules::Unit;
use domain::contract::term::{Form, NoticeTo};
use domain::contract::{ContractKind, ContractStatus, PenaltyNature};
use domain::credit::Schedule;
use domain::sla::target::{Metric, TargetDefinition};
use domain::time::period::PeriodKind;
use domain::views::{Language, TargetChange};

use super::{Text, format};

impl Text {
    /// Units of a length, with their codes; the number is typed beside them.
    pub fn length_units(self) -> [(&'static str, &'static str); 6] {
        [
            ("day", self.unit(Unit::Day)),
            ("week", self.unit(Unit::Week)),
            ("month", self.unit(Unit::Month)),
            ("quarter", self.unit(Unit::Quarter)),
            ("half_year", self.unit(Unit::HalfYear)),
            ("year", self.unit(Unit::Year)),
        ]
    }

    /// A unit of a length, in the plural.
    const fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Day => self.unit_day(),
            Unit::Week => self.unit_week(),
            Unit::Month => self.unit_month(),
            Unit::Quarter => self.unit_quarter(),
            Unit::HalfYear => self.unit_half_year(),
            Unit::Year => self.unit_year(),
        }
    }

    /// A language in its own words.
    pub const fn language_name(self, language: Language) -> &'static str {
        match language {
            Language::De => "Deutsch",
            Language::En => "English",
        }
    }

    /// What a payment is in law.
    pub const fn nature(self, nature: PenaltyNature) -> &'static str {
        match nature {
            PenaltyNature::ServiceCredit => self.nature_service_credit(),
            PenaltyNature::ContractPenalty => self.nature_contract_penalty(),
            PenaltyNature::LiquidatedDamages => self.nature_liquidated_damages(),
            PenaltyNature::MalusBonus => self.nature_malus_bonus(),
        }
    }

    /// A kind of contract with whom it is made.
    pub const fn kind_with_party(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.party_with_sla(),
            ContractKind::Ola => self.party_with_ola(),
            ContractKind::Uc => self.party_with_uc(),
        }
    }

    /// The parties of a kind of contract.
    pub const fn party_group(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.party_sla(),
            ContractKind::Ola => self.party_ola(),
            ContractKind::Uc => self.party_uc(),
        }
    }

    /// To which days notice can be given.
    pub const fn notice_to(self, to: NoticeTo) -> &'static str {
        match to {
            NoticeTo::AnyDay => self.notice_any_day(),
            NoticeTo::MonthEnd => self.notice_month_end(),
            NoticeTo::QuarterEnd => self.notice_quarter_end(),
            NoticeTo::HalfYearEnd => self.notice_half_year_end(),
            NoticeTo::YearEnd => self.notice_year_end(),
            NoticeTo::ContractYearEnd => self.notice_contract_year_end(),
            NoticeTo::TermEnd => self.notice_term_end(),
        }
    }

    /// In which form notice is given.
    pub const fn notice_form(self, form: Form) -> &'static str {
        match form {
            Form::Free => self.notice_free(),
            Form::Text => self.notice_text(),
            Form::Written => self.notice_written(),
        }
    }

    /// What a version does to a target.
    pub const fn target_change(self, change: TargetChange) -> &'static str {
        match change {
            TargetChange::New => self.draft_change_new(),
            TargetChange::Changed => self.draft_change_changed(),
            TargetChange::Same => self.draft_change_same(),
            TargetChange::Removed => self.draft_change_removed(),
        }
    }

    /// A measurement window.
    pub const fn window(self, window: PeriodKind) -> &'static str {
        match window {
            PeriodKind::Day => self.window_day(),
            PeriodKind::Week => self.window_week(),
            PeriodKind::Month => self.window_month(),
            PeriodKind::Quarter => self.window_quarter(),
            PeriodKind::HalfYear => self.window_half_year(),
            PeriodKind::Year => self.window_year(),
        }
    }

    /// What is measured.
    const fn metric(self, metric: &Metric) -> &'static str {
        match metric {
            Metric::Availability { .. } => self.metric_availability(),
            Metric::InTimeRate { .. } => self.metric_in_time_rate(),
        }
    }

    /// What missing a target costs, by its model.
    pub const fn model(self, schedule: &Schedule) -> &'static str {
        match schedule {
            Schedule::TieredStep { .. } => self.model_tiered_step(),
            Schedule::Linear { .. } => self.model_linear(),
            Schedule::Points { .. } => self.model_points(),
            Schedule::AtRiskPool { .. } => self.model_at_risk_pool(),
            Schedule::PerInterval { .. } => self.model_per_interval(),
            Schedule::None => self.model_none(),
        }
    }

    /// What a target promises: "availability, min. 99.9%, month".
    pub fn promise(self, definition: &TargetDefinition) -> String {
        self.target_form_at_least(
            self.metric(&definition.metric),
            format::percent_ppm(self.0, definition.threshold_ppm),
            self.window(definition.window),
        )
    }

    /// A row of goals.
    pub fn goal_row(self, number: usize) -> String {
        self.target_form_goal_row(number)
    }

    /// A row of steps.
    pub fn tier_row(self, number: usize) -> String {
        self.tiers_step(number)
    }

    /// A row of bands.
    pub fn band_row(self, number: usize) -> String {
        self.target_form_band_row(number)
    }

    /// A row of a form by the name of its field, such as `tiers.2`.
    pub fn row_name(self, field: &str) -> Option<String> {
        let (list, number) = field.split_once('.')?;
        let number = number.parse().ok()?;
        match list {
            "goals" => Some(self.goal_row(number)),
            "tiers" | "levels" => Some(self.tier_row(number)),
            "bands" => Some(self.band_row(number)),
            _ => None,
        }
    }

    /// What taking a step in a contract's life is called.
    pub const fn life_step(self, from: ContractStatus, to: ContractStatus) -> &'static str {
        match to {
            ContractStatus::Draft => self.life_to_draft(),
            ContractStatus::InNegotiation => self.life_to_negotiation(),
            ContractStatus::Terminated => self.life_terminate(),
            ContractStatus::Expired => self.life_expire(),
            ContractStatus::Active if from.is_end() => self.life_take_back(),
            ContractStatus::Active => self.life_activate(),
        }
    }

    /// The question before a step without a form.
    pub const fn life_step_question(self, to: ContractStatus) -> &'static str {
        match to {
            ContractStatus::Draft => self.life_to_draft_question(),
            ContractStatus::InNegotiation => self.life_to_negotiation_question(),
            _ => self.life_activate_question(),
        }
    }

    /// The consequence of a step without a form.
    pub const fn life_step_consequence(self, to: ContractStatus) -> &'static str {
        match to {
            ContractStatus::Draft => self.life_to_draft_consequence(),
            ContractStatus::InNegotiation => self.life_to_negotiation_consequence(),
            _ => self.life_activate_consequence(),
        }
    }
}
