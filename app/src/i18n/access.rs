//! Words for roles, rights, and what has just been done.

use domain::policy::{Action, Role};

use super::Text;

impl Text {
    /// The page of people with access: vendors see colleagues.
    pub const fn members_title(self, role: Role) -> &'static str {
        if role.is_vendor() {
            self.members_colleagues()
        } else {
            self.members_access()
        }
    }

    /// The page of suppliers: vendors see their own company.
    pub const fn suppliers_title(self, role: Role) -> &'static str {
        if role.is_vendor() {
            self.suppliers_own()
        } else {
            self.nav_suppliers()
        }
    }

    /// What a role is for.
    pub const fn role_purpose(self, role: Role) -> &'static str {
        match role {
            Role::TenantAdmin => self.purpose_tenant_admin(),
            Role::ServiceManager => self.purpose_service_manager(),
            Role::ComplianceOfficer => self.purpose_compliance_officer(),
            Role::Auditor => self.purpose_auditor(),
            Role::Viewer => self.purpose_viewer(),
            Role::VendorManager => self.purpose_vendor_manager(),
            Role::VendorUser => self.purpose_vendor_user(),
            Role::ApiClient => self.purpose_api_client(),
            Role::System => self.purpose_system(),
        }
    }

    /// What can be done, as a right and as an entry of the audit log.
    pub const fn action(self, action: Action) -> &'static str {
        match action {
            Action::TodayRead => self.action_today_read(),
            Action::SupplierRead => self.action_supplier_read(),
            Action::SupplierWrite => self.action_supplier_write(),
            Action::ServiceRead => self.action_service_read(),
            Action::ServiceWrite => self.action_service_write(),
            Action::ContractRead => self.action_contract_read(),
            Action::ContractWrite => self.action_contract_write(),
            Action::ChainRead => self.action_chain_read(),
            Action::ChainWrite => self.action_chain_write(),
            Action::TermRead => self.action_term_read(),
            Action::CalendarRead => self.action_calendar_read(),
            Action::CalendarWrite => self.action_calendar_write(),
            Action::DocumentRead => self.action_document_read(),
            Action::DocumentWrite => self.action_document_write(),
            Action::DocumentRemove => self.action_document_remove(),
            Action::PerformanceRead => self.action_performance_read(),
            Action::FactRead => self.action_fact_read(),
            Action::FactWrite => self.action_fact_write(),
            Action::ValueReport => self.action_value_report(),
            Action::ExclusionWrite => self.action_exclusion_write(),
            Action::PeriodManage => self.action_period_manage(),
            Action::PeriodSign => self.action_period_sign(),
            Action::ImportRead => self.action_import_read(),
            Action::ImportRun => self.action_import_run(),
            Action::EscalationRead => self.action_escalation_read(),
            Action::EscalationAcknowledge => self.action_escalation_acknowledge(),
            Action::ClaimRead => self.action_claim_read(),
            Action::ClaimWrite => self.action_claim_write(),
            Action::ClaimAnswer => self.action_claim_answer(),
            Action::SignIn => self.action_sign_in(),
            Action::Join => self.action_join(),
            Action::AccountUpdate => self.action_account_update(),
            Action::MemberRead => self.action_member_read(),
            Action::MemberManage => self.action_member_manage(),
            Action::AccessRead => self.action_access_read(),
            Action::AccessManage => self.action_access_manage(),
            Action::AuditRead => self.action_audit_read(),
            Action::Operate => self.action_operate(),
        }
    }

    /// A machine's right; one without a name goes by its code.
    pub fn scope(self, scope: &'static str) -> &'static str {
        match scope {
            "suppliers:read" => self.scope_suppliers_read(),
            "suppliers:write" => self.scope_suppliers_write(),
            "services:read" => self.scope_services_read(),
            "services:write" => self.scope_services_write(),
            "contracts:read" => self.scope_contracts_read(),
            "contracts:write" => self.scope_contracts_write(),
            "calendars:read" => self.scope_calendars_read(),
            "calendars:write" => self.scope_calendars_write(),
            "chains:read" => self.scope_chains_read(),
            "chains:write" => self.scope_chains_write(),
            "documents:read" => self.scope_documents_read(),
            "documents:write" => self.scope_documents_write(),
            "performance:read" => self.scope_performance_read(),
            "performance:write" => self.scope_performance_write(),
            "facts:read" => self.scope_facts_read(),
            "facts:write" => self.scope_facts_write(),
            "imports:read" => self.scope_imports_read(),
            "imports:write" => self.scope_imports_write(),
            "escalations:read" => self.scope_escalations_read(),
            "escalations:write" => self.scope_escalations_write(),
            "claims:read" => self.scope_claims_read(),
            "claims:write" => self.scope_claims_write(),
            "members:read" => self.scope_members_read(),
            "members:write" => self.scope_members_write(),
            "audit:read" => self.scope_audit_read(),
            other => other,
        }
    }

    /// What is wrong with the choice of rights.
    pub fn scope_problem(self, code: &str) -> &'static str {
        match code {
            "required" => self.clients_scopes_needed(),
            other => self.field_problem(other),
        }
    }

    /// What an entry of the audit log is about.
    pub fn audit_object_kind(self, kind: &str) -> String {
        let known = match kind {
            "api_client" => self.object_api_client(),
            "audit_log" => self.object_audit_log(),
            "calendar" => self.object_calendar(),
            "chain" => self.object_chain(),
            "claim" => self.object_claim(),
            "contract" => self.object_contract(),
            "deadline_feed" => self.object_deadline_feed(),
            "document" => self.object_document(),
            "demo" => self.object_demo(),
            "escalation" => self.object_escalation(),
            "identity_provider" => self.object_identity_provider(),
            "import" => self.object_import(),
            "invitation" => self.object_invitation(),
            "membership" => self.object_membership(),
            "outage" => self.object_outage(),
            "person" => self.object_person(),
            "service" => self.object_service(),
            "supplier" => self.object_supplier(),
            "tenant" => self.object_tenant(),
            other => return other.to_owned(),
        };
        known.to_owned()
    }

    /// What kind of actor did it.
    pub fn audit_actor_kind(self, kind: &str) -> &'static str {
        match kind {
            "person" => self.actor_person(),
            "client" => self.actor_client(),
            _ => self.actor_system(),
        }
    }

    /// What has just been done; nothing for a code that does not exist.
    pub fn done(self, code: &str) -> Option<&'static str> {
        Some(match code {
            "reset_requested" => self.done_reset_requested(),
            "password_reset" => self.done_password_reset(),
            "email_confirmed" => self.done_email_confirmed(),
            "profile" => self.done_profile(),
            "password" => self.done_password(),
            "email" => self.done_email(),
            "second_factor_removed" => self.done_second_factor_removed(),
            "session" => self.done_session(),
            "sessions" => self.done_sessions(),
            "taken_over" => self.done_taken_over(),
            "intake_discarded" => self.done_intake_discarded(),
            "chain_saved" => self.done_chain_saved(),
            "chain_removed" => self.done_chain_removed(),
            "invited" => self.done_invited(),
            "invitation_resent" => self.done_invitation_resent(),
            "invitation_revoked" => self.done_invitation_revoked(),
            "role_changed" => self.done_role_changed(),
            "factor_reset" => self.done_factor_reset(),
            "email_withdrawn" => self.done_email_withdrawn(),
            "member_disabled" => self.done_member_disabled(),
            "member_enabled" => self.done_member_enabled(),
            "member_removed" => self.done_member_removed(),
            "calendar_created" => self.calendar_done_created(),
            "calendar_changed" => self.calendar_done_changed(),
            "calendar_removed" => self.calendar_done_removed(),
            "feed_revoked" => self.deadline_feed_revoked(),
            "contract_created" => self.done_contract_created(),
            "contract_changed" => self.done_contract_changed(),
            "contract_removed" => self.done_contract_removed(),
            "contract_moved" => self.done_contract_moved(),
            "amendment_begun" => self.done_amendment_begun(),
            "draft_saved" => self.done_draft_saved(),
            "amendment_sealed" => self.done_amendment_sealed(),
            "amendment_discarded" => self.done_amendment_discarded(),
            "target_added" => self.done_target_added(),
            "target_saved" => self.done_target_saved(),
            "target_removed" => self.done_target_removed(),
            "claim_moved" => self.done_claim_moved(),
            "claim_adopted" => self.done_claim_adopted(),
            "claim_answered" => self.done_claim_answered(),
            "client_revoked" => self.done_client_revoked(),
            "factor_required" => self.done_factor_required(),
            "factor_optional" => self.done_factor_optional(),
            "provider_saved" => self.done_provider_saved(),
            "provider_removed" => self.done_provider_removed(),
            "supplier_created" => self.done_supplier_created(),
            "supplier_changed" => self.done_supplier_changed(),
            "supplier_removed" => self.done_supplier_removed(),
            "contact_saved" => self.done_contact_saved(),
            "contact_removed" => self.done_contact_removed(),
            "certificate_saved" => self.done_certificate_saved(),
            "certificate_removed" => self.done_certificate_removed(),
            "sub_supplier_saved" => self.done_sub_supplier_saved(),
            "sub_supplier_removed" => self.done_sub_supplier_removed(),
            "service_created" => self.done_service_created(),
            "service_changed" => self.done_service_changed(),
            "service_removed" => self.done_service_removed(),
            _ => return None,
        })
    }
}
