//! Signing in: people, their memberships, their sessions, failed attempts.

use domain::time::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::SystemTx;
use crate::entity::{membership, person, session, sign_in_attempt, supplier, tenant};
use crate::tenant_tx::bind;
use crate::{Membership, Person, Result, Session, SignInAttempt, Tenant};

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

impl SystemTx {
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

    /// One person, and nobody else changes them before this transaction ends. Whatever begins or ends sessions takes
    /// this lock first: then a new password is never overtaken by a sign-in with the old one.
    pub async fn lock_person(&self, id: Uuid) -> Result<Option<Person>> {
        Ok(person::Entity::find_by_id(id)
            .lock(LockType::NoKeyUpdate)
            .one(&self.inner)
            .await?)
    }

    /// Everything a person is, in all tenants, oldest first; switched off memberships are left out.
    pub async fn memberships(&self, person_id: Uuid) -> Result<Vec<NamedMembership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        let rows = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .filter(membership::Column::DisabledAt.is_null())
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

    /// Everything a person is, switched off memberships included.
    pub async fn all_memberships(&self, person_id: Uuid) -> Result<Vec<Membership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        Ok(membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .all(&self.inner)
            .await?)
    }

    /// One membership of a person, unless it is switched off.
    pub async fn membership(&self, person_id: Uuid, id: Uuid) -> Result<Option<Membership>> {
        bind(&self.inner, "app.person_id", &person_id.to_string()).await?;
        let query = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .filter(membership::Column::Id.eq(id))
            .filter(membership::Column::DisabledAt.is_null());
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

    /// One session of a person.
    pub async fn session_of(&self, person_id: Uuid, id: Uuid) -> Result<Option<Session>> {
        Ok(session::Entity::find()
            .filter(session::Column::PersonId.eq(person_id))
            .filter(session::Column::Id.eq(id))
            .one(&self.inner)
            .await?)
    }

    /// The session of a token, by the token's hash.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>> {
        Ok(session::Entity::find_by_id(token_hash).one(&self.inner).await?)
    }

    /// Notes that a session, and with it a membership, was used.
    pub async fn touch_session(&self, session: &Session, at: Instant) -> Result<()> {
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(at))
            .filter(session::Column::TokenHash.eq(&session.token_hash))
            .exec(&self.inner)
            .await?;
        bind(&self.inner, "app.tenant_id", &session.tenant_id.to_string()).await?;
        membership::Entity::update_many()
            .col_expr(membership::Column::LastSeenAt, Expr::value(at))
            .filter(membership::Column::TenantId.eq(session.tenant_id))
            .filter(membership::Column::Id.eq(session.membership_id))
            .exec(&self.inner)
            .await?;
        bind(&self.inner, "app.tenant_id", "").await
    }

    /// A person's sessions used since `idle_since`, the last used first.
    pub async fn sessions_of(
        &self,
        person_id: Uuid,
        idle_since: Instant,
        now: Instant,
    ) -> Result<Vec<Session>> {
        Ok(session::Entity::find()
            .filter(session::Column::PersonId.eq(person_id))
            .filter(session::Column::LastSeenAt.gt(idle_since))
            .filter(session::Column::ExpiresAt.gt(now))
            .order_by_desc(session::Column::LastSeenAt)
            .order_by_desc(session::Column::Id)
            .all(&self.inner)
            .await?)
    }

    /// Ends one session of a person; whether there was one.
    pub async fn delete_session_of(&self, person_id: Uuid, id: Uuid) -> Result<bool> {
        let done = session::Entity::delete_many()
            .filter(session::Column::PersonId.eq(person_id))
            .filter(session::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Ends all sessions of a person, or all but one.
    pub async fn delete_sessions_of(&self, person_id: Uuid, except: Option<Uuid>) -> Result<u64> {
        let mut query = session::Entity::delete_many().filter(session::Column::PersonId.eq(person_id));
        if let Some(kept) = except {
            query = query.filter(session::Column::Id.ne(kept));
        }
        Ok(query.exec(&self.inner).await?.rows_affected)
    }

    /// Ends a session; whether there was one.
    pub async fn delete_session(&self, token_hash: &str) -> Result<bool> {
        let done = session::Entity::delete_by_id(token_hash)
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Removes sessions that have run out or were not used since `idle_since`.
    pub async fn delete_dead_sessions(&self, idle_since: Instant, now: Instant) -> Result<()> {
        let dead = Condition::any()
            .add(session::Column::ExpiresAt.lt(now))
            .add(session::Column::LastSeenAt.lt(idle_since));
        session::Entity::delete_many()
            .filter(dead)
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Counts an attempt and answers how many there are since `since`. One statement, so that many at once count as
    /// many. What is refused, because there are more than `allowed`, does not prolong the wait.
    pub async fn count_attempt(
        &self,
        subject: &str,
        allowed: i32,
        since: Instant,
        now: Instant,
    ) -> Result<i32> {
        use sign_in_attempt::Column;
        let table = sign_in_attempt::Entity;
        let recent = || Expr::col((table, Column::LastFailureAt)).gt(since);
        let counted = Expr::case(recent(), Expr::col((table, Column::Failures)).add(1)).finally(1);
        let refused = recent().and(Expr::col((table, Column::Failures)).gte(allowed));
        let last = Expr::case(refused, Expr::col((table, Column::LastFailureAt))).finally(now);
        let count_up = OnConflict::column(Column::Subject)
            .value(Column::Failures, counted)
            .value(Column::LastFailureAt, last)
            .to_owned();
        let row = SignInAttempt {
            subject: subject.to_owned(),
            failures: 1,
            last_failure_at: now,
        };
        let counted = sign_in_attempt::Entity::insert(row.into_active_model())
            .on_conflict(count_up)
            .exec_with_returning(&self.inner)
            .await?;
        Ok(counted.failures)
    }

    /// Takes one attempt back that turned out to be good.
    pub async fn release_attempt(&self, subject: &str) -> Result<()> {
        use sign_in_attempt::Column;
        sign_in_attempt::Entity::update_many()
            .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
            .filter(Column::Subject.eq(subject))
            .filter(Column::Failures.gt(0))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Forgets attempts that no longer count.
    pub async fn delete_attempts_before(&self, at: Instant) -> Result<()> {
        sign_in_attempt::Entity::delete_many()
            .filter(sign_in_attempt::Column::LastFailureAt.lt(at))
            .exec(&self.inner)
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
}
