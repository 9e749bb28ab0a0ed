//! Connecting, migrating and checking the database's posture.

use std::time::Duration;

use migrations::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaDatabase, DatabaseConnection, DatabaseTransaction,
    DbBackend, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::digest::AuditKey;
use crate::{Error, Result};

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct DatabaseOptions {
    /// `sqlite:///path/file.db` or `postgres://…`.
    pub url: String,
    /// Upper bound of open connections.
    pub max_connections: u32,
}

/// A handle on the database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    connection: DatabaseConnection,
    audit_key: Option<AuditKey>,
}

impl Database {
    /// Connects, creating the file for SQLite.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn connect(options: &DatabaseOptions) -> Result<Self> {
        let sqlite = options.url.starts_with("sqlite:");
        let url = if sqlite && !options.url.contains('?') {
            format!("{}?mode=rwc", options.url)
        } else {
            options.url.clone()
        };
        let mut connect = ConnectOptions::new(url);
        connect
            .max_connections(options.max_connections)
            .acquire_timeout(Duration::from_secs(20))
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(|sqlite| {
                sqlite
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "FULL")
                    .pragma("foreign_keys", "ON")
                    .busy_timeout(Duration::from_secs(15))
            });
        Ok(Self {
            connection: SeaDatabase::connect(connect).await?,
            audit_key: None,
        })
    }

    /// The same database with the key that seals the audit log; without it nothing can be changed in a tenant.
    #[must_use]
    pub fn with_audit_key(self, key: AuditKey) -> Self {
        Self {
            audit_key: Some(key),
            ..self
        }
    }

    pub(crate) fn audit_key(&self) -> Option<AuditKey> {
        self.audit_key.clone()
    }

    /// Whether this is PostgreSQL; otherwise it is SQLite.
    pub fn is_postgres(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    /// Applies pending migrations and, on PostgreSQL, grants the runtime role what it needs and no more.
    ///
    /// # Errors
    /// A migration or grant was refused.
    pub async fn migrate(&self, runtime_role: Option<&str>) -> Result<()> {
        Migrator::up(&self.connection, None).await?;
        if let (true, Some(role)) = (self.is_postgres(), runtime_role) {
            self.grant(role).await?;
        }
        Ok(())
    }

    async fn grant(&self, role: &str) -> Result<()> {
        if !role.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || role.is_empty() {
            return Err(Error::Setup(format!(
                "database.runtime_role: {role:?} is not a plain role name"
            )));
        }
        let sql = format!(
            "grant usage on schema public to \"{role}\";
             grant select, insert, update, delete on all tables in schema public to \"{role}\";
             revoke update, delete on audit_entry from \"{role}\";
             revoke delete on audit_head from \"{role}\";
             revoke insert, update, delete on seaql_migrations from \"{role}\";"
        );
        self.connection.execute_unprepared(&sql).await?;
        Ok(())
    }

    /// Names of migrations that have not run yet.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let pending = Migrator::get_pending_migrations_read_only(&self.connection).await?;
        Ok(pending
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect())
    }

    /// Refuses a PostgreSQL role that row-level security would not bind.
    ///
    /// # Errors
    /// [`Error::Setup`] for a superuser or a role with `BYPASSRLS`.
    pub async fn check_posture(&self) -> Result<()> {
        if !self.is_postgres() {
            return Ok(());
        }
        let sql = "select rolname::text as name, rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user";
        let row = self
            .connection
            .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
            .await?;
        let Some(row) = row else {
            return Err(Error::Setup("database.url: the role does not exist".into()));
        };
        let name: String = row.try_get("", "name")?;
        if row.try_get::<bool>("", "unbound")? {
            return Err(Error::Setup(format!(
                "database.url: role {name:?} is a superuser or may bypass row-level security; \
                 use a role with NOSUPERUSER NOBYPASSRLS"
            )));
        }
        Ok(())
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// It gave none.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.connection.ping().await?)
    }

    /// A transaction that only reads.
    pub(crate) async fn begin_read(&self) -> Result<DatabaseTransaction> {
        Ok(self.connection.begin().await?)
    }

    /// A transaction that writes. On SQLite it takes the write lock at once: a read lock that must be upgraded
    /// later fails without waiting.
    pub(crate) async fn begin_write(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.connection.begin_with_options(options).await?)
    }
}
