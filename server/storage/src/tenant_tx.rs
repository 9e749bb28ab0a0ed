//! The one gate to a tenant's data.

use domain::policy::Action;
use domain::time::Instant;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;

use crate::digest::AuditKey;
use crate::system::SystemTx;
use crate::{Actor, Database, Error, Note, Result, audit};

/// A transaction bound to one tenant, one actor and one action. Dropping it rolls back.
#[derive(Debug)]
pub struct TenantTx {
    pub(crate) inner: DatabaseTransaction,
    actor: Actor,
    action: Action,
    now: Instant,
    audit_key: Option<AuditKey>,
}

impl Database {
    /// Opens a transaction for a change.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the actor's role or scopes do not allow the action.
    pub async fn open(&self, actor: &Actor, action: Action, now: Instant) -> Result<TenantTx> {
        let begin = async || Ok((self.begin_write().await?, self.audit_key()));
        TenantTx::new(actor, action, now, begin).await
    }

    /// Opens a transaction that only reads.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the actor's role or scopes do not allow the action.
    pub async fn read(&self, actor: &Actor, action: Action, now: Instant) -> Result<TenantTx> {
        let begin = async || Ok((self.begin_read().await?, self.audit_key()));
        TenantTx::new(actor, action, now, begin).await
    }
}

impl SystemTx {
    /// Goes on inside a tenant, in the same transaction: what was done so far is saved, with its audit entry, by
    /// [`TenantTx::save`].
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the actor's role or scopes do not allow the action.
    pub async fn enter(self, actor: &Actor, action: Action, now: Instant) -> Result<TenantTx> {
        let (inner, audit_key) = self.into_parts();
        // What opened rows before the tenant was known must not open them inside it.
        for setting in ["app.person_id", "app.client_id"] {
            bind(&inner, setting, "").await?;
        }
        TenantTx::new(actor, action, now, async || Ok((inner, audit_key))).await
    }
}

impl TenantTx {
    async fn new(
        actor: &Actor,
        action: Action,
        now: Instant,
        begin: impl AsyncFnOnce() -> Result<(DatabaseTransaction, Option<AuditKey>)>,
    ) -> Result<Self> {
        if !actor.may(action) {
            return Err(Error::Forbidden);
        }
        let (inner, audit_key) = begin().await?;
        bind(&inner, "app.tenant_id", &actor.tenant_id.to_string()).await?;
        if let Some(supplier) = actor.supplier_id {
            bind(&inner, "app.supplier_id", &supplier.to_string()).await?;
        }
        Ok(Self {
            inner,
            actor: actor.clone(),
            action,
            now,
            audit_key,
        })
    }

    /// The tenant everything here is bound to.
    pub(crate) fn tenant_id(&self) -> Uuid {
        self.actor.tenant_id
    }

    /// The only supplier visible here, for vendors.
    pub(crate) fn supplier_lens(&self) -> Option<Uuid> {
        self.actor.supplier_id
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The moment of this transaction.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// What seals this tenant's audit log.
    pub(crate) fn audit_key(&self) -> Result<&AuditKey> {
        let missing = || Error::Setup("the audit log has no key".to_owned());
        self.audit_key.as_ref().ok_or_else(missing)
    }

    /// Writes the audit entry and commits.
    ///
    /// # Errors
    /// The database refused; nothing was changed.
    pub async fn save(self, note: Note) -> Result<()> {
        audit::append(&self, self.action, note).await?;
        self.inner.commit().await?;
        Ok(())
    }

    /// Commits data that can be computed again at any time, such as results; no audit entry is written.
    ///
    /// # Errors
    /// The database refused; nothing was changed.
    pub async fn save_derived(self) -> Result<()> {
        self.inner.commit().await?;
        Ok(())
    }
}

/// Tells PostgreSQL's row-level security who is asking, until the transaction ends.
pub async fn bind(tx: &DatabaseTransaction, setting: &str, value: &str) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = "select set_config($1, $2, true)";
        tx.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            sql,
            [setting.into(), value.into()],
        ))
        .await?;
    }
    Ok(())
}
