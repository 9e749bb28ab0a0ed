//! Who may do what: one exhaustive function of role and action.
//!
//! The same function refuses on the server and hides buttons in the browser. Which *objects* a person sees is
//! not decided here: the tenant and, for vendors, the supplier are bound to the database transaction.

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stored and transmitted code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

pub(crate) use coded;

coded! {
    /// What a person is in a tenant.
    Role {
        /// Users, roles, calendars, API clients.
        TenantAdmin = "tenant_admin",
        /// Suppliers, contracts, measurements, breaches.
        ServiceManager = "service_manager",
        /// Records of processing and evidence.
        ComplianceOfficer = "compliance_officer",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// A business stakeholder.
        Viewer = "viewer",
        /// A supplier's manager: own supplier only.
        VendorManager = "vendor_manager",
        /// A supplier's employee: own supplier only.
        VendorUser = "vendor_user",
        /// A machine with an API token; its scopes narrow it further.
        ApiClient = "api_client",
        /// The product itself: evaluation, mail, demo data.
        System = "system",
    }
}

coded! {
    /// Everything that can be asked of the product.
    Action {
        /// See today's decisions and the radar.
        TodayRead = "today_read",
        /// See suppliers and their contacts.
        SupplierRead = "supplier_read",
        /// Write suppliers with contacts, certificates and sub-suppliers.
        SupplierWrite = "supplier_write",
        /// See the service catalogue: owners, components, priorities, responsibilities.
        ServiceRead = "service_read",
        /// Write the service catalogue.
        ServiceWrite = "service_write",
        /// See contracts, targets and terms.
        ContractRead = "contract_read",
        /// Write contracts and their amendments.
        ContractWrite = "contract_write",
        /// See what SLAs rest on and whether that carries them. No supplier sees what others promise.
        ChainRead = "chain_read",
        /// Write what an SLA rests on.
        ChainWrite = "chain_write",
        /// See when a contract can end and when that must be decided. Our lead time is nothing for the other party.
        TermRead = "term_read",
        /// See service hours and what they mean.
        CalendarRead = "calendar_read",
        /// Write service hours.
        CalendarWrite = "calendar_write",
        /// See and fetch documents; suppliers those of their contracts that are marked for them.
        DocumentRead = "document_read",
        /// Add documents.
        DocumentWrite = "document_write",
        /// Remove documents.
        DocumentRemove = "document_remove",
        /// See period results and ledgers.
        PerformanceRead = "performance_read",
        /// See outages and tickets as recorded.
        FactRead = "fact_read",
        /// Record outages, tickets and other facts.
        FactWrite = "fact_write",
        /// Report what was reached in a period; suppliers for their own targets.
        ValueReport = "value_report",
        /// Ask that time does not count, and answer what the other side asks.
        ExclusionWrite = "exclusion_write",
        /// Propose the result of a period to the supplier, and close it.
        PeriodManage = "period_manage",
        /// Agree with a proposed result, or dispute it, for the supplier.
        PeriodSign = "period_sign",
        /// See uploads and their errors.
        ImportRead = "import_read",
        /// Upload, confirm and cancel imports.
        ImportRun = "import_run",
        /// See escalations.
        EscalationRead = "escalation_read",
        /// Acknowledge an escalation.
        EscalationAcknowledge = "escalation_acknowledge",
        /// See breaches and claims; suppliers what was claimed of them.
        ClaimRead = "claim_read",
        /// Take claims further, and take over corrected amounts.
        ClaimWrite = "claim_write",
        /// Agree or disagree with a claim, as the one it is made to.
        ClaimAnswer = "claim_answer",
        /// Sign in.
        SignIn = "sign_in",
        /// Join a tenant: by an invitation, or through its identity provider.
        Join = "join",
        /// Change the own name, language, password, second factor and sessions.
        AccountUpdate = "account_update",
        /// See who has access in which role; vendors see their colleagues.
        MemberRead = "member_read",
        /// Invite, change, disable and remove people; vendor managers their colleagues.
        MemberManage = "member_manage",
        /// See API clients and how people sign in.
        AccessRead = "access_read",
        /// Change API clients and how people sign in.
        AccessManage = "access_manage",
        /// See and export the audit log.
        AuditRead = "audit_read",
        /// Evaluate targets, open breaches, send mail, load demo data.
        Operate = "operate",
    }
}

/// Whether a role may perform an action at all.
pub const fn allows(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::System => true,
        // Only the other side signs, and answers a claim.
        Role::TenantAdmin => !matches!(action, A::Operate | A::PeriodSign | A::ClaimAnswer),
        Role::ServiceManager => !matches!(
            action,
            A::Operate
                | A::PeriodSign
                | A::ClaimAnswer
                | A::MemberManage
                | A::AccessRead
                | A::AccessManage
                | A::AuditRead
        ),
        Role::Auditor => {
            reads(action)
                || matches!(
                    action,
                    A::SignIn | A::Join | A::AccountUpdate | A::AccessRead | A::AuditRead
                )
        }
        Role::ComplianceOfficer => {
            reads(action)
                || matches!(
                    action,
                    A::SignIn
                        | A::Join
                        | A::AccountUpdate
                        | A::AuditRead
                        | A::DocumentWrite
                        | A::DocumentRemove
                )
        }
        Role::Viewer => matches!(
            action,
            A::TodayRead
                | A::ContractRead
                | A::CalendarRead
                | A::PerformanceRead
                | A::ChainRead
                | A::ServiceRead
                | A::SignIn
                | A::Join
                | A::AccountUpdate
        ),
        Role::VendorManager => of_vendor(action) || matches!(action, A::MemberManage | A::PeriodSign),
        Role::VendorUser => of_vendor(action),
        Role::ApiClient => matches!(
            action,
            A::SupplierRead
                | A::SupplierWrite
                | A::ServiceRead
                | A::ServiceWrite
                | A::ContractRead
                | A::ContractWrite
                | A::CalendarRead
                | A::CalendarWrite
                | A::ChainRead
                | A::ChainWrite
                | A::DocumentRead
                | A::DocumentWrite
                | A::DocumentRemove
                | A::TermRead
                | A::PerformanceRead
                | A::FactRead
                | A::FactWrite
                | A::ValueReport
                | A::ExclusionWrite
                | A::PeriodManage
                | A::ImportRead
                | A::ImportRun
                | A::EscalationRead
                | A::EscalationAcknowledge
                | A::ClaimRead
                | A::ClaimWrite
                | A::MemberRead
                | A::MemberManage
                | A::AuditRead
        ),
    }
}

/// What those who look after a tenant see of its daily work.
const fn reads(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::TodayRead
            | A::SupplierRead
            | A::ServiceRead
            | A::ContractRead
            | A::CalendarRead
            | A::ChainRead
            | A::DocumentRead
            | A::TermRead
            | A::PerformanceRead
            | A::FactRead
            | A::ImportRead
            | A::EscalationRead
            | A::ClaimRead
            | A::MemberRead
    )
}

/// What everybody at a supplier may do there.
const fn of_vendor(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::TodayRead
            | A::SupplierRead
            | A::ContractRead
            | A::CalendarRead
            | A::DocumentRead
            | A::DocumentWrite
            | A::PerformanceRead
            | A::FactRead
            | A::ValueReport
            | A::ExclusionWrite
            | A::EscalationRead
            | A::EscalationAcknowledge
            | A::ClaimRead
            | A::ClaimAnswer
            | A::MemberRead
            | A::SignIn
            | A::Join
            | A::AccountUpdate
    )
}

/// Whether somebody who manages people may give them a role. Nobody raises anybody above themselves: machines
/// appoint no administrators, vendor managers only colleagues at their own supplier.
pub const fn may_grant(granter: Role, role: Role) -> bool {
    if !role.is_person() || !allows(granter, Action::MemberManage) {
        return false;
    }
    match granter {
        Role::VendorManager => role.is_vendor(),
        Role::ApiClient => !matches!(role, Role::TenantAdmin),
        _ => true,
    }
}

impl Role {
    /// Roles that people hold.
    pub const fn is_person(self) -> bool {
        !matches!(self, Self::ApiClient | Self::System)
    }

    /// Vendor roles see one supplier only.
    pub const fn is_vendor(self) -> bool {
        matches!(self, Self::VendorManager | Self::VendorUser)
    }
}

/// The OAuth scope that covers an action: reading or writing of one family of objects.
pub const fn scope(action: Action) -> &'static str {
    match action {
        Action::SupplierRead => "suppliers:read",
        Action::SupplierWrite => "suppliers:write",
        Action::ServiceRead => "services:read",
        Action::ServiceWrite => "services:write",
        Action::TodayRead | Action::ContractRead | Action::TermRead => "contracts:read",
        Action::ContractWrite => "contracts:write",
        Action::CalendarRead => "calendars:read",
        Action::CalendarWrite => "calendars:write",
        Action::ChainRead => "chains:read",
        Action::ChainWrite => "chains:write",
        Action::DocumentRead => "documents:read",
        Action::DocumentWrite | Action::DocumentRemove => "documents:write",
        Action::PerformanceRead => "performance:read",
        Action::FactRead => "facts:read",
        Action::FactWrite | Action::ValueReport | Action::ExclusionWrite => "facts:write",
        Action::PeriodManage | Action::PeriodSign => "performance:write",
        Action::ImportRead => "imports:read",
        Action::ImportRun => "imports:write",
        Action::EscalationRead => "escalations:read",
        Action::EscalationAcknowledge => "escalations:write",
        Action::ClaimRead => "claims:read",
        Action::ClaimWrite | Action::ClaimAnswer => "claims:write",
        Action::SignIn | Action::Join | Action::AccountUpdate => "account",
        Action::MemberRead => "members:read",
        Action::MemberManage => "members:write",
        Action::AccessRead => "access:read",
        Action::AccessManage => "access:write",
        Action::AuditRead => "audit:read",
        Action::Operate => "operate",
    }
}

/// Every scope an API client can be given, in alphabetical order.
pub fn api_scopes() -> Vec<&'static str> {
    let mut scopes: Vec<_> = Action::ALL
        .iter()
        .filter(|action| allows(Role::ApiClient, **action))
        .map(|action| scope(*action))
        .collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The permission matrix as Markdown, one row per action.
pub fn matrix() -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let roles = Role::ALL.iter().map(|role| role.code());
    let mut out = line(["action"].into_iter().chain(roles).collect());
    out.push_str(&line(vec!["---"; Role::ALL.len() + 1]));
    for action in Action::ALL {
        let allowed = Role::ALL
            .iter()
            .map(|role| if allows(*role, *action) { "yes" } else { "–" });
        out.push_str(&line([action.code()].into_iter().chain(allowed).collect()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_only_look_change_nothing() {
        for role in [Role::Auditor, Role::Viewer] {
            for action in [
                Action::FactWrite,
                Action::ValueReport,
                Action::ExclusionWrite,
                Action::PeriodManage,
                Action::PeriodSign,
                Action::ContractWrite,
                Action::CalendarWrite,
                Action::ChainWrite,
                Action::DocumentWrite,
                Action::DocumentRemove,
                Action::SupplierWrite,
                Action::ServiceWrite,
                Action::ImportRun,
                Action::EscalationAcknowledge,
                Action::ClaimWrite,
                Action::ClaimAnswer,
                Action::MemberManage,
                Action::AccessManage,
                Action::Operate,
            ] {
                assert!(!allows(role, action), "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn nobody_but_the_product_operates() {
        for role in Role::ALL {
            assert_eq!(allows(*role, Action::Operate), *role == Role::System);
        }
    }

    #[test]
    fn only_administrators_manage_access() {
        for role in Role::ALL {
            let expected = matches!(role, Role::TenantAdmin | Role::System);
            assert_eq!(allows(*role, Action::AccessManage), expected, "{role:?}");
        }
    }

    #[test]
    fn nobody_grants_more_than_they_hold() {
        for role in Role::ALL {
            assert_eq!(may_grant(Role::TenantAdmin, *role), role.is_person(), "{role:?}");
            assert_eq!(
                may_grant(Role::VendorManager, *role),
                role.is_vendor(),
                "{role:?}"
            );
            assert!(!may_grant(Role::ServiceManager, *role), "{role:?}");
        }
        assert!(!may_grant(Role::ApiClient, Role::TenantAdmin));
        assert!(may_grant(Role::ApiClient, Role::Viewer));
    }

    #[test]
    fn machines_cannot_be_given_what_only_people_do() {
        let scopes = api_scopes();
        assert!(scopes.contains(&"facts:write"));
        for refused in ["account", "access:read", "access:write", "operate"] {
            assert!(!scopes.contains(&refused), "{refused}");
        }
    }

    #[test]
    fn codes_round_trip() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(*role));
        }
        assert_eq!(Role::parse("root"), None);
    }

    #[test]
    fn the_committed_matrix_is_current() {
        let committed = include_str!("../permission-matrix.md");
        assert_eq!(
            committed,
            format!(
                "# Permission matrix\n\nGenerated from `domain::policy`.\n\n{}",
                matrix()
            )
        );
    }
}
