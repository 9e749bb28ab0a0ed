//! What each route asks of whoever calls it. The decision itself is made where the work is done; this list says what
//! it must be, and the acceptance tests compare it with the answers every role really gets.

use std::fmt;

use domain::policy::Action;

/// What a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: anybody may call it.
    Public,
    /// A session, in whatever role.
    Session,
    /// A role, or a token, that allows this.
    To(Action),
}

impl fmt::Display for Need {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Public => "public",
            Self::Session => "session",
            Self::To(action) => action.code(),
        })
    }
}

const NEEDS: &[(Need, &[&str])] = &[
    (
        Need::Public,
        &[
            "GET /login",
            "GET /login/oidc",
            "GET /login/oidc/{slug}",
            "GET /login/oidc/{slug}/callback",
            "GET /login/second-factor",
            "GET /confirm-email",
            "GET /deadlines.ics",
            "GET /forgot",
            "GET /invitation",
            "GET /reset",
            "POST /api/v1/auth/token",
            "POST /fn/emails/confirm",
            "POST /fn/invitations/accept",
            "POST /fn/invitations/offer",
            "POST /fn/passwords/check-link",
            "POST /fn/passwords/request-reset",
            "POST /fn/passwords/reset",
            "POST /fn/session/second-factor",
            "POST /fn/session/sign-in",
            "POST /fn/session/sign-out",
            "POST /preferences",
        ],
    ),
    (
        Need::Session,
        &[
            // What each role may do, the same for everybody.
            "GET /administration/roles",
            "POST /fn/session/switch",
            "POST /fn/session/viewer",
            "POST /fn/saved-views/save",
            "POST /fn/saved-views/remove",
        ],
    ),
    (Need::To(Action::TodayRead), &["GET /", "POST /fn/today"]),
    (
        Need::To(Action::SupplierRead),
        &[
            "GET /suppliers",
            "GET /suppliers.csv",
            "GET /suppliers.xlsx",
            "GET /suppliers/{id}",
            "GET /suppliers/{id}/edit",
            "POST /fn/suppliers/list",
            "POST /fn/suppliers/one",
            "GET /api/v1/suppliers",
            "GET /api/v1/suppliers/{id}",
            "GET /api/v1/suppliers/{id}/contacts",
            "GET /api/v1/suppliers/{id}/contacts/{contact_id}",
            "GET /api/v1/suppliers/{id}/certificates",
            "GET /api/v1/suppliers/{id}/certificates/{certificate_id}",
            "GET /api/v1/suppliers/{id}/sub-suppliers",
            "GET /api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}",
        ],
    ),
    (
        Need::To(Action::SupplierWrite),
        &[
            "GET /suppliers/new",
            "GET /suppliers/import",
            "GET /suppliers/import.xlsx",
            "POST /suppliers/import/upload",
            "POST /fn/intakes/supplier-columns",
            "POST /fn/suppliers/blank",
            "POST /fn/suppliers/create",
            "POST /fn/suppliers/change",
            "POST /fn/suppliers/end",
            "POST /fn/suppliers/remove",
            "POST /fn/contacts/save",
            "POST /fn/contacts/remove",
            "POST /fn/certificates/save",
            "POST /fn/certificates/remove",
            "POST /fn/sub-suppliers/save",
            "POST /fn/sub-suppliers/remove",
            "POST /api/v1/suppliers",
            "PUT /api/v1/suppliers/{id}",
            "DELETE /api/v1/suppliers/{id}",
            "POST /api/v1/suppliers/{id}/contacts",
            "PUT /api/v1/suppliers/{id}/contacts/{contact_id}",
            "DELETE /api/v1/suppliers/{id}/contacts/{contact_id}",
            "POST /api/v1/suppliers/{id}/certificates",
            "PUT /api/v1/suppliers/{id}/certificates/{certificate_id}",
            "DELETE /api/v1/suppliers/{id}/certificates/{certificate_id}",
            "POST /api/v1/suppliers/{id}/sub-suppliers",
            "PUT /api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}",
            "DELETE /api/v1/suppliers/{id}/sub-suppliers/{sub_supplier_id}",
        ],
    ),
    (
        Need::To(Action::ServiceRead),
        &[
            "GET /services",
            "GET /services.csv",
            "GET /services.xlsx",
            "GET /services/{id}",
            "GET /services/{id}/edit",
            "POST /fn/services/list",
            "POST /fn/services/one",
            "GET /api/v1/services",
            "GET /api/v1/services/{id}",
            "GET /api/v1/services/{id}/raci",
        ],
    ),
    (
        Need::To(Action::ServiceWrite),
        &[
            "GET /services/new",
            "POST /fn/service-choices/list",
            "POST /fn/services/create",
            "POST /fn/services/change",
            "POST /fn/services/end",
            "POST /fn/services/remove",
            "POST /fn/services/put-priorities",
            "POST /fn/services/put-raci",
            "POST /api/v1/services",
            "PUT /api/v1/services/{id}",
            "DELETE /api/v1/services/{id}",
            "PUT /api/v1/services/{id}/raci",
        ],
    ),
    (
        Need::To(Action::ContractRead),
        &[
            "GET /contracts",
            "GET /contracts.csv",
            "GET /contracts.xlsx",
            "GET /search",
            "POST /fn/search/list",
            "GET /api/v1/search",
            "GET /contracts/{id}",
            "POST /fn/contracts/list",
            "POST /fn/contracts/one",
            "GET /api/v1/contracts",
            "GET /api/v1/contracts/{id}",
            "GET /api/v1/contracts/{id}/targets",
        ],
    ),
    (
        Need::To(Action::CalendarRead),
        &[
            "GET /calendars",
            "GET /calendars/{id}",
            "POST /fn/calendars/list",
            "POST /fn/calendars/one",
            "POST /fn/calendars/preview",
            "GET /api/v1/calendars",
            "GET /api/v1/calendars/{id}",
            "GET /api/v1/calendars/{id}/preview",
        ],
    ),
    (
        Need::To(Action::CalendarWrite),
        &[
            "GET /calendars/new",
            "GET /calendars/{id}/edit",
            "POST /fn/calendars/draft",
            "POST /fn/calendars/create",
            "POST /fn/calendars/change",
            "POST /fn/calendars/remove",
            "POST /api/v1/calendars",
            "PUT /api/v1/calendars/{id}",
            "DELETE /api/v1/calendars/{id}",
        ],
    ),
    (
        Need::To(Action::DocumentRead),
        &[
            "POST /fn/documents/of-contract",
            "POST /fn/documents/of-supplier",
            "GET /documents/{id}/content",
            "GET /api/v1/contracts/{id}/documents",
            "GET /api/v1/suppliers/{id}/documents",
            "GET /api/v1/documents/{id}",
            "GET /api/v1/documents/{id}/content",
        ],
    ),
    (
        Need::To(Action::DocumentWrite),
        &[
            "POST /contracts/{id}/documents",
            "POST /suppliers/{id}/documents",
            "POST /api/v1/contracts/{id}/documents",
            "POST /api/v1/suppliers/{id}/documents",
        ],
    ),
    (
        Need::To(Action::DocumentRemove),
        &["POST /fn/documents/remove", "DELETE /api/v1/documents/{id}"],
    ),
    (
        Need::To(Action::PerformanceRead),
        &[
            "GET /targets/{id}",
            "GET /targets/{id}/periods/{period}/ledger.csv",
            "POST /fn/targets/one",
            "GET /api/v1/targets/{id}/periods",
            "GET /api/v1/targets/{id}/periods/{period}",
            "GET /api/v1/targets/{id}/periods/{period}/ledger",
            "GET /api/v1/targets/{id}/periods/{period}/sign-off",
            "GET /api/v1/exclusions",
            "GET /api/v1/exclusions/{id}",
        ],
    ),
    (
        Need::To(Action::FactRead),
        &[
            "GET /outages",
            "POST /fn/outages/list",
            "GET /api/v1/facts/outages",
            "GET /api/v1/facts/samples",
            "GET /api/v1/facts/tickets",
            "GET /api/v1/facts/maintenance",
            "GET /api/v1/facts/values",
        ],
    ),
    (
        Need::To(Action::FactWrite),
        &[
            "POST /fn/outages/report",
            "POST /api/v1/facts/outages",
            "POST /api/v1/facts/samples",
            "POST /api/v1/facts/tickets",
            "POST /api/v1/facts/maintenance",
        ],
    ),
    (Need::To(Action::ValueReport), &["POST /api/v1/facts/values"]),
    (
        Need::To(Action::ExclusionWrite),
        &["POST /api/v1/exclusions", "POST /api/v1/exclusions/{id}/answer"],
    ),
    (
        Need::To(Action::PeriodManage),
        &["POST /api/v1/targets/{id}/periods/{period}/sign-off"],
    ),
    (
        Need::To(Action::ImportRead),
        &[
            "GET /imports",
            "GET /imports/{id}",
            "POST /fn/imports/list",
            "POST /fn/imports/one",
            "GET /api/v1/imports",
            "GET /api/v1/imports/{id}",
        ],
    ),
    (
        Need::To(Action::ImportRun),
        &[
            "POST /imports/upload",
            "POST /fn/imports/confirm",
            "POST /fn/imports/cancel",
            "POST /api/v1/imports",
            "POST /api/v1/imports/{id}/confirm",
        ],
    ),
    (
        Need::To(Action::EscalationRead),
        &[
            "GET /escalations",
            "GET /escalations/{id}",
            "POST /fn/escalations/list",
            "POST /fn/escalations/one",
            "GET /api/v1/escalations",
            "GET /api/v1/escalations/{id}",
        ],
    ),
    (
        Need::To(Action::AccountUpdate),
        &[
            "GET /account",
            "GET /account/second-factor",
            "POST /fn/account/one",
            "POST /fn/account/update",
            "POST /fn/account/change-email",
            "POST /fn/account/change-password",
            "POST /fn/account/withdraw-email",
            "POST /fn/second-factor/setup",
            "POST /fn/second-factor/confirm",
            "POST /fn/second-factor/renew-codes",
            "POST /fn/second-factor/remove",
            "POST /fn/sessions/revoke",
            "POST /fn/sessions/revoke-others",
        ],
    ),
    (
        Need::To(Action::MemberRead),
        &[
            "GET /administration/members",
            "POST /fn/members/list",
            "GET /api/v1/users",
        ],
    ),
    (
        Need::To(Action::MemberManage),
        &[
            "POST /fn/members/change-role",
            "POST /fn/members/disable",
            "POST /fn/members/reset-second-factor",
            "POST /fn/members/remove",
            "POST /fn/invitations/send",
            "POST /fn/invitations/resend",
            "POST /fn/invitations/revoke",
            "POST /api/v1/users",
            "PATCH /api/v1/users/{id}",
            "DELETE /api/v1/users/{id}",
        ],
    ),
    (
        Need::To(Action::ContractWrite),
        &[
            "GET /templates",
            "GET /templates/{code}",
            "POST /fn/templates/list",
            "POST /fn/templates/one",
            "POST /fn/templates/use",
            "GET /api/v1/templates",
            "GET /api/v1/templates/{code}",
            "POST /api/v1/templates/{code}/contracts",
            "POST /api/v1/contracts",
            "PUT /api/v1/contracts/{id}",
            "DELETE /api/v1/contracts/{id}",
            "POST /api/v1/contracts/{id}/status",
            "GET /api/v1/contracts/{id}/draft",
            "POST /api/v1/contracts/{id}/draft",
            "PUT /api/v1/contracts/{id}/draft",
            "DELETE /api/v1/contracts/{id}/draft",
            "POST /api/v1/contracts/{id}/draft/seal",
            "POST /api/v1/contracts/{id}/targets",
            "PUT /api/v1/contracts/{id}/targets/{target_id}",
            "DELETE /api/v1/contracts/{id}/targets/{target_id}",
            "GET /contracts/new",
            "GET /contracts/import",
            "GET /contracts/import.xlsx",
            "POST /contracts/import/upload",
            "POST /fn/intakes/contract-columns",
            // Of contracts those who may write contracts, of suppliers those who may write suppliers: the same people.
            "GET /intakes/{id}",
            "POST /fn/intakes/one",
            "POST /fn/intakes/confirm",
            "POST /fn/intakes/discard",
            "GET /contracts/{id}/edit",
            "GET /contracts/{id}/draft",
            "GET /contracts/{id}/draft/targets/new",
            "GET /contracts/{id}/draft/targets/{target}",
            "POST /fn/contracts/form",
            "POST /fn/contracts/create",
            "POST /fn/contracts/change",
            "POST /fn/contracts/remove",
            "POST /fn/contracts/move",
            "POST /fn/contracts/draft",
            "POST /fn/contracts/amend",
            "POST /fn/contracts/save-draft",
            "POST /fn/contracts/seal",
            "POST /fn/contracts/discard",
            "POST /fn/contracts/target-form",
            "POST /fn/contracts/add-target",
            "POST /fn/contracts/save-target",
            "POST /fn/contracts/remove-target",
            "POST /api/v1/contracts/{id}/versions",
        ],
    ),
    (
        Need::To(Action::ChainRead),
        &[
            "GET /chains",
            "GET /contracts/{id}/chain",
            "POST /fn/chains/list",
            "POST /fn/chains/one",
            "POST /fn/chains/verdict",
            "GET /api/v1/chains",
            "GET /api/v1/contracts/{id}/chain",
        ],
    ),
    (
        Need::To(Action::ChainWrite),
        &[
            "POST /fn/chains/save",
            "POST /fn/chains/remove",
            "PUT /api/v1/contracts/{id}/chain",
            "DELETE /api/v1/contracts/{id}/chain",
        ],
    ),
    (
        Need::To(Action::TermRead),
        &[
            "GET /api/v1/contracts/{id}/term",
            "GET /api/v1/contracts/{id}/versions",
            "GET /api/v1/deadlines",
            "GET /deadlines",
            "GET /deadlines.csv",
            "GET /deadlines.xlsx",
            "POST /fn/deadlines/list",
            "POST /fn/deadlines/renew-feed",
            "POST /fn/deadlines/revoke-feed",
        ],
    ),
    (
        Need::To(Action::AccessRead),
        &[
            "GET /administration",
            "GET /administration/api-clients",
            "GET /administration/sign-in",
            "POST /fn/security/one",
            "POST /fn/api-clients/list",
            "POST /fn/sign-in/one",
        ],
    ),
    (
        Need::To(Action::AccessManage),
        &[
            "POST /fn/api-clients/create",
            "POST /fn/api-clients/rotate",
            "POST /fn/api-clients/revoke",
            "POST /fn/sign-in/require-second-factor",
            "POST /fn/sign-in/save-provider",
            "POST /fn/sign-in/remove-provider",
        ],
    ),
    (
        Need::To(Action::AuditRead),
        &[
            "GET /administration/audit",
            "POST /fn/audit/list",
            "GET /administration/audit.csv",
            "GET /administration/audit.ndjson",
            "GET /api/v1/audit",
        ],
    ),
    (
        Need::To(Action::ClaimRead),
        &[
            "GET /claims",
            "GET /claims/{id}",
            "POST /fn/claims/list",
            "POST /fn/claims/one",
            "GET /api/v1/breaches",
            "GET /api/v1/breaches/{id}",
            "GET /api/v1/claims",
            "GET /api/v1/claims/{id}",
        ],
    ),
    (
        Need::To(Action::ClaimWrite),
        &[
            "POST /fn/claims/move",
            "POST /fn/claims/adopt",
            "POST /api/v1/claims/{id}/status",
            "POST /api/v1/claims/{id}/amount",
        ],
    ),
    (Need::To(Action::ClaimAnswer), &["POST /fn/claims/answer"]),
    (
        Need::To(Action::EscalationAcknowledge),
        &[
            "POST /fn/escalations/acknowledge",
            "POST /api/v1/escalations/{id}/acknowledge",
        ],
    ),
];

/// What a route asks for; `None` when nobody has said it.
pub fn need(route: &str) -> Option<Need> {
    NEEDS
        .iter()
        .find(|(_, routes)| routes.contains(&route))
        .map(|(need, _)| *need)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::routes;

    #[test]
    fn every_route_says_what_it_asks_for() {
        let silent: Vec<_> = routes()
            .into_iter()
            .filter(|route| need(route).is_none())
            .collect();
        assert!(silent.is_empty(), "name the action of {silent:#?}");
    }

    #[test]
    fn the_list_names_no_route_twice_and_none_that_is_gone() {
        let real = routes();
        let mut named: Vec<_> = NEEDS
            .iter()
            .flat_map(|(_, routes)| routes.iter().copied())
            .collect();
        let gone: Vec<_> = named
            .iter()
            .filter(|name| !real.iter().any(|route| route == *name))
            .collect();
        assert!(gone.is_empty(), "{gone:#?}");
        named.sort_unstable();
        assert!(named.windows(2).all(|pair| pair[0] != pair[1]), "{named:#?}");
    }
}
