//! The only crate that talks to the database.
//!
//! A transaction is the repository. [`Database::open`] checks the permission, sets the tenant and remembers who
//! does what; [`TenantTx::save`] writes the audit entry and commits; dropping rolls back. A row that does not
//! exist is `None`, and so is a row of another tenant or another supplier. Work across tenants is listed in
//! [`system`].

mod actor;
mod audit;
mod database;
mod digest;
mod entity;
mod error;
pub mod ids;
mod repository;
pub mod system;
mod tenant_tx;

pub use actor::{Actor, Subject};
pub use audit::{AuditQuery, Checkpoint, Note, Verdict as AuditVerdict};
pub use database::{Database, DatabaseOptions};
pub use digest::{AuditKey, hex};
pub use entity::{
    account_link::Model as AccountLink, api_client::Model as ApiClient, audit_entry::Model as AuditEntry,
    breach::Model as Breach, calendar::Model as Calendar, certificate::Model as Certificate,
    chain::Model as Chain, chain_finding::Model as ChainFinding, chain_proof::Model as ChainProof,
    charge::Model as Charge, claim::Model as Claim, claim_event::Model as ClaimEvent,
    claim_reminder::Model as ClaimReminder, contact::Model as Contact, contract::Model as Contract,
    contract_step::Model as ContractStep, contract_version::Model as ContractVersion,
    deadline_feed::Model as DeadlineFeed, deadline_reminder::Model as DeadlineReminder,
    document::Model as Document, escalation::Model as Escalation, exclusion::Model as Exclusion,
    import_error::Model as ImportError, import_mapping::Model as ImportMapping,
    import_run::Model as ImportRun, intake::Model as Intake, invitation::Model as Invitation,
    job::Model as Job, mail::Model as Mail, maintenance::Model as Maintenance,
    membership::Model as Membership, notice::Model as Notice, observation::Model as Observation,
    oidc_identity::Model as OidcIdentity, oidc_sign_in::Model as OidcSignIn, outage::Model as Outage,
    period_step::Model as PeriodStep, person::Model as Person, recovery_code::Model as RecoveryCode,
    reported_value::Model as ReportedValue, sample::Model as Sample, sample_series::Model as SampleSeries,
    saved_view::Model as SavedView, service::Model as Service, service_component::Model as ServiceComponent,
    service_duty::Model as ServiceDuty, session::Model as Session, sign_in_attempt::Model as SignInAttempt,
    signing_key::Model as SigningKey, sub_supplier::Model as SubSupplier, supplier::Model as Supplier,
    target_period::Model as TargetPeriod, tenant::Model as Tenant, tenant_oidc::Model as TenantOidc,
    ticket::Model as Ticket,
};
pub use error::Error;
pub use repository::{
    FactQuery, IngestCounts, MaintenanceBody, NewFact, NewJob, NewSample, OutageBody, SampleQuery, Target,
    TicketBody, ValueBody,
};
pub use tenant_tx::TenantTx;

/// Result of a storage operation.
pub type Result<T> = std::result::Result<T, Error>;
