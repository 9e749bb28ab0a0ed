//! Work that is not bound to one tenant. The list is closed, one file each:
//!
//! 1. `sign_in`: a person, their memberships, sessions and failed attempts;
//! 2. `accounts`: what a person changes about themselves, and their erasure;
//! 3. `clients`: finding the tenant of a client id, and the keys that sign tokens;
//! 4. `jobs`: claiming and finishing jobs, which carry ids and no tenant content;
//! 5. `operate`: creating and listing tenants and people.

pub(crate) mod accounts;
mod clients;
mod jobs;
mod operate;
mod sign_in;

use sea_orm::DatabaseTransaction;

use crate::digest::AuditKey;
use crate::{Database, Error, Result};

pub use sign_in::NamedMembership;

/// A transaction across tenants. Dropping it rolls back.
#[derive(Debug)]
pub struct SystemTx {
    inner: DatabaseTransaction,
    audit_key: Option<AuditKey>,
}

impl Database {
    /// Opens a transaction across tenants, for the purposes listed in [`crate::system`].
    pub async fn system(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            inner: self.begin_write().await?,
            audit_key: self.audit_key(),
        })
    }

    /// The same, without taking SQLite's write lock.
    pub async fn system_read(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            inner: self.begin_read().await?,
            audit_key: self.audit_key(),
        })
    }
}

impl SystemTx {
    pub(crate) fn into_parts(self) -> (DatabaseTransaction, Option<AuditKey>) {
        (self.inner, self.audit_key)
    }

    fn audit_key(&self) -> Result<&AuditKey> {
        let missing = || Error::Setup("the audit log has no key".to_owned());
        self.audit_key.as_ref().ok_or_else(missing)
    }

    /// Commits.
    pub async fn save(self) -> Result<()> {
        self.inner.commit().await?;
        Ok(())
    }
}
