//! Work that is not bound to one tenant. The list is closed:
//!
//! 1. signing in: a person, their memberships, sessions and failed attempts;
//! 2. API clients: finding the tenant of a client id, and the keys that sign tokens;
//! 3. the worker: claiming and finishing jobs, which carry ids and no tenant content;
//! 4. operating: creating and listing tenants and people.

use chrono::Duration;
use domain::time::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use crate::entity::{
    api_client, job, membership, person, session, sign_in_attempt, signing_key, supplier, tenant,
};
use crate::tenant_tx::bind;
use crate::{
    ApiClient, Database, Error, Job, Membership, Person, Result, Session, SignInAttempt, SigningKey, Tenant,
};

/// A membership with the names people know it by.
#[derive(Debug, Clone)]
pub struct NamedMembership {
    /// Role, tenant and supplier as ids.
    pub membership: Membership,
    /// The tenant.
    pub tenant: Tenant,
    /// The supplier's name there.
    pub supplier_name: Option<String>,
}

/// A transaction across tenants. Dropping it rolls back.
#[derive(Debug)]
pub struct SystemTx {
    inner: DatabaseTransaction,
}

impl Database {
    /// Opens a transaction across tenants, for the purposes listed in [`crate::system`].
    pub async fn system(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            inner: self.begin_write().await?,
        })
    }

    /// The same, without taking SQLite's write lock.
    pub async fn system_read(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            inner: self.begin_read().await?,
        })
    }
}

impl SystemTx {
    /// Commits.
    pub async fn save(self) -> Result<()> {
        self.inner.commit().await?;
        Ok(())
    }

    // 1. Signing in

    /// The person with this sign-in address, written in lower case.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Person>> {
        Ok(person::Entity::find()
            .filter(person::Column::Email.eq(email))
            .one(&self.inner)
            .await?)
    }

    /// One person.
    pub async fn person(&self, id: Uuid) -> Result<Option<Person>> {
        Ok(person::Entity::find_by_id(id).one(&self.inner).await?)
    }

    /// Everything a person is, in all tenants, oldest first.
    pub async fn memberships(&self, person_id: Uuid) -> Result<Vec<NamedMembership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        let rows = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .order_by_asc(membership::Column::CreatedAt)
            .order_by_asc(membership::Column::Id)
            .all(&self.inner)
            .await?;
        let mut named = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(tenant) = tenant::Entity::find_by_id(row.tenant_id).one(&self.inner).await? else {
                continue;
            };
            let supplier_name = self.supplier_name(&row).await?;
            named.push(NamedMembership {
                membership: row,
                tenant,
                supplier_name,
            });
        }
        Ok(named)
    }

    /// One membership of a person.
    pub async fn membership(&self, person_id: Uuid, id: Uuid) -> Result<Option<Membership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        let query = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .filter(membership::Column::Id.eq(id));
        Ok(query.one(&self.inner).await?)
    }

    async fn supplier_name(&self, row: &Membership) -> Result<Option<String>> {
        let Some(supplier_id) = row.supplier_id else {
            return Ok(None);
        };
        bind(&self.inner, "app.tenant_id", &row.tenant_id.to_string()).await?;
        let supplier = supplier::Entity::find_by_id((row.tenant_id, supplier_id))
            .one(&self.inner)
            .await?;
        bind(&self.inner, "app.tenant_id", "").await?;
        Ok(supplier.map(|supplier| supplier.name))
    }

    /// Stores a new session.
    pub async fn insert_session(&self, row: Session) -> Result<()> {
        session::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// The session of a token, by the token's hash.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>> {
        Ok(session::Entity::find_by_id(token_hash).one(&self.inner).await?)
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, token_hash: &str, at: Instant) -> Result<()> {
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(at))
            .filter(session::Column::TokenHash.eq(token_hash))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn delete_session(&self, token_hash: &str) -> Result<()> {
        session::Entity::delete_by_id(token_hash)
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Removes sessions that have run out.
    pub async fn delete_sessions_before(&self, expired_at: Instant) -> Result<()> {
        session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lt(expired_at))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Failed sign-ins of an account or address.
    pub async fn sign_in_attempts(&self, subject: &str) -> Result<Option<SignInAttempt>> {
        Ok(sign_in_attempt::Entity::find_by_id(subject)
            .one(&self.inner)
            .await?)
    }

    /// Stores the number of failed sign-ins.
    pub async fn put_sign_in_attempts(&self, row: SignInAttempt) -> Result<()> {
        let replace = sea_orm::sea_query::OnConflict::column(sign_in_attempt::Column::Subject)
            .update_columns([
                sign_in_attempt::Column::Failures,
                sign_in_attempt::Column::LastFailureAt,
            ])
            .to_owned();
        sign_in_attempt::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// Forgets failed sign-ins after a successful one.
    pub async fn clear_sign_in_attempts(&self, subject: &str) -> Result<()> {
        sign_in_attempt::Entity::delete_by_id(subject)
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    // 2. API clients

    /// The machine registered under a client id.
    pub async fn api_client(&self, client_id: &str) -> Result<Option<ApiClient>> {
        bind(&self.inner, "app.client_id", client_id).await?;
        let query = api_client::Entity::find().filter(api_client::Column::ClientId.eq(client_id));
        Ok(query.one(&self.inner).await?)
    }

    /// All keys that sign or have signed tokens, newest first.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKey>> {
        Ok(signing_key::Entity::find()
            .order_by_desc(signing_key::Column::CreatedAt)
            .all(&self.inner)
            .await?)
    }

    /// Stores a new key.
    pub async fn insert_signing_key(&self, row: SigningKey) -> Result<()> {
        signing_key::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    // 3. The worker

    /// Takes the next due job, or one whose worker has gone silent, for `lease` from now.
    ///
    /// The returned fence goes into every later call, so that a worker that lost its lease changes nothing.
    pub async fn claim_job(&self, worker: &str, now: Instant, lease: Duration) -> Result<Option<Job>> {
        let due = Condition::any()
            .add(
                Condition::all()
                    .add(job::Column::Status.eq("queued"))
                    .add(job::Column::RunAt.lte(now)),
            )
            .add(
                Condition::all()
                    .add(job::Column::Status.eq("running"))
                    .add(job::Column::LeaseUntil.lt(now)),
            );
        let next = Query::select()
            .column(job::Column::Id)
            .from(job::Entity)
            .cond_where(due)
            .order_by(job::Column::RunAt, sea_orm::Order::Asc)
            .limit(1)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let claimed = job::Entity::update_many()
            .col_expr(job::Column::Status, Expr::value("running"))
            .col_expr(job::Column::LeasedBy, Expr::value(worker))
            .col_expr(job::Column::LeaseUntil, Expr::value(now + lease))
            .col_expr(job::Column::Fence, Expr::col(job::Column::Fence).add(1))
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
            .filter(Expr::col(job::Column::Id).eq(Expr::SubQuery(None, Box::new(next.into()))))
            .exec_with_returning(&self.inner)
            .await?;
        Ok(claimed.into_iter().next())
    }

    /// Removes a finished job.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has taken it over.
    pub async fn finish_job(&self, job: &Job) -> Result<()> {
        let done = job::Entity::delete_many()
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(Error::LeaseLost)
        }
    }

    /// Prolongs the lease of a running job.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has taken it over.
    pub async fn renew_job(&self, job: &Job, until: Instant) -> Result<()> {
        let done = job::Entity::update_many()
            .col_expr(job::Column::LeaseUntil, Expr::value(until))
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(Error::LeaseLost)
        }
    }

    /// Puts a job off after a failure (`Some`), or gives it up (`None`).
    pub async fn fail_job(&self, job: &Job, error: &str, retry_at: Option<Instant>) -> Result<()> {
        // The same work may be waiting again already; then that one does it.
        if retry_at.is_some() {
            let waiting = job::Entity::find()
                .filter(job::Column::DedupKey.eq(&job.dedup_key))
                .filter(job::Column::Status.eq("queued"))
                .count(&self.inner)
                .await?;
            if waiting > 0 {
                return self.finish_job(job).await;
            }
        }
        let status = if retry_at.is_some() { "queued" } else { "failed" };
        job::Entity::update_many()
            .col_expr(job::Column::Status, Expr::value(status))
            .col_expr(job::Column::LastError, Expr::value(error))
            .col_expr(job::Column::RunAt, Expr::value(retry_at.unwrap_or(job.run_at)))
            .col_expr(job::Column::LeaseUntil, Expr::value(Option::<Instant>::None))
            .filter(job::Column::Id.eq(job.id))
            .filter(job::Column::Fence.eq(job.fence))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// How many jobs of other kinds than `except` wait or run.
    pub async fn unfinished_jobs(&self, except: &str) -> Result<u64> {
        Ok(job::Entity::find()
            .filter(job::Column::Status.ne("failed"))
            .filter(job::Column::Kind.ne(except))
            .count(&self.inner)
            .await?)
    }

    // 4. Operating

    /// All tenants, by slug.
    pub async fn tenants(&self) -> Result<Vec<Tenant>> {
        Ok(tenant::Entity::find()
            .order_by_asc(tenant::Column::Slug)
            .all(&self.inner)
            .await?)
    }

    /// Stores a new tenant.
    pub async fn insert_tenant(&self, row: Tenant) -> Result<()> {
        tenant::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// Stores a new person.
    pub async fn insert_person(&self, row: Person) -> Result<()> {
        person::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }
}
