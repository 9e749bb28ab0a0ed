//! Who has access to a tenant, and how.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Language;
use crate::ids::{ApiClientId, InvitationId, MembershipId, SupplierId};
use crate::policy::Role;

/// Somebody with access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The membership.
    pub id: MembershipId,
    /// Full name.
    pub name: String,
    /// Sign-in address.
    pub email: String,
    /// Role in the tenant.
    pub role: Role,
    /// Supplier, for vendors.
    pub supplier_name: Option<String>,
    /// Whether the access is switched off here.
    pub disabled: bool,
    /// Whether a second factor is set up; only for those who manage access or audit it.
    pub second_factor: Option<bool>,
    /// Last use in this tenant, in its zone; only for the same.
    pub last_seen_at: Option<NaiveDateTime>,
    /// Whether it is the person who looks.
    pub own: bool,
    /// Whether the person who looks may change it.
    pub manageable: bool,
}

/// An invitation that has not been accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    /// The invitation.
    pub id: InvitationId,
    /// Invited address.
    pub email: String,
    /// Role in the tenant.
    pub role: Role,
    /// Supplier, for vendors.
    pub supplier_name: Option<String>,
    /// Who invited.
    pub invited_by: String,
    /// When, in the tenant's zone.
    pub created_at: NaiveDateTime,
    /// When the link stops working.
    pub expires_at: NaiveDateTime,
    /// Whether it has.
    pub expired: bool,
    /// When the mail was handed to the mail server.
    pub mailed_at: Option<NaiveDateTime>,
}

/// A supplier somebody can be invited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierChoice {
    /// The supplier.
    pub id: SupplierId,
    /// Its name.
    pub name: String,
}

/// The page of people with access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersView {
    /// By name.
    pub members: Vec<MemberRow>,
    /// Newest first.
    pub invitations: Vec<InvitationRow>,
    /// Roles the person who looks may grant; none means looking only.
    pub grantable: Vec<Role>,
    /// Suppliers vendors can be invited for.
    pub suppliers: Vec<SupplierChoice>,
    /// Whether second factors and last uses are shown.
    pub detailed: bool,
    /// Language new invitations start with.
    pub language: Language,
}

/// A machine that uses the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiClientRow {
    /// For changing it.
    pub id: ApiClientId,
    /// Public identifier the machine signs in with.
    pub client_id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// In the tenant's zone.
    pub created_at: NaiveDateTime,
    /// The last second it works.
    pub expires_at: Option<NaiveDateTime>,
    /// Last token issued, to five minutes.
    pub last_used_at: Option<NaiveDateTime>,
    /// Until when the secret before the last rotation is accepted too.
    pub previous_secret_until: Option<NaiveDateTime>,
    /// When it was switched off for good.
    pub revoked_at: Option<NaiveDateTime>,
    /// Whether its time has run out.
    pub expired: bool,
}

/// A secret, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSecret {
    /// The client.
    pub client_id: String,
    /// The secret; only its hash is kept.
    pub secret: String,
}

/// How people sign in to a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInRules {
    /// The tenant's short name in addresses.
    pub slug: String,
    /// Whether everybody needs a second factor.
    pub second_factor_required: bool,
    /// The tenant's identity provider.
    pub oidc: Option<OidcSettings>,
    /// The address the identity provider must allow as redirect.
    pub redirect_uri: String,
    /// Whether the person who looks may change it.
    pub manageable: bool,
}

/// A tenant's identity provider. The client secret is never shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcSettings {
    /// What the sign-in page calls it.
    pub label: String,
    /// Issuer URL, under which the discovery document lies.
    pub issuer: String,
    /// This product's client id there.
    pub client_id: String,
    /// Claim that carries groups or roles, such as `groups`.
    pub role_claim: String,
    /// Claim value and the role it stands for, the first match counts.
    pub role_map: Vec<(String, Role)>,
    /// Whether people unknown so far get access at their first sign-in, if a role fits.
    pub just_in_time: bool,
    /// Whether the sign-in is offered.
    pub enabled: bool,
}

/// How safe a tenant's access is, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityView {
    /// People with access.
    pub members: u32,
    /// Of them without second factor.
    pub without_second_factor: u32,
    /// Whether it is required.
    pub second_factor_required: bool,
    /// Vendor people among the members.
    pub vendors: u32,
    /// People not seen for 90 days or never.
    pub dormant: u32,
    /// Administrators.
    pub administrators: u32,
    /// Invitations that are open.
    pub invitations: u32,
    /// Of them those that wait for more than three days.
    pub waiting_invitations: u32,
    /// Signed-in browsers.
    pub sessions: u32,
    /// API clients in use.
    pub api_clients: u32,
    /// Of them without an end.
    pub api_clients_without_end: u32,
    /// Whether an identity provider is offered.
    pub oidc: bool,
    /// Entries in the audit log.
    pub audit_entries: i64,
    /// The first entry that is missing or was changed, if any.
    pub audit_broken_at: Option<i64>,
}
