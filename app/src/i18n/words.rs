//! Words for codes and states: which text of the catalogue belongs to which value.

use chrono::NaiveDate;
use domain::contract::{ContractKind, ContractStatus, MoneyDirection};
use domain::policy::Role;
use domain::sla::ledger::Reason;
use domain::views::{ImportStatus, LedgerFilter, Status, SupplierKind, TicketField};

use super::{Text, dates};
use crate::preferences::Theme;

impl Text {
    /// State of a target.
    pub const fn status(self, status: Status) -> &'static str {
        match status {
            Status::Met => self.status_met(),
            Status::AtRisk => self.status_at_risk(),
            Status::Breached => self.status_breached(),
            Status::NoData => self.status_no_data(),
        }
    }

    /// Who pays whom.
    pub const fn direction(self, direction: MoneyDirection) -> &'static str {
        match direction {
            MoneyDirection::Receivable => self.direction_receivable(),
            MoneyDirection::Payable => self.direction_payable(),
            MoneyDirection::Internal => self.direction_internal(),
        }
    }

    /// What a missed target costs: a penalty to the customer, a credit from the supplier.
    pub const fn credit_word(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.contract_penalty(),
            ContractKind::Ola | ContractKind::Uc => self.contract_credit(),
        }
    }

    /// Name of the steps of what a missed target costs.
    pub const fn schedule_name(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.schedule_title_penalty(),
            ContractKind::Ola | ContractKind::Uc => self.schedule_title(),
        }
    }

    /// Until when a credit can be claimed, or since when it no longer can.
    pub fn claim(self, day: NaiveDate, open: bool) -> String {
        let day = dates::date(self.0, day);
        if open { day } else { self.target_claim_over(day) }
    }

    /// Kind of contract, in full.
    pub const fn kind(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.kind_sla(),
            ContractKind::Ola => self.kind_ola(),
            ContractKind::Uc => self.kind_uc(),
        }
    }

    /// Kind of contract, as an abbreviation.
    pub const fn kind_short(self, kind: ContractKind) -> &'static str {
        match kind {
            ContractKind::Sla => self.kind_short_sla(),
            ContractKind::Ola => self.kind_short_ola(),
            ContractKind::Uc => self.kind_short_uc(),
        }
    }

    /// Where a contract stands.
    pub const fn contract_status(self, status: ContractStatus) -> &'static str {
        match status {
            ContractStatus::Draft => self.contract_status_draft(),
            ContractStatus::InNegotiation => self.contract_status_in_negotiation(),
            ContractStatus::Active => self.contract_status_active(),
            ContractStatus::Terminated => self.contract_status_terminated(),
            ContractStatus::Expired => self.contract_status_expired(),
        }
    }

    /// What kind of party a supplier is.
    pub const fn supplier_kind(self, kind: SupplierKind) -> &'static str {
        match kind {
            SupplierKind::Msp => self.supplier_kind_msp(),
            SupplierKind::Hyperscaler => self.supplier_kind_hyperscaler(),
            SupplierKind::Software => self.supplier_kind_software(),
            SupplierKind::Telecoms => self.supplier_kind_telecoms(),
            SupplierKind::InternalTeam => self.supplier_kind_internal_team(),
            SupplierKind::Business => self.supplier_kind_business(),
        }
    }

    /// What a person is in a tenant.
    pub const fn role(self, role: Role) -> &'static str {
        match role {
            Role::TenantAdmin => self.role_tenant_admin(),
            Role::ServiceManager => self.role_service_manager(),
            Role::ComplianceOfficer => self.role_compliance_officer(),
            Role::Auditor => self.role_auditor(),
            Role::Viewer => self.role_viewer(),
            Role::VendorManager => self.role_vendor_manager(),
            Role::VendorUser => self.role_vendor_user(),
            Role::ApiClient => self.role_api_client(),
            Role::System => self.role_system(),
        }
    }

    /// Light, dark or the system's.
    pub const fn theme(self, theme: Theme) -> &'static str {
        match theme {
            Theme::System => self.theme_system(),
            Theme::Light => self.theme_light(),
            Theme::Dark => self.theme_dark(),
        }
    }

    /// Why time counted or did not.
    pub const fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::ServiceTime => self.reason_service_time(),
            Reason::OutsideServiceHours => self.reason_outside_service_hours(),
            Reason::Holiday => self.reason_holiday(),
            Reason::ServiceBreak => self.reason_service_break(),
            Reason::Pause => self.reason_pause(),
            Reason::Maintenance => self.reason_maintenance(),
            Reason::AgreedExclusion => self.reason_agreed_exclusion(),
            Reason::Unknown => self.reason_unknown(),
            Reason::Downtime => self.reason_downtime(),
            Reason::Uptime => self.reason_uptime(),
            Reason::BeforeClockStart => self.reason_before_clock_start(),
        }
    }

    /// Part of a ledger.
    pub const fn ledger_filter(self, filter: LedgerFilter) -> &'static str {
        match filter {
            LedgerFilter::All => self.ledger_filter_all(),
            LedgerFilter::Met => self.ledger_filter_met(),
            LedgerFilter::Missed => self.ledger_filter_missed(),
            LedgerFilter::Pending => self.ledger_filter_pending(),
        }
    }

    /// Where an import stands.
    pub const fn import_status(self, status: ImportStatus) -> &'static str {
        match status {
            ImportStatus::Previewed => self.import_status_previewed(),
            ImportStatus::Running => self.import_status_running(),
            ImportStatus::Done => self.import_status_done(),
            ImportStatus::Failed => self.import_status_failed(),
            ImportStatus::Cancelled => self.import_status_cancelled(),
        }
    }

    /// What became of an import.
    pub const fn import_outcome(self, status: ImportStatus) -> &'static str {
        match status {
            ImportStatus::Previewed => self.import_outcome_previewed(),
            ImportStatus::Running => self.import_running(),
            ImportStatus::Done => self.import_outcome_done(),
            ImportStatus::Failed => self.import_outcome_failed(),
            ImportStatus::Cancelled => self.import_outcome_cancelled(),
        }
    }

    /// What a column is read as.
    pub const fn ticket_field(self, field: TicketField) -> &'static str {
        match field {
            TicketField::ExternalId => self.ticket_field_external_id(),
            TicketField::State => self.ticket_field_state(),
            TicketField::ChangedAt => self.ticket_field_changed_at(),
            TicketField::ReportedAt => self.ticket_field_reported_at(),
            TicketField::ResolvedAt => self.ticket_field_resolved_at(),
            TicketField::ClosedAt => self.ticket_field_closed_at(),
            TicketField::Priority => self.ticket_field_priority(),
        }
    }

    /// Name of a separator.
    pub const fn separator(self, separator: char) -> &'static str {
        match separator {
            ',' => self.separator_comma(),
            ';' => self.separator_semicolon(),
            '\t' => self.separator_tab(),
            '|' => self.separator_pipe(),
            _ => self.separator_other(),
        }
    }
}
