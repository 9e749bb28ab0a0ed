//! Use cases, one file each. Pages and REST call the same functions.

mod access;
mod account;
mod audit;
mod calendars;
mod catalogue;
mod chains;
mod changes;
mod claims;
mod clock;
mod contracts;

mod deadlines;
mod documents;
mod drafting;
mod error;
mod escalations;
mod evaluate;
mod exclusions;
mod facts;
mod files;
mod imports;
mod intake;
mod jwt;
mod keys;
mod link;
mod mail;
mod oidc;
mod operate;
mod password;
mod portfolio;
mod saved_views;
mod schedule;
mod seal;
mod search;
pub mod seed;
mod session;
mod sign_off;
mod suppliers;
mod target_terms;
mod targets;
mod templates;
mod terms;
mod today;
mod token;
mod wording;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;

pub use access::MemberChange;
pub use audit::{AuditCheckpoint, AuditFile, AuditFormat};
pub use clock::Clock;
pub use connectors::batch::Format as BatchFormat;
pub use documents::{Bucket, DocumentContent, DocumentOptions, IncomingDocument};
pub use drafting::NewContract;
pub use error::Error;
pub use exclusions::{ExclusionAnswer, NewExclusion};
pub use facts::{FactFilter, FactPage, OnError, Recorded, Rejected, SamplePage};
pub use imports::{MappingChoice, Upload};
pub use mail::MailOptions;
pub use oidc::{OidcAnswer, OidcStart, oidc_cookie_name};
pub use session::{Agent, ClientAddress, NewSession, SessionInfo, SessionToken, Visit, cookie_name};
pub use sign_off::{PeriodLife, SignOffStep};
pub use storage::{Actor, Subject};
pub use targets::{LedgerRecord, TargetSummary};
pub use token::{AccessToken, Jwk, Jwks};

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// What the use cases need from outside.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where people reach the product, such as `https://sla.example.com`; in links and as the token issuer.
    pub public_url: String,
    /// Folder for uploads and, without a mail server, the outbox.
    pub files_dir: PathBuf,
    /// File with the key that seals secrets in the database.
    pub key_file: PathBuf,
    /// Where documents are kept.
    pub documents: DocumentOptions,
    /// How mail leaves.
    pub mail: MailOptions,
}

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    db: storage::Database,
    clock: Clock,
    options: Arc<Options>,
    mailer: mail::Mailer,
    hashing: password::Hashing,
    keys: keys::Keys,
    providers: oidc::Providers,
    seal: seal::Seal,
    documents: documents::DocumentStore,
}

impl Services {
    /// Puts the use cases together.
    ///
    /// # Errors
    /// The mail options or the key file cannot be used.
    pub fn new(db: storage::Database, clock: Clock, options: Options) -> Result<Self> {
        let mailer = mail::Mailer::new(&options)?;
        // A public address without TLS is a developer's; only then may a provider be without it.
        let providers = oidc::Providers::new(!options.public_url.starts_with("https:"))?;
        let seal = seal::Seal::from_file(&options.key_file)?;
        let documents = documents::DocumentStore::open(&options.documents)?;
        Ok(Self {
            documents,
            db: db.with_audit_key(seal.audit_key()),
            clock,
            options: Arc::new(options),
            mailer,
            hashing: password::Hashing::default(),
            keys: keys::Keys::default(),
            providers,
            seal,
        })
    }

    /// The database, for health checks.
    pub fn database(&self) -> &storage::Database {
        &self.db
    }
}
