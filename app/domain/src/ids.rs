//! Typed identifiers. Every one is a UUID; the types keep a contract's id out of a target's place.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

id! {
    /// A customer of the platform.
    TenantId;
    /// A natural person with one e-mail address, possibly a member of several tenants.
    PersonId;
    /// A person's role in one tenant, for vendors at one supplier.
    MembershipId;
    /// A party that delivers: an external supplier or an internal team.
    SupplierId;
    /// A person or desk at a supplier.
    ContactId;
    /// A supplier's certificate or attestation.
    CertificateId;
    /// What a supplier passes on to another.
    SubSupplierId;
    /// Something the business or another service rests on.
    ServiceId;
    /// An SLA, OLA or underpinning contract.
    ContractId;
    /// A state of a contract's terms, valid from a date.
    ContractVersionId;
    /// A promised level of one metric.
    TargetId;
    /// Named service hours.
    CalendarId;
    /// A file that belongs to a contract or a supplier.
    DocumentId;
    /// One upload and its processing.
    ImportId;
    /// Suppliers or contracts taken over from a table.
    IntakeId;
    /// A missed target in one period.
    BreachId;
    /// What a breach entitles us to.
    ClaimId;
    /// A matter that is put before people until somebody acknowledges it.
    EscalationId;
    /// One message to one recipient.
    MailId;
    /// Time that one side wants not to count.
    ExclusionId;
    /// A stored fact: an outage or a ticket.
    FactId;
    /// An invitation to join a tenant.
    InvitationId;
    /// A signed-in browser.
    SessionId;
    /// A machine that uses the API.
    ApiClientId;
    /// A list's filter and order that somebody kept.
    SavedViewId;
}
